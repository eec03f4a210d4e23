import numpy as np

from holdfire.incidents.shape_areas import box_density
from holdfire.incidents.shape_stock import Stock
from holdfire.incidents.shapes import BOX, NO_SHAPES


def test_no_shapes_have_no_rows() -> None:
    assert len(NO_SHAPES) == 0
    assert [len(field) for field in NO_SHAPES.arrays] == [0, 1, 0, 1, 0, 0, 0, 0]


def test_arrays_are_the_fields_in_their_order() -> None:
    stock = Stock()
    stock.number_of("box", lambda: box_density(1.0, 2.0, 0.1))
    shapes = stock.shapes()
    assert len(shapes) == 1
    assert shapes.arrays.kind.tolist() == [BOX]
    assert shapes.arrays.limits is shapes.limits
    assert shapes.arrays.moments is shapes.moments
    assert np.isclose(shapes.cells[:, 0].sum(), 1.0)
