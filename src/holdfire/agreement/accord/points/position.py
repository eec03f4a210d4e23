"""Where a time point stands: one whole number that sorts by stamp, then by arrival.

Equal stamps stay distinct points. A point that comes late keeps the number of its arrival,
so it stands where the sorted whole would have put it, and nothing behind it moves.
"""

from __future__ import annotations

__all__ = ["AFTER", "BEFORE", "SHIFT", "first_at", "last_at", "position"]

SHIFT = 40
"""Bits for the arrival number: a million million lines."""

BEFORE = -(1 << 160)
"""Before every point."""

AFTER = 1 << 160
"""After every point."""


def position(stamp: int, number: int) -> int:
    """The position of the point that arrived as ``number`` with ``stamp``."""
    return (stamp << SHIFT) | number


def first_at(stamp: int) -> int:
    """No point with this stamp stands before it."""
    return stamp << SHIFT


def last_at(stamp: int) -> int:
    """No point with this stamp stands after it."""
    return ((stamp + 1) << SHIFT) - 1
