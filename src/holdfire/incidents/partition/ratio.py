"""The log-likelihood ratio of a pair: one happening against two separate witnesses."""

from __future__ import annotations

import math
from typing import cast

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled, inner
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.block import MIDDLE, log_sum, log_weight
from holdfire.incidents.partition.moment import log_together
from holdfire.incidents.partition.place import log_pair, offset_km

__all__ = ["CAP", "own_terms", "pair_causes", "pair_ratio", "watch_totals"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CAP = 25.0
"""Squared Mahalanobis distance beyond which no pair is looked at (tail 2·10⁻⁵)."""

_LOG_2PI = math.log(2.0 * math.pi)
_LEAST = 1e-300
_SLACK = 1e-9
_MIDDLE = cast("int", np.int64(MIDDLE))


@inner
def _interval(arrays: Arrays, one: int) -> tuple[float, float, float]:
    """First and last time that a witness's windows and means name, and largest variance."""
    low, high, variance = math.inf, -math.inf, 0.0
    more = arrays.second[one]
    for turn in range(2):
        if turn == 1 and more < 0:
            break
        part = arrays.time[one] if turn == 0 else arrays.further[more, 2:]
        low = min(low, part[2] if part[1] == 0.0 else part[0])
        high = max(high, part[3] if part[1] == 0.0 else part[0])
        variance = max(variance, part[1])
    return low, high, variance


@inner
def _beyond(arrays: Arrays, one: int, other: int, apart_km: float) -> bool:
    """Do the two lie beyond the cap of each other's own reach, in time or in space?

    A property of the pair alone: what is linked must not depend on who else is there.
    """
    low_a, high_a, variance_a = _interval(arrays, one)
    low_b, high_b, variance_b = _interval(arrays, other)
    gap = max(low_a - high_b, low_b - high_a)
    if gap > 0.0 and gap * gap > CAP * (variance_a + variance_b):
        return True
    return apart_km > _reach(arrays, one) + _reach(arrays, other)


@inner
def _reach(arrays: Arrays, one: int) -> float:
    """The radius of a shape, or five times the largest sigma of a normal place, km."""
    if arrays.shape[one] >= 0:
        return arrays.radius[arrays.shape[one]]
    a, b, c = arrays.spread[one, 0], arrays.spread[one, 1], arrays.spread[one, 2]
    return math.sqrt(CAP * (0.5 * (a + c) + math.hypot(0.5 * (a - c), b)))


@compiled
def own_terms(arrays: Arrays) -> Floats:
    """Per witness log e less the log weight of it alone, shape (n,)."""
    found = np.empty(len(arrays.place))
    causes = np.empty(arrays.shares.shape[1])
    member, end = np.empty(1, np.int64), _MIDDLE
    for one in range(len(found)):
        member[0] = one
        alone = log_weight(arrays, member, 0.0, end, causes)
        found[one] = math.log(max(arrays.exists[one, MIDDLE], _LEAST)) - alone
    return found


@compiled
def watch_totals(arrays: Arrays) -> Floats:
    """Per watch and class the log chance that no channel at all saw it (middle end)."""
    found = np.zeros((arrays.misses.shape[0], arrays.misses.shape[2]))
    for watch in range(arrays.misses.shape[0]):
        for channel in range(arrays.misses.shape[1]):
            for kind in range(arrays.misses.shape[2]):
                found[watch, kind] += arrays.misses[watch, channel, kind, MIDDLE]
    return found


@inner
def _pair_missed(arrays: Arrays, totals: Floats, one: int, other: int, kind: int) -> float:
    """Log of the chance that no channel but the pair's own saw a happening of the class."""
    total = 0.0
    first, second = arrays.channel[one], arrays.channel[other]
    for at in (one, other):
        watch = arrays.watch[at]
        if watch < 0:
            continue
        total += totals[watch, kind]
        if first >= 0:
            total -= arrays.misses[watch, first, kind, MIDDLE]
        if second >= 0 and second != first:
            total -= arrays.misses[watch, second, kind, MIDDLE]
    return 0.5 * total


@inner
def pair_causes(arrays: Arrays, totals: Floats, one: int, other: int, scratch: Floats) -> float:
    """Log Σ over classes of share · share · misses / density."""
    classes = arrays.shares.shape[1]
    for kind in range(classes):
        value = arrays.shares[arrays.kind[one], kind] + arrays.shares[arrays.kind[other], kind]
        if value > -math.inf:
            value -= 0.5 * (
                arrays.densities[arrays.cell[one], kind]
                + arrays.densities[arrays.cell[other], kind]
            )
            if arrays.anyone:
                value += _pair_missed(arrays, totals, one, other, kind)
        scratch[kind] = value
    return scratch[0] if classes == 1 else log_sum(scratch)


@inner
def _peak(arrays: Arrays, one: int) -> float:
    """The log of the largest density of a witness's place."""
    if arrays.shape[one] >= 0:
        return float(arrays.peak[arrays.shape[one]])
    a, b, c = arrays.spread[one, 0], arrays.spread[one, 1], arrays.spread[one, 2]
    return -_LOG_2PI - 0.5 * math.log(a * c - b * b)


@inner
def _rich_ratio(
    arrays: Arrays, own: Floats, totals: Floats, pair: Ints, tau: float, scratch: Floats
) -> float:
    """The ratio of any pair, −inf where it surely is below ``tau``.

    How well shapes meet is asked last: it takes most of the time, and most pairs fail by
    their times and classes, whatever their places.
    """
    one, other = pair[0], pair[1]
    rest = own[one] + own[other] + pair_causes(arrays, totals, one, other, scratch)
    rest += log_together(arrays.time, arrays.second, arrays.further, pair)
    if not rest + min(_peak(arrays, one), _peak(arrays, other)) >= tau - _SLACK:
        return -math.inf
    return rest + log_pair(arrays, pair)


@inner
def pair_ratio(
    arrays: Arrays, own: Floats, totals: Floats, pair: Ints, tau: float, scratch: Floats
) -> float:
    """The ratio of the pair in nats; −inf where places or times lie beyond the cap.

    It may be −inf as well where it is below ``tau``.
    ``own`` and ``totals`` are of :func:`own_terms` and :func:`watch_totals`; ``scratch`` has
    room for the classes.
    """
    one, other = pair[0], pair[1]
    ee = arrays.spread[one, 0] + arrays.spread[other, 0]
    en = arrays.spread[one, 1] + arrays.spread[other, 1]
    nn = arrays.spread[one, 2] + arrays.spread[other, 2]
    det = ee * nn - en * en
    dx, dy = offset_km(arrays.place, arrays.scale, one, other)
    squared = (nn * dx * dx - 2.0 * en * dx * dy + ee * dy * dy) / det
    plain = arrays.shape[one] < 0 and arrays.shape[other] < 0
    if plain and squared > CAP:
        return -math.inf
    v = arrays.time[one, 1] + arrays.time[other, 1]
    gap = arrays.time[other, 0] - arrays.time[one, 0]
    normal = arrays.time[one, 1] > 0.0 and arrays.time[other, 1] > 0.0
    normal = normal and arrays.time[one, 2] == -math.inf and arrays.time[other, 2] == -math.inf
    normal = normal and arrays.time[one, 3] == math.inf and arrays.time[other, 3] == math.inf
    simple = arrays.second[one] < 0 and arrays.second[other] < 0
    if not (plain and normal and simple):
        if _beyond(arrays, one, other, math.hypot(dx, dy)):
            return -math.inf
        return _rich_ratio(arrays, own, totals, pair, tau, scratch)
    if gap * gap > CAP * v:
        return -math.inf
    fit = -0.5 * (squared + math.log(det * v) + gap * gap / v) - 1.5 * _LOG_2PI
    return own[one] + own[other] + fit + pair_causes(arrays, totals, one, other, scratch)
