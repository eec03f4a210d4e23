"""Which blocks are listed; the compiled functions through one wrapper each."""

import math
from itertools import combinations

import numba
import numpy as np
import pytest
from tests.oracle.witnesses import normal_time, plane

from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.listing import list_blocks, meet, weigh_alone
from holdfire.incidents.partition.scratch import BLOCKS, Scratch, scratch_for


@numba.njit(cache=False)
def listed(arrays, members, near, cut, scratch):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    meet(arrays, members, scratch)
    scratch.near[: len(members)] = near
    weigh_alone(arrays, members, scratch)
    return list_blocks(arrays, members, cut, scratch)


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
    arrays = arrays_of(plane(size, marks=marks))
    bound = listed(arrays, np.arange(size), near, -99.0, scratch)
    assert bound == math.inf
    count = int(scratch.start[size])
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


def test_out_of_room_the_most_useful_blocks_stay() -> None:
    # Thirty witnesses about one place, in three moments far apart: far too many blocks.
    rng, size = np.random.default_rng(7), 30
    moments = np.repeat([0.0, 60.0, 120.0], 10) + rng.normal(0.0, 4.0, size)
    time = [normal_time(at, 10.0) for at in moments]
    table = plane(size, place=rng.normal(0.0, 0.3, (size, 2)), time=time)
    every = np.full(size, (1 << size) - 1, np.uint64)
    scratch = scratch_for(1)
    bound = listed(arrays_of(table), np.arange(size), every, -5.0, scratch)
    count = int(scratch.start[size])
    assert bound < math.inf
    assert 0 < count <= BLOCKS
    largest = max(float(gain) for gain in scratch.gain[:count, 0])
    assert largest > 20.0
    # Every witness still has a block in which it gains.
    covered = np.bitwise_or.reduce(scratch.mask[:count])
    assert int(covered) == (1 << size) - 1
