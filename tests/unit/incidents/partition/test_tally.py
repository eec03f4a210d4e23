"""Which cell accounts for a block, and which classes lead a cell."""

import numba
import numpy as np
import pytest
from tests.oracle.witnesses import plane

from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.scratch import scratch_for
from holdfire.incidents.partition.tally import assign, leads_of


@numba.njit(cache=False)
def assigned(size, cells, scratch):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    assign(size, cells, scratch)


@numba.njit(cache=False)
def leading(arrays, members, cell, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return leads_of(arrays, members, cell, out)


@pytest.mark.parametrize(
    ("block", "cell"),
    [(0b00011, 0), (0b01100, 1), (0b10100, 1), (0b11101, 1), (0b00110, 0), (0b10001, 0)],
    ids=["whole", "within", "most", "more", "a tie", "a tie across"],
)
def test_a_block_is_accounted_for_where_most_of_it_lies(block: int, cell: int) -> None:
    """Of equal parts by the cell with the lowest member: a choice, and the rows decide it."""
    scratch = scratch_for(1)
    scratch.mask[0], scratch.start[5] = block, 1
    assigned(5, np.array([0b00011, 0b11100], np.uint64), scratch)
    assert scratch.cell[0] == cell


def test_a_cell_is_about_what_all_its_members_lead() -> None:
    leads = np.array([[True, True, True], [True, True, False], [False, True, True]])
    table = plane(
        3, kind=[0, 1, 2], leads=leads, shares=np.full((3, 3), np.log(1 / 3)),
        densities=np.zeros((1, 3)),
    )  # fmt: skip
    arrays, out = arrays_of(table), np.zeros(3, np.bool_)
    for cell, expected in (
        (0b001, [True, True, True]),
        (0b011, [True, True, False]),
        (0b110, [False, True, False]),
    ):
        every = leading(arrays, np.arange(3), np.uint64(cell), out)
        assert out.tolist() == expected
        assert every == all(expected)
