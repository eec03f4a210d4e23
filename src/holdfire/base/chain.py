"""A line as a chain of short pieces in space, and the place of it nearest a point.

Pieces are at most :data:`PIECE_M` long, so each leaves the surface by less than 2 mm and is
straight for every purpose here. The nearest is found without any bound on shape, by
:mod:`holdfire.base.piece_search`; the answer for a point is the same in any company.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from holdfire.base.compiled import compiled
from holdfire.base.frame import CHORD_RANGE_M, FloatArray, dot, space_from_degrees, up_at
from holdfire.base.geodesy import WGS84
from holdfire.base.piece_search import PERHAPS, nearest_pieces, pieces_within
from holdfire.base.piece_tree import PieceTree, build_piece_tree

__all__ = [
    "ON_LINE_M",
    "PIECE_M",
    "Chain",
    "Feet",
    "build_chain",
    "find_feet",
    "sides_of",
    "within_limit",
]

ON_LINE_M = 0.01
"""Closer than this a point is on the line: neither left nor right."""

PIECE_M = 250.0
_SHORT_OF_RANGE = 0.99
"""Limits up to this part of the range of chords are settled without PROJ."""

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
    def tree(self) -> PieceTree:
        """The pieces under boxes, built at the first question."""
        number = np.flatnonzero(self.starts)
        begin = self.node[number]
        return build_piece_tree(number, begin, self.node[number + 1] - begin)


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


def find_feet(chain: Chain, space: FloatArray) -> Feet:
    """The nearest place of the chain for each point in space (finite, on the surface)."""
    return Feet(*nearest_pieces(chain.tree, space))


def within_limit(chain: Chain, space: FloatArray, limit_m: float) -> NDArray[np.int8]:
    """Is each point in space within the limit? 1 yes, 0 no, 2 where it must be measured."""
    if limit_m < 0.0:
        return np.zeros(len(space), np.int8)
    if not limit_m <= _SHORT_OF_RANGE * CHORD_RANGE_M:
        return np.full(len(space), PERHAPS, np.int8)
    return pieces_within(chain.tree, space, limit_m)


@compiled
def _sides(
    space: FloatArray,
    length_m: FloatArray,
    foot: FloatArray,
    piece: IntArray,
    share: FloatArray,
    left: FloatArray,
    node_left: FloatArray,
    is_end: NDArray[np.bool_],
) -> NDArray[np.int8]:
    """The sides of points in space, from their feet and the lefts of a chain."""
    side = np.zeros(len(space), np.int8)
    for point in range(len(space)):
        at = piece[point]
        first, second = share[point] <= 0.0, share[point] >= 1.0
        vertex = at + 1 if second else at
        outward = node_left[vertex] if first or second else left[at]
        offset = (
            (space[point, 0] - foot[point, 0]) * outward[0]
            + (space[point, 1] - foot[point, 1]) * outward[1]
            + (space[point, 2] - foot[point, 2]) * outward[2]
        )
        beyond = (first or second) and is_end[vertex] and abs(offset) < ON_LINE_M
        if not (length_m[point] < ON_LINE_M or beyond):
            side[point] = np.sign(offset)
    return side


def sides_of(chain: Chain, space: FloatArray, feet: Feet) -> NDArray[np.int8]:
    """+1 left of the chain, -1 right of it, 0 on it, beyond an end or without a side."""
    return _sides(
        space,
        feet.length_m,
        feet.foot,
        feet.piece,
        feet.share,
        chain.left,
        chain.node_left,
        chain.is_end,
    )
