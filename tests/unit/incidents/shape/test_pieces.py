import numpy as np
import pytest
import shapely
from shapely import affinity

from holdfire.base.outline import outline_moments
from holdfire.incidents.shape.pieces import box_cells, disc_pieces, pieces_of

BEND = shapely.Polygon([(-2, -2), (3, -2), (3, 2), (1, 2), (1, 0), (-1, 0), (-1, 2), (-2, 2)])
THIN = shapely.Polygon([(-40, -1.2), (40, 0.6), (40, 0.9), (-40, -0.9)])


def moments(pieces: np.ndarray) -> tuple[float, ...]:
    weight = pieces[:, 0] / pieces[:, 0].sum()
    mean = weight @ pieces[:, 1:3]
    de, dn = (pieces[:, 1:3] - mean).T
    ee, en, nn = (pieces[:, 3] + de**2, pieces[:, 4] + de * dn, pieces[:, 5] + dn**2)
    return (*mean.tolist(), float(weight @ ee), float(weight @ en), float(weight @ nn))


@pytest.mark.parametrize("outline", [BEND, THIN, affinity.rotate(BEND, 30)])
def test_pieces_have_the_moments_of_the_whole(outline: shapely.Polygon) -> None:
    pieces = pieces_of(outline, 0.0)
    assert pieces[:, 0].sum() == pytest.approx(1.0, abs=1e-12)
    assert moments(pieces) == pytest.approx(outline_moments(outline), rel=1e-9, abs=1e-9)
    assert len(pieces) <= 300


def test_pieces_are_no_finer_than_asked() -> None:
    assert len(pieces_of(BEND, 10.0)) == 1
    assert len(pieces_of(BEND, 1.0)) < len(pieces_of(BEND, 0.0))


def test_a_mirrored_outline_has_mirrored_pieces() -> None:
    there = pieces_of(BEND, 0.3)
    mirrored = pieces_of(affinity.scale(BEND, -1.0, 1.0, origin=(0, 0)), 0.3)
    mirrored[:, [1, 4]] *= -1.0
    order = [np.lexsort(one[:, 1:3].round(9).T) for one in (there, mirrored)]
    assert mirrored[order[1]] == pytest.approx(there[order[0]], abs=1e-9)


def test_a_disc_has_its_variance() -> None:
    assert moments(disc_pieces(0.0)) == pytest.approx((0, 0, 0.25, 0, 0.25), abs=1e-9)


def test_a_box_has_its_variance_and_no_more_cells_than_its_blur_needs() -> None:
    cells = box_cells(1.0, 0.5, 0.5)
    assert len(cells) == 3 * 2
    assert moments(cells) == pytest.approx((0, 0, 1 / 3 + 0.25, 0, 1 / 12 + 0.25), abs=1e-12)
    assert len(box_cells(100.0, 100.0, 0.01)) == 144
