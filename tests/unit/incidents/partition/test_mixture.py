"""Products of shapes against a fine grid of the plane."""

import math

import numba
import numpy as np
import numpy.typing as npt
import pytest
from tests.oracle.witnesses import plane

from holdfire.base.phenomenon import Modality
from holdfire.base.place import disc, rectangle, sector
from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.place import log_at_one_place, log_pair
from holdfire.incidents.shape.floors import ShapeFloors
from holdfire.incidents.shape.making import shapes_of
from holdfire.incidents.shape.shapes import Shapes

Floats = npt.NDArray[np.float64]
PLACES = (
    rectangle(37.0, 48.0, 600.0, 400.0),
    disc(37.0, 48.0, 1_500.0),
    sector(37.0, 48.0, 30.0, 60.0, 500.0, 4_000.0),
)
AXIS = np.arange(-6.0, 6.0, 0.01)


def _shapes() -> tuple[npt.NDArray[np.int32], Shapes]:
    modes = [Modality.THERMAL, Modality.REPORT, Modality.ARRAY]
    return shapes_of(list(PLACES), modes, ShapeFloors())


def _density(shapes: Shapes, number: int, spread: Floats, at: Floats) -> Floats:
    """The density about its own mean, on the grid."""
    cells = np.array([[1.0, 0.0, 0.0, *spread]])
    centre = np.zeros(2)
    if number >= 0:
        cells = shapes.cells[shapes.cell_start[number] : shapes.cell_start[number + 1]]
        centre = shapes.moments[number, :2]
    east, north = np.meshgrid(AXIS, AXIS)
    total: Floats = np.zeros(east.shape)
    for weight, dx, dy, ee, en, nn in cells:
        x, y = east - at[0] - dx + centre[0], north - at[1] - dy + centre[1]
        det = ee * nn - en * en
        q = (nn * x * x - 2 * en * x * y + ee * y * y) / det
        total += weight * np.exp(-q / 2) / (2 * math.pi * math.sqrt(det))
    return total


@pytest.mark.parametrize(
    "members", [(0, -1), (1, 0), (2, -1, 0), (-1, 1, 2), (0, 0, 0), (2, 1, 0), (1, 1, 1)]
)
def test_products_of_shapes_are_the_integral(members: tuple[int, ...]) -> None:
    _, shapes = _shapes()
    count = len(members)
    at = np.array([[0.0, 0.0], [0.5, -0.2], [0.1, 0.4]])[:count]
    spread = np.tile([0.3, 0.1, 0.2], (count, 1))
    table = plane(count, place=at, spread=spread, shape=members, shapes=shapes)
    out = np.zeros(5)
    found = log_at_one_place(arrays_of(table), np.arange(count), out)
    product = np.ones((len(AXIS), len(AXIS)))
    for row, number in enumerate(members):
        product *= _density(shapes, number, spread[row], at[row])
    whole = product.sum() * 1e-4
    # Pairs are exact to the grid; before a third shape at most 32 parts are kept.
    assert found == pytest.approx(math.log(whole), abs=3e-3 if count == 2 else 1e-2)
    weight = product / product.sum()
    mean = np.array([(weight * AXIS).sum(), (weight * AXIS[:, None]).sum()])
    assert out[:2] == pytest.approx(mean - at[0], abs=5e-3)


@numba.njit(cache=False)
def pairs(arrays, members):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return log_pair(arrays, members)


@pytest.mark.parametrize("members", [(-1, -1), (0, -1), (-1, 2), (1, 0), (2, 1), (2, 2)])
@pytest.mark.parametrize("apart", [0.0, 0.8, 3.0])
def test_a_pair_alone_is_the_same_product(members: tuple[int, ...], apart: float) -> None:
    _, shapes = _shapes()
    at = np.array([[0.0, 0.0], [apart, -0.3]])
    spread = np.array([[0.3, 0.1, 0.2], [1.5, -0.2, 0.4]])
    arrays = arrays_of(plane(2, place=at, spread=spread, shape=members, shapes=shapes))
    expected = log_at_one_place(arrays, np.arange(2), np.zeros(5))
    assert pairs(arrays, np.arange(2)) == pytest.approx(expected, abs=1e-9)
    assert pairs(arrays, np.array([1, 0])) == pytest.approx(expected, abs=1e-9)
