"""Where a formula is true or unknown under one key: two rising lists of positions.

Everything the operators ask is "the last (first) position of a window where it is true" or
"... where it may be true"; both are bisections, whatever the length of the window.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol

from holdfire.agreement.accord.points.position import AFTER, BEFORE

__all__ = ["EMPTY", "Gap", "Side", "Track"]


class Side(Protocol):
    """What temporal operators ask of their operand, over positions ``low <= p <= high``.

    "Maybe" is true or unknown. The answer is ``BEFORE`` (``AFTER``) where there is none.
    """

    def last_true(self, low: int, high: int) -> int:
        """The last position in the window where it is true."""
        ...

    def last_maybe(self, low: int, high: int) -> int:
        """The last position in the window where it is not false."""
        ...

    def first_true(self, low: int, high: int) -> int:
        """The first position in the window where it is true."""
        ...

    def first_maybe(self, low: int, high: int) -> int:
        """The first position in the window where it is not false."""
        ...


def _last(line: Sequence[int], low: int, high: int) -> int:
    if not line:
        return BEFORE
    at = line[-1]
    if at > high:
        index = bisect_right(line, high)
        if not index:
            return BEFORE
        at = line[index - 1]
    return at if at >= low else BEFORE


def _first(line: Sequence[int], low: int, high: int) -> int:
    index = bisect_left(line, low)
    if index == len(line):
        return AFTER
    at = line[index]
    return at if at <= high else AFTER


class Track:
    """The positions under one key. Each position once a list; repeats are counted beside."""

    __slots__ = ("extra", "true", "unknown")

    def __init__(self) -> None:
        self.true: list[int] = []
        self.unknown: list[int] | tuple[()] = ()
        self.extra: dict[tuple[int, int], int] | None = None

    def add(self, at: int, value: int) -> None:
        """Note one support of the value at the position."""
        if value == 2:
            line = self.true
        else:
            line = self.unknown = list(self.unknown) if not self.unknown else self.unknown
        if not line or line[-1] < at:
            line.append(at)
            return
        index = bisect_left(line, at)
        if line[index] != at:
            line.insert(index, at)
            return
        if self.extra is None:
            self.extra = {}
        self.extra[at, value] = self.extra.get((at, value), 0) + 1

    def remove(self, at: int, value: int) -> None:
        """Take one support of the value at the position away."""
        if self.extra is not None and (at, value) in self.extra:
            self.extra[at, value] -= 1
            if not self.extra[at, value]:
                del self.extra[at, value]
            return
        line = self.true if value == 2 else self.unknown
        index = bisect_left(line, at)
        if index < len(line) and line[index] == at and isinstance(line, list):
            del line[index]

    def cut_from(self, at: int) -> None:
        """Forget everything from the position on."""
        if self.true and self.true[-1] >= at:
            del self.true[bisect_left(self.true, at) :]
        if isinstance(self.unknown, list):
            del self.unknown[bisect_left(self.unknown, at) :]

    def drop_before(self, at: int, *, edge: bool) -> None:
        """Forget everything before the position; with ``edge`` all but the last of each."""
        for line in (self.true, self.unknown):
            if isinstance(line, list) and line and line[0] < at:
                index = bisect_left(line, at)
                del line[: index - 1 if edge else index]
        if self.extra:
            self.extra = {k: n for k, n in self.extra.items() if k[0] >= at} or None

    def __bool__(self) -> bool:
        return bool(self.true) or bool(self.unknown)

    def last_true(self, low: int, high: int) -> int:
        """See :class:`Side`."""
        return _last(self.true, low, high)

    def last_maybe(self, low: int, high: int) -> int:
        """See :class:`Side`."""
        found = _last(self.true, low, high)
        return max(found, _last(self.unknown, low, high)) if self.unknown else found

    def first_true(self, low: int, high: int) -> int:
        """See :class:`Side`."""
        return _first(self.true, low, high)

    def first_maybe(self, low: int, high: int) -> int:
        """See :class:`Side`."""
        found = _first(self.true, low, high)
        return min(found, _first(self.unknown, low, high)) if self.unknown else found

    def maybe(self, low: int, high: int) -> list[int]:
        """All positions of the window where it is not false, rising."""
        found = self.true[bisect_left(self.true, low) : bisect_right(self.true, high)]
        if not self.unknown:
            return found
        more = self.unknown[bisect_left(self.unknown, low) : bisect_right(self.unknown, high)]
        return sorted({*found, *more})


EMPTY = Track()
"""False everywhere; never written to."""


class Gap:
    """The negation of a track: true at the points where the track is false."""

    __slots__ = ("_points", "_track")

    def __init__(self, track: Track, points: list[int]) -> None:
        self._track = track
        self._points = points

    def _maybe(self, low: int, high: int) -> Sequence[int]:
        return self._track.maybe(low, high) if self._track.unknown else self._track.true

    def last_true(self, low: int, high: int) -> int:
        """See :class:`Side`."""
        return _last_outside(self._points, self._maybe(low, high), low, high)

    def last_maybe(self, low: int, high: int) -> int:
        """See :class:`Side`."""
        return _last_outside(self._points, self._track.true, low, high)

    def first_true(self, low: int, high: int) -> int:
        """See :class:`Side`."""
        return _first_outside(self._points, self._maybe(low, high), low, high)

    def first_maybe(self, low: int, high: int) -> int:
        """See :class:`Side`."""
        return _first_outside(self._points, self._track.true, low, high)


def _last_outside(points: list[int], members: Sequence[int], low: int, high: int) -> int:
    """The last point of the window that is no member, by galloping over the run of members."""
    end, inner = bisect_right(points, high), bisect_right(members, high)
    most = min(end, inner)
    run, step = 0, 1
    while step <= most and points[end - step] == members[inner - step]:
        run, step = step, step * 2
    step = min(step, most + 1)
    while step - run > 1:  # the tail of `run` points are members, the tail of `step` not all
        middle = (run + step) // 2
        if points[end - middle] == members[inner - middle]:
            run = middle
        else:
            step = middle
    at = points[end - run - 1] if end > run else BEFORE
    return at if at >= low else BEFORE


def _first_outside(points: list[int], members: Sequence[int], low: int, high: int) -> int:
    """The first point of the window that is no member."""
    start, inner = bisect_left(points, low), bisect_left(members, low)
    most = min(len(points) - start, len(members) - inner)
    run, step = 0, 1
    while step <= most and points[start + step - 1] == members[inner + step - 1]:
        run, step = step, step * 2
    step = min(step, most + 1)
    while step - run > 1:
        middle = (run + step) // 2
        if points[start + middle - 1] == members[inner + middle - 1]:
            run = middle
        else:
            step = middle
    at = points[start + run] if start + run < len(points) else AFTER
    return at if at <= high else AFTER
