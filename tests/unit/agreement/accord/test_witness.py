"""Witnesses: what they hold settles the verdict, and nothing of it can be left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Exists,
    Formula,
    Implies,
    Member,
    Not,
    Once,
    Or,
    Since,
)
from holdfire.agreement.accord.term import Aggregate, Apply, Constant, Name, Value, Variable
from holdfire.agreement.accord.timeline import over
from holdfire.agreement.accord.timeline.settled import Cell, cell_of
from holdfire.agreement.accord.trace import (
    FOREVER,
    NEVER,
    Claim,
    Lack,
    LackKind,
    Possible,
    Silence,
)
from holdfire.agreement.accord.witness import completed, witness
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
KM = 10_000_000
"""A kilometre in tenths of a millimetre."""
DAY = 86_400_000_000
UNIT = Variable("u")
U1: dict[str, Value] = {"u": "u1"}

HW_1 = And(
    (
        Compare(">=", Name("now"), Name("D14")),
        Compare(">", Apply("calibre", (UNIT,)), Constant(1000)),
        Compare("<", Apply("distance", (UNIT,)), Constant(25 * KM)),
        Not(
            And(
                (
                    Member(Apply("site", (UNIT,)), "storage_sites"),
                    Once(Bound(0, 7 * DAY), Atom("inspected", (Apply("site", (UNIT,)),))),
                )
            )
        ),
    )
)
PLACE = Lack(LackKind.GEOMETRY, "place", ("u1",))
CALIBRE = Lack(LackKind.WEAK, "calibre", ("u1",))
SITE = Lack(LackKind.WEAK, "site", ("u1",))
REGISTER = Lack(LackKind.REGISTER, "inspected", ("S7",))
NOW = 100 * DAY


def heavy_weapon(
    distance: tuple[int, int],
    calibres: Sequence[int],
    sites: Sequence[str] = ("none",),
    inspected: int | None = None,
    horizon: int = FOREVER,
    in_force: int = 0,
) -> FactTrace:
    low, high = distance
    place = Possible(low=low, high=high, lack=PLACE) if low < high else Possible((low,))
    facts: dict[str, dict[tuple[Value, ...], tuple[Claim, ...]]] = {}
    if inspected is not None:
        at = NOW - inspected
        facts["inspected"] = {("S7",): (Claim(T, at, at, event=True, ids=("entry",)),)}
    silence = [Silence(F, NEVER, horizon)]
    if horizon < FOREVER:
        silence.append(Silence(U, horizon + 1, FOREVER, REGISTER))
    return FactTrace(
        facts=facts,
        rest={"inspected": tuple(silence)},
        functions={
            ("distance", ("u1",)): ((NEVER, place),),
            ("calibre", ("u1",)): (
                (NEVER, Possible(tuple(calibres), lack=CALIBRE if len(calibres) > 1 else None)),
            ),
            ("site", ("u1",)): (
                (NEVER, Possible(tuple(sites), lack=SITE if len(sites) > 1 else None)),
            ),
        },
        anchors={"D14": Possible((in_force,))},
        sets={"storage_sites": Possible(("S7", "S8"))},
    )


NEAR = (9 * KM, 9 * KM)
DOUBT = (24_900 * 10_000, 25_100 * 10_000)


@pytest.mark.parametrize(
    ("trace", "value", "lacks"),
    [
        (heavy_weapon((24_999 * 10_000, 24_999 * 10_000), [1520]), T, []),
        (heavy_weapon((25 * KM, 25 * KM), [1520]), F, []),
        (heavy_weapon((24_900 * 10_000, 24_990 * 10_000), [1520]), T, []),
        (heavy_weapon(DOUBT, [1520]), U, [PLACE]),
        (heavy_weapon(NEAR, [1000]), F, []),
        (heavy_weapon(NEAR, [1000, 1220]), U, [CALIBRE]),
        (heavy_weapon(DOUBT, [850]), F, []),
        (heavy_weapon(NEAR, [1220], ["S7"], DAY), F, []),
        (heavy_weapon(NEAR, [1220], ["S7"], 7 * DAY), F, []),
        (heavy_weapon(NEAR, [1220], ["S7"], 7 * DAY + 1_000_000), T, []),
        (heavy_weapon(NEAR, [1220], ["S7", "none"], DAY), U, [SITE]),
        (heavy_weapon(NEAR, [1220], ["S7"], None, NOW - 1), U, [REGISTER]),
        (heavy_weapon(DOUBT, [1000, 1220], in_force=NOW + 1), F, []),
        (heavy_weapon(NEAR, [1220], in_force=NOW), T, []),
    ],
)
def test_the_case_table_of_the_heavy_weapons_rule(
    trace: FactTrace, value: Truth, lacks: list[Lack]
) -> None:
    found = witness(HW_1, trace, U1, NOW, NOW)
    assert (found.value, list(found.lacks), found.minimal) == (value, lacks, True)


def test_one_observation_that_would_suffice_is_named_for_each_verdict() -> None:
    found = witness(HW_1, heavy_weapon(DOUBT, [1000, 1220]), U1, NOW, NOW)
    assert set(found.lacks) == {PLACE, CALIBRE}
    by_value = {one.value: one.observations for one in found.sufficient}
    assert [(o.lack, o.value) for o in by_value[F]] == [(CALIBRE, 1000)]
    assert {o.lack for o in by_value[T]} == {PLACE, CALIBRE}


def test_nothing_that_a_false_part_hides_is_asked_for() -> None:
    hidden = And((Atom("p"), Atom("q"), Or((Atom("r"), Atom("s")))))
    trace = FactTrace(rest={"p": (Silence(F),), "s": (Silence(T),)})
    assert witness(hidden, trace, {}, 0, 0).value is F
    either = Or((Atom("p"), And((Atom("q"), Atom("s")))))
    assert [lack.fact for lack in witness(either, trace, {}, 0, 0).lacks] == ["q"]


def test_an_event_astride_a_deadline_lacks_its_instant() -> None:
    trace = FactTrace(
        facts={"done": {(): (Claim(T, 10, 20, event=True),)}}, rest={"done": (Silence(F),)}
    )
    found = witness(Atom("done"), trace, {}, 0, 15)
    assert [(lack.kind, lack.fact) for lack in found.lacks] == [(LackKind.STRADDLE, "done")]
    assert found.minimal
    assert {one.value for one in found.sufficient} == {F, T}


def test_unlisted_things_are_one_input() -> None:
    lack = Lack(LackKind.GAP, "cell 7", ())
    trace = FactTrace(rest={"seen": (Silence(U, lack=lack),)})
    anybody = Exists(
        ("u",),
        And((Atom("seen", (UNIT,)), Compare(">", Apply("calibre", (UNIT,)), Constant(1)))),
    )
    found = witness(anybody, trace, {}, 0, 0)
    assert found.lacks == (lack,)
    too_many = Compare(
        ">", Aggregate("count", None, None, ("u",), Atom("seen", (UNIT,))), Constant(0)
    )
    assert witness(too_many, trace, {}, 0, 0).lacks == (lack,)


def test_an_undefined_set_is_a_lack_of_a_definition() -> None:
    found = witness(Member(UNIT, "workers"), FactTrace(), U1, 0, 0)
    assert [lack.kind for lack in found.lacks] == [LackKind.DEFINITION]


def test_above_twelve_inputs_the_witness_is_not_shown_minimal() -> None:
    many = Or(tuple(Atom(f"p{i:02d}") for i in range(20)))
    found = witness(many, FactTrace(), {}, 0, 0)
    assert (len(found.lacks), found.cone, found.minimal) == (20, 20, False)
    few = Or(tuple(Atom(f"p{i:02d}") for i in range(12)))
    assert witness(few, FactTrace(), {}, 0, 0).minimal


def test_a_thing_or_its_opposite_is_settled_by_trying_both() -> None:
    both = Or((Atom("p"), Not(Atom("p"))))
    assert over(both, FactTrace(), {}, 0, 9).value is U
    found = completed(both, FactTrace(), {}, 0, 9)
    assert (found.value, found.exact) == (T, True)
    never = And((Atom("p"), Not(Atom("p"))))
    assert completed(never, FactTrace(), {}, 0, 9).value is F
    open_one = completed(Atom("p"), FactTrace(), {}, 0, 9)
    assert (open_one.value, open_one.exact) == (U, True)


def test_over_time_trying_both_is_not_exact_and_says_so() -> None:
    turned = Or((Once(Bound(0, 5), Atom("p")), Not(Once(Bound(0, 5), Atom("p")))))
    found = completed(turned, FactTrace(), {}, 0, 9)
    assert (found.value, found.exact) == (U, False)


# ------------------------------------------------------- minimality, tried in every way

FACTS = ("p", "q", "r", "s", "t")


def ground(depth: int) -> st.SearchStrategy[Formula]:
    leaves: st.SearchStrategy[Formula] = st.builds(Atom, st.sampled_from(FACTS))
    if depth == 0:
        return leaves
    inner = ground(depth - 1)
    return st.one_of(
        leaves,
        st.builds(Not, inner),
        st.builds(lambda a, b: And((a, b)), inner, inner),
        st.builds(lambda a, b: Or((a, b)), inner, inner),
        st.builds(Implies, inner, inner),
        st.builds(Once, st.just(Bound(0, 3)), inner),
        st.builds(Since, st.just(Bound(0, 4)), inner, inner),
    )


@st.composite
def worlds(draw: st.DrawFn) -> FactTrace:
    facts: dict[str, dict[tuple[Value, ...], tuple[Claim, ...]]] = {}
    for name in FACTS:
        start = draw(st.integers(0, 6))
        value = draw(st.sampled_from([U, U, T, F]))
        facts[name] = {
            (): (
                Claim(
                    value,
                    start,
                    start + draw(st.integers(0, 4)),
                    lack=Lack(LackKind.WEAK, name),
                ),
            )
        }
    return FactTrace(facts=facts, rest={name: (Silence(F),) for name in FACTS})


def resolved(trace: FactTrace, cells: Sequence[Cell]) -> Iterator[FactTrace]:
    """The trace with each of the cells decided in every way."""
    for values in product((F, T), repeat=len(cells)):
        chosen = dict(zip(cells, values, strict=True))
        yield replace(
            trace,
            facts={
                name: {
                    key: tuple(
                        replace(c, value=chosen[name, ()])
                        if (name, ()) in chosen and c.value is U
                        else c
                        for c in claims
                    )
                    for key, claims in keys.items()
                }
                for name, keys in trace.facts.items()
            },
        )


def settles(
    formula: Formula, trace: FactTrace, cells: Sequence[Cell], start: int, end: int
) -> bool:
    return all(
        over(formula, one, {}, start, end).value is not U for one in resolved(trace, cells)
    )


@given(ground(3), worlds(), st.integers(0, 8), st.integers(0, 3))
def test_a_witness_settles_and_none_of_its_parts_does(
    formula: Formula, trace: FactTrace, start: int, more: int
) -> None:
    found = witness(formula, trace, {}, start, start + more)
    if found.value is not U:
        assert found.lacks == ()
        return
    cells = [cell_of(lack) for lack in found.lacks]
    assert found.minimal
    assert settles(formula, trace, cells, start, start + more)
    for size in range(len(cells)):
        for part in combinations(cells, size):
            assert not settles(formula, trace, part, start, start + more)
    for one in found.sufficient:
        chosen = [cell_of(observation.lack) for observation in one.observations]
        forced = [
            over(formula, world, {}, start, start + more).value
            for world in resolved(trace, chosen)
        ]
        assert one.value in forced


@given(ground(2), worlds(), st.integers(0, 8))
def test_a_completed_value_is_that_of_every_completion(
    formula: Formula, trace: FactTrace, at: int
) -> None:
    found = completed(formula, trace, {}, at, at)
    if not found.exact:
        return
    unknown = [(name, ()) for name in FACTS if trace.facts[name][()][0].value is U]
    values = {over(formula, world, {}, at, at).value for world in resolved(trace, unknown)}
    assert found.value is (values.pop() if len(values) == 1 else U)
