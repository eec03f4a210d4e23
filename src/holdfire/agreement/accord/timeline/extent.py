"""Sets of possible values and their comparison, exact in whole numbers.

An extent is a finite set or a closed interval. The ends of an interval may move with time
at a whole rate (``now`` moves by one each microsecond), so that a comparison over a window
is decided by a division and not by sampling. A comparison is true if every pair of possible
values satisfies it, false if none does, else unknown (interval arithmetic: Moore, "Interval
Analysis", 1966). One quantity used twice counts as two: sound, not the narrowest.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.pieces import (
    Pieces,
    agreed,
    from_runs,
    greatest,
    least,
    negated,
)
from holdfire.agreement.accord.trace import Possible
from holdfire.base.truth import Truth

__all__ = [
    "ANYTHING",
    "NOTHING",
    "End",
    "Extent",
    "Presence",
    "combined",
    "compared",
    "exactly",
    "extent_of",
    "interval",
    "moving",
    "union",
]


class Presence(IntEnum):
    """Is there a value at all? The least of an empty set is none."""

    NONE = 0
    MAYBE = 1
    SURE = 2


class End(NamedTuple):
    """``value + rate * t`` at the instant ``t``."""

    value: int
    rate: int = 0


class Extent(NamedTuple):
    """The values that are possible: a finite set, or all from ``low`` to ``high``.

    ``values`` is given for a set that does not move; an end that is ``None`` is open.
    """

    values: tuple[Value, ...] | None
    low: End | None
    high: End | None
    presence: Presence = Presence.SURE


ANYTHING = Extent(None, None, None)
"""Nothing is known of the value."""

NOTHING = Extent((), None, None, Presence.NONE)
"""There is no value: the least number of an empty set."""


def exactly(value: Value) -> Extent:
    """One value."""
    if isinstance(value, int):
        end = End(value)
        return Extent((value,), end, end)
    return Extent((value,), None, None)


def moving() -> Extent:
    """The instant itself: ``now``."""
    return Extent(None, End(0, 1), End(0, 1))


def interval(low: int | None, high: int | None) -> Extent:
    """All whole numbers between two ends."""
    if low is not None and low == high:
        return exactly(low)
    return Extent(None, None if low is None else End(low), None if high is None else End(high))


def extent_of(possible: Possible) -> Extent:
    """The extent of a trace's answer."""
    values = possible.values
    if not values:
        return interval(possible.low, possible.high)
    if len(values) == 1:
        return exactly(values[0])
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) < len(values):
        return Extent(tuple(sorted(set(values), key=_order)), None, None)
    return Extent(tuple(sorted(set(numbers))), End(min(numbers)), End(max(numbers)))


def _order(value: Value) -> tuple[bool, int, str]:
    """Numbers before names, each in rising order."""
    return (False, value, "") if isinstance(value, int) else (True, 0, value)


def union(extents: list[Extent]) -> Extent:
    """Any value of any of the extents (at least one, none of which moves)."""
    if len(extents) == 1:
        return extents[0]
    values: list[Value] = []
    for one in extents:
        if one.values is None:
            break
        values.extend(one.values)
    else:
        return extent_of(Possible(tuple(values)))
    if any(one.values and one.low is None for one in extents):
        return ANYTHING
    lows, highs = [e.low for e in extents], [e.high for e in extents]
    low = None if None in lows else min(end.value for end in lows if end is not None)
    high = None if None in highs else max(end.value for end in highs if end is not None)
    return interval(low, high)


def combined(op: str, left: Extent, right: Extent) -> Extent:
    """Interval arithmetic: ``+``, ``-`` or ``*`` of two extents."""
    presence = Presence(min(left.presence, right.presence))
    if presence is Presence.NONE:
        return NOTHING
    if left.values and right.values and len(left.values) * len(right.values) <= 64:
        numbers = _pairwise(op, left.values, right.values)
        if numbers is not None:
            return extent_of(Possible(numbers))._replace(presence=presence)
    if op == "*":
        return _product(left, right)._replace(presence=presence)
    if op == "-":
        right = right._replace(low=_scaled(right.high, -1), high=_scaled(right.low, -1))
    return Extent(None, _sum(left.low, right.low), _sum(left.high, right.high), presence)


def _pairwise(
    op: str, left: tuple[Value, ...], right: tuple[Value, ...]
) -> tuple[Value, ...] | None:
    out: set[int] = set()
    for a in left:
        for b in right:
            if not isinstance(a, int) or not isinstance(b, int):
                return None
            out.add(a + b if op == "+" else a - b if op == "-" else a * b)
    return tuple(sorted(out))


def _sum(left: End | None, right: End | None) -> End | None:
    if left is None or right is None:
        return None
    return End(left.value + right.value, left.rate + right.rate)


def _scaled(end: End | None, factor: int) -> End | None:
    return None if end is None else End(end.value * factor, end.rate * factor)


def _product(left: Extent, right: Extent) -> Extent:
    for one, other in ((left, right), (right, left)):
        if one.values is not None and len(one.values) == 1 and isinstance(one.values[0], int):
            low, high = _scaled(other.low, one.values[0]), _scaled(other.high, one.values[0])
            if one.values[0] == 0:
                return exactly(0)
            return Extent(None, low, high) if one.values[0] > 0 else Extent(None, high, low)
    corners = [left.low, left.high, right.low, right.high]
    if any(end is None or end.rate for end in corners):
        return ANYTHING
    a, b, c, d = (end.value for end in corners if end is not None)
    products = (a * c, a * d, b * c, b * d)
    return interval(min(products), max(products))


def compared(op: str, left: Extent, right: Extent, low: int, high: int) -> Pieces:
    """``left op right`` at every instant of ``[low, high]``.

    Where there may be no value at all, a comparison is not true for certain; where there
    surely is none it is false.
    """
    presence = min(left.presence, right.presence)
    if presence == Presence.NONE:
        return ((low, Truth.FALSE),)
    pieces = _compared(op, left, right, low, high)
    return least(pieces, ((low, Truth.UNKNOWN),)) if presence == Presence.MAYBE else pieces


def _compared(op: str, left: Extent, right: Extent, low: int, high: int) -> Pieces:
    if op in {"=", "!="}:
        pieces = _equal(left, right, low, high)
        return pieces if op == "=" else negated(pieces)
    if _named(left) or _named(right):
        return ((low, Truth.UNKNOWN),)
    if op == "<":
        return _below(left, right, low, high)
    if op == ">":
        return _below(right, left, low, high)
    if op == "<=":
        return negated(_below(right, left, low, high))
    return negated(_below(left, right, low, high))


def _named(extent: Extent) -> bool:
    """A set with a name in it has no order."""
    return bool(extent.values) and extent.low is None


def _below(left: Extent, right: Extent, low: int, high: int) -> Pieces:
    surely = _less(left.high, right.low, 0, low, high)
    never = _less(right.high, left.low, 1, low, high)
    return _both_sides(surely, never)


def _both_sides(surely: Pieces, never: Pieces) -> Pieces:
    """True where surely, false where never, unknown between."""
    between = least(negated(never), ((never[0][0], Truth.UNKNOWN),))
    return greatest(surely, between)


def _less(left: End | None, right: End | None, slack: int, low: int, high: int) -> Pieces:
    """Where ``left < right + slack``; an open end is less than nothing."""
    if left is None or right is None:
        return ((low, Truth.FALSE),)
    rate = left.rate - right.rate
    rest = right.value + slack - left.value
    if rate == 0:
        return ((low, Truth.TRUE if rest > 0 else Truth.FALSE),)
    # rate * t < rest
    if rate > 0:
        last = (rest - 1) // rate
        return _stretch(low, min(last, high), low, high)
    first = (-rest) // -rate + 1
    return _stretch(max(first, low), high, low, high)


def _stretch(start: int, end: int, low: int, high: int) -> Pieces:
    return from_runs([(start, end)] if start <= end else [], low, high, Truth.TRUE)


def _equal(left: Extent, right: Extent, low: int, high: int) -> Pieces:
    if left.values is not None and right.values is not None:
        shared = set(left.values) & set(right.values)
        if not shared:
            return ((low, Truth.FALSE),)
        one = len(left.values) == len(right.values) == 1
        return ((low, Truth.TRUE if one else Truth.UNKNOWN),)
    if _named(left) or _named(right):
        return ((low, Truth.UNKNOWN),)
    if left.values is None:
        left, right = right, left
    if left.values is None or len(left.values) > MOST_TRIED:
        return _meeting(left, right, low, high)
    each = [_meeting(exactly(value), right, low, high) for value in left.values]
    found = each[0]
    for one_of in each[1:]:
        found = agreed(found, one_of)
    return found


MOST_TRIED = 64
"""A larger set is compared with a moving one by its ends only."""


def _meeting(left: Extent, right: Extent, low: int, high: int) -> Pieces:
    """Equality of two intervals."""
    apart = greatest(
        _less(left.high, right.low, 0, low, high), _less(right.high, left.low, 0, low, high)
    )
    same = least(
        _less(right.high, left.low, 1, low, high), _less(left.high, right.low, 1, low, high)
    )
    return _both_sides(same, apart)
