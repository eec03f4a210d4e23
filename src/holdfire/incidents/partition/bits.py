"""Sets of members of one piece as bits of a word."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner

__all__ = ["bit_of", "lowest", "rows_of", "size_of"]

Ints = npt.NDArray[np.int64]

_ONE = np.uint64(1)


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
def size_of(mask: np.uint64) -> int:
    """How many members a mask has."""
    count = 0
    while mask:
        mask &= mask - _ONE
        count += 1
    return count


@inner
def rows_of(mask: np.uint64, members: Ints, out: Ints) -> int:
    """Write the rows whose bits are set into ``out``, rising; how many."""
    count = 0
    while mask:
        out[count] = members[lowest(mask)]
        count += 1
        mask &= mask - _ONE
    return count
