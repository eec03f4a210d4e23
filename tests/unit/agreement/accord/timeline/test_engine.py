"""The engine: the same verdicts in any order of arrival, at any past time, after a restart."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agreement.accord.timeline.drawn import TRUTHS, formulas

from holdfire.agreement.accord.compiled import Part
from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Formula,
    Not,
    Once,
)
from holdfire.agreement.accord.term import Apply, Constant, Name, Variable
from holdfire.agreement.accord.timeline import (
    Added,
    Budget,
    Claimed,
    Quiet,
    Supposed,
    TimelineEngine,
    VerdictChange,
    Withdrawn,
    over_keys,
    restored,
    snapshot,
    steps,
)
from holdfire.agreement.accord.timeline.statement import Delta, Statement
from holdfire.agreement.accord.trace import NEVER, Claim, Lack, LackKind, Possible
from holdfire.base.errors import BadInput
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
SPAN = (0, 12)
SETS = {"S": Possible(("a",))}
X = Variable("x")


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    start = draw(st.integers(0, 9))
    end = start + draw(st.integers(0, 4))
    name, arity = draw(st.sampled_from([("p", 1), ("q", 1), ("r", 2), ("s", 0)]))
    key = tuple(draw(st.sampled_from("ab")) for _ in range(arity))
    kind = draw(st.sampled_from(["claim", "claim", "claim", "quiet", "size"]))
    if kind == "claim":
        claim = Claim(
            draw(TRUTHS),
            start,
            end,
            event=draw(st.booleans()),
            ids=(draw(st.sampled_from("ijk")),),
        )
        return Claimed(name, key, claim)
    if kind == "quiet":
        from_start = draw(st.booleans())
        about = draw(st.sampled_from([None, key]))
        return Quiet(name, about, NEVER if from_start else start, end)
    values = draw(st.sampled_from([(1,), (1, 3), (2, 3), (0, 1, 2, 3)]))
    lack = Lack(LackKind.DEFINITION, "size", ("a",)) if len(values) > 1 else None
    return Supposed("size", (draw(st.sampled_from("ab")),), Possible(values, lack=lack), start)


def engine_of(formula: Formula, key: tuple[str, ...] = ()) -> TimelineEngine:
    return TimelineEngine([Part("part", formula, key)], SPAN, sets=SETS)


def arrivals(history: Sequence[Delta], engine: TimelineEngine) -> list[list[VerdictChange]]:
    engine.step([], 0)
    return [engine.step([delta], k) for k, delta in enumerate(history)]


@given(formulas(("x",), 2), st.lists(statements(), max_size=6), st.data())
def test_the_table_does_not_depend_on_the_order_of_arrival(
    formula: Formula, told: list[Statement], data: st.DataObject
) -> None:
    taken_back = [one for one in told if data.draw(st.booleans())]
    history: list[Delta] = [*map(Added, told), *map(Withdrawn, taken_back)]
    shuffled = data.draw(st.permutations(history))
    left = [one for one in told if one not in taken_back]
    one_by_one, at_once, never = (engine_of(formula, ("x",)) for _ in range(3))
    arrivals(shuffled, one_by_one)
    at_once.step(history, 0)
    never.step([Added(one) for one in left], 0)
    assert one_by_one.table() == at_once.table() == never.table()


@given(formulas(("x",), 2), st.lists(statements(), max_size=6), st.data())
def test_the_engine_says_what_an_evaluation_from_scratch_says(
    formula: Formula, told: list[Statement], data: st.DataObject
) -> None:
    engine = engine_of(formula, ("x",))
    arrivals([*map(Added, data.draw(st.permutations(told)))], engine)
    for value in ("a", "b"):
        assert engine.steps("part", (value,)) == steps(
            formula, engine.store, {"x": value}, *SPAN
        )


@given(formulas((), 2), st.lists(statements(), min_size=1, max_size=5), st.data())
def test_what_was_known_at_a_past_time_can_be_asked_for_ever(
    formula: Formula, told: list[Statement], data: st.DataObject
) -> None:
    engine = engine_of(formula)
    history: list[Delta] = [*map(Added, told)]
    history += [Withdrawn(one) for one in told if data.draw(st.booleans())]
    tables = []
    for k, delta in enumerate(history):
        changes = engine.step([delta], 10 * k)
        tables.append(engine.steps("part", ()))
        before = tables[-2] if k else None
        for change in changes:
            assert before is None or before.at(change.start) is change.old
            assert tables[-1].at(change.end) is change.new
            assert change.old is not change.new
    for k, table in enumerate(tables):
        for at in range(SPAN[0], SPAN[1] + 1):
            assert engine.value("part", (), at, 10 * k) is table.at(at)
            assert engine.value("part", (), at, 10 * k + 9) is table.at(at)
    assert engine.value("part", (), 5, -1) is F


@given(formulas(("x",), 2), st.lists(statements(), min_size=2, max_size=6), st.integers(0, 5))
def test_an_engine_goes_on_after_a_restart_as_if_nothing_had_happened(
    formula: Formula, told: list[Statement], cut: int
) -> None:
    part = Part("part", formula, ("x",))
    whole = TimelineEngine([part], SPAN, sets=SETS)
    first = TimelineEngine([part], SPAN, sets=SETS)
    history: list[Delta] = [*map(Added, told), Withdrawn(told[0])]
    said = arrivals(history, whole)
    arrivals(history[:cut], first)
    kept = json.loads(json.dumps(snapshot(first)))
    second = restored([part], kept, sets=SETS)
    assert second.table() == first.table()
    again = [second.step([delta], k) for k, delta in enumerate(history) if k >= cut]
    assert again == said[cut:]
    assert json.dumps(snapshot(second)) == json.dumps(snapshot(whole))


SHOT = Atom("shot", (X,))
PERMIT = Atom("permitted", (X,))
RULE = And((SHOT, Not(Once(Bound(0, 5), PERMIT))))


def test_a_late_permit_takes_a_violation_back_and_says_because_of_what() -> None:
    engine = TimelineEngine([Part("rule", RULE, ("x",))], (0, 100))
    begun = engine.step([Added(Quiet("shot")), Added(Quiet("permitted", end=50))], 1)
    assert begun == []
    shot = Claimed("shot", ("u1",), Claim(T, 20, 20, event=True, ids=("incident-7",)))
    assert engine.step([Added(shot)], 2) == [
        VerdictChange("rule", ("u1",), 20, 20, F, T, ("incident-7",))
    ]
    permit = Claimed("permitted", ("u1",), Claim(T, 16, 16, event=True, ids=("entry-3",)))
    assert engine.step([Added(permit)], 3) == [
        VerdictChange("rule", ("u1",), 20, 20, T, F, ("entry-3",))
    ]
    assert engine.step([Added(permit)], 4) == []
    assert engine.step([Withdrawn(permit)], 5) == [
        VerdictChange("rule", ("u1",), 20, 20, F, T, ("entry-3",))
    ]
    known = [engine.value("rule", ("u1",), 20, k) for k in range(1, 6)]
    assert known == [F, T, F, F, T]
    assert engine.over("rule", ("u1",)).ids == ("incident-7",)
    assert engine.table() == [
        ("rule", ("u1",), [(0, 19, 0), (20, 20, 2), (21, 100, 0)]),
        ("rule", (None,), [(0, 100, 0)]),
    ]


def test_an_advancing_horizon_settles_a_window_once_it_is_past() -> None:
    engine = TimelineEngine([Part("late", Not(Eventually(Bound(0, 10), Atom("done"))))], (0, 0))
    assert [change.new for change in engine.step([], 0)] == [U]
    assert engine.step([Added(Quiet("done", end=9, name="h9"))], 1) == []
    changed = engine.step([Added(Quiet("done", end=10, name="h10"))], 2)
    assert changed == [VerdictChange("late", (), 0, 0, U, T, ("h10",))]
    assert engine.over("late", ()).value is T


def test_a_narrower_set_settles_a_comparison_and_a_contradiction_unsettles_it() -> None:
    heavy = And((SHOT, Compare(">", Apply("calibre", (X,)), Constant(1000))))
    engine = TimelineEngine([Part("heavy", heavy, ("x",))], (0, 9))
    shot = Claimed("shot", ("u1",), Claim(T, 3, 3, event=True, ids=("i",)))
    lack = Lack(LackKind.WEAK, "calibre", ("u1",))
    wide = Supposed("calibre", ("u1",), Possible((1000, 1220), lack=lack), name="report")
    engine.step([Added(Quiet("shot")), Added(shot), Added(wide)], 1)
    assert engine.steps("heavy", ("u1",)).at(3) is U
    assert engine.over("heavy", ("u1",)).lacks == (lack,)
    narrow = Supposed("calibre", ("u1",), Possible((1220,)), name="crater")
    changed = engine.step([Added(narrow)], 2)
    assert [(c.old, c.new, c.because) for c in changed] == [(U, T, ("crater",))]
    other = Supposed("calibre", ("u1",), Possible((850,)), name="photo")
    assert [c.new for c in engine.step([Added(other)], 3)] == [U]
    assert [one.kind for one in engine.over("heavy", ("u1",)).lacks] == [LackKind.CONFLICT]


def test_an_anchor_that_becomes_known_moves_every_verdict() -> None:
    after = And((SHOT, Compare(">=", Name("now"), Name("D"))))
    engine = TimelineEngine([Part("after", after, ("x",))], (0, 9))
    shot = Claimed("shot", ("u1",), Claim(T, 0, 9, ids=("i",)))
    dated = Lack(LackKind.REGISTER, "D")
    open_date = Supposed("D", None, Possible(low=2, high=6, lack=dated))
    engine.step([Added(Quiet("shot")), Added(shot), Added(open_date)], 1)
    assert list(engine.steps("after", ("u1",))) == [(0, 1, F), (2, 5, U), (6, 9, T)]
    engine.step([Added(Supposed("D", None, Possible((4,)), name="decision"))], 2)
    assert list(engine.steps("after", ("u1",))) == [(0, 3, F), (4, 9, T)]


def test_over_its_budget_a_part_says_so_and_answers_unknown() -> None:
    parts = [Part("shots", SHOT, ("x",)), Part("any", Exists(("x",), SHOT))]
    engine = TimelineEngine(parts, (0, 9), budget=Budget(keys=2))
    quiet: list[Delta] = [Added(Quiet("shot"))]
    shots = [Claimed("shot", (f"u{i}",), Claim(T, i, i, event=True)) for i in range(4)]
    engine.step([*quiet, *map(Added, shots[:2])], 1)
    assert not engine.degraded
    engine.step([Added(shots[2])], 2)
    assert engine.degraded == {"shots": "more keys than its budget"}
    assert engine.steps("shots", ("u0",)).pieces == ((0, U),)
    assert engine.over("shots", ("u0",)).lacks[0].said == "more keys than its budget"
    assert engine.value("shots", ("u0",), 0, 1) is T
    assert engine.value("shots", ("u0",), 0, 2) is U
    assert engine.steps("any", ()).at(2) is T
    second = restored(parts, json.loads(json.dumps(snapshot(engine))), budget=Budget(keys=2))
    assert second.table() == engine.table()
    assert second.degraded == engine.degraded


def test_a_claim_later_than_the_budget_allows_is_not_passed_over_in_silence() -> None:
    engine = TimelineEngine([Part("shots", SHOT, ("x",))], (0, 99), budget=Budget(late=10))
    engine.step([Added(Claimed("shot", ("u1",), Claim(T, 50, 50, event=True)))], 1)
    changes = engine.step([Added(Claimed("shot", ("u1",), Claim(T, 30, 30, event=True)))], 2)
    assert engine.degraded == {"shots": "a claim is 20 microseconds late"}
    assert {change.new for change in changes} == {U}


def test_steps_do_not_run_back() -> None:
    engine = TimelineEngine([Part("shots", SHOT, ("x",))], (0, 9))
    engine.step([], 5)
    with pytest.raises(BadInput, match="runs back"):
        engine.step([], 4)


def test_keys_and_answers_agree_with_a_direct_question() -> None:
    engine = TimelineEngine([Part("rule", RULE, ("x",))], (0, 100))
    told: list[Delta] = [Added(Quiet("permitted")), Added(Quiet("shot"))]
    told += [
        Added(Claimed("shot", (f"u{i}",), Claim(T, i, i + 2, event=True, ids=(f"i{i}",))))
        for i in (40, 3, 17)
    ]
    engine.step(told, 1)
    direct = over_keys(RULE, engine.store, ("x",), 0, 100)
    assert [(answer.key, answer.value) for answer in direct] == [
        (("u17",), T), (("u3",), T), (("u40",), T)
    ]  # fmt: skip
    assert [engine.over("rule", answer.key or ()).ids for answer in direct] == [
        answer.ids for answer in direct
    ]
