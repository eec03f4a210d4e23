import numpy as np

from holdfire.incidents.shape.areas import box_density
from holdfire.incidents.shape.shapes import NO_SHAPES
from holdfire.incidents.shape.stock import Stock


def test_no_shapes_have_no_rows() -> None:
    assert len(NO_SHAPES) == 0
    assert NO_SHAPES.cell_start.tolist() == [0]


def test_shapes_are_counted() -> None:
    stock = Stock()
    stock.number_of("box", lambda: box_density(1.0, 2.0, 0.1))
    shapes = stock.shapes()
    assert len(shapes) == 1
    assert np.isclose(shapes.cells[:, 0].sum(), 1.0)
