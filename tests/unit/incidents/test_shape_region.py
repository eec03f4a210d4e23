import numpy as np
import pytest

from holdfire.incidents.shape_areas import box_density, disc_density
from holdfire.incidents.shape_region import overlap_cells, overlap_moments, overlap_nodes
from holdfire.incidents.shape_sectors import IN_AREA, sector_density
from holdfire.incidents.shape_stock import Density, Stock
from holdfire.incidents.shapes import NO_SHAPES

NONE = np.empty(0, np.int64)
NOWHERE = np.empty((0, 2))
NO_NORMALS = np.empty((0, 5))


def cells_of(one: Density, normals: np.ndarray) -> np.ndarray:
    stock = Stock()
    stock.number_of("one", lambda: one)
    return overlap_cells(
        stock.shapes().arrays, normals, np.zeros((1, 2)), np.zeros(1, np.int64)
    )


def test_normals_alone_are_one_cell_and_nine_nodes() -> None:
    normals = np.array([[0.0, 0.0, 1.0, 0.0, 1.0], [2.0, 0.0, 1.0, 0.0, 1.0]])
    cells = overlap_cells(NO_SHAPES.arrays, normals, NOWHERE, NONE)
    assert cells.tolist() == [pytest.approx([1.0, 1.0, 0.0, 0.5, 0.0, 0.5])]
    assert len(overlap_nodes(cells)) == 9


def test_no_common_place_has_no_nodes() -> None:
    cells = cells_of(box_density(1.0, 1.0, 0.1), np.array([[900.0, 0.0, 1.0, 0.0, 1.0]]))
    assert cells.shape == (0, 6)
    assert overlap_nodes(cells).shape == (0, 3)


@pytest.mark.parametrize(
    "one",
    [
        box_density(0.4, 0.2, 0.1),
        box_density(4.0, 0.2, 0.1),
        disc_density(1.0, 0.3),
        disc_density(5.0, 0.05),
        sector_density((0.7, 0.4, 0.1), (1.0, 5.0, IN_AREA), 0.2),
    ],
)
def test_a_shape_alone_keeps_its_moments_in_cells_and_nodes(one: Density) -> None:
    cells = cells_of(one, NO_NORMALS)
    moments = overlap_moments(cells)
    scale = max(one.moments[2], one.moments[4])
    assert moments[:2] == pytest.approx(one.moments[:2], abs=1e-3 * scale**0.5)
    assert moments[2:] == pytest.approx(one.moments[2:], abs=3e-3 * scale)
    nodes = overlap_nodes(cells)
    assert 4 <= len(nodes) <= 121
    weight = nodes[:, 2]
    assert weight.min() > 0.0
    assert weight.sum() == pytest.approx(1.0, abs=1e-12)
    mean = weight @ nodes[:, :2]
    assert mean == pytest.approx(moments[:2], abs=1e-6 * scale**0.5)
    apart = nodes[:, :2] - mean
    found = (weight[:, None] * apart).T @ apart
    assert found[[0, 0, 1], [0, 1, 1]] == pytest.approx(moments[2:], abs=1e-5 * scale)


def test_half_of_a_normal_is_cut_away_by_an_edge() -> None:
    # A wide box whose east edge runs through the middle of a normal: half normal.
    normals = np.array([[10.0, 0.0, 1.0, 0.0, 1.0]])
    east, north, ee, en, nn = overlap_moments(cells_of(box_density(10.0, 10.0, 0.01), normals))
    assert (east, north) == pytest.approx((10.0 - (2.0 / np.pi) ** 0.5, 0.0), abs=0.02)
    assert (ee, en, nn) == pytest.approx((1.0 - 2.0 / np.pi, 0.0, 1.0), abs=0.02)
