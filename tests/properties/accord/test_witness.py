"""Witnesses settle and are minimal, explanations suffice, and coverage is what complies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from hypothesis import assume, given
from tests.oracle.listed import CLOSED, Listed, lacking, piece
from tests.oracle.timeline import evaluate as direct
from tests.properties.accord.effort import examples
from tests.properties.accord.rules import Source, rules, sources
from tests.properties.accord.worlds import EVENTS, LAST, margin, world, worlds

from holdfire.agreement.accord.explanation import explain, only
from holdfire.agreement.accord.formula import Atom, Bound, Eventually, Exists, Formula
from holdfire.agreement.accord.term import Value, Variable
from holdfire.agreement.accord.timeline import over
from holdfire.agreement.accord.trace import Claim, Lack, LackKind, Possible, Silence
from holdfire.agreement.accord.witness import EXACT_UP_TO, Witness, completed, witness
from holdfire.base.truth import Truth

FALSE, UNKNOWN, TRUE = Truth
RULE = rules(points=False)
Cell = tuple[str, tuple[Value, ...]]


def cell(lack: Lack | None) -> Cell:
    assert lack is not None
    return lack.fact, lack.key


def decidable(source: Source) -> Listed:
    """A world whose doubts are whole facts and finite sets, each with a cell of its own."""
    found = world(source, single=True)
    facts = {
        name: {
            key: [
                replace(c, end=c.start, lack=c.lack and lacking(LackKind.WEAK, name, key))
                for c in claims
            ]
            for key, claims in of.items()
        }
        for name, of in found.facts.items()
    }
    quiet = {
        name: tuple(
            replace(p, lack=p.lack and lacking(LackKind.GAP, f"silence of {name}")) for p in of
        )
        for name, of in found.quiet.items()
    }
    functions = {
        name: [(0, finite(of)) for _, of in table[:1]]
        for name, table in found.functions.items()
    }
    sets = {name: Possible(of.values) for name, of in found.sets.items()}
    return Listed(facts, quiet, {}, functions, {"D": finite(found.anchors["D"])}, sets)


def finite(of: Possible) -> Possible:
    """At most three values, an interval cut down to its ends."""
    if of.values:
        return of
    low = of.low if of.low is not None else (of.high or 0) - 2
    high = of.high if of.high is not None else low + 2
    return Possible((low, high) if low < high else (low,), lack=of.lack if low < high else None)


def options(world_: Listed, one: Cell) -> Sequence[object]:
    """What a cell may turn out to be."""
    for (function, terms), table in world_.functions.items():
        for _, of in table:
            if (function, terms) == one and of.lack:
                return of.values
    if one == ("D", ()):
        return world_.anchors["D"].values
    return FALSE, TRUE


def decided(world_: Listed, choice: Mapping[Cell, object]) -> Listed:
    """The world with these cells decided."""

    def claim(of: Claim) -> Claim:
        value = choice.get(cell(of.lack)) if of.lack else None
        return (
            replace(of, value=value, lack=None, event=of.event)
            if isinstance(value, Truth)
            else of
        )

    def silence(of: Silence) -> Silence:
        value = choice.get(cell(of.lack)) if of.lack else None
        return replace(of, value=value, lack=None) if isinstance(value, Truth) else of

    def possible(of: Possible) -> Possible:
        value = choice.get(cell(of.lack)) if of.lack else None
        return Possible((value,)) if isinstance(value, int | str) and of.lack else of

    return Listed(
        {
            n: {k: [claim(c) for c in cs] for k, cs in of.items()}
            for n, of in world_.facts.items()
        },
        {n: tuple(silence(p) for p in of) for n, of in world_.quiet.items()},
        {},
        {n: [(at, possible(of)) for at, of in table] for n, table in world_.functions.items()},
        {n: possible(of) for n, of in world_.anchors.items()},
        world_.sets,
    )


def value(formula: Formula, world_: Listed) -> Truth:
    """Over the window, by the direct evaluator."""
    ahead = Eventually(Bound(0, LAST), formula)
    room = margin(ahead)
    return direct(ahead, world_, {}, -room, room)[room]


def ways(world_: Listed, cells: Sequence[Cell]) -> Iterator[dict[Cell, object]]:
    """Every assignment."""
    for values in product(*(options(world_, one) for one in cells)):
        yield dict(zip(cells, values, strict=True))


@examples(250)
@given(RULE, sources())
def test_a_witness_settles_and_no_part_of_it_does(formula: Formula, source: Source) -> None:
    """P6, with every assignment, judged by the direct evaluator."""
    world_ = decidable(source)
    found = witness(formula, world_, {}, 0, LAST)
    assert found.value is value(formula, world_)
    if found.value is not UNKNOWN:
        assert not found.lacks
        return
    cells = [cell(lack) for lack in found.lacks]
    assert cells
    assert len(set(cells)) == len(cells)
    assert found.minimal is (found.cone <= EXACT_UP_TO)
    assume(len(cells) <= 4)
    assert all(
        value(formula, decided(world_, way)) is not UNKNOWN for way in ways(world_, cells)
    )
    for left_out in cells:
        rest = [one for one in cells if one != left_out]
        assert any(
            value(formula, decided(world_, way)) is UNKNOWN for way in ways(world_, rest)
        )


@examples(100)
@given(RULE, sources())
def test_a_sufficient_observation_settles_it_as_said(formula: Formula, source: Source) -> None:
    """Beside the witness: what would suffice, and for which verdict."""
    world_ = decidable(source)
    for one in witness(formula, world_, {}, 0, LAST).sufficient:
        choice = {cell(seen.lack): seen.value for seen in one.observations}
        assert value(formula, decided(world_, choice)) is one.value


@examples(300)
@given(RULE, worlds(), sources())
def test_an_explanation_suffices(formula: Formula, world_: Listed, source: Source) -> None:
    """P7: its facts alone, everything else unknown, give the same verdict."""
    start = source.randint(-1, LAST)
    end = start + source.randint(0, 6)
    told = explain(formula, world_, {}, start, end)
    assert told.value is over(formula, world_, {}, start, end).value
    if told.value is not UNKNOWN:
        assert over(formula, only(told), {}, start, end).value is told.value


def uncovered(world_: Listed) -> Listed:
    """The same incidents when nobody had looked anywhere."""
    quiet = {name: (piece(UNKNOWN, lack=lacking(LackKind.GAP, name)),) for name in world_.quiet}
    return replace(world_, quiet=quiet, rest=quiet)


@examples(150)
@given(sources())
def test_without_coverage_nothing_is_complied_with(source: Source) -> None:
    """P9: an area that was seen empty is unobserved when the looking is taken away."""
    world_ = world(source, doubt=False)
    plain = Exists(("u",), Atom("at", (Variable("u"),)))
    before = over(plain, world_, {}, 0, LAST)
    after = over(plain, uncovered(world_), {}, 0, LAST)
    if before.value is FALSE:
        assert after.value is UNKNOWN
        assert {lack.kind for lack in after.lacks} == {LackKind.GAP}


@examples(150)
@given(RULE, sources())
def test_more_coverage_never_unsettles(formula: Formula, source: Source) -> None:
    """P9: with the same incidents, each predicate watched more settles no less."""
    world_ = uncovered(world(source, single=True))
    before = over(formula, world_, {}, 0, LAST).value
    for name in source.sample(sorted(world_.quiet), len(world_.quiet)):
        quiet = {**world_.quiet, name: CLOSED}
        world_ = replace(world_, quiet=quiet, rest=quiet)
        after = over(formula, world_, {}, 0, LAST).value
        assert before is UNKNOWN or after is before
        before = after


@examples(100)
@given(RULE, sources())
def test_exact_mode_finds_what_every_completion_says(formula: Formula, source: Source) -> None:
    """Definite where all completions of the cone agree; never against one of them."""
    world_ = decidable(source)
    found = completed(formula, world_, {}, 0, LAST)
    plain = over(formula, world_, {}, 0, LAST)
    assert plain.value in {UNKNOWN, found.value}
    cells = list({cell(lack): None for lack in plain.lacks})
    assume(len(cells) <= 4)
    for way in ways(world_, cells):
        assert found.value is UNKNOWN or value(formula, decided(world_, way)) in {
            UNKNOWN,
            found.value,
        }


def test_the_witness_of_nothing_is_empty() -> None:
    assert witness(Atom("tick"), Listed(), {}, 0, 5) == Witness(FALSE)
    assert EVENTS
