"""A piece too dense to be solved fully: merged along its links, the surest pairs first."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.block import apart
from holdfire.incidents.partition.ceiling import capped, some_event
from holdfire.incidents.partition.listing import meet, weigh_alone, weigh_block
from holdfire.incidents.partition.moment import agreed_time
from holdfire.incidents.partition.piece import Found
from holdfire.incidents.partition.place import log_at_one_place
from holdfire.incidents.partition.scratch import Scratch
from holdfire.incidents.solution import Links

__all__ = ["solve_flood"]

Ints = npt.NDArray[np.int64]

_FLAGS = 3
_MOST = 12
_FIRST = cast("int", np.int64(0))
_ONE = np.uint64(1)


@compiled
def _gain(arrays: Arrays, members: Ints, scratch: Scratch) -> float:
    """The middle gain of a block of at most twelve members over their being apart."""
    meet(arrays, members, scratch)
    weigh_alone(arrays, members, scratch)
    mask = (_ONE << np.uint64(len(members))) - _ONE
    gain: float = weigh_block(arrays, members, mask, _FIRST, scratch)
    return gain


@compiled
def _fits(arrays: Arrays, left: Ints, right: Ints) -> bool:
    """May all members of two cells be one happening?"""
    for one in left:
        for other in right:
            if apart(arrays, one, other):
                return False
    return True


def _merged(arrays: Arrays, members: Ints, links: Links, scratch: Scratch) -> list[Ints]:
    """Cells of at most twelve members, joined along the links by falling ratio."""
    inside = np.flatnonzero(np.isin(links.left, members) & np.isin(links.right, members))
    order = inside[np.lexsort((links.right[inside], links.left[inside], -links.llr[inside]))]
    cell = {int(one): np.array([one], np.int64) for one in members}
    gain = {int(one): 0.0 for one in members}
    for at in order.tolist():
        left, right = cell[int(links.left[at])], cell[int(links.right[at])]
        a, b = int(left[0]), int(right[0])
        if a == b or len(left) + len(right) > _MOST or not _fits(arrays, left, right):
            continue
        both = np.sort(np.concatenate([left, right]))
        more = _gain(arrays, both, scratch)
        if more > gain[a] + gain[b]:
            gain[int(both[0])] = more
            for one in both.tolist():
                cell[one] = both
    return [cell[int(one)] for one in members if int(cell[int(one)][0]) == int(one)]


def solve_flood(
    arrays: Arrays, members: Ints, links: Links, scratch: Scratch, found: Found, cell: int
) -> int:
    """Solve a dense piece and write its cells from place ``cell`` on; the next free place.

    Existence is that of the cell by itself; classes and place are those of its members
    taken as one happening.
    """
    for own in _merged(arrays, members, links, scratch):
        found.first[cell], found.size[cell] = own[0], len(own)
        found.label[own] = own[0]
        some = np.zeros(3)
        some_event(arrays, own, scratch, some)
        found.exists[cell] = some if arrays.ends == 3 else some[0]
        found.number[cell] = 1.0
        moments = np.zeros(5)
        log_at_one_place(arrays, own, moments)
        origin = own[0]
        found.place[cell] = arrays.place[origin] + moments[:2] / arrays.scale[origin]
        found.spread[cell] = moments[2:]
        shares = np.exp(arrays.shares[arrays.kind[own]].sum(axis=0))
        found.classes[cell] = shares / shares.sum()
        agreed_time(arrays.time, own, found.time[cell])
        found.flags[cell] = _FLAGS
        capped(arrays, own, scratch, found.exists[cell])
        cell += 1
    return cell
