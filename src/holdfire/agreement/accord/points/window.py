"""The windows of temporal operators, as positions."""

from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.accord.formula import Bound
from holdfire.agreement.accord.points.position import AFTER, BEFORE, SHIFT

__all__ = ["Window", "future", "past"]

Window = Callable[[int], tuple[int, int]]
"""From the position where an operator stands to the first and last position it looks at."""


def past(bound: Bound) -> Window:
    """Positions up to this one whose stamp is ``low`` to ``high`` before."""
    low, high = bound.low, bound.high
    if not low and high is None:
        return lambda at: (BEFORE, at)
    if not low and high is not None:
        return lambda at: (((at >> SHIFT) - high) << SHIFT, at)
    if high is None:
        return lambda at: (BEFORE, (((at >> SHIFT) - low + 1) << SHIFT) - 1)
    return lambda at: (
        ((at >> SHIFT) - high) << SHIFT,
        (((at >> SHIFT) - low + 1) << SHIFT) - 1,
    )


def future(bound: Bound) -> Window:
    """Positions from this one on whose stamp is ``low`` to ``high`` after."""
    low, high = bound.low, bound.high

    def window(at: int) -> tuple[int, int]:
        stamp = at >> SHIFT
        first = (stamp + low) << SHIFT if low else at
        return first, AFTER if high is None else ((stamp + high + 1) << SHIFT) - 1

    return window
