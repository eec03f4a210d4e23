"""From support and observed absence to values: the table of open and closed worlds."""

from __future__ import annotations

from itertools import permutations

import pytest

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.fact_trace import (
    Absence,
    Declared,
    FactTrace,
    Stated,
    fact_trace,
)
from holdfire.agreement.accord.formula import Atom, Exists
from holdfire.agreement.accord.term import Constant, Value, Variable
from holdfire.agreement.accord.timeline import evaluate, over
from holdfire.agreement.accord.trace import LackKind, Possible
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
SEEN = Atom("seen", (Constant("u1"),))
LOGGED = Atom("logged", (Constant("n1"),))
OPEN = Declared("seen", World.OPEN, tau=900, nu=100, pi=800)
KEY: tuple[Value, ...] = ("u1",)


def open_world(low: int | None, high: int, watched: int | None) -> FactTrace:
    stated = (
        [] if low is None else [Stated("seen", KEY, 10, 20, low=low, high=high, ids=("i",))]
    )
    absences = [] if watched is None else [Absence("seen", 0, 30, watched)]
    return fact_trace([OPEN], stated, absences)


@pytest.mark.parametrize(
    ("low", "high", "watched", "value", "kind"),
    [
        (900, 990, None, T, None),
        (900, 990, 799, T, None),
        (None, 0, 800, F, None),
        (0, 100, 800, F, None),
        (900, 990, 800, U, LackKind.CONFLICT),
        (899, 990, None, U, LackKind.WEAK),
        (899, 990, 1000, U, LackKind.WEAK),
        (0, 101, 1000, U, LackKind.WEAK),
        (None, 0, None, U, LackKind.GAP),
        (0, 100, 799, U, LackKind.GAP),
    ],
)
def test_the_table_of_the_open_world(
    low: int | None, high: int, watched: int | None, value: Truth, kind: LackKind | None
) -> None:
    trace = open_world(low, high, watched)
    assert evaluate(SEEN, trace, {}, 15) is value
    kinds = [lack.kind for lack in over(SEEN, trace, {}, 15, 15).lacks]
    assert kinds == ([] if kind is None else [kind])


def test_a_conflict_is_only_where_both_speak() -> None:
    stated = [Stated("seen", KEY, 10, 20, low=950, ids=("i",))]
    trace = fact_trace([OPEN], stated, [Absence("seen", 14, 16, 900)])
    values = [evaluate(SEEN, trace, {}, at) for at in (9, 10, 13, 14, 16, 17, 20, 21)]
    assert values == [U, T, T, U, U, T, T, U]


@pytest.mark.parametrize(("at", "value"), [(-100, F), (3, F), (4, T), (5, F), (50, F), (51, U)])
def test_a_register_is_false_up_to_its_horizon_and_unknown_after_it(
    at: int, value: Truth
) -> None:
    how = Declared("logged", World.CLOSED, horizon=50, record_start=0)
    trace = fact_trace([how], [Stated("logged", ("n1",), 4, 4, event=True, ids=("entry",))])
    assert evaluate(LOGGED, trace, {}, at) is value
    if value is U:
        assert [lack.kind for lack in over(LOGGED, trace, {}, at, at).lacks] == [
            LackKind.REGISTER
        ]


def test_a_late_entry_before_the_horizon_corrects() -> None:
    how = Declared("logged", World.CLOSED, horizon=50)
    assert evaluate(LOGGED, fact_trace([how]), {}, 20) is F
    late = Stated("logged", ("n1",), 20, 20, event=True)
    assert evaluate(LOGGED, fact_trace([how], [late]), {}, 20) is T


def test_an_open_record_knows_nothing_before_it_begins_nor_after_the_present() -> None:
    how = Declared("seen", World.OPEN, record_start=5, horizon=25, tau=900, nu=100, pi=800)
    trace = fact_trace([how], (), [Absence("seen", 0, 30, 900)])
    assert [evaluate(SEEN, trace, {}, at) for at in (4, 5, 25, 26)] == [U, F, F, U]


def test_supports_do_not_add_up_the_strongest_speaks() -> None:
    weak = [Stated("seen", KEY, 10, 20, low=600, high=800, ids=(name,)) for name in "ab"]
    strong = Stated("seen", KEY, 15, 18, low=950, ids=("c",))
    trace = fact_trace([OPEN], [*weak, strong])
    assert [evaluate(SEEN, trace, {}, at) for at in (12, 15, 18, 19)] == [U, T, T, U]
    assert over(SEEN, trace, {}, 15, 15).ids == ("c",)


def test_nobody_is_only_said_where_all_was_watched() -> None:
    anybody = Exists(("u",), Atom("seen", (Variable("u"),)))
    assert evaluate(anybody, fact_trace([OPEN]), {}, 5) is U
    watched = fact_trace([OPEN], (), [Absence("seen", 0, 30, 900)])
    assert evaluate(anybody, watched, {}, 5) is F
    one_place = fact_trace([OPEN], (), [Absence("seen", 0, 30, 900, key=KEY)])
    assert evaluate(SEEN, one_place, {}, 5) is F
    assert evaluate(anybody, one_place, {}, 5) is U


def test_an_event_denied_in_part_may_have_been_in_the_other_part() -> None:
    event = Stated("seen", KEY, 10, 20, event=True, low=950, ids=("i",))
    half = fact_trace([OPEN], [event], [Absence("seen", 0, 15, 900)])
    assert over(SEEN, half, {}, 0, 30).value is T
    whole = fact_trace([OPEN], [event], [Absence("seen", 0, 20, 900)])
    answer = over(SEEN, whole, {}, 0, 20)
    assert answer.value is U
    assert LackKind.CONFLICT in {lack.kind for lack in answer.lacks}


def test_watches_that_touch_deny_an_event_as_one_watch_would() -> None:
    event = Stated("seen", KEY, 5, 15, event=True, low=950, ids=("i",))
    state = Stated("seen", KEY, 5, 15, low=950, ids=("i",))

    def under(stated: Stated, *watches: tuple[int, int]) -> FactTrace:
        return fact_trace([OPEN], [stated], [Absence("seen", *one, 900) for one in watches])

    for one in (event, state):
        whole = under(one, (0, 20))
        assert under(one, (0, 9), (10, 20)).facts == whole.facts
        assert under(one, (10, 20), (0, 12)).facts == whole.facts
    parted = over(SEEN, under(event, (0, 9), (10, 20)), {}, 0, 20)
    assert parted.value is U
    assert LackKind.CONFLICT in {lack.kind for lack in parted.lacks}
    assert over(SEEN, under(event, (0, 9), (11, 20)), {}, 0, 20).value is T


def test_the_order_of_statements_does_not_matter() -> None:
    stated = [
        Stated("seen", KEY, 10, 20, low=950, ids=("a",)),
        Stated("seen", KEY, 10, 20, low=960, ids=("b",)),
        Stated("seen", ("u0",), 3, 4, low=100, high=500, ids=("c",)),
        Stated("seen", KEY, 5, 12, low=100, high=500, ids=("d",)),
    ]
    absences = [Absence("seen", 8, 9, 900), Absence("seen", 11, 13, 900, key=KEY)]
    made = {repr(fact_trace([OPEN], order, absences)) for order in permutations(stated)}
    made |= {repr(fact_trace([OPEN], stated, order)) for order in permutations(absences)}
    assert len(made) == 1
    trace = fact_trace([OPEN], stated, absences)
    assert list(trace.keys("seen")) == [("u0",), ("u1",)]
    assert [claim.ids for claim in trace.claims("seen", KEY)].count(("a", "b")) == 3


def test_a_function_has_the_values_of_its_latest_start() -> None:
    trace = fact_trace(
        [],
        functions={("place", KEY): [(10, Possible(("b",))), (0, Possible(("a",)))]},
        anchors={"D": Possible((7,))},
    )
    assert [trace.possible("place", KEY, at).values for at in (0, 9, 10)] == [
        ("a",),
        ("a",),
        ("b",),
    ]
    before = trace.possible("place", KEY, -1)
    assert (before.values, before.lack is not None) == ((), True)
    assert trace.possible("place", ("u9",), 5).lack is not None
    assert trace.instant("D").values == (7,)
    assert trace.instant("line") == Possible()
    assert trace.members("nobody").lack is not None
