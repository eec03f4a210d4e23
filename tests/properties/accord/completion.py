"""Ways in which a partly known world may really be, and ways of learning more of it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from tests.oracle.listed import Key, Listed
from tests.oracle.sets import ends
from tests.oracle.world import World
from tests.properties.accord.logs import FACTS
from tests.properties.accord.rules import NAMES, Source

from holdfire.agreement.accord.formula import And, Atom
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import FOREVER, NEVER, Claim, Possible
from holdfire.base.truth import Truth

__all__ = ["completed", "narrowed", "refined"]

FALSE, UNKNOWN, TRUE = Truth
STRANGERS: list[tuple[str, Key]] = [("at", ("Z",)), ("seen", ("Z",)), ("met", ("Z", "A")),
             ("met", ("B", "Z")), ("size", ("Z", 1)), ("size", ("A", 7))]  # fmt: skip
EVERY = And(tuple(Atom(name) for name, _ in FACTS))


def completed(source: Source, world: Listed, first: int, last: int) -> Listed:
    """A world without doubt that the given one leaves possible, decided at every instant."""
    chance = random.Random(source.getrandbits(32))  # too many choices to search each
    partial = World(world, EVERY, {}, first)
    facts: dict[str, dict[Key, list[Claim]]] = {}
    for name, key in (*FACTS, *STRANGERS):
        values = []
        for t in range(first, last + 1):
            value = partial.fact(name, key, t)
            values.append(chance.choice((FALSE, TRUE)) if value is UNKNOWN else value)
        for claim in world.claims(name, key):
            inside = range(claim.start - first, claim.end - first + 1)
            sure = claim.event and claim.value is TRUE
            free = [i for i in inside if partial.fact(name, key, first + i) is not FALSE]
            if sure and free and not any(values[i] is TRUE for i in inside):
                values[chance.choice(free)] = TRUE
        claims = [
            Claim(TRUE, NEVER if i == 0 else first + i, FOREVER if i == len(values) - 1 else first + i)
            for i, value in enumerate(values) if value is TRUE
        ]  # fmt: skip
        if claims:
            facts.setdefault(name, {})[key] = claims
    functions = {
        name: [(start, chosen(source, of)) for start, of in table]
        for name, table in world.functions.items()
    }
    anchors = {name: chosen(source, of) for name, of in world.anchors.items()}
    return Listed(facts, {}, {}, functions, anchors, members(source, world.sets))


def chosen(source: Source, of: Possible) -> Possible:
    """One of the possible values; an open end is tried a little beyond."""
    if of.values:
        return Possible((source.choice(of.values),))
    low = of.low if of.low is not None else (of.high or 0) - 5
    high = of.high if of.high is not None else low + 5
    return Possible((source.randint(low, high),))


def members(source: Source, sets: Mapping[str, Possible]) -> dict[str, Possible]:
    """What a set that is not wholly defined may hold as well."""
    more: dict[str, tuple[Value, ...]] = {
        name: tuple(source.sample((*NAMES, "C"), source.randint(0, 3))) if of.lack else ()
        for name, of in sets.items()
    }
    return {
        name: Possible(tuple(dict.fromkeys((*of.values, *more[name]))))
        for name, of in sets.items()
    }


def narrowed(source: Source, of: Possible) -> Possible:
    """Some of the possible values."""
    if len(of.values) > 1:
        kept = tuple(source.sample(of.values, source.randint(1, len(of.values))))
        return Possible(kept, lack=of.lack if len(kept) > 1 else None)
    if of.values:
        return of
    low, high = ends(of)
    least = (
        source.randint(int(low), min(int(low) + 3, int(high)) if high < 99 else int(low) + 3)
        if low > -99
        else None
    )
    most = (
        source.randint(least if least is not None else int(high) - 3, int(high))
        if high < 99
        else None
    )
    return Possible(low=least, high=most, lack=of.lack)


def refined(source: Source, world: Listed) -> Listed:
    """The same world when one thing more is known of it; of each fact one claim at most."""
    name = source.choice(("claim", "claim", "silence", "function", "anchor", "set"))
    if name == "claim":
        facts = {
            predicate: {
                key: [
                    _learnt(source, claim) if source.randint(0, 1) else claim
                    for claim in claims
                ]
                for key, claims in of.items()
            }
            for predicate, of in world.facts.items()
        }
        return replace(world, facts=facts)
    if name == "silence":
        predicate = source.choice(sorted(world.quiet))
        quiet = [
            replace(p, value=FALSE) if source.randint(0, 1) else p
            for p in world.quiet[predicate]
        ]
        rest = world.rest[predicate]
        if rest == world.quiet[predicate]:
            rest = tuple(quiet)
        return replace(
            world,
            quiet={**world.quiet, predicate: tuple(quiet)},
            rest={**world.rest, predicate: rest},
        )
    if name == "function":
        function = source.choice(sorted(world.functions))
        table = [(start, narrowed(source, of)) for start, of in world.functions[function]]
        return replace(world, functions={**world.functions, function: table})
    if name == "anchor":
        return replace(world, anchors={"D": narrowed(source, world.anchors["D"])})
    return replace(world, sets=members(source, world.sets))


def _learnt(source: Source, claim: Claim) -> Claim:
    """What was doubtful is so or not; of an event it is known better when."""
    if claim.value is UNKNOWN:
        value = source.choice((FALSE, TRUE))
        return replace(claim, value=value, lack=None, event=claim.event and value is TRUE)
    if claim.event:
        start = source.randint(claim.start, claim.end)
        return replace(claim, start=start, end=source.randint(start, claim.end))
    return claim
