"""The same world under other names and at another time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.oracle.listed import Listed
from tests.properties.accord.renaming import renamed_value

from holdfire.agreement.accord.trace import FOREVER, NEVER, Possible, Silence

__all__ = ["moved"]


def moved(world: Listed, names: Mapping[str, str], shift: int) -> Listed:
    """Every name exchanged, every instant moved."""
    facts = {
        predicate: {
            tuple(renamed_value(v, names) for v in key): [
                replace(claim, start=claim.start + shift, end=claim.end + shift)
                for claim in claims
            ]
            for key, claims in of.items()
        }
        for predicate, of in world.facts.items()
    }
    functions = {
        (function, tuple(renamed_value(v, names) for v in terms)): [
            (start + shift, _called(of, names)) for start, of in table
        ]
        for (function, terms), table in world.functions.items()
    }
    anchors = {name: _later(of, shift) for name, of in world.anchors.items()}
    sets = {name: _called(of, names) for name, of in world.sets.items()}
    return Listed(
        facts,
        _silences(world.quiet, shift),
        _silences(world.rest, shift),
        functions,
        anchors,
        sets,
    )


def _called(of: Possible, names: Mapping[str, str]) -> Possible:
    return replace(of, values=tuple(renamed_value(v, names) for v in of.values))


def _later(of: Possible, shift: int) -> Possible:
    return Possible(
        tuple(v + shift for v in of.values if isinstance(v, int)),
        None if of.low is None else of.low + shift,
        None if of.high is None else of.high + shift,
        of.lack,
    )


def _silences(
    pieces: Mapping[str, Sequence[Silence]], shift: int
) -> dict[str, Sequence[Silence]]:
    return {
        name: tuple(
            replace(
                p,
                start=p.start if p.start == NEVER else p.start + shift,
                end=p.end if p.end == FOREVER else p.end + shift,
            )
            for p in of
        )
        for name, of in pieces.items()
    }
