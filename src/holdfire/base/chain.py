"""A line as a chain of short pieces in space, and the search for the piece nearest a point.

Pieces are at most :data:`PIECE_M` long, so each leaves the surface by less than 2 mm and is
straight for every purpose here. The nearest piece is found without any bound on shape: if
the nearest *node* is at chord distance ``D``, an end of the nearest piece lies within
``sqrt(D² + (PIECE_M/2)²)`` plus the little by which chords and geodesics disagree about who
is nearer; all pieces that touch such a node are measured. A tree of nodes (SciPy) finds
them; the answer is the same whatever the order of points or of their number in a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from holdfire.base.frame import (
    SEMI_MAJOR_M,
    FloatArray,
    curved_length_m,
    dot,
    onto_ellipsoid,
    space_from_degrees,
    up_at,
)
from holdfire.base.geodesy import WGS84

__all__ = ["PIECE_M", "Chain", "Feet", "build_chain", "find_feet"]

PIECE_M = 250.0
_LADDER = (2, 8, 32, 128)
_RIVALRY = 0.02 / (24.0 * SEMI_MAJOR_M**2)
"""Chords and geodesics of length d differ by d³/(24 R²), by direction at most 2 % of that."""

_DOUBLED_BACK = 1e-6
"""A turn within this angle (radians) of a full reversal has no side at its tip."""

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Chain:
    """Nodes in space, and which of them start a piece that ends at the next node.

    ``node`` has shape (n, 3) metres; ``starts`` is false at the last node of each part;
    ``left`` is the unit vector to the left of each piece (zero where none starts);
    ``node_left`` is the sum of ``left`` of the pieces that meet at a node; ``is_end`` marks
    the two ends of each part, unless they meet and close a ring.
    """

    node: FloatArray
    starts: NDArray[np.bool_]
    left: FloatArray
    node_left: FloatArray
    is_end: NDArray[np.bool_]

    @cached_property
    def tree(self) -> cKDTree:
        """The nodes as a search tree, built at the first question."""
        return cKDTree(self.node, leafsize=96)


@dataclass(frozen=True, slots=True)
class Feet:
    """For each point the nearest place of a chain.

    ``length_m`` is the geodesic distance, ``foot`` the place in space, ``piece`` the piece
    it lies on, ``share`` how far along it (0..1).
    """

    length_m: FloatArray
    foot: FloatArray
    piece: IntArray
    share: FloatArray


def _fine_part(lon: FloatArray, lat: FloatArray) -> FloatArray:
    """The nodes in space of one part, long segments cut along their geodesic."""
    azimuth, _, length = WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    cuts = np.maximum(np.ceil(np.asarray(length) / PIECE_M).astype(np.int64), 1)
    which = np.repeat(np.arange(len(cuts)), cuts)
    rank = np.arange(len(which)) - np.repeat(np.cumsum(cuts) - cuts, cuts)
    run = np.asarray(length)[which] * rank / cuts[which]
    fine_lon, fine_lat, _ = WGS84.fwd(lon[which], lat[which], np.asarray(azimuth)[which], run)
    whole = rank == 0
    fine_lon = np.append(np.where(whole, lon[which], fine_lon), lon[-1])
    fine_lat = np.append(np.where(whole, lat[which], fine_lat), lat[-1])
    return space_from_degrees(fine_lon, fine_lat)


def build_chain(parts: Sequence[tuple[FloatArray, FloatArray]]) -> Chain:
    """The chain of one or more parts of longitudes and latitudes (each two places or more)."""
    fine = [_fine_part(lon, lat) for lon, lat in parts]
    node = np.concatenate(fine)
    starts = np.ones(len(node), dtype=np.bool_)
    starts[np.cumsum([len(part) for part in fine]) - 1] = False
    ahead = np.roll(node, -1, axis=0) - node
    left = np.cross(up_at(node + 0.5 * ahead), ahead)
    left[~starts] = 0.0
    left[starts] /= np.sqrt(dot(left[starts], left[starts]))[:, None]
    node_left = left + np.roll(left, 1, axis=0)
    is_end = ~starts | ~np.roll(starts, 1)
    last = np.flatnonzero(~starts)
    first = np.concatenate(([0], last[:-1] + 1))
    ring = (node[first] == node[last]).all(axis=1)
    node_left[first[ring]] += node_left[last[ring]]
    node_left[last[ring]] = node_left[first[ring]]
    is_end[first[ring]] = is_end[last[ring]] = False
    # Where the line turns back on itself the two lefts cancel but for rounding.
    node_left[dot(node_left, node_left) < _DOUBLED_BACK**2] = 0.0
    return Chain(node, starts, left, node_left, is_end)


def _near_nodes(chain: Chain, space: FloatArray) -> tuple[IntArray, IntArray]:
    """Pairs (point, node), in order of points, among which the nearest piece has an end."""
    points: list[IntArray] = []
    nodes: list[IntArray] = []
    left = np.arange(len(space))
    for size in _LADDER:
        answer = chain.tree.query(space[left], k=min(size, len(chain.node)))
        found, index = np.asarray(answer[0]), np.asarray(answer[1], np.int64)
        nearest = found[:, 0]
        bound = np.hypot(nearest + _RIVALRY * nearest**3 + 1e-6, PIECE_M / 2)
        inside = found <= bound[:, None]
        done = ~inside[:, -1]
        if found.shape[1] == len(chain.node):
            done[:] = True
        row, column = np.nonzero(inside & done[:, None])
        points.append(left[row])
        nodes.append(index[row, column])
        left = left[~done]
        if not len(left):
            break
    else:
        balls = chain.tree.query_ball_point(space[left], bound[~done], return_sorted=True)
        points.append(np.repeat(left, [len(ball) for ball in balls]))
        nodes.append(np.concatenate([np.asarray(ball, np.int64) for ball in balls]))
    point, node = np.concatenate(points), np.concatenate(nodes)
    order = np.argsort(point, kind="stable")
    return point[order], node[order]


def find_feet(chain: Chain, space: FloatArray) -> Feet:
    """The nearest place of the chain for each point in space (finite, on the surface)."""
    point, node = _near_nodes(chain, space)
    point = np.repeat(point, 2)
    piece = np.stack((node - 1, node), axis=1).ravel()
    real = chain.starts[piece]
    point, piece = point[real], piece[real]
    begin = chain.node[piece]
    ahead = chain.node[piece + 1] - begin
    goal = space[point]
    share = np.clip(dot(goal - begin, ahead) / dot(ahead, ahead), 0.0, 1.0)
    foot = onto_ellipsoid(begin + share[:, None] * ahead)
    length = curved_length_m(foot, goal)
    first = np.searchsorted(point, np.arange(len(space)))
    least = np.minimum.reduceat(length, first)
    winner = np.flatnonzero(length == least[point])
    chosen = winner[np.searchsorted(point[winner], np.arange(len(space)))]
    return Feet(length[chosen], foot[chosen], piece[chosen], share[chosen])
