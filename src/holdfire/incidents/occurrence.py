"""When it happened, as one detection tells: a window of time or a normal distribution.

A stated interval much longer than its accuracy is a window: the happening lies somewhere in
it, evenly. Otherwise it is normal. What a later sign tells, a fire seen from orbit, is a
window in which shorter lags are likelier. Seconds since 1970; densities per second.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Occurrence", "before", "normal", "share_between", "window"]

_LOG_2PI = math.log(2.0 * math.pi)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A density of the time of a happening: on a window ``[low, high]``, or normal.

    ``variance`` is 0 for a window. For a normal, ``low`` and ``high`` are the mean. In a
    window the density grows with ``growth`` per second (0: even). ``other`` is a second
    window that holds with the probability ``other_weight``, within the first.
    """

    low: float
    high: float
    variance: float
    growth: float = 0.0
    other: Occurrence | None = None
    other_weight: float = 0.0

    @property
    def middle(self) -> float:
        """The mean, seconds."""
        return 0.5 * (self.low + self.high)

    @property
    def spread_s2(self) -> float:
        """The variance of a normal with about this spread, s²."""
        return self.variance or (self.high - self.low) ** 2 / 12.0

    def reach(self, sigmas: float) -> tuple[float, float]:
        """The interval outside of which it hardly lies: the window, or mean ± sigmas."""
        slack = sigmas * math.sqrt(self.variance)
        return self.low - slack, self.high + slack

    @property
    def log_peak(self) -> float:
        """The logarithm of the largest value of the density."""
        if self.variance:
            return -0.5 * (_LOG_2PI + math.log(self.variance))
        return -math.log(self.high - self.low)


def window(low: float, high: float) -> Occurrence:
    """Even on an interval of positive length."""
    return Occurrence(low, high, 0.0)


def before(low: float, high: float, fading_s: float, weight: float) -> Occurrence:
    """A beginning before ``high``, and not before ``low``, both in seconds.

    With the probability ``weight`` it lies so shortly before ``high`` that longer lags fade
    with ``fading_s``; else it is even.
    """
    late = Occurrence(low, high, 0.0, 1.0 / fading_s)
    return Occurrence(low, high, 0.0, 0.0, late, weight)


def normal(mean: float, variance: float) -> Occurrence:
    """Normal with a positive variance in s²."""
    return Occurrence(mean, mean, variance)


def share_between(one: Occurrence, start: float, end: float) -> float:
    """The probability (0..1) that it happened from ``start`` to ``end``, seconds."""
    if one.variance:
        root = math.sqrt(2.0 * one.variance)
        return 0.5 * (math.erf((end - one.low) / root) - math.erf((start - one.low) / root))
    meet = min(end, one.high) - max(start, one.low)
    return max(0.0, meet) / (one.high - one.low)
