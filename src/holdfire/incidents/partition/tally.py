"""What all partitions together say of each cell of the likeliest one.

Each happening a partition holds (a block, or a single member that is real) is accounted for
by the cell it has most members in common with. Existence of a cell is the chance that at
least one happening of its leading classes is accounted for by it: so a fragment of what
another cell holds better does not count. Its class is that of what it accounts for.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.bits import bit_of, lowest, size_of
from holdfire.incidents.partition.dividing import sum_all, weigh_end
from holdfire.incidents.partition.scratch import Scratch

__all__ = ["add_classes", "assign", "existence", "leads_of"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Masks = npt.NDArray[np.uint64]

_ONE = np.uint64(1)
_NEAR = 1e-9
"""Scores nearer than this differ by rounding only."""


@inner
def assign(size: int, cells: Masks, scratch: Scratch) -> None:
    """Set the cell that accounts for each block, after :func:`~.dividing.score_pairs`.

    Of cells with equally many of its members the one whose members are, pair by pair,
    likeliest to be of one happening with those of the block.
    """
    for block in range(scratch.start[size]):
        mask = scratch.mask[block]
        most, best, closest = 0, 0, -math.inf
        for cell in range(len(cells)):
            part = size_of(cells[cell] & mask)
            if not part or part < most:
                continue
            close = _closeness(mask, cells[cell], scratch)
            if part > most or close > closest + _NEAR:
                most, best, closest = part, cell, close
        scratch.cell[block] = best


@inner
def _closeness(mask: np.uint64, cell: np.uint64, scratch: Scratch) -> float:
    """The mean over pairs of a block's and a cell's other members of their score together."""
    total, pairs, first = 0.0, 0, mask
    while first:
        a = lowest(first)
        first &= first - _ONE
        second = cell & ~bit_of(a)
        while second:
            b = lowest(second)
            second &= second - _ONE
            total += scratch.pairs[min(a, b), max(a, b)]
            pairs += 1
    return total / pairs


@inner
def leads_of(arrays: Arrays, members: Ints, cell: np.uint64, out: Flags) -> bool:
    """The leading classes of a cell: those that all its members lead; are they all?"""
    out[:] = True
    while cell:
        kind = arrays.kind[members[lowest(cell)]]
        for at in range(len(out)):
            out[at] &= arrays.leads[kind, at]
        cell &= cell - _ONE
    every = True
    for flag in out:
        every &= flag
    return every


@inner
def _led(shares: Floats, leads: Flags) -> float:
    """The part that the leading classes have in some shares."""
    part = 0.0
    for kind in range(len(shares)):
        part += shares[kind] if leads[kind] else 0.0
    return min(part, 1.0)


@inner
def existence(
    arrays: Arrays, members: Ints, cells: Masks, states: int, leads: Flags,
    out: tuple[Floats, Floats], scratch: Scratch,
) -> None:  # fmt: skip
    """Existence of each cell at each end, and the expected number of its leading happenings.

    Existence is one less the weight of the partitions in which nothing that leads is
    accounted for by the cell, over the weight of all: one sum more for each cell. ``out``
    takes it (c, 3) and the numbers (c,), these from the chances of blocks and singles.
    """
    size = len(members)
    middle = 1 if arrays.ends == 3 else 0
    exists, numbers = out
    for end in range(arrays.ends):
        weigh_end(size, end, scratch)
        whole = sum_all(states, scratch)
        for cell in range(len(cells)):
            every = leads_of(arrays, members, cells[cell], leads)
            number = 0.0
            for member in range(size):
                if cells[cell] & bit_of(member):
                    led = 1.0 if every else _led(scratch.kinds[member, :, end], leads)
                    led *= scratch.real[member, end]
                    number += scratch.lone[member] * led
                    scratch.single[member] *= 1.0 - led
            for block in range(scratch.start[size]):
                if scratch.cell[block] == cell:
                    led = 1.0 if every else _led(scratch.shares[block, :, end], leads)
                    number += scratch.chance[block] * led
                    scratch.weight[block] *= 1.0 - led
            none = sum_all(states, scratch)
            exists[cell, end] = min(max(1.0 - none / whole, 0.0), 1.0)
            if end == middle:
                numbers[cell] = number
            weigh_end(size, end, scratch)
    for end in range(arrays.ends, 3):
        for cell in range(len(cells)):
            exists[cell, end] = exists[cell, 0]


@inner
def add_classes(size: int, middle: int, cells: Masks, shares: Floats, scratch: Scratch) -> None:
    """Per cell the classes (c, classes) of all it accounts for, weighted by their chances."""
    shares[:] = 0.0
    for block in range(scratch.start[size]):
        cell, chance = scratch.cell[block], scratch.chance[block]
        for kind in range(shares.shape[1]):
            shares[cell, kind] += chance * scratch.shares[block, kind, middle]
    for cell in range(len(cells)):
        for member in range(size):
            if cells[cell] & bit_of(member):
                chance = scratch.lone[member] * scratch.real[member, middle]
                for kind in range(shares.shape[1]):
                    shares[cell, kind] += chance * scratch.kinds[member, kind, middle]
