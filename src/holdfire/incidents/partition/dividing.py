"""All ways to divide a piece into blocks, summed without listing them.

What is still to be divided after some blocks were taken, lowest member first, is a state;
many ways lead to one state. The sum over all partitions is a sum over states, the chance
of a block one pass back, the likeliest partition the same with the largest term. Exact for
the blocks listed.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner
from holdfire.incidents.partition.bits import bit_of, lowest
from holdfire.incidents.partition.scratch import EDGES, LARGEST, STATES, Scratch

__all__ = ["best_cells", "chances", "lay_states", "score_pairs", "sum_all", "weigh_end"]

Floats = npt.NDArray[np.float64]
Masks = npt.NDArray[np.uint64]

_ONE = np.uint64(1)
_DIRECT = 12
_BAR = 0.5
"""Two witnesses share a cell when that is likelier than not."""
_NEAR = 1e-6
"""Gains are compared to a millionth of a nat: below that they differ by rounding only."""


@inner
def _slot(mask: np.uint64, size: int, scratch: Scratch) -> np.int64:
    """The place of a state in the hash table: its own, or the free one where it belongs."""
    if size <= _DIRECT:
        return np.int64(mask)
    mixed = (mask ^ (mask >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    at = np.int64(mixed >> np.uint64(48))
    while scratch.slot[at] >= 0 and scratch.state[scratch.slot[at]] != mask:
        at = (at + np.int64(1)) & np.int64(len(scratch.slot) - 1)
    return at


@inner
def _clear(size: int, count: int, scratch: Scratch) -> None:
    """Empty the hash table of the states that were in it."""
    for number in range(count - 1, -1, -1):
        mask = scratch.state[number]
        if size <= _DIRECT:
            scratch.slot[np.int64(mask)] = -1
    if size > _DIRECT:
        scratch.slot[:] = -1


@inner
def lay_states(size: int, scratch: Scratch) -> int:
    """Lay out the states and edges of a piece; how many states, −1: no room.

    State 0 is the whole; one state has nothing left. In the order of ``visit`` every edge
    leads to a later state, and the one with nothing left is not visited.
    """
    whole = bit_of(size) - _ONE if size < LARGEST else ~np.uint64(0)
    for low in range(size + 1):
        scratch.level[low] = -1
    count, edges, visited = 1, 0, 0
    scratch.state[0] = whole
    scratch.chain[0] = -1
    scratch.level[0] = 0
    scratch.slot[_slot(whole, size, scratch)] = 0
    room = True
    for low in range(size):
        number = scratch.level[low]
        while number >= 0 and room:
            scratch.first[number] = edges
            scratch.visit[visited] = number
            visited += 1
            for block in range(scratch.start[low] - 1, scratch.start[low + 1]):
                mask = bit_of(low) if block < scratch.start[low] else scratch.mask[block]
                if mask & ~scratch.state[number]:
                    continue
                rest = scratch.state[number] & ~mask
                at = _slot(rest, size, scratch)
                if scratch.slot[at] < 0:
                    if count == STATES:
                        room = False
                        break
                    scratch.slot[at] = count
                    scratch.state[count] = rest
                    where = lowest(rest) if rest else size
                    scratch.chain[count] = scratch.level[where]
                    scratch.level[where] = count
                    count += 1
                if edges == EDGES:
                    room = False
                    break
                scratch.edge[edges] = -1 if block < scratch.start[low] else block
                scratch.child[edges] = scratch.slot[at]
                edges += 1
            scratch.last[number] = edges
            number = scratch.chain[number]
    _clear(size, count, scratch)
    return count if room else -1


@inner
def weigh_end(size: int, end: int, scratch: Scratch) -> None:
    """Set the weights of blocks and single members for one end of existence.

    Every member's part is scaled alike, so that no sum overflows; ratios stay exact.
    """
    count = scratch.start[size]
    scale = 0.0
    for block in range(count):
        members, rest = 0, scratch.mask[block]
        while rest:
            members += 1
            rest &= rest - _ONE
        scale = max(scale, scratch.gain[block, end] / members)
    alone = math.exp(-scale)
    for member in range(size):
        scratch.single[member] = alone
    for block in range(count):
        logs, rest = scratch.gain[block, end], scratch.mask[block]
        while rest:
            logs -= scale
            rest &= rest - _ONE
        scratch.weight[block] = math.exp(logs)


@inner
def sum_all(count: int, scratch: Scratch) -> float:
    """The sum over all partitions of the product of weights; fills ``sums``."""
    for at in range(count - 2, -1, -1):
        number = scratch.visit[at]
        low = lowest(scratch.state[number])
        total = 0.0
        for edge in range(scratch.first[number], scratch.last[number]):
            child = scratch.child[edge]
            rest = scratch.sums[child] if scratch.state[child] else 1.0
            block = scratch.edge[edge]
            weight = scratch.single[low] if block < 0 else scratch.weight[block]
            total += weight * rest
        scratch.sums[number] = total
    return scratch.sums[0]


@inner
def chances(size: int, count: int, scratch: Scratch) -> None:
    """The chance of each block and of each member by itself, after :func:`sum_all`."""
    for block in range(scratch.start[size]):
        scratch.chance[block] = 0.0
    for number in range(count):
        scratch.paths[number] = 0.0
    for member in range(size):
        scratch.lone[member] = 0.0
    scratch.paths[0] = 1.0 / scratch.sums[0]
    for at in range(count - 1):
        number = scratch.visit[at]
        low = lowest(scratch.state[number])
        for edge in range(scratch.first[number], scratch.last[number]):
            child = scratch.child[edge]
            rest = scratch.sums[child] if scratch.state[child] else 1.0
            block = scratch.edge[edge]
            weight = scratch.single[low] if block < 0 else scratch.weight[block]
            path = scratch.paths[number] * weight
            scratch.paths[child] += path
            if block < 0:
                scratch.lone[low] += path * rest
            else:
                scratch.chance[block] += path * rest


@inner
def score_pairs(size: int, scratch: Scratch) -> None:
    """Set the ``weight`` of each block to its score, after :func:`chances`.

    A pair of members scores the chance that they are of one happening, less the bar.
    """
    pairs = scratch.pairs
    for a in range(size):
        for b in range(size):
            pairs[a, b] = -_BAR
    for block in range(scratch.start[size]):
        chance, first = scratch.chance[block], scratch.mask[block]
        while first:
            a = lowest(first)
            first &= first - _ONE
            second = first
            while second:
                pairs[a, lowest(second)] += chance
                second &= second - _ONE
    for block in range(scratch.start[size]):
        score, first = 0.0, scratch.mask[block]
        while first:
            a = lowest(first)
            first &= first - _ONE
            second = first
            while second:
                score += pairs[a, lowest(second)]
                second &= second - _ONE
        scratch.weight[block] = score


@inner
def best_cells(count: int, scratch: Scratch, cells: Masks) -> int:
    """The partition whose pairs score best, after :func:`score_pairs`, into ``cells``.

    Blocks and single members in the order of their lowest members; how many. Of nearly
    equal choices the first is taken.
    """
    for at in range(count - 2, -1, -1):
        number = scratch.visit[at]
        top = -math.inf
        for edge in range(scratch.first[number], scratch.last[number]):
            child = scratch.child[edge]
            score = scratch.paths[child] if scratch.state[child] else 0.0
            block = scratch.edge[edge]
            score += 0.0 if block < 0 else scratch.weight[block]
            if score > top + _NEAR:
                top = score
                scratch.choice[number] = edge
        scratch.paths[number] = top
    found = number = 0
    while scratch.state[number]:
        edge = scratch.choice[number]
        block = scratch.edge[edge]
        mask = bit_of(lowest(scratch.state[number]))
        cells[found] = mask if block < 0 else scratch.mask[block]
        found += 1
        number = scratch.child[edge]
    return found
