"""The blocks of a piece worth weighing: witnesses that may together be one happening."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.bits import bit_of, lowest, rows_of
from holdfire.incidents.partition.block import apart, log_fit, log_sum, log_weight
from holdfire.incidents.partition.place import offset_km
from holdfire.incidents.partition.regret import (
    drop_regretted,
    less,
    make_room,
    raise_best,
    regret,
)
from holdfire.incidents.partition.scratch import BLOCKS, LARGEST, TRIED, Scratch

__all__ = ["list_blocks", "meet", "weigh_alone", "weigh_block"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Masks = npt.NDArray[np.uint64]

_ONE = np.uint64(1)
_DIRECT = 12
_SHIFT = 64 - 15
_FULL = BLOCKS - 2 * LARGEST
_TRIES, _MORE = 4_096, 256
"""Blocks weighed before some are dropped for want of time; and then for each lowest one."""


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
    east, north = offset_km(arrays.place, arrays.scale, members[0], own[0])
    for at in range(5):
        scratch.moments[number, at] = scratch.five[at]
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
def _forget(size: int, scratch: Scratch) -> None:
    """Empty the set of masks that were tried."""
    if size <= _DIRECT:
        scratch.tried[: 1 << size] = np.uint64(0)
    else:
        scratch.tried[:] = np.uint64(0)


@inner
def _new(size: int, mask: np.uint64, scratch: Scratch) -> bool:
    """Was this mask not tried before? From now on it was."""
    at = np.int64(mask)
    if size > _DIRECT:
        mixed = (mask ^ (mask >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
        at = np.int64(mixed >> np.uint64(_SHIFT))
        while scratch.tried[at] != 0 and scratch.tried[at] != mask:
            at = (at + np.int64(1)) & np.int64(TRIED - 1)
    if scratch.tried[at] != 0:
        return False
    scratch.tried[at] = mask
    return True


@inner
def list_blocks(arrays: Arrays, members: Ints, cut: float, scratch: Scratch) -> float:
    """Weigh the blocks of two or more members into the scratch; the regret allowed, nats.

    Blocks stand by lowest member. A block grows one member at a time, each free to join all
    that are in it and linked to one of them; blocks with a gain below ``cut`` are left out.
    Where room or time runs out (else the answer is infinity) all starts anew: first the
    largest gains are looked for, then those blocks are left out that their members have
    least use for (see ``regret``).
    """
    nothing = scratch.seed[:0]
    if _grown(arrays, members, cut, math.inf, nothing, scratch) == math.inf:
        return math.inf
    seeds = scratch.seed[: _climb(arrays, members, scratch)]
    bound = _grown(arrays, members, cut, less(math.inf), seeds, scratch)
    drop_regretted(len(members), bound, 1 if arrays.ends == 3 else 0, 0, scratch)
    return bound


@inner
def _grown(
    arrays: Arrays, members: Ints, cut: float, bound: float, seeds: Masks, scratch: Scratch
) -> float:
    """List the blocks, the seeds first; the bound at last (−1: no room and no bound)."""
    size = len(members)
    middle = 1 if arrays.ends == 3 else 0
    count, left, bounded = 0, _TRIES, bound < math.inf
    _forget(size, scratch)
    for low in range(size):
        left = _MORE if bounded else left
        scratch.start[low] = count
        for mask in seeds:
            if mask & bit_of(low) and lowest(mask) == low and _new(size, mask, scratch):
                weigh_block(arrays, members, mask, count, scratch)
                count += 1
        above = ~(bit_of(low) | (bit_of(low) - _ONE))
        # The queue is the list itself; the place before it stands for the lowest alone.
        at = scratch.start[low] - 1
        while at < count and left:
            base = bit_of(low) if at < scratch.start[low] else scratch.mask[at]
            at += 1
            more = _joining(base, above, scratch)
            while more and left:
                mask = base | (more & (~more + _ONE))
                more &= more - _ONE
                if not _new(size, mask, scratch):
                    continue
                left -= 1
                gain = weigh_block(arrays, members, mask, count, scratch)
                if gain >= cut and (not bounded or regret(mask, gain, scratch) <= bound):
                    count += 1
                if not bounded and (count == _FULL or not left):
                    return -1.0
                if count == _FULL:
                    scratch.start[low + 1] = count
                    bound, at = make_room(low + 1, bound, middle, at, scratch)
                    count = scratch.start[low + 1]
    scratch.start[size] = count
    return bound


@inner
def _climb(arrays: Arrays, members: Ints, scratch: Scratch) -> int:
    """Seeds: blocks that take in the best member while they gain, and those one member less.

    Fills ``seed`` (how many is the answer) and ``best``; overwrites the list.
    """
    size = len(members)
    covered, count = np.uint64(0), 0
    scratch.best[:size] = 0.0
    for low in range(size):
        block, top, grown = bit_of(low), 0.0, not covered & bit_of(low)
        while grown:
            grown = False
            more, base = _joining(block, ~block, scratch), block
            while more:
                mask = base | (more & (~more + _ONE))
                more &= more - _ONE
                gain = weigh_block(arrays, members, mask, 0, scratch)
                if gain > top:
                    block, top, grown = mask, gain, True
        covered |= block
        raise_best(block, top, scratch)
        rest = block
        while rest and count < len(scratch.seed):
            less_one = block & ~(rest & (~rest + _ONE))
            rest &= rest - _ONE
            if less_one & (less_one - _ONE):
                scratch.seed[count] = less_one
                count += 1
        if block & (block - _ONE) and count < len(scratch.seed):
            scratch.seed[count] = block
            count += 1
    return count


@inner
def _joining(base: np.uint64, above: np.uint64, scratch: Scratch) -> np.uint64:
    """Which members may join a block: free to join all in it, linked to one of them."""
    free, near, rest = above, np.uint64(0), base
    while rest:
        member = lowest(rest)
        rest &= rest - _ONE
        free &= scratch.free[member]
        near |= scratch.near[member]
    return free & near
