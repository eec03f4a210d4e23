import numpy as np
import pytest
from tests.oracle.witnesses import plane

from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.flood import solve_flood
from holdfire.incidents.partition.piece import found_for
from holdfire.incidents.partition.scratch import scratch_for
from holdfire.incidents.solution import APPROXIMATE, DENSE, Links


def _links(pairs: list[tuple[int, int]], llr: list[float], count: int) -> Links:
    ends = np.array(pairs)
    return Links(ends[:, 0], ends[:, 1], np.array(llr), np.zeros(count, np.bool_))


def test_the_surest_links_are_taken_first_and_marks_are_kept() -> None:
    table = plane(
        4, marks=[[0, 9], [1, 9], [2], [3]], place=[[0, 0], [0, 0.2], [0, 0.1], [90, 0]]
    )
    links = _links([(0, 1), (0, 2), (1, 2), (2, 3)], [9.0, 5.0, 6.0, 1.0], 4)
    found = found_for(4, 4, 1)
    cells = solve_flood(arrays_of(table), np.arange(4), links, scratch_for(1), found, 0)
    assert cells == 3
    assert found.label.tolist() == [0, 1, 1, 3]
    assert found.size[:3].tolist() == [1, 2, 1]
    assert (found.flags[:3] == DENSE | APPROXIMATE).all()
    assert found.exists[1, 0] > found.exists[0, 0] == 0.5
    assert found.place[1] == pytest.approx([0.0, 0.15])
