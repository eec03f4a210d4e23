"""The facts of a log, kept under the keys that the formula asks for.

An :class:`Index` serves all occurrences of a predicate that ask in the same way: with which
columns given, which ones free, which constants. Arguments that do not fit are not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from holdfire.agreement.accord.points.track import Track
from holdfire.agreement.accord.term import Value

__all__ = ["Args", "Facts", "Index", "Key", "Shape", "Shelf", "packer"]

Args = tuple[Value, ...]
Key = Any
"""A packed key: ``()`` for no column, the value for one, a tuple for more."""

Pack = Callable[[Any], Key]


def packer(columns: tuple[int, ...]) -> Pack:
    """A function that takes the columns out of a row, as a packed key."""
    if not columns:
        return lambda _row: ()
    return itemgetter(*columns)


@dataclass(frozen=True, slots=True)
class Shape:
    """How an index is asked: columns given (``key``) and wanted (``rest``), what must fit."""

    predicate: str
    key: tuple[int, ...] = ()
    rest: tuple[int, ...] = ()
    fixed: tuple[tuple[int, Value], ...] = ()
    same: tuple[tuple[int, int], ...] = ()

    def fits(self, args: Args) -> bool:
        """Do the arguments have the constants and the repeated variables?"""
        for column, value in self.fixed:
            if args[column] != value:
                return False
        return all(args[one] == args[other] for one, other in self.same)


class Index:
    """Tracks by key, or by key and rest where the shape wants values back."""

    __slots__ = ("_fits", "_key", "_rest", "live", "removals", "shape", "tracks", "under")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.tracks: dict[Key, Track] = {}
        self.under: dict[Key, dict[Key, Track]] = {}
        self.live: list[dict[Key, dict[Key, Track]]] = []  # see Live; each new track joins
        self.removals = 0
        self._key = packer(shape.key)
        self._rest = packer(shape.rest) if shape.rest else None
        self._fits = shape.fits if shape.fixed or shape.same else None

    def add(self, args: Args, at: int, value: int) -> None:
        """Note a fact that fits; others are passed over."""
        if self._fits is not None and not self._fits(args):
            return
        key = self._key(args)
        if self._rest is None:
            track = self.tracks.get(key)
            if track is None:
                track = self.tracks[key] = Track()
            elif value == 2 and track.true and track.true[-1] < at:  # the most common case
                track.true.append(at)
                return
        else:
            under = self.under.setdefault(key, {})
            rest = self._rest(args)
            track = under.get(rest)
            if track is None:
                track = under[rest] = Track()
            for live in self.live:
                if key in live:
                    live[key][rest] = track
        track.add(at, value)

    def remove(self, args: Args, at: int, value: int) -> None:
        """Take a fact that was noted away."""
        if self._fits is not None and not self._fits(args):
            return
        self.removals += 1
        key = self._key(args)
        if self._rest is None:
            self.tracks[key].remove(at, value)
            if not self.tracks[key]:
                del self.tracks[key]
            return
        under, rest = self.under[key], self._rest(args)
        under[rest].remove(at, value)
        if not under[rest]:
            del under[rest]
        if not under:
            del self.under[key]

    def forget(self, args: Args) -> bool:
        """Drop all under the key of a fact; is the fact one that fits?"""
        if self._fits is not None and not self._fits(args):
            return False
        self.removals += 1
        for live in self.live:
            live.clear()
        self.tracks.pop(self._key(args), None)
        self.under.pop(self._key(args), None)
        return True

    def drop_before(self, at: int, *, edge: bool, but: Collection[Key] = frozenset()) -> None:
        """Forget what is before the position; with ``edge`` all but the last of each key.

        ``but`` are keys under which the last stay in any case.
        """
        for live in self.live:
            live.clear()
        _drop(self.tracks, at, edge=edge, but=but)
        for key in list(self.under):
            _drop(self.under[key], at, edge=edge, but=frozenset())
            if not self.under[key]:
                del self.under[key]

    def size(self) -> int:
        """How many tracks there are."""
        return len(self.tracks) + sum(len(under) for under in self.under.values())


def _drop(tracks: dict[Key, Track], at: int, *, edge: bool, but: Collection[Key]) -> None:
    empty = []
    for key, track in tracks.items():
        track.drop_before(at, edge=edge or key in but)
        if not track:
            empty.append(key)
    for key in empty:
        del tracks[key]


class Shelf:
    """The facts of one predicate by position: what holds at a point, row by row."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        self.rows: dict[int, list[tuple[Args, int]]] = {}

    def add(self, args: Args, at: int, value: int) -> None:
        """Note a row."""
        rows = self.rows.get(at)
        if rows is None:
            self.rows[at] = [(args, value)]
        else:
            rows.append((args, value))

    def remove(self, args: Args, at: int, value: int) -> None:
        """Take a row away."""
        rows = self.rows[at]
        rows.remove((args, value))
        if not rows:
            del self.rows[at]

    def drop_before(self, at: int, *, edge: bool) -> None:
        """Forget the rows before the position."""
        del edge
        for old in [place for place in self.rows if place < at]:
            del self.rows[old]

    def size(self) -> int:
        """How many points have rows."""
        return len(self.rows)


@dataclass(slots=True)
class Facts:
    """All indexes and shelves of one engine."""

    indexes: dict[Shape, Index] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    kept: dict[str, list[Index | Shelf]] = field(default_factory=dict)
    arity: dict[str, int] = field(default_factory=dict)

    def index(self, shape: Shape) -> Index:
        """The index of a shape, made at its first use, before any fact is added."""
        found = self.indexes.get(shape)
        if found is None:
            found = self.indexes[shape] = Index(shape)
            self.kept.setdefault(shape.predicate, []).append(found)
        return found

    def values(self) -> set[Value]:
        """Every value that a kept fact has in a column that is looked at."""
        found: set[Value] = set()
        for places in self.kept.values():
            for place in places:
                if isinstance(place, Shelf):
                    for rows in place.rows.values():
                        found.update(value for args, _ in rows for value in args)
                    continue
                for key in (*place.tracks, *place.under):
                    found.update(key if isinstance(key, tuple) else (key,))
                for under in place.under.values():
                    for rest in under:
                        found.update(rest if isinstance(rest, tuple) else (rest,))
        return found

    def shelf(self, predicate: str) -> Shelf:
        """The shelf of a predicate."""
        found = self.shelves.get(predicate)
        if found is None:
            found = self.shelves[predicate] = Shelf()
            self.kept.setdefault(predicate, []).append(found)
        return found
