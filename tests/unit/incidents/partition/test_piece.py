"""One piece: what near members, listed blocks and tallies make of it."""

import numpy as np
import pytest
from tests.oracle.witnesses import plane

from holdfire.incidents.joining import roots_of
from holdfire.incidents.partition.near import link_list
from holdfire.incidents.partition.piece import found_for
from holdfire.incidents.partition.scratch import LARGEST, scratch_for
from holdfire.incidents.solution import Links
from holdfire.incidents.solving import solve


def test_links_as_lists_hold_each_once() -> None:
    left, right = np.array([0, 0, 2]), np.array([1, 3, 3])
    found = link_list(4, left, right)
    own = [
        found.right[a:b].tolist() for a, b in zip(found.start, found.start[1:], strict=False)
    ]
    assert own == [[1, 3], [], [3], []]


def test_a_block_grows_along_links_only() -> None:
    table = plane(3)
    none = np.zeros(3, np.bool_)
    apart = Links(np.array([0]), np.array([1]), np.array([9.0]), none)
    assert solve(table, apart, -2.0).cell.tolist() == [0, 0, 1]
    chain = Links(np.array([0, 1]), np.array([1, 2]), np.array([9.0, 9.0]), none)
    assert solve(table, chain, -2.0).cell.tolist() == [0, 0, 0]


def test_a_piece_of_64_coincident_witnesses_ends() -> None:
    count = LARGEST
    left, right = np.triu_indices(count, 1)
    links = Links(left, right, np.full(len(left), 3.0), np.zeros(count, np.bool_))
    found = solve(plane(count, densities=np.full((1, 1), -9.0)), links, -2.0)
    assert roots_of(count, left, right).max() == 0
    assert np.bincount(found.cell).sum() == count
    assert np.isfinite(found.exists).all()
    assert (found.number >= 1.0 - 1e-9).all()


def test_a_sure_fire_and_a_doubtful_strike_are_not_several() -> None:
    """Existence is that of force, and so is the number: one fire is not two happenings."""
    shares = np.log(np.array([[0.97, 0.03], [0.1, 0.9]]))
    leads = np.array([[True, True], [False, True]])
    exists = [[0.99] * 3, [0.5] * 3]
    table = plane(
        2, kind=[0, 1], shares=shares, leads=leads, exists=exists,
        densities=np.log([[1e-6, 1e-7]]),
    )  # fmt: skip
    links = Links(np.array([0]), np.array([1]), np.array([5.0]), np.zeros(2, np.bool_))
    found = solve(table, links, -2.0)
    assert found.size.tolist() == [2]
    assert 1.0 <= found.number[0] < 1.1
    assert found.exists[0, 1] < 0.99


def test_room_begins_with_every_witness_its_own_cell() -> None:
    found = found_for(3, 5, 2)
    assert found.label.tolist() == [0, 1, 2, 3, 4]
    assert scratch_for(2).shares.shape[1:] == (2, 3)
    assert found.exists == pytest.approx(np.zeros((3, 3)))
