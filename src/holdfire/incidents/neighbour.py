"""Pairs that lie within reach of each other in space and time, found without all pairs.

Each point has its own reach: a pair is within reach when the distance is at most the sum of
the two reaches and the intervals of time, widened likewise, meet. Points of like reach are
put into one class; each pair of classes is searched with k-d trees scaled by its largest
reaches, so a coarse report does not slow down the search among precise sensors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

__all__ = ["FLOOD", "Reach", "flooded", "near_pairs"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FLOOD = 2_000
"""More than so many points within one reach in space and time cannot be told apart."""

_STEP = 4.0
_CHUNK = 500_000


@dataclass(frozen=True, slots=True)
class Reach:
    """Points with their reach.

    ``space_m`` (n, 3) in the earth-centred frame; ``reach_m`` (n,); ``middle_s`` and
    ``half_s`` (n,): each interval of time; ``lane`` (n,): only equal lanes are paired.
    """

    space_m: Floats
    reach_m: Floats
    middle_s: Floats
    half_s: Floats
    lane: Ints

    def at(self, places: Ints) -> Reach:
        """The points at these places."""
        return Reach(
            self.space_m[places],
            self.reach_m[places],
            self.middle_s[places],
            self.half_s[places],
            self.lane[places],
        )


def _classes(points: Reach) -> tuple[Ints, list[Ints]]:
    """The class of each point, and the points of each class in rising order."""
    space = np.ceil(np.log(np.maximum(points.reach_m, 1.0)) / np.log(_STEP))
    time = np.ceil(np.log(np.maximum(points.half_s, 1.0)) / np.log(_STEP))
    _, label = np.unique(space * 1_000.0 + time, return_inverse=True)
    number = int(label.max()) + 1 if len(label) else 0
    return label, [np.flatnonzero(label == one) for one in range(number)]


def flooded(points: Reach) -> npt.NDArray[np.bool_]:
    """Points in a cell (of twice their class's reach) with more than :data:`FLOOD` others."""
    crowded = np.zeros(len(points.reach_m), dtype=bool)
    _, members = _classes(points)
    for own in members:
        part = points.at(own)
        width = max(2.0 * float(part.reach_m.max()), 1.0)
        length = max(2.0 * float(part.half_s.max()), 1.0)
        cells = np.column_stack(
            [np.floor(part.space_m / width), np.floor(part.middle_s / length), part.lane]
        )
        _, which, count = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
        crowded[own] = count[which.ravel()] > FLOOD
    return crowded


def _scaled(points: Reach, reach_m: float, half_s: float, start_s: float) -> Floats:
    """Coordinates in which neighbours are at most one apart along every axis."""
    return np.column_stack(
        [points.space_m / reach_m, (points.middle_s - start_s) / half_s, points.lane * 3.0]
    )


def _between(left: Reach, right: Reach, *, same: bool) -> Iterator[tuple[Ints, Ints]]:
    """Candidate pairs of two classes, in parts of bounded size."""
    reach_m = float(left.reach_m.max() + right.reach_m.max()) + 1e-6
    half_s = float(left.half_s.max() + right.half_s.max()) + 1e-6
    start_s = float(min(left.middle_s.min(), right.middle_s.min()))
    tree = KDTree(_scaled(right, reach_m, half_s, start_s))
    grid = _scaled(left, reach_m, half_s, start_s)
    counts = tree.query_ball_point(grid, 1.0, p=np.inf, return_length=True)
    part = np.cumsum(counts) // _CHUNK
    for one in np.unique(part):
        rows = np.flatnonzero(part == one)
        found = KDTree(grid[rows]).sparse_distance_matrix(
            tree, 1.0, p=np.inf, output_type="ndarray"
        )
        i, j = rows[found["i"]], found["j"].astype(np.int64)
        keep = i < j if same else np.ones(len(i), dtype=bool)
        yield i[keep], j[keep]


def near_pairs(points: Reach) -> Iterator[tuple[Ints, Ints]]:
    """All pairs ``(i, j)``, ``i < j``, within reach, in parts; each pair once.

    The order of the parts depends on the points' content only if the points are sorted.
    """
    _, members = _classes(points)
    for number, own in enumerate(members):
        for other in members[number:]:
            for i, j in _between(points.at(own), points.at(other), same=own is other):
                a, b = own[i], other[j]
                gap = np.linalg.norm(points.space_m[a] - points.space_m[b], axis=1)
                wait = np.abs(points.middle_s[a] - points.middle_s[b])
                near = (gap <= points.reach_m[a] + points.reach_m[b]) & (
                    wait <= points.half_s[a] + points.half_s[b]
                )
                near &= points.lane[a] == points.lane[b]
                a, b = a[near], b[near]
                yield np.minimum(a, b), np.maximum(a, b)
