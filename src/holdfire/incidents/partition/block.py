"""The weight of a block: some witnesses taken as one happening, relative to being separate.

For two or more members::

    W(C) = Π e_i · Σ_c Π share_i(c) · λ_c^(1-n) · M_c · ∫∫ Π g_i(x, t) dx dt

with λ_c the geometric mean of the members' densities and M_c the chance that no channel
without a witness in the block saw it, the mean of what each member's place and time says.
One member: ``1 − e + e · Σ_c share(c) M_c``. This is the block weight of the Poisson
multi-Bernoulli model divided by the members' own densities.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner, lean
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.moment import log_together
from holdfire.incidents.partition.place import log_at_one_place

__all__ = ["MIDDLE", "apart", "log_causes", "log_fit", "log_sum", "log_weight"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

MIDDLE = 1
"""The middle of low, value and high."""

_LEAST = 1e-300


@lean
def log_sum(values: Floats) -> float:
    """Log Σ exp(values); −inf for none."""
    top = -math.inf
    for value in values:
        top = max(top, value)
    if top == -math.inf:
        return top
    total = 0.0
    for value in values:
        total += math.exp(value - top)
    return top + math.log(total)


@lean
def apart(arrays: Arrays, one: int, other: int) -> bool:
    """Must two witnesses be of different happenings: a common mark, or another lane?"""
    if arrays.lane[one] != arrays.lane[other]:
        return True
    a, b = arrays.key_start[one], arrays.key_start[other]
    end_a, end_b = arrays.key_start[one + 1], arrays.key_start[other + 1]
    while a < end_a and b < end_b:
        if arrays.keys[a] == arrays.keys[b]:
            return True
        if arrays.keys[a] < arrays.keys[b]:
            a += 1
        else:
            b += 1
    return False


@inner
def _missed(
    watches: Codes, channels: Codes, misses: Floats, members: Ints, kind: int, end: int
) -> float:
    """Log of the chance that no channel without a member saw a happening of the class."""
    total = 0.0
    for one in members:
        watch = watches[one]
        if watch < 0:
            continue
        for channel in range(misses.shape[1]):
            seen = False
            for other in members:
                seen |= channels[other] == channel
            if not seen:
                total += misses[watch, channel, kind, end]
    return total / len(members)


@lean
def log_causes(arrays: Arrays, members: Ints, end: int, out: Floats) -> None:
    """Per class log of Π share · λ^(1−n) · misses, into ``out`` (classes,)."""
    size = len(members)
    spare = (size - 1) / size
    for kind in range(arrays.shares.shape[1]):
        shares = densities = 0.0
        for one in members:
            shares += arrays.shares[arrays.kind[one], kind]
            densities += arrays.densities[arrays.cell[one], kind]
        out[kind] = -math.inf
        if shares > -math.inf:
            out[kind] = shares - spare * densities
            if arrays.anyone:
                out[kind] += _missed(
                    arrays.watch, arrays.channel, arrays.misses, members, kind, end
                )


@lean
def log_fit(arrays: Arrays, members: Ints, out: Floats) -> float:
    """Log ∫∫ Π g of two or more members; ``out`` (5,) takes mean and covariance, km."""
    agreement = log_together(arrays.time, arrays.second, arrays.further, members)
    if agreement == -math.inf:
        return agreement
    return agreement + log_at_one_place(arrays, members, out)


@lean
def log_weight(arrays: Arrays, members: Ints, fit: float, end: int, causes: Floats) -> float:
    """Log W of a block at one end of existence; ``causes`` (classes,) takes its classes.

    ``fit`` is that of :func:`log_fit`, 0 for a single member.
    """
    size = len(members)
    if size == 1 and (not arrays.anyone or arrays.watch[members[0]] < 0):
        for kind in range(len(causes)):
            causes[kind] = arrays.shares[arrays.kind[members[0]], kind]
        return 0.0
    log_causes(arrays, members, end, causes)
    if size == 1:
        exists = arrays.exists[members[0], end]
        return math.log1p(exists * math.expm1(min(log_sum(causes), 0.0)))
    logs = fit
    for one in members:
        logs += math.log(max(arrays.exists[one, end], _LEAST))
    return logs + log_sum(causes)
