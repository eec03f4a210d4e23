"""Deadlines whose clock can be stopped, exact to the microsecond, as sets where unsure.

Only time in which the clock runs counts: the deadline is the first instant at which the
active age reaches what was given. Where it is not known whether the clock was stopped, the
deadline is a set; its low end reads the doubt as running, its high end as stopped. The
clock constraints are those of timed automata (R. Alur and D. Dill, "A theory of timed
automata", 1994), with stopping as in stopwatch automata.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.accord.timeline.pieces import Pieces, ends
from holdfire.base.truth import Truth

__all__ = ["RUNNING", "Due", "active_age", "due_from"]

RUNNING: Pieces = ((-(2**62), Truth.FALSE),)
"""A clock that nothing stops."""


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: an instant, or somewhere in ``[low, high]``, both included.

    ``high`` is ``None`` while the clock stands still or may do so with no end known.
    """

    low: int
    high: int | None

    def past(self, at: int) -> bool:
        """Is the whole set before this instant? The deadline itself is still in time."""
        return self.high is not None and self.high < at

    def later(self, by_low: int, by_high: int) -> Due:
        """The deadline put off by at least and at most so much."""
        high = None if self.high is None else self.high + by_high
        return Due(self.low + by_low, high)


def active_age(stopped: Pieces, start: int, at: int) -> tuple[int, int]:
    """The time that surely ran, and that may have run, in ``[start, at)``.

    ``stopped`` is whether the clock is stopped, over a window that covers ``[start, at)``.
    """
    surely = _ran(stopped, start, at, Truth.FALSE)
    maybe = _ran(stopped, start, at, Truth.UNKNOWN)
    return surely, maybe


def _ran(stopped: Pieces, start: int, at: int, most: Truth) -> int:
    """The measure of the pieces that are at most this stopped."""
    return sum(
        max(0, min(end + 1, at) - max(begin, start))
        for begin, end, value in ends(stopped, at)
        if value <= most
    )


def due_from(stopped: Pieces, starts: tuple[int, int], after: int, present: int) -> Due:
    """The deadline ``after`` of active time from a start known to an interval.

    ``stopped`` covers from the first start to ``present``; after it the clock is taken to
    go on as it stands, so that a running clock shows its due time and a stopped one none.
    """
    low = _reached(stopped, starts[0], after, present, Truth.UNKNOWN)
    high = _reached(stopped, starts[1], after, present, Truth.FALSE)
    return Due(present + 1 if low is None else low, high)


def _reached(stopped: Pieces, start: int, after: int, present: int, most: Truth) -> int | None:
    """The first instant at which the age is ``after``, ``None`` if the clock stands still.

    With ``low`` readings doubt (up to ``most``) counts as running.
    """
    if start > present:
        return start + after if stopped[-1][1] <= most else None
    age = 0
    last = start
    for begin, end, value in ends(stopped, present):
        if end < start or value > most:
            continue
        first = max(begin, start)
        length = end + 1 - first
        if age + length >= after:
            return first + after - age
        age += length
        last = end + 1
    if stopped[-1][1] <= most:
        return last + after - age
    return None
