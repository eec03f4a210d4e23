"""Polygons as spread-out places."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from holdfire.base.geodesy import from_offsets
from holdfire.base.outline import local_outline, outline_layout, outline_moments

L_SHAPE = shapely.Polygon([(0, 0), (10, 0), (10, 2), (2, 2), (2, 10), (0, 10)])
WITH_HOLE = shapely.box(-3, -2, 3, 2).difference(shapely.box(0, -1, 2, 1))


def test_the_moments_of_a_rectangle_are_those_of_the_book() -> None:
    east, north, ee, en, nn = outline_moments(shapely.box(-3.0, -1.0, 5.0, 2.0))
    assert (east, north) == pytest.approx((1.0, 0.5))
    assert (ee, en, nn) == pytest.approx((64.0 / 12.0, 0.0, 9.0 / 12.0))


def test_a_triangle_has_a_covariance_of_its_own() -> None:
    # Right triangle with legs 1: variances 1/18, covariance -1/36.
    moments = outline_moments(shapely.Polygon([(0, 0), (1, 0), (0, 1)]))
    assert moments == pytest.approx((1 / 3, 1 / 3, 1 / 18, -1 / 36, 1 / 18))


@pytest.mark.parametrize("shape", [L_SHAPE, WITH_HOLE], ids=["bent", "hole"])
def test_moments_agree_with_a_fine_raster(shape: shapely.Polygon) -> None:
    step = 0.02
    x, y = np.meshgrid(np.arange(-4, 11, step) + step / 2, np.arange(-4, 11, step) + step / 2)
    inside = shapely.contains_xy(shape, x, y)
    x, y = x[inside], y[inside]
    cov = np.cov(x, y, bias=True)
    raster = (x.mean(), y.mean(), cov[0, 0], cov[0, 1], cov[1, 1])
    # The raster's own error is of the order of step² / 12 and of cells on borders.
    assert outline_moments(shape) == pytest.approx(raster, abs=0.01)


def test_the_order_in_which_a_ring_is_drawn_does_not_matter() -> None:
    drawn_back = shapely.Polygon(L_SHAPE.exterior.coords[::-1])
    assert outline_moments(drawn_back) == pytest.approx(outline_moments(L_SHAPE))


@pytest.mark.parametrize("shape", [L_SHAPE, WITH_HOLE], ids=["bent", "hole"])
def test_nodes_lie_inside_and_weigh_their_area(shape: shapely.Polygon) -> None:
    layout = outline_layout(shape)
    assert len(layout.weight) == 49
    assert layout.weight.sum() == pytest.approx(1.0)
    assert shapely.contains_xy(shape, layout.east, layout.north).all()
    east, north, ee, _, nn = outline_moments(shape)
    assert layout.weight @ layout.east == pytest.approx(east, abs=0.05)
    assert layout.weight @ layout.north == pytest.approx(north, abs=0.05)
    # Nodes leave out the spread within a piece, about 1/49 of the whole.
    spread = (
        layout.weight @ (layout.east - east) ** 2,
        layout.weight @ (layout.north - north) ** 2,
    )
    assert spread == pytest.approx((ee, nn), rel=0.06)


def test_the_share_beyond_a_line_is_the_share_of_the_area() -> None:
    layout = outline_layout(L_SHAPE)
    for at in np.linspace(0.5, 12.5, 25).tolist():
        # The half-plane 2x + y < 2 at, slanted against the cuts.
        half = shapely.Polygon([(-20, -20), (at + 10, -20), (at - 10, 20), (-20, 20)])
        area = shapely.intersection(L_SHAPE, half).area / L_SHAPE.area
        found = layout.weight[2.0 * layout.east + layout.north < 2.0 * at].sum()
        assert float(found) == pytest.approx(area, abs=0.05)


def test_a_border_along_a_thin_arm_errs_by_half_a_row_of_nodes() -> None:
    layout = outline_layout(L_SHAPE)
    for at in np.linspace(0.5, 9.5, 19).tolist():
        area = shapely.intersection(L_SHAPE, shapely.box(-1, -1, at, 11)).area / L_SHAPE.area
        assert float(layout.weight[layout.east < at].sum()) == pytest.approx(area, abs=0.15)


def test_a_polygon_is_measured_in_metres_about_a_point() -> None:
    lon, lat = from_offsets(
        34.0, 48.0, [-500.0, 500.0, 500.0, -500.0], [-200.0, -200.0, 200.0, 200.0]
    )
    raw = shapely.to_wkb(shapely.Polygon(np.column_stack((lon, lat))))
    outline = local_outline(raw, 34.0, 48.0)
    assert outline is not None
    assert outline.area == pytest.approx(400_000.0, rel=1e-6)


@pytest.mark.parametrize(
    "raw",
    [
        b"broken",
        shapely.to_wkb(shapely.Point(34, 48)),
        shapely.to_wkb(shapely.Polygon()),
        shapely.to_wkb(shapely.Polygon([(34, 48), (35, 49), (35, 48), (34, 49)])),
    ],
    ids=["bytes", "point", "empty", "crossed"],
)
def test_what_is_no_sound_polygon_has_no_outline(raw: bytes) -> None:
    assert local_outline(raw, 34.0, 48.0) is None
