"""How well witnesses agree on one time: the integral over time of their densities' product.

Each component is a normal, a window with a rate of growth (a one-sided exponential), or
both. Products stay of this form: normals collapse to one, windows intersect, rates add; the
integral of the result has a closed form. Seconds; densities per second.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner, lean, making

__all__ = ["agreed_time", "log_moment", "log_peak", "log_together"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

_LOG_2PI = math.log(2.0 * math.pi)
_SQRT2 = math.sqrt(2.0)
_MIXED = 4


@inner
def _log_between(low: float, high: float) -> float:
    """log(Φ(high) − Φ(low)) for low < high, exact in the tails."""
    if low > 0.0:
        low, high = -high, -low
    share = 0.5 * (math.erfc(-high / _SQRT2) - math.erfc(-low / _SQRT2))
    return math.log(share) if share > 0.0 else -math.inf


@inner
def _log_tilted(rate: float, low: float, high: float) -> float:
    """Log ∫ exp(rate · (t − high)) dt from low to high; rate ≥ 0."""
    length = high - low
    if rate * length < 1e-12:
        return math.log(length)
    return math.log(-math.expm1(-rate * length)) - math.log(rate)


@inner
def log_moment(parts: Floats) -> float:
    """Log ∫ Π of unnormalised components dt; rows of ``parts`` are as in the table's time.

    A component is N(t; mean, variance) times 1 on its window times exp(rate · (t − high)).
    Offsets are taken from the first component's time, so no digit is lost to the epoch.
    """
    start = parts[0, 0] if parts[0, 1] > 0.0 else parts[0, 3]
    precision = mean = rate = lift = logs = 0.0
    low, high = -math.inf, math.inf
    normals = 0
    for row in range(len(parts)):
        variance = parts[row, 1]
        if variance > 0.0:
            normals += 1
            precision += 1.0 / variance
            mean += (parts[row, 0] - start) / variance
            logs += math.log(variance)
        low = max(low, parts[row, 2] - start)
        high = min(high, parts[row, 3] - start)
        if parts[row, 4] > 0.0:
            rate += parts[row, 4]
            lift -= parts[row, 4] * (parts[row, 3] - start)
    if low >= high:
        return -math.inf
    if not normals:
        return lift + rate * high + _log_tilted(rate, low, high)
    mean /= precision
    spread = 0.0
    for row in range(len(parts)):
        if parts[row, 1] > 0.0:
            spread += (parts[row, 0] - start - mean) ** 2 / parts[row, 1]
    total = -0.5 * (spread + logs + math.log(precision) + (normals - 1) * _LOG_2PI)
    total += lift + rate * mean + 0.5 * rate * rate / precision
    if low == -math.inf and high == math.inf:
        return total
    mean += rate / precision
    root = math.sqrt(precision)
    return total + _log_between((low - mean) * root, (high - mean) * root)


@inner
def _log_product(parts: Floats) -> float:
    """Log ∫ Π of normalised components dt."""
    total = log_moment(parts)
    if total == -math.inf:
        return total
    for row in range(len(parts)):
        if parts[row, 2] > -math.inf or parts[row, 3] < math.inf:
            total -= log_moment(parts[row : row + 1])
    return total


@inner
def _log_normals(time: Floats, members: Ints) -> float:
    """Log ∫ Π of normal densities dt."""
    start = time[members[0], 0]
    precision = mean = logs = 0.0
    for one in members:
        precision += 1.0 / time[one, 1]
        mean += (time[one, 0] - start) / time[one, 1]
        logs += math.log(time[one, 1])
    mean /= precision
    spread = 0.0
    for one in members:
        spread += (time[one, 0] - start - mean) ** 2 / time[one, 1]
    return -0.5 * (spread + logs + math.log(precision) + (len(members) - 1) * _LOG_2PI)


@making
def _log_choices(time: Floats, second: Codes, further: Floats, members: Ints) -> float:
    """The same for any components: a sum over all choices of one for each member."""
    size = len(members)
    parts = np.empty((size, 5))
    weight = np.zeros((size, 2))
    mixed = np.empty(_MIXED, np.int64)
    count = 0
    for at in range(size):
        parts[at] = time[members[at]]
        more = second[members[at]]
        if more >= 0:
            if count < _MIXED:
                mixed[count] = at
                count += 1
                weight[at, 0] = math.log(further[more, 0])
                weight[at, 1] = math.log(further[more, 1])
            elif further[more, 1] > further[more, 0]:
                parts[at] = further[more, 2:]
    if not count:
        return _log_product(parts)
    whole = -math.inf
    for choice in range(1 << count):
        logs = 0.0
        for bit in range(count):
            at = mixed[bit]
            pick = (choice >> bit) & 1
            logs += weight[at, pick]
            parts[at] = further[second[members[at]], 2:] if pick else time[members[at]]
        logs += _log_product(parts)
        if logs > whole:
            whole = logs + math.log1p(math.exp(whole - logs))
        elif logs > -math.inf:
            whole += math.log1p(math.exp(logs - whole))
    return whole


@inner
def log_together(time: Floats, second: Codes, further: Floats, members: Ints) -> float:
    """Log ∫ Π density dt of these members; a density has one component or two.

    All choices of components are summed for the first four members that have two; further
    ones keep their likelier component.
    """
    plain = True
    for one in members:
        plain &= second[one] < 0 and time[one, 1] > 0.0
        plain &= time[one, 2] == -math.inf and time[one, 3] == math.inf
    if plain:
        return _log_normals(time, members)
    return _log_choices(time, second, further, members)


@inner
def log_peak(part: Floats) -> float:
    """The logarithm of an upper bound of one normalised component's density."""
    norm = 0.0
    if part[2] > -math.inf or part[3] < math.inf:
        norm = log_moment(part.reshape(1, 5))
    if part[1] > 0.0:
        return -0.5 * (_LOG_2PI + math.log(part[1])) - norm
    return -norm


@lean
def agreed_time(time: Floats, members: Ints, out: Floats) -> None:
    """The time on which members agree, into ``out``: start, end, sigma (NaN: an interval).

    Normals alone give an instant with sigma; windows alone their intersection; both the 90 %
    interval of the normals cut to the windows. If cutting leaves nothing the windows stand.
    Of a density with two components the first speaks.
    """
    precision = mean = 0.0
    start = time[members[0], 0] if time[members[0], 1] > 0.0 else time[members[0], 3]
    low, high = -math.inf, math.inf
    for one in members:
        if time[one, 1] > 0.0:
            precision += 1.0 / time[one, 1]
            mean += (time[one, 0] - start) / time[one, 1]
        low, high = max(low, time[one, 2]), min(high, time[one, 3])
    if precision > 0.0:
        mean = start + mean / precision
        slack = 1.645 / math.sqrt(precision)
        out[0], out[1], out[2] = mean, mean, 1.0 / math.sqrt(precision)
        if low == -math.inf and high == math.inf:
            return
        if max(low, mean - slack) <= min(high, mean + slack):
            low, high = max(low, mean - slack), min(high, mean + slack)
    out[0], out[1], out[2] = low, max(low, high), math.nan
