"""The evaluator of the timeline against the direct one, on random norms and traces."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from tests.oracle.listed import Listed
from tests.oracle.timeline import evaluate as direct
from tests.properties.accord.completion import completed, narrowed, refined
from tests.properties.accord.effort import examples
from tests.properties.accord.moving import moved
from tests.properties.accord.renaming import renamed
from tests.properties.accord.rules import Source, rules, sources
from tests.properties.accord.worlds import LAST, margin, worlds

from holdfire.agreement.accord.formula import Bound, Eventually, Formula
from holdfire.agreement.accord.syntax.guard import check_guarded
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline import evaluate, over, steps
from holdfire.base.truth import Truth

FALSE, UNKNOWN, TRUE = Truth
FIRST, END = -3, LAST + 9
CLOSED = rules(points=False)
OF_A_UNIT = rules(frozenset({"u"}), points=False)
UNIT: dict[str, Value] = {"u": "A"}


def by_definition(
    rule: Formula, world: Listed, env: dict[str, Value], first: int = FIRST, last: int = END
) -> list[Truth]:
    """The value at each instant, with room on both sides."""
    room = margin(rule)
    return direct(rule, world, env, first - room, last + room)[room:-room]


def by_steps(rule: Formula, world: Listed, env: dict[str, Value]) -> list[Truth]:
    """The engine's values."""
    found = steps(rule, world, env, FIRST, END)
    return [found.at(t) for t in range(FIRST, END + 1)]


def stands(before: Sequence[Truth], after: Sequence[Truth]) -> bool:
    """Is every definite value still there?"""
    return all(old is UNKNOWN or new is old for old, new in zip(before, after, strict=True))


@examples(300)
@given(CLOSED, worlds())
def test_engine_and_direct_evaluator_agree(rule: Formula, world: Listed) -> None:
    """P11."""
    check_guarded(rule, frame="timeline")
    assert by_steps(rule, world, {}) == by_definition(rule, world, {})


@examples(150)
@given(OF_A_UNIT, worlds())
def test_they_agree_under_a_key(rule: Formula, world: Listed) -> None:
    """P11, with the key of an instance; one instant asked alone says the same."""
    expected = by_definition(rule, world, UNIT)
    assert by_steps(rule, world, UNIT) == expected
    assert evaluate(rule, world, UNIT, 5) is expected[5 - FIRST]


@examples(200)
@given(CLOSED, worlds(), st.integers(-2, LAST), st.integers(0, 8))
def test_over_a_window_is_eventually_from_its_start(
    rule: Formula, world: Listed, start: int, length: int
) -> None:
    """Events known to an interval count over the window, not instant by instant."""
    ahead = Eventually(Bound(0, length), rule)
    expected = by_definition(ahead, world, {}, start, start)[0]
    answer = over(rule, world, {}, start, start + length)
    assert answer.value is expected
    assert bool(answer.lacks) is (expected is UNKNOWN)


@examples(150)
@given(CLOSED, worlds(doubt=False))
def test_without_doubt_nothing_is_unknown(rule: Formula, world: Listed) -> None:
    """P3."""
    found = by_steps(rule, world, {})
    assert UNKNOWN not in found
    assert found == by_definition(rule, world, {})


@examples(100)
@given(CLOSED, worlds(), sources())
def test_a_definite_verdict_stands_in_every_completion(
    rule: Formula, world: Listed, source: Source
) -> None:
    """P1: of facts at every instant, of events, of sets, of things that nothing lists."""
    found, window = by_steps(rule, world, {}), over(rule, world, {}, 0, LAST).value
    for _ in range(5):
        whole = completed(source, world, FIRST - 8, END + 8)
        values = by_definition(rule, whole, {})
        assert stands(found, values)
        assert window in {UNKNOWN, max(values[-FIRST : LAST + 1 - FIRST])}


@examples(150)
@given(CLOSED, worlds(single=True), sources())
def test_information_never_flips_nor_unsettles_a_verdict(
    rule: Formula, world: Listed, source: Source
) -> None:
    """P2, along a chain of things learnt."""
    found, window = by_steps(rule, world, {}), over(rule, world, {}, 0, LAST).value
    for _ in range(4):
        world = refined(source, world)
        after, then = by_steps(rule, world, {}), over(rule, world, {}, 0, LAST).value
        assert stands(found, after)
        assert stands([window], [then])
        found, window = after, then


@examples(150)
@given(OF_A_UNIT, worlds(), sources())
def test_smaller_sets_never_turn_a_verdict_around(
    rule: Formula, world: Listed, source: Source
) -> None:
    """P10."""
    functions = {
        name: [(start, narrowed(source, of)) for start, of in table]
        for name, table in world.functions.items()
    }
    small = Listed(world.facts, world.quiet, world.rest, functions, world.anchors, world.sets)
    assert stands(by_steps(rule, world, UNIT), by_steps(rule, small, UNIT))


@examples(150)
@given(
    OF_A_UNIT,
    worlds(),
    st.sampled_from([{"A": "B", "B": "A"}, {"A": "Ž", "B": "a b"}]),
    st.integers(-(10**15), 10**15),
)
def test_other_names_and_another_epoch_change_nothing_else(
    rule: Formula, world: Listed, names: dict[str, str], shift: int
) -> None:
    """P4."""
    found = steps(rule, world, UNIT, FIRST, END)
    other = steps(
        renamed(rule, names),
        moved(world, names, shift),
        {"u": names["A"]},
        FIRST + shift,
        END + shift,
    )
    assert [(at + shift, value) for at, value in found.pieces] == list(other.pieces)
