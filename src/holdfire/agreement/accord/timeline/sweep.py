"""The temporal operators as sweeps over runs.

The definitions are those of metric first-order temporal logic over dense-in-the-integers
time (Basin, Klaedtke, Mueller, Zalinescu, "Monitoring metric first-order temporal
properties", Journal of the ACM 62(2), 2015), read in strong Kleene logic threshold by
threshold. A window ``[a, b]`` is closed; ``b`` is ``None`` for all of the past.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from holdfire.agreement.accord.timeline.pieces import (
    Pieces,
    Run,
    covered,
    ends,
    runs,
)
from holdfire.agreement.accord.trace import FOREVER, NEVER, Lack
from holdfire.base.truth import Truth

ENDLESS = 4 * FOREVER
"""Farther than any window reaches."""

__all__ = ["ENDLESS", "Occurrence", "dilated", "endless", "since", "until"]


class Occurrence(NamedTuple):
    """One instant somewhere in ``[start, end]``, ``start < end``, with a value.

    ``lack`` says what the exact instant is missing, ``lacks`` what else is missing of the
    event, ``beside`` which parts of a conjunction hold all through the interval (opaque to
    this module).
    """

    start: int
    end: int
    value: Truth
    lack: Lack
    lacks: tuple[Lack, ...] = ()
    beside: tuple[object, ...] = ()
    ids: tuple[str, ...] = ()


def dilated(
    pieces: Pieces,
    occurrences: Sequence[Occurrence],
    window: tuple[int, int],
    reach: tuple[int, int | None],
    *,
    future: bool = False,
) -> Pieces:
    """``once`` (or ``eventually``) over ``window`` of a function given where it reaches.

    An occurrence counts with its value where the reach holds all of it, is unknown where
    it holds a part, and does not count elsewhere.
    """
    low, high = window
    a, b = reach
    last = high + (b or 0) if future else high - a
    sure: list[Run] = []
    maybe: list[Run] = []
    for start, end, value in ends(pieces, last):
        if value is not Truth.FALSE:
            run = _touching(*endless(start, end), a, b, future=future)
            (sure if value is Truth.TRUE else maybe).append(run)
    for one in occurrences:
        maybe.append(_touching(one.start, one.end, a, b, future=future))
        if one.value is Truth.TRUE:
            sure.append(_holding(one.start, one.end, a, b, future=future))
    return covered(sure, maybe, low, high)


def endless(start: int, end: int) -> Run:
    """A stretch that reaches the first or last instant there is goes on without end."""
    return -ENDLESS if start <= NEVER else start, ENDLESS if end >= FOREVER else end


def _touching(start: int, end: int, a: int, b: int | None, *, future: bool) -> Run:
    """The instants whose reach shares an instant with the interval."""
    if future:
        return start - (b or 0), end - a
    return start + a, ENDLESS if b is None else end + b


def _holding(start: int, end: int, a: int, b: int | None, *, future: bool) -> Run:
    """The instants whose reach holds the whole interval; reversed if there is none."""
    if future:
        return end - (b or 0), start - a
    return end + a, ENDLESS if b is None else start + b


def since(
    left: Pieces, right: Pieces, window: tuple[int, int], reach: tuple[int, int | None]
) -> Pieces:
    """``left since[a, b] right``: right at some t' before, left all through ``(t', t]``."""
    low, high = window
    last_right = high - reach[0]
    found = [
        _since(_runs(left, high, level), _runs(right, last_right, level), *reach)
        for level in (Truth.TRUE, Truth.UNKNOWN)
    ]
    return covered(found[0], found[1], low, high)


def until(
    left: Pieces, right: Pieces, window: tuple[int, int], reach: tuple[int, int]
) -> Pieces:
    """``left until[a, b] right``: right at some t' ahead, left all through ``[t, t')``."""
    low, high = window
    last = high + reach[1]
    found = []
    for level in (Truth.TRUE, Truth.UNKNOWN):
        mirrored = _since(
            _mirrored(_runs(left, last, level)), _mirrored(_runs(right, last, level)), *reach
        )
        found.append([(-end, -start) for start, end in mirrored])
    return covered(found[0], found[1], low, high)


def _runs(pieces: Pieces, high: int, level: Truth) -> list[Run]:
    return [endless(start, end) for start, end in runs(pieces, high, level)]


def _mirrored(intervals: Iterable[Run]) -> list[Run]:
    return sorted((-end, -start) for start, end in intervals)


def _since(left: Sequence[Run], right: Sequence[Run], a: int, b: int | None) -> list[Run]:
    """Where a two-valued ``since`` holds, as intervals in any order."""
    out: list[Run] = list(right) if a == 0 else []
    if b == 0:
        return out
    shortest = max(a, 1)
    first = 0
    for begin, finish in left:
        while first < len(right) and right[first][1] < begin - 1:
            first += 1
        for index in range(first, len(right)):
            start, end = right[index]
            start = max(start, begin - 1)
            end = min(end, finish - shortest)
            if start > finish - shortest:
                break
            if start <= end:
                out.append((start + shortest, finish if b is None else min(end + b, finish)))
    return out
