"""When it happened, as one detection tells: a window of time or a normal distribution.

A stated interval much longer than its accuracy is a window: the happening lies somewhere in
it, evenly. Otherwise it is normal. The integral over time of the product of any such
densities has a closed form: normals collapse to one, windows intersect to one. Seconds
since 1970; densities per second.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Occurrence", "log_meeting", "meeting_time", "normal", "share_between", "window"]

_LOG_2PI = math.log(2.0 * math.pi)
_SQRT2 = math.sqrt(2.0)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A density of the time of a happening: even on ``[low, high]``, or normal.

    ``variance`` is 0 for a window. For a normal, ``low`` and ``high`` are the mean.
    """

    low: float
    high: float
    variance: float

    @property
    def middle(self) -> float:
        """The mean, seconds."""
        return 0.5 * (self.low + self.high)

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


def _log_between(low: float, high: float) -> float:
    """log(Φ(high) − Φ(low)) for low < high, exact in the tails."""
    if low > 0.0:
        low, high = -high, -low
    share = 0.5 * (math.erfc(-high / _SQRT2) - math.erfc(-low / _SQRT2))
    return math.log(share) if share > 0.0 else -math.inf


def _collapsed(normals: Sequence[Occurrence]) -> tuple[float, float, float]:
    """Mean, precision and log constant of the product of normal densities."""
    start = normals[0].low
    precision = math.fsum(1.0 / one.variance for one in normals)
    mean = math.fsum((one.low - start) / one.variance for one in normals) / precision
    spread = math.fsum((one.low - start - mean) ** 2 / one.variance for one in normals)
    logs = math.fsum(math.log(one.variance) for one in normals)
    constant = -0.5 * (spread + logs + math.log(precision) + (len(normals) - 1) * _LOG_2PI)
    return start + mean, precision, constant


def log_meeting(members: Sequence[Occurrence]) -> float:
    """Log ∫ Π density dt: how well the members agree on one time; −inf if they cannot.

    The members are summed exactly, so their order does not matter.
    """
    normals = [one for one in members if one.variance]
    windows = [one for one in members if not one.variance]
    total = -math.fsum(math.log(one.high - one.low) for one in windows)
    if normals:
        mean, precision, constant = _collapsed(normals)
        total += constant
    if not windows:
        return total
    low = max(one.low for one in windows)
    high = min(one.high for one in windows)
    if low >= high:
        return -math.inf
    if not normals:
        return total + math.log(high - low)
    root = math.sqrt(precision)
    return total + _log_between((low - mean) * root, (high - mean) * root)


def meeting_time(members: Sequence[Occurrence]) -> tuple[float, float, float | None]:
    """The time on which members agree: start and end in seconds, and sigma for a normal.

    Normals alone give an instant with sigma; windows alone their intersection; both the 90 %
    interval of the normals cut to the windows. If cutting leaves nothing the windows stand.
    """
    normals = [one for one in members if one.variance]
    windows = [one for one in members if not one.variance]
    if not windows:
        mean, precision, _ = _collapsed(normals)
        return mean, mean, 1.0 / math.sqrt(precision)
    low = max(one.low for one in windows)
    high = max(low, min(one.high for one in windows))
    if normals:
        mean, precision, _ = _collapsed(normals)
        slack = 1.645 / math.sqrt(precision)
        cut_low, cut_high = max(low, mean - slack), min(high, mean + slack)
        if cut_low <= cut_high:
            return cut_low, cut_high, None
    return low, high, None
