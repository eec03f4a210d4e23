"""How far apart the members of a pair of two groups can be and still reach the threshold.

The bound follows from the model alone: the gate widens and narrows with the density of
happenings by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.incidents.partition.grouping import Groups
from holdfire.incidents.partition.ratio import CAP

__all__ = ["Gate", "gates_of", "widest_km"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_LOG_2PI = math.log(2.0 * math.pi)
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Gate:
    """How far apart the members of a pair of two groups can be.

    In km, seconds, and squared Mahalanobis distance (``normal``: of place and time together;
    else of each).
    """

    space_km: float
    time_s: float
    squared: float
    wide_km2: float
    wide_s2: float
    normal: bool


def _missed(groups: Groups, a: int, others: Ints) -> Floats:
    """Per other group and class the most that misses leave of a pair with group ``a``."""
    rows = np.arange(len(others))
    both = 0.5 * (groups.missed[a] + groups.missed[others])
    both[rows, groups.channel[others]] *= (groups.channel[others] < 0)[:, None]
    if groups.channel[a] >= 0:
        both[:, groups.channel[a]] = 0.0
    found: Floats = both.sum(axis=1)
    return found


def _rooms(groups: Groups, a: int, others: Ints, tau: float) -> Floats:
    """How far the best pair of group ``a`` and each other one can be above the threshold."""
    best = np.logaddexp.reduce(
        groups.claim[a] + groups.claim[others] + _missed(groups, a, others), axis=1
    )
    plain = (groups.radius[a] == 0.0) & (groups.radius[others] == 0.0)
    area, areas = groups.area[a], groups.area[others]
    best -= _LOG_2PI + np.log(np.where(plain, area + areas, np.maximum(area, areas)))
    narrow = groups.narrow[a] + groups.narrow[others]
    normal = (groups.half[a] == 0.0) & (groups.half[others] == 0.0) & (narrow > 0.0)
    apart = 0.5 * (_LOG_2PI + np.log(np.where(normal, narrow, 1.0)))
    best += np.where(normal, -apart, np.minimum(groups.peak[a], groups.peak[others]))
    shared = (groups.mark[a] >= 0) & (groups.mark[a] == groups.mark[others])
    best[shared | (groups.lane[a] != groups.lane[others])] = -math.inf
    found: Floats = best - tau + _SLACK
    return found


def _gate(groups: Groups, a: int, b: int, room: float) -> Gate:
    """The gate of pairs of two groups with so much room above the threshold."""
    plain = groups.radius[a] == 0.0 and groups.radius[b] == 0.0
    windows = groups.half[a] > 0.0 or groups.half[b] > 0.0
    squared = min(2.0 * room, CAP) * (1.0 + 1e-9)
    wide, length = groups.wide[a] + groups.wide[b], groups.variance[a] + groups.variance[b]
    space = math.sqrt(squared * wide)
    if not plain:
        space = sum(groups.radius[one] or math.sqrt(CAP * groups.wide[one]) for one in (a, b))
    reach = math.sqrt(squared * length) + groups.half[a] + groups.half[b] + 1e-6
    return Gate(space, reach, squared, wide, length, plain and not windows)


def gates_of(groups: Groups, tau: float) -> Iterator[tuple[int, int, Gate]]:
    """Each two groups (or one with itself) of which a pair can reach ``tau``, and its gate."""
    size = len(groups.lane)
    for a in range(size):
        others = np.arange(a, size)
        rooms = _rooms(groups, a, others, tau)
        for at in np.flatnonzero(rooms > 0.0).tolist():
            yield a, a + at, _gate(groups, a, a + at, float(rooms[at]))


def widest_km(groups: Groups, tau: float) -> float:
    """The largest distance at which members of any two groups can be a pair, km."""
    return max((gate.space_km for _, _, gate in gates_of(groups, tau)), default=0.0)
