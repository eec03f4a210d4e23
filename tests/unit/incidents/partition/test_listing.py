"""Which blocks are listed; the compiled functions through one wrapper each."""

from itertools import combinations

import numba
import numpy as np
import pytest
from tests.oracle.witnesses import plane

from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.listing import (
    drop_below,
    list_blocks,
    lowest,
    meet,
    rows_of,
    weigh_alone,
)
from holdfire.incidents.partition.scratch import Scratch, scratch_for


@numba.njit(cache=False)
def listed(arrays, members, near, cut, scratch):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    meet(arrays, members, scratch)
    scratch.near[: len(members)] = near
    weigh_alone(arrays, members, scratch)
    return list_blocks(arrays, members, cut, scratch)


@numba.njit(cache=False)
def dropped(size, cut, scratch):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    drop_below(size, cut, 0, scratch)


@numba.njit(cache=False)
def bits(mask, members, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return lowest(mask), rows_of(mask, members, out)


def _connected(block: tuple[int, ...], edges: set[tuple[int, int]]) -> bool:
    reached, grown = {block[0]}, True
    while grown:
        more = {b for a in reached for b in block if (min(a, b), max(a, b)) in edges}
        grown = not more <= reached
        reached |= more
    return len(reached) == len(block)


def _masks(scratch: Scratch, count: int) -> list[int]:
    return [int(mask) for mask in scratch.mask[:count]]


@pytest.mark.parametrize("seed", range(5))
def test_every_linked_block_without_a_common_mark_is_listed_once(seed: int) -> None:
    rng, size = np.random.default_rng(seed), 6
    edges = {pair for pair in combinations(range(size), 2) if rng.random() < 0.5}
    marks = [[at, 90 + int(rng.integers(4))] for at in range(size)]
    near = np.zeros(size, np.uint64)
    for a, b in edges:
        near[a] |= np.uint64(1 << b)
        near[b] |= np.uint64(1 << a)
    scratch = scratch_for(1)
    count = listed(arrays_of(plane(size, marks=marks)), np.arange(size), near, -99.0, scratch)
    possible = [
        sum(1 << at for at in block)
        for more in range(2, size + 1)
        for block in combinations(range(size), more)
        if len({marks[at][1] for at in block}) == more
    ]
    # A block grows one member at a time, each linked to one that is in it already: from its
    # lowest member every connected block is reached.
    expected = {
        mask
        for mask in possible
        if _connected(tuple(at for at in range(size) if mask >> at & 1), edges)
    }
    found = _masks(scratch, count)
    assert len(set(found)) == len(found)
    assert set(found) == expected
    assert [mask & -mask for mask in found] == sorted(mask & -mask for mask in found)
    whole = {mask: float(scratch.gain[at, 0]) for at, mask in enumerate(found)}
    cut = float(np.median(list(whole.values()))) if whole else 0.0
    dropped(size, cut, scratch)
    kept = _masks(scratch, int(scratch.start[size]))
    assert kept == [mask for mask in found if whole[mask] >= cut]
    assert [float(scratch.gain[at, 0]) for at in range(len(kept))] == [whole[m] for m in kept]


@pytest.mark.parametrize("members", [[0], [7], [8, 63], [1, 2, 40], list(range(64))])
def test_a_mask_holds_its_members_in_order(members: list[int]) -> None:
    mask = np.uint64(sum(1 << at for at in members))
    out = np.zeros(64, np.int64)
    assert bits(mask, np.arange(100, 164), out) == (members[0], len(members))
    assert out[: len(members)].tolist() == [100 + at for at in members]
