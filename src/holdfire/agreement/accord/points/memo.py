"""Where a composite operand holds, remembered under each key and extended on demand.

A memo never decides anything: it can be cut or dropped at any time and is filled again from
the facts. Filling looks only at the positions where the operand's own facts are, or at every
point where it has none that bound it; each position is looked at once a key.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from holdfire.agreement.accord.points.facts import Key, packer
from holdfire.agreement.accord.points.position import BEFORE
from holdfire.agreement.accord.points.track import EMPTY, Track
from holdfire.agreement.accord.points.world import World

__all__ = ["Candidates", "Memo"]

Candidates = Callable[[int, int], list[int]]
"""The positions of a window where a formula can be other than false, rising."""


class _Cell:
    """What is known under one key: tracks by rest, right on ``low <= p <= high``."""

    __slots__ = ("age", "high", "low", "tracks")

    def __init__(self, low: int, age: int) -> None:
        self.low = low
        self.high = low - 1
        self.age = age
        self.tracks: dict[Key, Track] = {}


class Memo:
    """The tracks of one operand. ``fill`` yields its values at a position, rest in ``env``."""

    def __init__(
        self,
        world: World,
        inputs: tuple[str, ...],
        rest: tuple[str, ...],
        fill: Callable[[int], Iterator[int]],
        candidates: Candidates,
    ) -> None:
        self.inputs = inputs
        self._world = world
        self._key = packer(tuple(world.slot(name) for name in inputs))
        self._rest = packer(tuple(world.slot(name) for name in rest))
        self._fill = fill
        self._candidates = candidates
        self._cells: dict[Key, _Cell] = {}
        self._cut_ages: list[int] = []  # rising, with rising positions: cuts of all keys
        self._cut_from: list[int] = []
        self._age = 0

    def side(self, low: int, high: int) -> Track:
        """The track under the current values, right on the window."""
        return self.under(low, high).get((), EMPTY)

    def under(self, low: int, high: int) -> dict[Key, Track]:
        """The tracks by rest under the current values, right on the window."""
        world = self._world
        high = min(high, world.points[-1])
        key = self._key(world.env)
        cell = self._cells.get(key)
        if cell is None:
            if len(self._cells) >= world.budget.keys:
                self._cells.clear()
            cell = self._cells[key] = _Cell(low, self._age)
        else:
            self._catch_up(cell)
            if low < cell.low or low > cell.high + 1:
                cell.low, cell.high, cell.tracks = low, low - 1, {}
        if high > cell.high:
            self._extend(cell, high)
        return cell.tracks

    def _extend(self, cell: _Cell, high: int) -> None:
        env, rest, tracks = self._world.env, self._rest, cell.tracks
        for at in self._candidates(cell.high + 1, high):
            found: dict[Key, int] = {}
            for value in self._fill(at):
                key = rest(env)
                if value > found.get(key, 0):
                    found[key] = value
            for key, value in found.items():
                track = tracks.get(key)
                if track is None:
                    track = tracks[key] = Track()
                track.add(at, value)
        cell.high = high

    def _catch_up(self, cell: _Cell) -> None:
        """Cut what was declared wrong for all keys since the cell was last used."""
        if cell.age == self._age:
            return
        index = bisect_right(self._cut_ages, cell.age)
        if index < len(self._cut_ages):
            self._cut(cell, self._cut_from[index])
        cell.age = self._age

    @staticmethod
    def _cut(cell: _Cell, at: int) -> None:
        if at <= cell.low:
            cell.tracks, cell.high = {}, cell.low - 1
        elif at <= cell.high:
            for track in cell.tracks.values():
                track.cut_from(at)
            cell.high = at - 1

    def cut_key(self, key: Key, at: int) -> None:
        """Forget what is known under one key from the position on."""
        cell = self._cells.get(key)
        if cell is not None:
            self._catch_up(cell)
            self._cut(cell, at)

    def cut_all(self, at: int) -> None:
        """Forget what is known under every key from the position on, when next asked."""
        self._age += 1
        while self._cut_from and self._cut_from[-1] >= at:
            self._cut_from.pop()
            self._cut_ages.pop()
        self._cut_from.append(at)
        self._cut_ages.append(self._age)

    def drop_before(self, at: int) -> None:
        """Forget what is before the position; it will not be asked for again."""
        for key in list(self._cells):
            cell = self._cells[key]
            self._catch_up(cell)
            if cell.high < at:
                del self._cells[key]
            elif cell.low < at:
                cell.low = at
                for rest in list(cell.tracks):
                    cell.tracks[rest].drop_before(at, edge=False)
                    if not cell.tracks[rest]:
                        del cell.tracks[rest]
        self._cut_from.clear()
        self._cut_ages.clear()

    def size(self) -> int:
        """How many keys are remembered."""
        return len(self._cells)

    def clear(self) -> None:
        """Forget everything."""
        self._cells.clear()
        self._cut_from.clear()
        self._cut_ages.clear()


def all_points(world: World) -> Candidates:
    """Every point of a window."""

    def candidates(low: int, high: int) -> list[int]:
        points = world.points
        start = bisect_left(points, low) if low > BEFORE else 0
        return points[start : bisect_right(points, high)]

    return candidates
