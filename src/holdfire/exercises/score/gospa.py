"""GOSPA: how far a set of estimates is from the set of true events.

The generalised optimal sub-pattern assignment metric (Rahmathullah, García-Fernández and
Svensson, 2017) with α = 2: a pair costs its squared distance, an event without an estimate
and an estimate without an event cost c²/2 each. A pair at c or beyond is never worth making,
so each connected component of nearer pairs is assigned alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

__all__ = ["CUTOFF_KM", "Gospa", "Points", "gospa"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CUTOFF_KM = 10.0
"""c: from this distance on an estimate is not of the event."""

KM_PER_SECOND = 1.0 / 60.0
"""A minute of error in time counts as much as a kilometre."""

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Points:
    """Places (n, 2) in km of a plane and times (n,) in seconds."""

    place: Floats
    time: Floats


@dataclass(frozen=True, slots=True)
class Gospa:
    """The metric with p = 2 and α = 2, split.

    ``localisation``: squared distances of the pairs, km²; ``missed`` events and ``false``
    estimates; ``estimate`` (m,) for each event its estimate, -1 for none; ``days`` (d,) the
    squared metric of each day: pairs and misses on the event's day, the rest on their own.
    """

    localisation: float
    missed: int
    false: int
    estimate: Ints
    days: Floats
    cutoff: float = CUTOFF_KM

    @property
    def squared(self) -> float:
        """The metric squared, km²."""
        return self.localisation + self.cutoff**2 / 2.0 * (self.missed + self.false)

    def per_day(self, days: float) -> float:
        """The root of the squared metric for each of so many days, km."""
        return float(np.sqrt(self.squared / days))


def gospa(
    events: Points,
    estimates: Points,
    cutoff: float = CUTOFF_KM,
    km_per_second: float = KM_PER_SECOND,
) -> Gospa:
    """The metric with p = 2 and its split.

    Distances are of the plane and, at ``km_per_second``, of time; 0 leaves time out.
    """
    true, said = _axes(events, km_per_second), _axes(estimates, km_per_second)
    left, right, cost = _near(true, said, cutoff)
    estimate = _assigned(len(true), len(said), left, right, cost - cutoff**2)
    paired = np.flatnonzero(estimate >= 0)
    squares = np.zeros(len(true))
    squares[paired] = ((true[paired] - said[estimate[paired]]) ** 2).sum(axis=1)
    missed, alone = estimate < 0, np.ones(len(said), np.bool_)
    alone[estimate[paired]] = False
    penalty = cutoff**2 / 2.0
    days = _daily(
        np.concatenate([events.time, estimates.time[alone]]),
        np.concatenate([np.where(missed, penalty, squares), np.full(alone.sum(), penalty)]),
    )
    return Gospa(
        float(squares.sum()), int(missed.sum()), int(alone.sum()), estimate, days, cutoff
    )


def _axes(points: Points, km_per_second: float) -> Floats:
    """Points in a space whose plain distance is the metric's, km."""
    return np.column_stack((points.place, points.time * km_per_second))


def _near(true: Floats, said: Floats, cutoff: float) -> tuple[Ints, Ints, Floats]:
    """Events and estimates nearer than the cutoff, with their squared distances."""
    if not len(true) or not len(said):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    around = KDTree(true).query_ball_point(said, cutoff)
    found = cast("list[list[int]]", around)  # of many points, a list for each
    right = np.repeat(np.arange(len(said)), [len(one) for one in found])
    left = np.fromiter((at for one in found for at in one), np.int64, len(right))
    cost = ((true[left] - said[right]) ** 2).sum(axis=1)
    near = cost < cutoff**2
    return left[near], right[near], cost[near]


def _assigned(events: int, estimates: int, left: Ints, right: Ints, gain: Floats) -> Ints:
    """The estimate of each event, -1 for none, that makes the sum of ``gain`` least."""
    found = np.full(events, -1, np.int64)
    size = events + estimates
    graph = coo_array((np.ones(len(left), np.int8), (left, right + events)), shape=(size, size))
    label = connected_components(graph, directed=False)[1][left]
    order = np.argsort(label, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if len(part) == 1:
            found[left[part]] = right[part]
        elif len(part):
            rows, row = np.unique(left[part], return_inverse=True)
            columns, at = np.unique(right[part], return_inverse=True)
            costs = np.zeros((len(rows), len(columns)))
            costs[row, at] = gain[part]
            chosen = linear_sum_assignment(costs)
            kept = costs[chosen] < 0.0
            found[rows[chosen[0][kept]]] = columns[chosen[1][kept]]
    return found


def _daily(time: Floats, squares: Floats) -> Floats:
    """The sum of squares of each day from the first to the last."""
    if not len(time):
        return np.zeros(0)
    day = np.floor(time / _DAY_S).astype(np.int64)
    return np.asarray(np.bincount(day - day.min(), squares), np.float64)
