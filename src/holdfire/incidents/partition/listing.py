"""The blocks of a piece worth weighing: witnesses that may together be one happening."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.block import apart, log_fit, log_sum, log_weight
from holdfire.incidents.partition.place import offset_km
from holdfire.incidents.partition.scratch import BLOCKS, Scratch

__all__ = [
    "bit_of",
    "drop_below",
    "list_blocks",
    "lowest",
    "meet",
    "rows_of",
    "weigh_alone",
    "weigh_block",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Masks = npt.NDArray[np.uint64]

_ONE = np.uint64(1)
_TRIES = 4


@inner
def bit_of(member: int) -> np.uint64:
    """The mask of one member."""
    return _ONE << np.uint64(member)


@inner
def lowest(mask: np.uint64) -> int:
    """The lowest member of a mask that is not empty."""
    low = 0
    while not mask & np.uint64(0xFF):
        mask >>= np.uint64(8)
        low += 8
    while not mask & _ONE:
        mask >>= _ONE
        low += 1
    return low


@inner
def rows_of(mask: np.uint64, members: Ints, out: Ints) -> int:
    """Write the rows whose bits are set into ``out``, rising; how many."""
    count = 0
    while mask:
        out[count] = members[lowest(mask)]
        count += 1
        mask &= mask - _ONE
    return count


@inner
def meet(arrays: Arrays, members: Ints, scratch: Scratch) -> None:
    """Fill ``free``: which members may share a block; every pair is near to begin with."""
    size = len(members)
    for a in range(size):
        scratch.free[a] = np.uint64(0)
    for a in range(size):
        for b in range(a + 1, size):
            if not apart(arrays, members[a], members[b]):
                scratch.free[a] |= bit_of(b)
                scratch.free[b] |= bit_of(a)
    for a in range(size):
        scratch.near[a] = scratch.free[a]


@inner
def weigh_alone(arrays: Arrays, members: Ints, scratch: Scratch) -> None:
    """Fill ``alone``, ``real`` and ``kinds`` of the scratch for each member by itself."""
    one = scratch.own[:1]
    for at in range(len(members)):
        one[0] = members[at]
        for end in range(arrays.ends):
            alone = log_weight(arrays, one, 0.0, end, scratch.causes)
            exists = arrays.exists[one[0], end]
            scratch.alone[at, end] = alone
            seen = 1.0
            if alone != 0.0:
                seen = math.exp(min(log_sum(scratch.causes), 0.0))
            scratch.real[at, end] = exists * seen / math.exp(alone)
            _share(scratch.causes, scratch.kinds[at, :, end])


@inner
def weigh_block(
    arrays: Arrays, members: Ints, mask: np.uint64, number: int, scratch: Scratch
) -> float:
    """Weigh the block of these bits into place ``number``; its middle gain (−inf: none)."""
    own = scratch.own[: rows_of(mask, members, scratch.own)]
    fit = log_fit(arrays, own, scratch.five)
    if fit == -math.inf:
        return fit
    middle = 1 if arrays.ends == 3 else 0
    for end in range(arrays.ends):
        gain = log_weight(arrays, own, fit, end, scratch.causes)
        if gain == -math.inf:
            return gain
        _share(scratch.causes, scratch.shares[number, :, end])
        rest = mask
        while rest:
            gain -= scratch.alone[lowest(rest), end]
            rest &= rest - _ONE
        scratch.gain[number, end] = gain
    east, north = offset_km(arrays, members[0], own[0])
    scratch.moments[number] = scratch.five
    scratch.moments[number, 0] += east
    scratch.moments[number, 1] += north
    scratch.mask[number] = mask
    return scratch.gain[number, middle]


@inner
def _share(causes: Floats, out: Floats) -> None:
    """The class shares of a block from its causes; none where no class is possible."""
    if len(causes) == 1:
        out[0] = 1.0
        return
    whole = log_sum(causes)
    for kind in range(len(causes)):
        out[kind] = math.exp(causes[kind] - whole) if whole > -math.inf else 0.0


@inner
def list_blocks(arrays: Arrays, members: Ints, cut: float, scratch: Scratch) -> int:
    """Weigh the blocks of two or more members into the scratch; how many, −1: no room.

    Blocks stand by lowest member. A block grows one member at a time, each free to join all
    that are in it and linked to one of them; blocks with a gain below ``cut`` are left out.
    """
    size = len(members)
    count = tried = 0
    for low in range(size):
        scratch.start[low] = count
        above = ~(bit_of(low) | (bit_of(low) - _ONE))
        # The queue is the list itself; the place before it stands for the lowest alone.
        at = count - 1
        while at < count:
            base = bit_of(low) if at < scratch.start[low] else scratch.mask[at]
            at += 1
            free, near, rest = above, np.uint64(0), base
            while rest:
                member = lowest(rest)
                rest &= rest - _ONE
                free &= scratch.free[member]
                near |= scratch.near[member]
            more = free & near
            while more:
                mask = base | (more & (~more + _ONE))
                more &= more - _ONE
                if _listed(scratch, scratch.start[low], count, mask):
                    continue
                tried += 1
                if count == BLOCKS or tried > _TRIES * BLOCKS:
                    return -1
                if weigh_block(arrays, members, mask, count, scratch) >= cut:
                    count += 1
    scratch.start[size] = count
    return count


@inner
def _listed(scratch: Scratch, start: int, stop: int, mask: np.uint64) -> bool:
    """Is the block listed already?"""
    for number in range(start, stop):
        if scratch.mask[number] == mask:
            return True
    return False


@inner
def drop_below(size: int, cut: float, middle: int, scratch: Scratch) -> None:
    """Keep only blocks with a gain of at least ``cut``."""
    kept = 0
    for low in range(size):
        start, stop = scratch.start[low], scratch.start[low + 1]
        scratch.start[low] = kept
        for number in range(start, stop):
            if scratch.gain[number, middle] >= cut:
                scratch.mask[kept] = scratch.mask[number]
                scratch.gain[kept] = scratch.gain[number]
                scratch.moments[kept] = scratch.moments[number]
                scratch.shares[kept] = scratch.shares[number]
                kept += 1
    scratch.start[size] = kept
