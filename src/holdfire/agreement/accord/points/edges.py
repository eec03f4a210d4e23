"""Which old positions still decide: the last of each key, and not even that once broken.

``not x since r`` without an end needs, of what lies before the horizon, the last ``r`` of a
key that no ``x`` has broken since. Where a predicate plays that part only, its other old
positions go, so that keys which come and go leave nothing behind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from holdfire.agreement.accord.formula import Atom
from holdfire.agreement.accord.points.facts import Args, Facts, Index, Key, Shape, packer
from holdfire.agreement.accord.points.normal import free
from holdfire.agreement.accord.points.position import BEFORE
from holdfire.agreement.accord.points.sources import shape_of
from holdfire.agreement.accord.points.track import Track
from holdfire.agreement.accord.points.world import World
from holdfire.agreement.accord.term import Value, Variable

__all__ = ["Pair", "drop_broken", "pair_of", "partners"]


@dataclass(frozen=True, slots=True)
class Pair:
    """The facts of ``not broken since right``; ``columns`` of ``right`` make the key."""

    right: Shape
    broken: Shape
    columns: tuple[int, ...]

    def partner_facts(self, predicate: str, args: Args) -> list[tuple[str, dict[int, Value]]]:
        """Which facts of the other predicate stand under the key of this fact."""
        both = list(zip(self.columns, self.broken.key, strict=True))
        found = []
        if predicate == self.broken.predicate and self.broken.fits(args):
            found.append((self.right.predicate, {one: args[other] for one, other in both}))
        if predicate == self.right.predicate and self.right.fits(args):
            found.append((self.broken.predicate, {other: args[one] for one, other in both}))
        return found


def pair_of(right: Atom, broken: Atom, world: World) -> Pair | None:
    """The pair, if ``right`` says all that ``broken`` asks for."""
    if not free(broken) <= free(right):
        return None
    broken_shape, keys = shape_of(broken, free(broken), rest=False, world=world)
    right_shape, _ = shape_of(right, free(right), rest=False, world=world)
    column: dict[str, int] = {}
    for index, term in enumerate(right.terms):
        if isinstance(term, Variable) and term.name:
            column.setdefault(term.name, index)
    bare = Shape(right.predicate, (), (), right_shape.fixed, right_shape.same)
    return Pair(bare, broken_shape, tuple(column[name] for name in keys))


def partners(pairs: Sequence[Pair], single: set[str]) -> list[Pair]:
    """The pairs whose predicates decide nothing else without an end."""
    every = list(dict.fromkeys(pairs))
    found = []
    for pair in every:
        names = {pair.right.predicate, pair.broken.predicate}
        others = [
            p for p in every if p != pair and names & {p.right.predicate, p.broken.predicate}
        ]
        if len(names) == 2 and not others and not names & single:
            found.append(pair)
    return found


def drop_broken(pair: Pair, before: int, facts: Facts) -> None:
    """Of the positions before, leave only those of ``right`` that nothing has broken."""
    broken = facts.indexes.get(pair.broken)
    if broken is None:
        return
    needed: set[Key] = set()
    for place in facts.kept.get(pair.right.predicate, ()):
        if isinstance(place, Index):
            needed |= _drop_right(place, broken, pair, before)
    for place in facts.kept.get(pair.broken.predicate, ()):
        if isinstance(place, Index):
            place.drop_before(before, edge=False, but=needed if place is broken else set())


def _drop_right(place: Index, broken: Index, pair: Pair, before: int) -> set[Key]:
    """Drop what is broken; returns the keys whose breaks are needed because of doubt."""
    order = (*place.shape.key, *place.shape.rest)
    needed: set[Key] = set()
    if not set(pair.columns) <= set(order):
        return needed
    pack = packer(tuple(order.index(column) for column in pair.columns))
    for row, track in _rows(place):
        key = pack(row)
        breaks = broken.tracks.get(key)
        if breaks is None:
            continue
        if track.unknown or breaks.unknown:
            needed.add(key)
        elif track.true[0] < before:
            last = track.true[bisect_left(track.true, before) - 1]
            if last < breaks.last_true(BEFORE, before - 1):
                track.drop_before(before, edge=False)
    return needed


def _rows(place: Index) -> Iterator[tuple[tuple[Any, ...], Track]]:
    """Each track with the values of its key and rest in one row."""
    one, one_rest = len(place.shape.key) == 1, len(place.shape.rest) == 1
    for key, track in place.tracks.items():
        yield ((key,) if one else key), track
    for key, under in place.under.items():
        head = (key,) if one else key
        for rest, track in under.items():
            yield (*head, *((rest,) if one_rest else rest)), track
