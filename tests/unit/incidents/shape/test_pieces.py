import numpy as np
import pytest
import shapely
from shapely import affinity

from holdfire.base.outline import outline_moments
from holdfire.incidents.shape.pieces import area_cells, box_cells, disc_cells

BEND = shapely.Polygon([(-2, -2), (3, -2), (3, 2), (1, 2), (1, 0), (-1, 0), (-1, 2), (-2, 2)])
THIN = shapely.Polygon([(-40, -1.2), (40, 0.6), (40, 0.9), (-40, -0.9)])


def moments(pieces: np.ndarray) -> tuple[float, ...]:
    weight = pieces[:, 0] / pieces[:, 0].sum()
    mean = weight @ pieces[:, 1:3]
    de, dn = (pieces[:, 1:3] - mean).T
    ee, en, nn = (pieces[:, 3] + de**2, pieces[:, 4] + de * dn, pieces[:, 5] + dn**2)
    return (*mean.tolist(), float(weight @ ee), float(weight @ en), float(weight @ nn))


@pytest.mark.parametrize("outline", [BEND, THIN, affinity.rotate(BEND, 30)])
@pytest.mark.parametrize("blur", [0.0, 0.5])
def test_cells_have_the_moments_of_the_whole_and_of_its_blur(
    outline: shapely.Polygon, blur: float
) -> None:
    cells = area_cells(outline, blur)
    assert cells[:, 0].sum() == pytest.approx(1.0, abs=1e-12)
    assert len(cells) <= 300
    known = np.array(outline_moments(outline))
    found = np.array(moments(cells))
    assert found[[0, 1, 3]] == pytest.approx(known[[0, 1, 3]], rel=1e-9, abs=1e-9)
    # The same is added to both variances: the blur, or some more where pieces are coarse.
    more = found[[2, 4]] - known[[2, 4]]
    assert more[0] == pytest.approx(more[1], abs=1e-9)
    assert more[0] >= blur**2 - 1e-9
    assert more[0] <= max(blur**2 + 1e-9, 0.015 * known[[2, 4]].max())


def test_a_blurred_area_needs_fewer_cells() -> None:
    assert len(area_cells(BEND, 6.0)) == 1
    assert len(area_cells(BEND, 0.6)) < len(area_cells(BEND, 0.0))


def test_a_mirrored_outline_has_mirrored_cells() -> None:
    there = area_cells(BEND, 0.2)
    mirrored = area_cells(affinity.scale(BEND, -1.0, 1.0, origin=(0, 0)), 0.2)
    mirrored[:, [1, 4]] *= -1.0
    order = [np.lexsort(one[:, 1:3].round(9).T) for one in (there, mirrored)]
    assert mirrored[order[1]] == pytest.approx(there[order[0]], abs=1e-9)


def test_a_disc_has_its_variance() -> None:
    found = moments(disc_cells(2.0, 0.5))
    assert found == pytest.approx((0, 0, 1.25, 0, 1.25), abs=1e-9)


def test_a_box_has_its_variance_and_no_more_cells_than_its_blur_needs() -> None:
    cells = box_cells(1.0, 0.5, 0.5)
    assert len(cells) == 3 * 2
    assert moments(cells) == pytest.approx((0, 0, 1 / 3 + 0.25, 0, 1 / 12 + 0.25), abs=1e-12)
    assert len(box_cells(100.0, 100.0, 0.01)) == 144


def test_coarse_cells_run_into_one_another() -> None:
    # Of a wide box with a hard edge: the density inside is even to twice .037.
    cells = box_cells(12.0, 12.0, 0.01)
    line = np.linspace(-6.0, 6.0, 241)
    x, y = line[:, None] - cells[:, 1], 0.37 - cells[:, 2]
    ee, nn = cells[:, 3], cells[:, 5]
    value = np.exp(-0.5 * (x**2 / ee + y**2 / nn)) / (2.0 * np.pi * np.sqrt(ee * nn))
    assert value @ cells[:, 0] * 576.0 == pytest.approx(np.ones(241), abs=0.08)
