import numpy as np
from tests.oracle.witnesses import plane

from holdfire.incidents.partition.arrays import arrays_of


def test_classes_that_no_kind_shows_are_left_out() -> None:
    with np.errstate(divide="ignore"):
        shares = np.log(np.array([[0.0, 0.4, 0.0, 0.6], [0.0, 1.0, 0.0, 0.0]]))
    misses = np.zeros((1, 2, 4, 3))
    misses[..., 3, :] = -1.0
    table = plane(3, shares=shares, densities=np.zeros((1, 4)), misses=misses, watch=[0, -1, 0])
    found = arrays_of(table)
    assert found.used.tolist() == [1, 3]
    assert found.shares.shape == (2, 2)
    assert found.misses[0, 0, :, 0].tolist() == [0.0, -1.0]
    assert found.leads.shape == (2, 2)
    assert found.anyone
    assert found.ends == 1
    assert not arrays_of(plane(3)).anyone


def test_three_ends_only_where_they_differ() -> None:
    assert arrays_of(plane(2)).ends == 1
    assert arrays_of(plane(2, exists=[[0.1, 0.2, 0.3], [0.5, 0.5, 0.5]])).ends == 3
    nothing = arrays_of(plane(1, shares=np.full((1, 2), -np.inf), densities=np.zeros((1, 2))))
    assert nothing.used.tolist() == [0]


def test_every_array_is_contiguous() -> None:
    found = arrays_of(plane(4).take(np.array([0, 2])))
    for value in found:
        assert not isinstance(value, np.ndarray) or value.flags.c_contiguous
