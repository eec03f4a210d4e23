import numpy as np
import pytest
from tests.oracle.witnesses import plane

from holdfire.incidents.fusing import fuse

MISSED = np.array([[0.2, 0.4, 0.6], [0.8, 0.9, 1.0]])  # per class, low to high
SHARES = np.array([0.7, 0.3])


@pytest.mark.parametrize("leads", [[True, True], [True, False]])
def test_a_lone_witness_exists_as_bayes_says(leads: list[bool]) -> None:
    exists = np.array([[0.3, 0.5, 0.8]])
    table = plane(
        1, exists=exists, shares=np.log(SHARES[None]), densities=np.zeros((1, 2)),
        watch=[0], channel=[1], leads=np.array([leads]),
        misses=np.stack([np.log(MISSED), np.full((2, 3), -9.0)])[None],
    )  # fmt: skip
    found = fuse(table)
    for end in range(3):
        real = exists[0, end] * SHARES * MISSED[:, end]
        expected = real[leads].sum() / (1.0 - exists[0, end] + real.sum())
        assert found.exists[0, end] == pytest.approx(expected, rel=1e-12)
    classes = SHARES * MISSED[:, 1]
    assert found.classes[0] == pytest.approx(classes / classes.sum())
    assert found.number.tolist() == [1.0]
    assert found.llr.tolist() == [0.0]
    assert found.place.tolist() == [[0.0, 0.0]]


def test_nobody_looked_nothing_changes() -> None:
    found = fuse(plane(2, place=[[0.0, 0.0], [500.0, 0.0]], exists=[[0.3, 0.5, 0.8]] * 2))
    assert found.exists.tolist() == [[0.3, 0.5, 0.8]] * 2
