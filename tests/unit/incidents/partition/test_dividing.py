"""Sums over partitions, counted: the compiled functions through one wrapper."""

import numba
import numpy as np
import numpy.typing as npt
import pytest
from tests.oracle.partition import partitions

from holdfire.incidents.partition.dividing import chances, lay_states, sum_all
from holdfire.incidents.partition.scratch import Scratch, scratch_for


@numba.njit(cache=False)
def whole(size, scratch):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    states = lay_states(size, scratch)
    found = sum_all(states, scratch)
    chances(size, states, scratch)
    return found


def _every_block(size: int, weights: npt.NDArray[np.float64]) -> Scratch:
    """All blocks of two or more with the weights of their masks; singles too."""
    scratch = scratch_for(1)
    count = 0
    for low in range(size):
        scratch.start[low] = count
        for mask in range(1 << size):
            if mask & -mask == 1 << low and mask & (mask - 1):
                scratch.mask[count] = mask
                scratch.weight[count] = weights[mask]
                count += 1
        scratch.single[low] = weights[1 << low]
    scratch.start[size] = count
    return scratch


def test_with_all_weights_one_the_sum_counts_the_partitions() -> None:
    bell = [1, 1, 2, 5, 15, 52, 203, 877, 4140]
    for size in range(1, 9):
        assert whole(size, _every_block(size, np.ones(1 << size))) == bell[size]


@pytest.mark.parametrize("size", [2, 4, 6])
def test_sums_and_chances_are_those_of_the_enumeration(size: int) -> None:
    rng = np.random.default_rng(size)
    weights = 10.0 ** rng.uniform(-4.0, 4.0, 1 << size)
    total, mass = 0.0, np.zeros(1 << size)
    for blocks in partitions(range(size)):
        masks = [sum(1 << at for at in block) for block in blocks]
        product = float(np.prod(weights[masks]))
        total += product
        mass[masks] += product
    scratch = _every_block(size, weights)
    assert whole(size, scratch) == pytest.approx(total, rel=1e-12)
    count = scratch.start[size]
    own = scratch.mask[:count].astype(np.int64)
    assert scratch.chance[:count] == pytest.approx(mass[own] / total, rel=1e-10)
    assert scratch.lone[:size] == pytest.approx(mass[1 << np.arange(size)] / total, rel=1e-10)


def test_a_piece_of_64_without_blocks_is_one_partition() -> None:
    scratch = scratch_for(1)
    scratch.single[:] = 1.0
    assert whole(64, scratch) == 1.0
    assert scratch.lone[:64] == pytest.approx(np.ones(64))
    assert (scratch.slot == -1).all(), "the table is left empty for the next piece"
