"""Masks and their members; the compiled functions through one wrapper."""

import numba
import numpy as np
import pytest

from holdfire.incidents.partition.bits import bit_of, lowest, rows_of, size_of


@numba.njit(cache=False)
def bits(mask, members, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return lowest(mask), rows_of(mask, members, out), size_of(mask)


@numba.njit(cache=False)
def together(members):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    mask = np.uint64(0)
    for member in members:
        mask |= bit_of(member)
    return mask


@pytest.mark.parametrize("members", [[0], [7], [8, 63], [1, 2, 40], list(range(64))])
def test_a_mask_holds_its_members_in_order(members: list[int]) -> None:
    mask = together(np.array(members))
    assert int(mask) == sum(1 << at for at in members)
    out = np.zeros(64, np.int64)
    size = len(members)
    assert bits(np.uint64(mask), np.arange(100, 164), out) == (members[0], size, size)
    assert out[:size].tolist() == [100 + at for at in members]
