from dataclasses import fields

import numpy as np
from tests.oracle.witnesses import plane

from holdfire.incidents.fusing import fuse
from holdfire.incidents.solution import APPROXIMATE, DENSE, Solution


def test_a_solution_has_a_row_for_every_cell_and_every_witness() -> None:
    place = np.array([[0.0, 0.0], [0.1, 0.0], [90.0, 0.0]])
    found = fuse(plane(3, place=place))
    shapes = {one.name: getattr(found, one.name).shape for one in fields(Solution)}
    assert shapes == {
        "cell": (3,), "first": (2,), "size": (2,), "exists": (2, 3), "number": (2,),
        "classes": (2, 1), "kinds": (1,), "place": (2, 2), "spread": (2, 3), "time": (2, 3),
        "flags": (2,), "llr": (3,),
    }  # fmt: skip
    assert found.first.tolist() == [0, 2]
    assert found.size.tolist() == [2, 1]
    assert DENSE & APPROXIMATE == 0
