"""One piece solved: its partitions summed, its cells chosen, and what is known of each."""

from __future__ import annotations

import math
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled, inner
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.bits import lowest, rows_of
from holdfire.incidents.partition.ceiling import capped, spoken
from holdfire.incidents.partition.dividing import (
    best_cells,
    chances,
    score_pairs,
    sum_all,
    weigh_end,
)
from holdfire.incidents.partition.laying import laid_out
from holdfire.incidents.partition.listing import meet
from holdfire.incidents.partition.moment import agreed_time
from holdfire.incidents.partition.near import LinkList, near_only
from holdfire.incidents.partition.scratch import LARGEST, Scratch
from holdfire.incidents.partition.tally import add_classes, assign, existence

__all__ = ["Found", "found_for", "solve_pieces"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Masks = npt.NDArray[np.uint64]
Room = tuple[Masks, npt.NDArray[np.bool_]]
"""Room for the cells of a piece, and for the classes that lead one."""

_ONE = np.uint64(1)
_APPROXIMATE = 2
_FIRST = cast("int", np.int64(0))


class Found(NamedTuple):
    """Cells of pieces.

    ``first`` (c,) first member, ``size`` (c,), ``exists`` (c, 3),
    ``number`` (c,), ``classes`` (c, classes), ``place`` (c, 2) in frame units, ``spread``
    (c, 3) km², ``time`` (c, 3), ``flags`` (c,); and per witness ``label`` (n,) the first
    member of its cell and ``llr`` (n,).
    """

    first: Ints
    size: Ints
    exists: Floats
    number: Floats
    classes: Floats
    place: Floats
    spread: Floats
    time: Floats
    flags: npt.NDArray[np.uint8]
    label: Ints
    llr: Floats


def found_for(count: int, witnesses: int, classes: int) -> Found:
    """Room for at most ``count`` cells; every witness its own cell to begin with."""
    return Found(
        np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros((count, 3)),
        np.zeros(count), np.zeros((count, classes)), np.zeros((count, 2)),
        np.zeros((count, 3)), np.zeros((count, 3)), np.zeros(count, np.uint8),
        np.arange(witnesses, dtype=np.int64), np.zeros(witnesses),
    )  # fmt: skip


@inner
def _listed_gain(mask: np.uint64, size: int, middle: int, scratch: Scratch) -> float:
    """The gain of a block on the list, NaN if it is not there, 0 for a single member."""
    if not mask & (mask - _ONE):
        return 0.0
    for number in range(scratch.start[size]):
        if scratch.mask[number] == mask:
            return scratch.gain[number, middle]
    return math.nan


@inner
def _llrs(members: Ints, mask: np.uint64, middle: int, scratch: Scratch, out: Floats) -> None:
    """What each member adds to its cell: the gain of the cell less that of the rest."""
    size = len(members)
    whole = _listed_gain(mask, size, middle, scratch)
    rest = mask
    while rest:
        bit = rest & (~rest + _ONE)
        rest &= rest - _ONE
        rows_of(bit, members, scratch.own)
        out[scratch.own[0]] = whole - _listed_gain(mask & ~bit, size, middle, scratch)


@inner
def _placed(
    arrays: Arrays, members: Ints, mask: np.uint64, scratch: Scratch, place: Floats,
    spread: Floats,
) -> None:  # fmt: skip
    """Mean and covariance of the happening that a cell's members are of, frame units, km².

    Given that they are: what else may be so is in its existence. A mean over all divisions
    was wider than the truth; 94 of 100 of its 90 % regions held it on a simulated front.
    """
    if not mask & (mask - _ONE):
        one = members[lowest(mask)]
        for at in range(2):
            place[at] = arrays.place[one, at]
        for at in range(3):
            spread[at] = arrays.spread[one, at]
        return
    for block in range(scratch.start[len(members)]):
        if scratch.mask[block] == mask:
            for at in range(2):
                move = scratch.moments[block, at] / arrays.scale[members[0], at]
                place[at] = arrays.place[members[0], at] + move
            for at in range(3):
                spread[at] = scratch.moments[block, 2 + at]


@inner
def _solve(
    arrays: Arrays, members: Ints, scratch: Scratch, room: Room, found: Found,
    cell: int,
) -> int:  # fmt: skip
    """Solve one piece and write its cells from place ``cell`` on; the next free place."""
    size = len(members)
    middle = 1 if arrays.ends == 3 else 0
    states, whole = laid_out(arrays, members, scratch)
    masks, leads = room
    weigh_end(size, middle, scratch)
    sum_all(states, scratch)
    chances(size, states, scratch)
    score_pairs(size, scratch)
    cells = masks[: best_cells(states, scratch, masks)]
    stop = cell + len(cells)
    assign(size, cells, scratch)
    shares = found.classes[cell:stop]
    add_classes(size, middle, cells, shares, scratch)
    out = (found.exists[cell:stop], found.number[cell:stop])
    existence(arrays, members, cells, states, leads, out, scratch)
    for at in range(len(cells)):
        place = cell + at
        if cells[at] & (cells[at] - _ONE):
            _llrs(members, cells[at], middle, scratch, found.llr)
        own = scratch.own[: rows_of(cells[at], members, scratch.own)]
        found.first[place], found.size[place] = own[0], len(own)
        for one in own:
            found.label[one] = own[0]
        exists = found.exists[place, middle]
        if exists > 0.0:
            found.number[place] /= exists
        _placed(arrays, members, cells[at], scratch, found.place[place], found.spread[place])
        total = 0.0
        for kind in range(shares.shape[1]):
            total += shares[at, kind]
        for kind in range(shares.shape[1]):
            shares[at, kind] /= total
        agreed_time(arrays.time, own, found.time[place])
        found.flags[place] = 0 if whole else _APPROXIMATE
    for at in range(len(cells)):
        own = scratch.own[: rows_of(cells[at], members, scratch.own)]
        if spoken(arrays.statement, own):
            capped(arrays, own, scratch, found.exists[cell + at])
    return stop


@compiled
def solve_pieces(
    arrays: Arrays, order: Ints, start: Ints, links: LinkList, scratch: Scratch, found: Found
) -> int:
    """Solve every piece (``order`` from ``start`` to the next); the number of cells."""
    cell = _FIRST
    leads = np.zeros(arrays.shares.shape[1], np.bool_)
    room = (np.zeros(LARGEST, np.uint64), leads)
    for piece in range(len(start) - 1):
        members = order[start[piece] : start[piece + 1]]
        meet(arrays, members, scratch)
        near_only(members, links, scratch)
        cell = _solve(arrays, members, scratch, room, found, cell)
    return cell
