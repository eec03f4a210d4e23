"""The piece of a line nearest to a point, searched for in a tree of boxes.

The nearest in space need not be the nearest along the ground: a chord of length d is
shorter than its geodesic by d³/(24 R²), where R² depends on the direction by 2 %, and a
piece dips below the surface by up to 1.3 mm. So all pieces are kept whose chord is within
0.003 m + a tenth of d³/(24 R²) of the shortest one, and the shortest geodesic among them wins,
the smaller number on a tie. The answer depends on the point and the line alone; that the
search begins with the piece found for the point before only makes it quicker.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from holdfire.base.compiled import compiled
from holdfire.base.frame import SEMI_MAJOR_M, SEMI_MINOR_M
from holdfire.base.piece_tree import PieceTree

__all__ = ["PERHAPS", "nearest_pieces", "pieces_within"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Verdicts = NDArray[np.int8]

_NEAR, PERHAPS = 1, 2

_BENT = 1.0 / (24.0 * SEMI_MAJOR_M**2)
_RIVALRY = 0.1 * _BENT
"""R² differs by 2.1 %; an arc sine exceeds its cubic term by a factor of at most 3.5."""
_DIP_M = 0.0015
"""No place of a piece is so far below the surface; rounding included."""

_PLANE = 1.0 / SEMI_MAJOR_M**2
_POLAR = 1.0 / SEMI_MINOR_M**2
_DEPTH = 64
"""A tree of boxes has fewer levels."""


@compiled
def _gap2(body: FloatArray, place: int, x: float, y: float, z: float) -> float:
    """The squared distance in space from a point to the piece at this place of the order."""
    x -= body[place, 0]
    y -= body[place, 1]
    z -= body[place, 2]
    ex, ey, ez = body[place, 3], body[place, 4], body[place, 5]
    share = min(max((x * ex + y * ey + z * ez) * body[place, 6], 0.0), 1.0)
    x -= share * ex
    y -= share * ey
    z -= share * ez
    return x * x + y * y + z * z


@compiled
def _box2(box: FloatArray, node: int, x: float, y: float, z: float) -> float:
    """The squared distance in space from a point to a box; zero inside."""
    dx: float = max(box[node, 0] - x, x - box[node, 3], 0.0)
    dy: float = max(box[node, 1] - y, y - box[node, 4], 0.0)
    dz: float = max(box[node, 2] - z, z - box[node, 5], 0.0)
    return dx * dx + dy * dy + dz * dz


@compiled
def _turned(f: FloatArray, x: float, y: float, z: float) -> tuple[float, float, float]:
    """A point in the frame of the boxes."""
    u = x * f[0, 0] + y * f[0, 1] + z * f[0, 2]
    v = x * f[1, 0] + y * f[1, 1] + z * f[1, 2]
    return u, v, x * f[2, 0] + y * f[2, 1] + z * f[2, 2]


@compiled
def _descend(
    box: FloatArray,
    u: float,
    v: float,
    w: float,
    reach2: float,
    pending: IntArray,
    pending2: FloatArray,
    waiting: int,
) -> tuple[int, int]:
    """From the last box that waits down to the nearest leaf in reach, and how many wait now.

    The leaf is -1 where nothing below that box is in reach.
    """
    waiting -= 1
    leaf = len(box) // 2
    node = pending[waiting]
    if pending2[waiting] > reach2:
        return -1, waiting
    while node < leaf:
        left = 2 * node + 1
        one, two = _box2(box, left, u, v, w), _box2(box, left + 1, u, v, w)
        near = left if one <= two else left + 1
        if min(one, two) > reach2:
            return -1, waiting
        if max(one, two) <= reach2:
            pending[waiting], pending2[waiting] = 2 * left + 1 - near, max(one, two)
            waiting += 1
        node = near
    return node, waiting


@compiled
def _reach2(gap2: float) -> float:
    """The squared distance up to which a piece may rival one at this squared distance."""
    gap = math.sqrt(gap2)
    reach = gap + 2.0 * _DIP_M + _RIVALRY * gap2 * gap
    return reach * reach


@compiled
def _swell(square: float) -> float:
    """The arc sine of h over h, from h²; as for h = 1 where h² is larger."""
    if square < 1e-3:
        more = 15.0 / 336.0 + square * (105.0 / 3456.0 + square * (945.0 / 42240.0))
        return 1.0 + square * (1.0 / 6.0 + square * (3.0 / 40.0 + square * more))
    half = math.sqrt(square)
    return math.asin(min(half, 1.0)) / half


@compiled
def _ground_m(
    body: FloatArray, place: int, x: float, y: float, z: float
) -> tuple[float, float, float, float, float]:
    """The geodesic distance from a surface point to a piece, the share, and the foot in space.

    What :func:`holdfire.base.frame.curved_length_m` says, with fewer roots and divisions:
    the square of half the chord times the curvature is bend² / (4 chord² gradient²).
    """
    bx, by, bz = body[place, 0], body[place, 1], body[place, 2]
    ex, ey, ez = body[place, 3], body[place, 4], body[place, 5]
    along = (x - bx) * ex + (y - by) * ey + (z - bz) * ez
    share = min(max(along / (ex * ex + ey * ey + ez * ez), 0.0), 1.0)
    fx, fy, fz = bx + share * ex, by + share * ey, bz + share * ez
    # A piece is within 1e-9 radii of the surface: the root's first term has every digit.
    scale = 1.5 - 0.5 * ((fx * fx + fy * fy) * _PLANE + fz * fz * _POLAR)
    fx, fy, fz = fx * scale, fy * scale, fz * scale
    flat, high = (x - fx) ** 2 + (y - fy) ** 2, (z - fz) ** 2
    squared = flat + high
    if squared < 1e-12:
        return math.sqrt(squared), share, fx, fy, fz
    bend = flat * _PLANE + high * _POLAR
    flat, high = (fx + x) ** 2 + (fy + y) ** 2, (fz + z) ** 2
    shape = (flat * _PLANE + high * _POLAR) / (flat * _PLANE**2 + high * _POLAR**2)
    arc = math.sqrt(squared) * _swell(0.25 * bend * bend / squared * shape)
    return arc, share, fx, fy, fz


@compiled
def nearest_pieces(
    tree: PieceTree, space: FloatArray
) -> tuple[FloatArray, FloatArray, IntArray, FloatArray]:
    """For each surface point (n, 3): geodesic distance in metres, foot (n, 3), piece, share."""
    body, frame, box, piece = tree.body, tree.frame, tree.box, tree.piece
    count = len(space)
    length, share = np.full(count, np.inf), np.zeros(count)
    feet, found = np.empty((count, 3)), np.empty(count, np.int64)
    pending, pending2 = np.zeros(_DEPTH, np.int64), np.zeros(_DEPTH)
    rival, rival2 = np.empty(len(body), np.int64), np.empty(len(body))
    nearest = 0
    for point in range(count):
        x, y, z = space[point, 0], space[point, 1], space[point, 2]
        u, v, w = _turned(frame, x, y, z)
        best2 = _gap2(body, nearest, x, y, z)
        reach2 = _reach2(best2)
        pending[0], pending2[0], waiting, rivals = 0, 0.0, 1, 0
        while waiting:
            leaf, waiting = _descend(box, u, v, w, reach2, pending, pending2, waiting)
            if leaf < 0:
                continue
            for place in range(tree.start[leaf], tree.stop[leaf]):
                gap2 = _gap2(body, place, x, y, z)
                if gap2 > reach2:
                    continue
                rival[rivals], rival2[rivals] = place, gap2
                rivals += 1
                if gap2 < best2:
                    best2, nearest = gap2, place
                    reach2 = _reach2(best2)
        for number in range(rivals):
            if rival2[number] > reach2:
                continue
            place = rival[number]
            ground, along, fx, fy, fz = _ground_m(body, place, x, y, z)
            tie = ground == length[point] and piece[place] < found[point]
            if tie or not ground >= length[point]:
                length[point], share[point], found[point] = ground, along, piece[place]
                feet[point, 0], feet[point, 1], feet[point, 2] = fx, fy, fz
    return length, feet, found, share


@compiled
def pieces_within(tree: PieceTree, space: FloatArray, limit_m: float) -> Verdicts:
    """Is some piece within the limit? 1 surely, 0 surely not, :data:`PERHAPS` where in doubt.

    The limit is in metres along the ground, below 200 km. In doubt are distances within
    1.6 mm of it, and within 5 % of the difference of arc and chord there.
    """
    body, frame, box = tree.body, tree.frame, tree.box
    verdict = np.zeros(len(space), np.int8)
    bent = _BENT * limit_m**3
    surely2 = max(limit_m - 1.05 * bent - _DIP_M, 0.0) ** 2
    hardly2 = (limit_m - 0.95 * bent + _DIP_M) ** 2
    pending, pending2 = np.zeros(_DEPTH, np.int64), np.zeros(_DEPTH)
    last = 0
    for point in range(len(space)):
        x, y, z = space[point, 0], space[point, 1], space[point, 2]
        if _gap2(body, last, x, y, z) < surely2:
            verdict[point] = _NEAR
            continue
        u, v, w = _turned(frame, x, y, z)
        pending[0], pending2[0], waiting = 0, _box2(box, 0, u, v, w), 1
        while waiting:
            leaf, waiting = _descend(box, u, v, w, hardly2, pending, pending2, waiting)
            if leaf < 0:
                continue
            for place in range(tree.start[leaf], tree.stop[leaf]):
                gap2 = _gap2(body, place, x, y, z)
                if gap2 < surely2:
                    verdict[point], last, waiting = _NEAR, place, 0
                    break
                if gap2 <= hardly2:
                    verdict[point] = PERHAPS
    return verdict
