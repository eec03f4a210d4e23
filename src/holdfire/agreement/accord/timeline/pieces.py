"""Step functions over whole instants, as sorted breakpoints, and what may be done with them.

``((s0, v0), (s1, v1), ...)`` has the value ``v0`` from ``s0`` until before ``s1`` and so on;
the last value holds to the end of the window, which the caller knows. Neighbours differ, so
equal functions are equal tuples. A value of three is kept as two sets of runs wherever that
is simpler: strong Kleene operators commute with the thresholds "at least unknown" and "true".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from holdfire.base.truth import Truth

__all__ = [
    "Pieces",
    "Run",
    "agreed",
    "covered",
    "cut",
    "ends",
    "from_runs",
    "greatest",
    "hull",
    "joined",
    "least",
    "negated",
    "overlaid",
    "peak",
    "runs",
    "spliced",
    "value_at",
]

Pieces = tuple[tuple[int, Truth], ...]
"""A step function: starts and values, neighbours different."""

Run = tuple[int, int]
"""A closed interval of instants."""

Table = tuple[tuple[Truth, ...], ...]

FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
_NEGATED = (TRUE, UNKNOWN, FALSE)
_LEAST: Table = tuple(tuple(min(a, b) for b in Truth) for a in Truth)
_GREATEST: Table = tuple(tuple(max(a, b) for b in Truth) for a in Truth)
_AGREED: Table = (
    (FALSE, UNKNOWN, UNKNOWN),
    (UNKNOWN, UNKNOWN, UNKNOWN),
    (UNKNOWN, UNKNOWN, TRUE),
)


def cut(pieces: Pieces, low: int, high: int) -> Pieces:
    """The part over ``[low, high]``; the pieces must reach back to ``low``."""
    if len(pieces) == 1:
        return pieces if pieces[0][0] == low else ((low, pieces[0][1]),)
    first = bisect_right(pieces, (low, 3)) - 1
    last = bisect_right(pieces, (high, 3), first + 1)
    if pieces[first][0] == low:
        return pieces[first:last]
    return ((low, pieces[first][1]), *pieces[first + 1 : last])


def value_at(pieces: Pieces, at: int) -> Truth:
    """The value at an instant."""
    return pieces[bisect_right(pieces, (at, 3)) - 1][1]


def negated(pieces: Pieces) -> Pieces:
    """Kleene negation at every instant."""
    return tuple((start, _NEGATED[value]) for start, value in pieces)


def least(left: Pieces, right: Pieces) -> Pieces:
    """The minimum at every instant of two functions over one window."""
    if len(left) == 1:
        left, right = right, left
    if len(right) == 1:
        value = right[0][1]
        if value is TRUE:
            return left
        if value is FALSE:
            return right
    return _merged(left, right, _LEAST)


def greatest(left: Pieces, right: Pieces) -> Pieces:
    """The maximum at every instant of two functions over one window."""
    if len(left) == 1:
        left, right = right, left
    if len(right) == 1:
        value = right[0][1]
        if value is FALSE:
            return left
        if value is TRUE:
            return right
    return _merged(left, right, _GREATEST)


def agreed(left: Pieces, right: Pieces) -> Pieces:
    """The common value, unknown where the two differ: one of them holds, not known which."""
    return _merged(left, right, _AGREED)


def _merged(left: Pieces, right: Pieces, table: Table) -> Pieces:
    a, b = left[0][1], right[0][1]
    last = table[a][b]
    out = [(left[0][0], last)]
    i, j, many_left, many_right = 1, 1, len(left), len(right)
    while i < many_left or j < many_right:
        if j >= many_right or (i < many_left and left[i][0] < right[j][0]):
            at, a = left[i]
            i += 1
        else:
            if i < many_left and left[i][0] == right[j][0]:
                a = left[i][1]
                i += 1
            at, b = right[j]
            j += 1
        value = table[a][b]
        if value is not last:
            out.append((at, value))
            last = value
    return tuple(out)


def ends(pieces: Pieces, high: int) -> Iterable[tuple[int, int, Truth]]:
    """Start, end and value of each piece of a window that ends at ``high``."""
    for index in range(len(pieces) - 1):
        start, value = pieces[index]
        yield start, pieces[index + 1][0] - 1, value
    start, value = pieces[-1]
    yield start, high, value


def runs(pieces: Pieces, high: int, level: Truth) -> list[Run]:
    """The longest intervals on which the value is at least ``level``."""
    out: list[Run] = []
    begun: int | None = None
    for start, value in pieces:
        if value >= level:
            if begun is None:
                begun = start
        elif begun is not None:
            out.append((begun, start - 1))
            begun = None
    if begun is not None:
        out.append((begun, high))
    return out


def joined(intervals: Iterable[Run], low: int, high: int) -> list[Run]:
    """The union of intervals, clipped to a window, as sorted intervals that do not touch."""
    out: list[Run] = []
    for begin, finish in sorted(intervals):
        start, end = max(begin, low), min(finish, high)
        if start > end:
            continue
        if out and start <= out[-1][1] + 1:
            if end > out[-1][1]:
                out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def from_runs(sorted_runs: Sequence[Run], low: int, high: int, value: Truth) -> Pieces:
    """``value`` on the runs (sorted, not touching, inside the window), false elsewhere."""
    if not sorted_runs:
        return ((low, FALSE),)
    out: list[tuple[int, Truth]] = [] if sorted_runs[0][0] == low else [(low, FALSE)]
    for start, end in sorted_runs:
        out.append((start, value))
        if end < high:
            out.append((end + 1, FALSE))
    return tuple(out)


def covered(sure: Iterable[Run], maybe: Iterable[Run], low: int, high: int) -> Pieces:
    """True on any of ``sure``, else unknown on any of ``maybe``, else false."""
    known = from_runs(joined(sure, low, high), low, high, TRUE)
    return greatest(known, from_runs(joined(maybe, low, high), low, high, UNKNOWN))


def overlaid(pieces: Pieces, start: int, end: int, value: Truth) -> Pieces:
    """The function with one stretch set to ``value``; the window reaches past ``end``."""
    before = [piece for piece in pieces if piece[0] < start]
    after = [(end + 1, value_at(pieces, end + 1)), *(p for p in pieces if p[0] > end + 1)]
    out: list[tuple[int, Truth]] = []
    for piece in (*before, (start, value), *after):
        if not out or out[-1][1] is not piece[1]:
            out.append(piece)
    return tuple(out)


def spliced(old: Pieces, start: int, end: int, inner: Pieces, high: int) -> Pieces:
    """A function over a window that ends at ``high``, with one stretch put in anew."""
    low = old[0][0]
    parts = [cut(old, low, start - 1)] if start > low else []
    parts.append(inner)
    if end < high:
        parts.append(cut(old, end + 1, high))
    out: list[tuple[int, Truth]] = []
    for part in parts:
        for piece in part:
            if not out or out[-1][1] is not piece[1]:
                out.append(piece)
    return tuple(out)


def hull(pieces: Pieces, high: int) -> Run | None:
    """From the first instant that is not false to the last; ``None`` if all is false."""
    if len(pieces) == 1:
        return None if pieces[0][1] is FALSE else (pieces[0][0], high)
    first = pieces[0][0] if pieces[0][1] is not FALSE else pieces[1][0]
    last = high if pieces[-1][1] is not FALSE else pieces[-1][0] - 1
    return first, last


def peak(pieces: Pieces) -> tuple[Truth, int]:
    """The greatest value and the first instant that has it."""
    best, at = pieces[0][1], pieces[0][0]
    for start, value in pieces:
        if value > best:
            best, at = value, start
    return best, at
