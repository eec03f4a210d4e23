"""Which blocks to keep where there is no room for all.

The regret of a block is how far its gain falls short of the best that its members have
elsewhere: the sum over its members of the largest gain per member of any block they are in.
A partition with the block gains at least that much less than the members could reach, so a
block with a large regret hardly matters, however large or small its own gain is.
"""

from __future__ import annotations

import math

import numpy as np

from holdfire.base.compiled import inner
from holdfire.incidents.partition.bits import lowest, size_of
from holdfire.incidents.partition.scratch import BLOCKS, Scratch

__all__ = ["drop_regretted", "less", "make_room", "raise_best", "regret"]

_ONE = np.uint64(1)
_START, _LEAST = 10.0, 1e-3
_ROOM = BLOCKS - BLOCKS // 4


@inner
def less(bound: float) -> float:
    """The next smaller bound on regret, nats; one that no block keeps in the end."""
    if bound == math.inf:
        return _START
    return 0.5 * bound if bound > _LEAST else -math.inf


@inner
def regret(mask: np.uint64, gain: float, scratch: Scratch) -> float:
    """The regret of a block with this gain, given ``best``; nats."""
    short = -gain
    while mask:
        short += scratch.best[lowest(mask)]
        mask &= mask - _ONE
    return short


@inner
def raise_best(mask: np.uint64, gain: float, scratch: Scratch) -> None:
    """Let ``best`` of the members of a block be no less than its gain per member."""
    share = gain / size_of(mask)
    while mask:
        member = lowest(mask)
        scratch.best[member] = max(scratch.best[member], share)
        mask &= mask - _ONE


@inner
def _move(number: int, place: int, scratch: Scratch) -> None:
    """Put a block at another place of the list."""
    scratch.mask[place] = scratch.mask[number]
    for at in range(3):
        scratch.gain[place, at] = scratch.gain[number, at]
        for kind in range(scratch.shares.shape[1]):
            scratch.shares[place, kind, at] = scratch.shares[number, kind, at]
    for at in range(5):
        scratch.moments[place, at] = scratch.moments[number, at]


@inner
def drop_regretted(size: int, bound: float, middle: int, at: int, scratch: Scratch) -> int:
    """Keep the blocks (of lowest members below ``size``) whose regret is within the bound.

    What was at place ``at`` of the list is now at the place returned. ``best`` is raised by
    the blocks on the list.
    """
    for block in range(scratch.start[size]):
        raise_best(scratch.mask[block], scratch.gain[block, middle], scratch)
    kept, now = 0, at
    for low in range(size):
        start, stop = scratch.start[low], scratch.start[low + 1]
        scratch.start[low] = kept
        for number in range(start, stop):
            if number == at:
                now = kept
            if regret(scratch.mask[number], scratch.gain[number, middle], scratch) <= bound:
                _move(number, kept, scratch)
                kept += 1
    if at >= scratch.start[size]:
        now = kept
    scratch.start[size] = kept
    return now


@inner
def make_room(
    size: int, bound: float, middle: int, at: int, scratch: Scratch
) -> tuple[float, int]:
    """Lower the bound until a quarter of the room is free: the bound, and where ``at`` is."""
    while True:
        bound = less(bound)
        at = drop_regretted(size, bound, middle, at, scratch)
        if scratch.start[size] <= _ROOM:
            return bound, at
