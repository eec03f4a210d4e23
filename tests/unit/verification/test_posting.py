from __future__ import annotations

from dataclasses import replace

import pytest

from holdfire.agreement import load_library
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.timeline import over
from holdfire.agreement.accord.trace import Lack, LackKind, Possible, Silence
from holdfire.base.truth import Truth
from holdfire.verification.posting import ClauseTrace, Post

MEMO = load_library("minsk-memo-2014")
CLAUSES = {clause.id: compile_clause(clause, MEMO) for clause in MEMO.readings[0].clauses}
QUIET = Silence(Truth.FALSE)
GAP = Silence(Truth.UNKNOWN, lack=Lack(LackKind.GAP, "seen"))
UNCLEAR = Lack(LackKind.WEAK, "existence", (), "not sure", "another report")
KM = 10_000_000


def asked(clause: str, posts: tuple[Post, ...], silence: Silence = QUIET) -> Truth:
    compiled = CLAUSES[clause]
    trace = ClauseTrace(compiled, posts, silence)
    return over(compiled.parts[0].violation, trace, {}, 100, 200).value


def post(name: str = "i", start: int = 150, end: int = 150, **unknown: Lack) -> Post:
    return Post(name, start, end, unknown, {"origins": Possible(low=2, high=2)}, ids=(name,))


CLAUSE = "5"  # an exclusion of heavy weapons from listed settlements


def test_a_post_without_doubt_is_a_violation() -> None:
    assert asked(CLAUSE, (post(),)) is Truth.TRUE


@pytest.mark.parametrize("condition", ["class", "existence", "object", "place"])
def test_one_condition_in_doubt_leaves_it_open(condition: str) -> None:
    doubted = replace(post(), unknown={condition: UNCLEAR})
    assert asked(CLAUSE, (doubted,)) is Truth.UNKNOWN


def test_too_few_origins_leave_it_open() -> None:
    few = Post("i", 150, 150, {}, {"origins": Possible(low=1, high=None, lack=UNCLEAR)})
    assert asked(CLAUSE, (few,)) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("start", "end", "value"),
    [
        (100, 200, Truth.TRUE),
        (99, 200, Truth.UNKNOWN),
        (200, 201, Truth.UNKNOWN),
        (201, 300, Truth.FALSE),
        (0, 99, Truth.FALSE),
    ],
)
def test_a_time_known_to_an_interval_is_one_instant_of_it(
    start: int, end: int, value: Truth
) -> None:
    assert asked(CLAUSE, (post(start=start, end=end),)) is value


def test_silence_is_false_only_where_it_was_watched() -> None:
    assert asked(CLAUSE, ()) is Truth.FALSE
    assert asked(CLAUSE, (), GAP) is Truth.UNKNOWN
    assert asked(CLAUSE, (post(),), GAP) is Truth.TRUE


def test_what_an_open_answer_lacks_is_what_the_posts_lack() -> None:
    compiled = CLAUSES[CLAUSE]
    trace = ClauseTrace(compiled, (post(existence=UNCLEAR),), GAP)
    found = over(compiled.parts[0].violation, trace, {}, 100, 200)
    assert {lack.kind for lack in found.lacks} == {LackKind.WEAK, LackKind.GAP}


def test_the_order_of_the_posts_changes_nothing() -> None:
    posts = (post("a", existence=UNCLEAR), post("b"), post("c", place=UNCLEAR))
    compiled = CLAUSES[CLAUSE]
    answers = [
        over(compiled.parts[0].violation, ClauseTrace(compiled, given, GAP), {}, 100, 200)
        for given in (posts, posts[::-1])
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("distance", "required", "value"),
    [
        ((79, 79), (80, 150), Truth.TRUE),
        ((80, 80), (80, 80), Truth.FALSE),
        ((80, 80), (80, 150), Truth.UNKNOWN),
        ((79, 81), (80, 80), Truth.UNKNOWN),
        ((150, 160), (80, 150), Truth.FALSE),
    ],
)
def test_a_distance_is_compared_with_what_is_required_of_the_object(
    distance: tuple[int, int], required: tuple[int, int], value: Truth
) -> None:
    compiled = CLAUSES["4a"]
    measured = Post(
        "i",
        150,
        150,
        {},
        {
            "origins": Possible(low=2, high=2),
            "required": Possible(low=required[0], high=required[1], lack=UNCLEAR),
        },
        {"loc": Possible(low=distance[0], high=distance[1], lack=UNCLEAR)},
    )
    trace = ClauseTrace(compiled, (measured,), QUIET)
    assert over(compiled.parts[0].violation, trace, {}, 100, 200).value is value


def test_without_a_measure_the_text_itself_says_what_may_be_required() -> None:
    near = Possible(low=0, high=8 * KM - 1)
    far = Possible(low=15 * KM, high=16 * KM)
    for distance, value in ((near, Truth.TRUE), (far, Truth.FALSE)):
        measured = Post(
            "i", 150, 150, {}, {"origins": Possible(low=2, high=2)}, {"loc": distance}
        )
        assert asked("4a", (measured,)) is value
