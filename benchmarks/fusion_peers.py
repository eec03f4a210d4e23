"""Other ways to group the detections of the front: a fixed radius, DBSCAN, the true ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from sklearn.cluster import DBSCAN  # type: ignore[import-untyped]

from holdfire.exercises.front.drawing import Front
from holdfire.exercises.front.sensor import column
from holdfire.exercises.score.gospa import Points

__all__ = ["LINKS", "Radius", "Tuned", "by_dbscan", "by_radius", "means", "period", "tuned"]

Ints = NDArray[np.int64]
LINKS = ("cylinder", "ellipsoid", "across sensors")
RADII_KM = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 15.0, 20.0)
SECONDS = (10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 300.0, 600.0, 900.0)


@dataclass(frozen=True)
class Radius:
    """Two detections are linked within the ellipsoid of these half axes."""

    km: float
    seconds: float


@dataclass(frozen=True)
class Tuned:
    """The settings tried, from the best on, and the best score.

    ``inside``: the best is no edge of the grid.
    """

    ranked: tuple[Radius, ...]
    score: float
    inside: bool


def _scaled(front: Front, setting: Radius) -> NDArray[np.float64]:
    return np.column_stack((front.place / setting.km, front.time / setting.seconds))


def by_radius(front: Front, setting: Radius, links: str = "ellipsoid") -> Ints:
    """The group of each detection: links of a k-d tree, connected components.

    ``links`` is one of ``LINKS``: within the radius and within the time; within the ellipsoid
    of both; or that, but never between two detections of one sensor.
    """
    scaled = _scaled(front, setting)
    if links == "cylinder":
        pairs = cKDTree(scaled).query_pairs(np.sqrt(2.0), output_type="ndarray")
        gap = scaled[pairs[:, 0]] - scaled[pairs[:, 1]]
        near = (gap[:, :2] ** 2).sum(axis=1) <= 1.0
        pairs = pairs[near & (np.abs(gap[:, 2]) <= 1.0)]
    else:
        pairs = cKDTree(scaled).query_pairs(1.0, output_type="ndarray")
    if links == "across sensors":
        pairs = pairs[front.sensor[pairs[:, 0]] != front.sensor[pairs[:, 1]]]
    size = len(front)
    graph = coo_array((np.ones(len(pairs), np.int8), pairs.T), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def by_dbscan(front: Front, setting: Radius = Radius(3.0, 60.0)) -> Ints:
    """The group of each detection by scikit-learn, two to a cluster; noise stays alone."""
    labels = DBSCAN(eps=1.0, min_samples=2).fit_predict(_scaled(front, setting))
    alone = labels < 0
    labels[alone] = labels.max() + 1 + np.arange(int(alone.sum()))
    return np.asarray(labels, np.int64)


def tuned(score: Callable[[Radius], float], start: Radius = Radius(6.0, 60.0)) -> Tuned:
    """Climb the grid from ``start``: the eight neighbours of the best, until none is better.

    The scores have one hill: the whole grid of 120 settings had the same best.
    """
    found: dict[tuple[int, int], float] = {}
    at = RADII_KM.index(start.km), SECONDS.index(start.seconds)
    while True:
        for one in range(max(at[0] - 1, 0), min(at[0] + 2, len(RADII_KM))):
            for other in range(max(at[1] - 1, 0), min(at[1] + 2, len(SECONDS))):
                if (one, other) not in found:
                    found[one, other] = score(Radius(RADII_KM[one], SECONDS[other]))
        best = max(found, key=lambda key: found[key])
        if best == at:
            break
        at = best
    ranked = sorted(found, key=lambda key: -found[key])
    inside = 0 < at[0] < len(RADII_KM) - 1 and 0 < at[1] < len(SECONDS) - 1
    settings = tuple(Radius(RADII_KM[one], SECONDS[other]) for one, other in ranked)
    return Tuned(settings, found[at], inside)


def means(front: Front, cell: Ints) -> Points:
    """Of each cell, the mean place and time of its detections, weighted by precision."""
    size = int(cell.max()) + 1
    near = (1.0 / column("place_km") ** 2)[front.sensor]
    soon = (1.0 / column("time_s") ** 2)[front.sensor]
    weight = np.bincount(cell, near, size)
    place = np.column_stack(
        [np.bincount(cell, near * front.place[:, axis], size) / weight for axis in (0, 1)]
    )
    return Points(place, np.bincount(cell, soon * front.time, size) / np.bincount(cell, soon))


def period(front: Front, share: float) -> Front:
    """The detections of the first part of the period; its events keep their numbers."""
    kept = front.time < share * front.plan.seconds
    return Front(
        front.plan, front.place[kept], front.time[kept], front.sensor[kept],
        front.truth[kept], front.event_place, front.event_time,
    )  # fmt: skip
