"""A piece too rich for its room is laid out all the same, and says so."""

import numba
import numpy as np
import pytest
from tests.oracle.witnesses import normal_time, plane

from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.laying import laid_out
from holdfire.incidents.partition.listing import meet
from holdfire.incidents.partition.scratch import BLOCKS, STATES, scratch_for


@numba.njit(cache=False)
def laid(arrays, members, scratch):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    meet(arrays, members, scratch)
    return laid_out(arrays, members, scratch)


@pytest.mark.parametrize("size", [4, 8, 24, 64])
def test_a_rich_piece_fits_its_room_and_says_that_it_was_cut(size: int) -> None:
    rng, scratch = np.random.default_rng(size), scratch_for(1)
    time = [normal_time(at, 20.0) for at in rng.normal(0.0, 20.0, size)]
    table = plane(size, place=rng.normal(0.0, 1.0, (size, 2)), time=time)
    states, complete = laid(arrays_of(table), np.arange(size), scratch)
    assert complete is (size < 12)
    assert 1 < states <= STATES
    assert 0 < int(scratch.start[size]) <= BLOCKS
