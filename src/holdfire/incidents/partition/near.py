"""Which members of a piece are linked: a block grows along links only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner
from holdfire.incidents.partition.bits import bit_of
from holdfire.incidents.partition.scratch import Scratch

__all__ = ["LinkList", "link_list", "near_only"]

Ints = npt.NDArray[np.int64]


class LinkList(NamedTuple):
    """The right ends of links by their left ends: ``start`` (n + 1,), ``right`` (m,)."""

    start: Ints
    right: Ints


def link_list(count: int, left: Ints, right: Ints) -> LinkList:
    """The links (sorted by left, then right) of ``count`` witnesses as lists."""
    start = np.searchsorted(left, np.arange(count + 1)).astype(np.int64)
    return LinkList(start, np.ascontiguousarray(right))


@inner
def near_only(members: Ints, links: LinkList, scratch: Scratch) -> None:
    """Fill ``near``: the members that each is linked to; ``members`` are rising."""
    size = len(members)
    for at in range(size):
        scratch.near[at] = np.uint64(0)
    for at in range(size):
        other = at + 1
        for link in range(links.start[members[at]], links.start[members[at] + 1]):
            while other < size and members[other] < links.right[link]:
                other += 1
            if other < size and members[other] == links.right[link]:
                scratch.near[at] |= bit_of(other)
                scratch.near[other] |= bit_of(at)
