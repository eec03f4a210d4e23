"""Pieces of a line in space under a tree of boxes: built once, quickly, in little memory.

The tree is balanced and has no pointers: the children of box ``k`` are ``2k + 1`` and
``2k + 2``, and every box halves the pieces of its parent at the median of their longest
extent. Boxes stand in a frame turned along the line, where they fit it better.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfire.base.compiled import compiled
from holdfire.base.frame import dot

__all__ = ["PieceTree", "build_piece_tree"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_LEAF = 5


class PieceTree(NamedTuple):
    """Straight pieces in space, in an order in which neighbours are together.

    ``piece`` are the numbers of the pieces in that order; ``body`` has a row for each:
    begin x, y, z, ahead x, y, z (metres), 1 / length² and 0. Box ``k`` holds the pieces
    ``start[k]:stop[k]`` of the order; ``box`` has low x, y, z, high x, y, z in metres in the
    frame whose axes are the rows of ``frame``. The later half of the boxes have no children.
    """

    piece: IntArray
    body: FloatArray
    frame: FloatArray
    box: FloatArray
    start: IntArray
    stop: IntArray


@compiled
def _part_at(order: IntArray, key: FloatArray, low: int, high: int, middle: int) -> None:
    """Reorder ``order[low:high]`` so that no key before ``middle`` exceeds one after it."""
    high -= 1
    while low < high:
        pivot = key[order[(low + high) // 2]]
        left, right = low, high
        while left <= right:
            while key[order[left]] < pivot:
                left += 1
            while key[order[right]] > pivot:
                right -= 1
            if left <= right:
                order[left], order[right] = order[right], order[left]
                left += 1
                right -= 1
        if middle <= right:
            high = right
        elif middle >= left:
            low = left
        else:
            return


@compiled
def _grow(
    low: FloatArray, high: FloatArray, levels: int
) -> tuple[IntArray, FloatArray, IntArray, IntArray]:
    """The order of pieces with these bounds (3, n); the box, start and stop of every node."""
    count = low.shape[1]
    nodes = (1 << (levels + 1)) - 1
    order = np.arange(count)
    middle = 0.5 * (low + high)
    box = np.empty((nodes, 6))
    start, stop = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    stop[0] = count
    for node in range(nodes):
        first, last = start[node], stop[node]
        for axis in range(3):
            least, most = np.inf, -np.inf
            for place in range(first, last):
                least = min(least, low[axis, order[place]])
                most = max(most, high[axis, order[place]])
            box[node, axis], box[node, 3 + axis] = least, most
        if 2 * node + 2 < nodes:
            extent = box[node, 3:] - box[node, :3]
            half = (first + last) // 2
            _part_at(order, middle[np.argmax(extent)], first, last, half)
            start[2 * node + 1], stop[2 * node + 1] = first, half
            start[2 * node + 2], stop[2 * node + 2] = half, last
    return order, box, start, stop


def build_piece_tree(number: IntArray, begin: FloatArray, ahead: FloatArray) -> PieceTree:
    """The tree of the pieces from ``begin`` to ``begin + ahead``, shapes (n, 3), n > 0.

    ``number`` says what each piece is called.
    """
    middle = begin + 0.5 * ahead
    away = middle - middle.mean(axis=0)
    _, axes = np.linalg.eigh(away.T @ away)
    frame = np.ascontiguousarray(axes.T)
    one = np.stack([dot(begin, axis) for axis in frame])
    other = one + np.stack([dot(ahead, axis) for axis in frame])
    levels = max(int(np.ceil(np.log2(len(begin) / _LEAF))), 0)
    order, box, start, stop = _grow(np.minimum(one, other), np.maximum(one, other), levels)
    body = np.zeros((len(begin), 8))
    body[:, :3], body[:, 3:6] = begin[order], ahead[order]
    body[:, 6] = 1.0 / dot(ahead, ahead)[order]
    return PieceTree(number[order], body, frame, box, start, stop)
