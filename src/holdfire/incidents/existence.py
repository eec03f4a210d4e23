"""How surely a cell holds at least one happening: the exact sum over set partitions.

With Z the sum over all partitions of the members of the product of their blocks' weights,
and Z0 the same sum with every event left out, ``r = 1 − Z0/Z``. Both are computed by dynamic
programming over subsets, exactly, for up to :data:`EXACT` members. Above that the surest
twelve are used: a further member never lowers r, so the result is a lower bound.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from holdfire.base.phenomenon import FORCE, Phenomenon
from holdfire.incidents.channel import capped, is_statement
from holdfire.incidents.cluster import MIDDLE, Cluster, log_causes, log_fit, total

__all__ = ["EXACT", "Finding", "finding_of", "partition_sum"]

EXACT = 12
"""The largest cell whose existence is summed over all partitions."""

_STEP = 1e-30

Floats = npt.NDArray[np.float64]
Sums = TypeVar("Sums", npt.NDArray[np.float64], npt.NDArray[np.complex128])


@dataclass(frozen=True, slots=True)
class Finding:
    """Existence (low, value, high), class shares, expected number, and if it is exact.

    ``number`` is the expected number of happenings among the members, given at least one.
    """

    exists: tuple[float, float, float]
    classes: tuple[tuple[Phenomenon, float], ...]
    number: float
    exact: bool


@cache
def _subsets(size: int) -> tuple[npt.NDArray[np.int64], ...]:
    """For each mask the sub-masks that hold its lowest bit."""
    found = [np.zeros(0, dtype=np.int64)]
    for mask in range(1, 1 << size):
        low = mask & -mask
        rest, subs, sub = mask ^ low, [], mask ^ low
        while True:
            subs.append(sub | low)
            if not sub:
                break
            sub = (sub - 1) & rest
        found.append(np.array(subs, dtype=np.int64))
    return tuple(found)


def partition_sum(weights: Sums) -> Sums:
    """Σ over set partitions of Π weight(block); one sum for each row of ``weights``.

    ``weights`` has shape (rows, 2^n); column ``mask`` is the weight of the block of the
    members whose bits are set, column 0 is not used.
    """
    sums = np.zeros_like(weights)
    sums[:, 0] = 1.0
    for mask, subs in enumerate(_subsets(weights.shape[1].bit_length() - 1)):
        if mask:
            sums[:, mask] = (weights[:, subs] * sums[:, mask ^ subs]).sum(axis=1)
    return sums[:, -1]


def _leading(cluster: Cluster, cell: Sequence[int]) -> frozenset[Phenomenon]:
    """The classes the cell is about: those of force if a member shows force, else all."""
    kinds = {cluster.witnesses[at].lead.phenomenon for at in cell}
    return FORCE if kinds & FORCE else frozenset(Phenomenon)


def _log_events(
    cluster: Cluster, cell: Sequence[int], leading: frozenset[Phenomenon], end: int
) -> tuple[Floats, Floats]:
    """For each mask log weight of one event, of any class and of those that do not lead.

    Existences are left out; −inf where the members cannot be one event.
    """
    whole = np.full(1 << len(cell), -math.inf)
    other = whole.copy()
    for mask in range(1, len(whole)):
        block = tuple(one for at, one in enumerate(cell) if mask >> at & 1)
        fit = log_fit(cluster, block) if len(block) > 1 else 0.0
        if fit > -math.inf:
            causes = log_causes(cluster, block, end)
            whole[mask] = fit + total(list(causes.values()))
            other[mask] = fit + total([v for k, v in causes.items() if k not in leading])
    return whole, other


def _block_weights(
    cluster: Cluster, cell: tuple[int, ...], leading: frozenset[Phenomenon], end: int
) -> tuple[Floats, Floats]:
    """Weights of all blocks, and without leading events, at one end of existence.

    Each member's factor is scaled alike, so that no product overflows; ratios stay exact.
    """
    whole, other = _log_events(cluster, cell, leading, end)
    bits = (np.arange(len(whole))[:, None] >> np.arange(len(cell))[None, :]) & 1
    size = np.maximum(bits.sum(axis=1), 1)
    scale = max(0.0, float((whole / size).max()))
    exists = np.array([cluster.witnesses[at].exists[end] for at in cell])
    logs = bits @ np.log(np.maximum(exists, 1e-300)) - scale * size
    full, absent = np.exp(whole + logs), np.exp(other + logs)
    single = 1 << np.arange(len(cell))
    nothing = (1.0 - exists) * math.exp(-scale)
    full[single] += nothing
    absent[single] += nothing
    return full, absent


def _alone(cluster: Cluster, at: int, leading: frozenset[Phenomenon]) -> Finding:
    """The finding of a single witness: no partition to sum over."""
    ends = []
    for end, exists in enumerate(cluster.witnesses[at].exists):
        causes = log_causes(cluster, (at,), end)
        led = math.fsum(math.exp(v) for k, v in causes.items() if k in leading)
        rest = math.fsum(math.exp(v) for k, v in causes.items() if k not in leading)
        ends.append(exists * led / (1.0 - exists + exists * (led + rest)))
    low, value, high = (min(max(one, 0.0), 1.0) for one in ends)
    classes = _classes(cluster, (at,), leading)
    return Finding((min(low, value), value, max(high, value)), classes, 1.0, exact=True)


def finding_of(cluster: Cluster, cell: tuple[int, ...]) -> Finding:
    """Existence and class of the cell's happening.

    Existence is about the classes the cell leads with: a fire beside a report makes the
    report likelier, but that the fire itself is certain does not make a strike certain.
    """
    leading = _leading(cluster, cell)
    if len(cell) == 1:
        return _alone(cluster, cell[0], leading)
    exact = len(cell) <= EXACT
    chosen = cell
    if not exact:
        surest = sorted(
            cell, key=lambda at: (-cluster.witnesses[at].exists[1], cluster.witnesses[at].id)
        )
        chosen = tuple(sorted(surest[:EXACT]))
    exists, full, absent = _sums(cluster, chosen, leading)
    # The expected number is dZ/du at u = 1 with each event's weight times u; an imaginary
    # step takes the derivative without a difference, so nothing cancels.
    counted = partition_sum((full + 1j * _STEP * (full - absent))[None, :])[0]
    some = exists[MIDDLE]
    number = float(counted.imag / counted.real) / _STEP / some if some > 0.0 else 0.0
    low, value, high = _with_ceiling(cluster, chosen, leading, exists)
    classes = _classes(cluster, cell, leading)
    return Finding((min(low, value), value, max(high, value)), classes, number, exact)


def _sums(
    cluster: Cluster, cell: tuple[int, ...], leading: frozenset[Phenomenon]
) -> tuple[tuple[float, float, float], Floats, Floats]:
    """Existence at each end by the sum over partitions, and the middle's block weights."""
    ends = [_block_weights(cluster, cell, leading, end) for end in range(3)]
    sums = partition_sum(np.array([full for full, _ in ends]))
    without = partition_sum(np.array([absent for _, absent in ends]))
    low, value, high = (min(max(float(one), 0.0), 1.0) for one in 1.0 - without / sums)
    return (low, value, high), *ends[MIDDLE]


def _with_ceiling(
    cluster: Cluster,
    cell: tuple[int, ...],
    leading: frozenset[Phenomenon],
    exists: tuple[float, float, float],
) -> tuple[float, float, float]:
    """Existence with what statements add to it capped."""
    statements = [cluster.witnesses[at] for at in cell if is_statement(cluster.witnesses[at])]
    if not statements:
        return exists
    others = tuple(at for at in cell if not is_statement(cluster.witnesses[at]))
    base = _sums(cluster, others, leading)[0] if others else (0.0, 0.0, 0.0)
    return capped(statements, exists, base)


def _classes(
    cluster: Cluster, cell: tuple[int, ...], leading: frozenset[Phenomenon]
) -> tuple[tuple[Phenomenon, float], ...]:
    """Shares of the classes if all members are one happening, largest first, summing to 1."""
    causes = log_causes(cluster, cell)
    plain = leading if leading == FORCE else frozenset(Phenomenon) - FORCE
    kept = {kind: value for kind, value in causes.items() if kind in plain} or causes
    norm = total(list(kept.values()))
    found = [(kind, math.exp(value - norm)) for kind, value in kept.items()]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].value)))
