"""The engine of the timeline: order, withdrawal, replay, and how far a change reaches."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from tests.oracle.listed import Listed
from tests.oracle.timeline import evaluate as direct
from tests.properties.accord.effort import examples
from tests.properties.accord.rules import Source, rules, sources
from tests.properties.accord.worlds import LAST, margin, world

from holdfire.agreement.accord.compiled import Part, World
from holdfire.agreement.accord.fact_trace import Declared
from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.timeline import steps
from holdfire.agreement.accord.timeline.engine import TimelineEngine
from holdfire.agreement.accord.timeline.plan import planned
from holdfire.agreement.accord.timeline.statement import (
    Added,
    Claimed,
    Delta,
    Quiet,
    Statement,
    Supposed,
    Withdrawn,
)
from holdfire.agreement.accord.timeline.touched import touched
from holdfire.base.truth import Truth

FALSE, UNKNOWN, TRUE = Truth
SPAN = (-3, LAST + 9)
RULE = rules(points=False)
OF_A_UNIT = rules(frozenset({"u"}), points=False)
DECLARED = {name: Declared(name, World.OPEN) for name in ("tick", "at", "seen", "met", "size")}


def statements(world_: Listed) -> list[Statement]:
    """What makes up a world, one statement each."""
    found: list[Statement] = []
    for name, of in sorted(world_.facts.items()):
        for key, claims in sorted(of.items(), key=str):
            found += [Claimed(name, key, claim, f"c{i}") for i, claim in enumerate(claims)]
    for name, pieces in sorted(world_.rest.items()):
        found += [
            Quiet(name, None, p.start, p.end, f"q{name}") for p in pieces if p.value is FALSE
        ]
    for (function, terms), table in sorted(world_.functions.items(), key=str):
        edges = [*(start for start, _ in table[1:]), 10**6]
        found += [
            Supposed(function, terms, of, -(10**6) if i == 0 else start, edges[i] - 1, f"s{i}")
            for i, (start, of) in enumerate(table)
        ]
    found.append(Supposed("D", None, world_.anchors["D"], name="D"))
    return list(dict.fromkeys(found))


def engine(rule: Formula, world_: Listed, key: tuple[str, ...] = ()) -> TimelineEngine:
    """An engine that has been told nothing yet."""
    return TimelineEngine([Part("p", rule, key)], SPAN, declared=DECLARED, sets=world_.sets)


def batches(source: Source, deltas: list[Delta]) -> list[list[Delta]]:
    """The same in a few steps."""
    cuts = sorted(source.randint(0, len(deltas)) for _ in range(source.randint(0, 4)))
    edges = [0, *cuts, len(deltas)]
    return [deltas[a:b] for a, b in pairwise(edges)]


def shuffled(source: Source, said: list[Statement], other: list[Statement]) -> list[Delta]:
    """In any order, with other statements that are taken back some time later or before."""
    chance = random.Random(source.getrandbits(32))
    wrong = [one for one in other if one not in said]
    deltas: list[Delta] = [Added(one) for one in [*said, *wrong]]
    deltas += [Withdrawn(one) for one in wrong]
    chance.shuffle(deltas)
    return deltas


@examples(150)
@given(OF_A_UNIT, sources())
def test_the_order_of_arrival_is_irrelevant(rule: Formula, source: Source) -> None:
    """P5 and P11: any order, any steps, false statements taken back: one table."""
    world_ = world(source)
    said, other = statements(world_), statements(world(source, most=3))
    at_once, running = engine(rule, world_, ("u",)), engine(rule, world_, ("u",))
    at_once.step([Added(one) for one in said], 0)
    for k, deltas in enumerate(batches(source, shuffled(source, said, other))):
        running.step(deltas, k)
    assert running.table() == at_once.table()
    for unit in ("A", "B", "C"):
        whole = steps(rule, running.store, {"u": unit}, *SPAN)
        assert running.steps("p", (unit,)) == whole


@examples(100)
@given(RULE, sources())
def test_what_was_known_then_can_be_asked_later(rule: Formula, source: Source) -> None:
    """P8: at each past k the verdicts are those of the statements held at k."""
    world_ = world(source)
    said, other = statements(world_), statements(world(source, most=3))
    running, then = engine(rule, world_), []
    for k, deltas in enumerate(batches(source, shuffled(source, said, other))):
        before = running.steps("p", ())
        changes = running.step(deltas, k)
        after = running.steps("p", ())
        differ = [t for t in range(SPAN[0], SPAN[1] + 1) if before.at(t) is not after.at(t)]
        told = [t for c in changes for t in range(c.start, c.end + 1)]
        assert sorted(told) == differ
        assert all(change.because for change in changes if k)
        fresh = engine(rule, world_)
        held = list(running.store.present)
        fresh.step([Added(one) for one in held], 0)
        assert fresh.table() == running.table()
        then.append(after)
    for k, whole in enumerate(then):
        for t in range(SPAN[0], SPAN[1] + 1):
            assert running.value("p", (), t, k) is whole.at(t)


@examples(200)
@given(RULE, sources())
def test_no_change_reaches_beyond_the_stretch_that_is_looked_at_again(
    rule: Formula, source: Source
) -> None:
    """Dirty spans, judged by the direct evaluator: one claim more, or one taken away."""
    world_ = world(source)
    claims = [one for one in statements(world_) if isinstance(one, Claimed)]
    if not claims:
        return
    gone = source.choice(claims)
    facts = {
        name: {key: list(found) for key, found in of.items()}
        for name, of in world_.facts.items()
    }
    facts[gone.predicate][gone.key].remove(gone.claim)
    if not facts[gone.predicate][gone.key]:
        del facts[gone.predicate][gone.key]
    rest = Listed(
        facts, world_.rest, world_.rest, world_.functions, world_.anchors, world_.sets
    )
    full = Listed(
        world_.facts, world_.rest, world_.rest, world_.functions, world_.anchors, world_.sets
    )
    room = margin(rule)
    first, last = SPAN[0] - room, SPAN[1] + room
    with_it, without = (direct(rule, one, {}, first, last)[room:-room] for one in (full, rest))
    reach = touched(planned(rule), gone)
    for t in range(SPAN[0], SPAN[1] + 1):
        if with_it[t - SPAN[0]] is not without[t - SPAN[0]]:
            assert any(one.start <= t <= one.end for one in reach)
