"""Regions: nodes, moments, shares and ellipses."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely

from holdfire.base.geodesy import distance_m, local_offsets_m
from holdfire.base.place import (
    NOWHERE,
    Covariance,
    Place,
    admin,
    disc,
    point,
    polygon,
    rectangle,
    sector,
)
from holdfire.base.region import Node, ellipse_90, moments_of, nodes_of, share_inside
from holdfire.base.zone_index import ZoneIndex

TRIANGLE = shapely.Polygon([(34.0, 48.0), (34.1, 48.0), (34.0, 48.1)])
PLACES = {
    "point": point(34.0, 48.0, Covariance(4e6, 1.5e6, 1e6)),
    "rectangle": rectangle(34.0, 48.0, 500.0, 200.0),
    "disc": disc(34.0, 48.0, 3_000.0),
    "sector": sector(34.0, 48.0, 350.0, 20.0, 1_000.0, 9_000.0),
    "blurred": sector(34.0, 48.0, 350.0, 20.0, 1_000.0, 9_000.0, radius_m=500.0),
    "around": sector(34.0, 48.0, 0.0, 360.0, 0.0, 9_000.0),
    "polygon": polygon(shapely.to_wkb(TRIANGLE), 34.03, 48.03),
    "admin": admin("x", "g", 34.0, 48.0, 5_000.0),
}
# How far the nodes' covariance may be from the closed form, as a share of its trace:
# exact layouts but for the curvature of the frame; 7 x 7 cells of a sector lose 1/49 each
# way in range and azimuth; an outline loses the spread within its pieces.
LOOSE = {"sector": 0.06, "blurred": 0.06, "around": 0.03, "polygon": 0.04}


@pytest.mark.parametrize("name", PLACES)
def test_nodes_have_the_moments_of_the_closed_form(name: str) -> None:
    nodes, moments = nodes_of(PLACES[name]), moments_of(PLACES[name])
    assert nodes is not None
    assert moments is not None
    lon, lat, weight = np.array(nodes).T
    assert len(nodes) == 49
    assert weight.sum() == pytest.approx(1.0, abs=1e-12)
    mean_lon, mean_lat, ee, en, nn = moments
    east, north = local_offsets_m(mean_lon, mean_lat, lon, lat)
    trace, loose = ee + nn, LOOSE.get(name, 1e-6)
    assert math.hypot(weight @ east, weight @ north) < math.sqrt(trace) * max(loose / 2, 1e-6)
    found = np.cov(np.stack((east, north)), aweights=weight, ddof=0)
    assert np.abs(found - [[ee, en], [en, nn]]).max() < loose * trace


def test_a_sector_has_the_moments_of_many_drawn_points() -> None:
    generator = np.random.default_rng(12)
    azimuth = np.radians(generator.uniform(-10.0, 20.0, 400_000))
    reach = np.sqrt(generator.uniform(1e6, 81e6, 400_000))
    blur = 500.0 * np.sqrt(generator.uniform(0, 1, 400_000))
    turn = generator.uniform(0, 2 * np.pi, 400_000)
    east = reach * np.sin(azimuth) + blur * np.sin(turn)
    north = reach * np.cos(azimuth) + blur * np.cos(turn)
    moments = moments_of(PLACES["blurred"])
    assert moments is not None
    mean = local_offsets_m(34.0, 48.0, moments[0], moments[1])
    # 400 000 draws know the mean to 4 m and a variance to 0.3 %.
    assert [float(v) for v in mean] == pytest.approx([east.mean(), north.mean()], abs=15.0)
    drawn = np.cov(east, north)
    assert moments[2:] == pytest.approx(
        (drawn[0, 0], drawn[0, 1], drawn[1, 1]), abs=0.01 * drawn.trace()
    )


def test_a_point_without_covariance_is_one_node_and_adds_no_doubt() -> None:
    assert nodes_of(point(34.0, 48.0)) == ((34.0, 48.0, 1.0),)
    assert moments_of(point(34.0, 48.0)) == (34.0, 48.0, 0.0, 0.0, 0.0)


def test_a_single_direction_is_a_line_of_nodes() -> None:
    nodes = nodes_of(sector(34.0, 48.0, 45.0, 45.0, 0.0, 9_000.0))
    assert nodes is not None
    lon, lat, _ = np.array(nodes).T
    east, north = local_offsets_m(34.0, 48.0, lon, lat)
    assert east == pytest.approx(north)


def test_a_full_circle_is_as_wide_as_a_disc() -> None:
    around, whole = moments_of(PLACES["around"]), moments_of(disc(34.0, 48.0, 9_000.0))
    assert around == pytest.approx(whole)


@pytest.mark.parametrize(
    "place",
    [
        NOWHERE,
        sector(34.0, 48.0, 10.0, 20.0, 0.0, None),
        admin("x", "g"),
        admin("x", "g", 34.0, 48.0),
        polygon(b"broken", 34.0, 48.0),
    ],
    ids=["nowhere", "no range", "no centre", "no radius", "broken"],
)
def test_where_no_region_is_known_there_is_none(place: Place) -> None:
    assert nodes_of(place) is None
    assert moments_of(place) is None


def test_a_place_without_extent_is_where_it_is() -> None:
    nodes = nodes_of(disc(34.0, 48.0, 0.0))
    assert nodes is not None
    assert {(round(lon, 9), round(lat, 9)) for lon, lat, _ in nodes} == {(34.0, 48.0)}


def test_the_same_place_has_the_same_nodes() -> None:
    for place in PLACES.values():
        assert nodes_of(place) == nodes_of(place)


def test_nodes_of_a_polygon_stay_in_its_parts() -> None:
    two = shapely.MultiPolygon(
        [shapely.box(34, 48, 34.1, 48.1), shapely.box(36, 48, 36.1, 48.1)]
    )
    nodes = nodes_of(polygon(shapely.to_wkb(two), 34.05, 48.05))
    assert nodes is not None
    assert ZoneIndex([two]).contains(*np.array(nodes).T[:2]).all()


def test_the_share_inside_is_between_nothing_and_all() -> None:
    nodes = nodes_of(disc(34.0, 48.0, 3_000.0))
    assert nodes is not None

    def east_of(limit: float) -> float:
        return share_inside(nodes, lambda lon, _: lon > limit)

    assert east_of(30.0) == 1.0
    assert east_of(40.0) == 0.0
    # The border through the centre: half, but for the three nodes that stand on it.
    assert east_of(34.0) == pytest.approx(0.5, abs=1.501 / 49)


def share_beyond(nodes: tuple[Node, ...], gap_deg: float, sign: int) -> float:
    """The share east (1) or west (-1) of a meridian that far from 34 degrees."""
    return share_inside(nodes, lambda lon, _: sign * (lon - 34.0) > gap_deg)


@pytest.mark.parametrize("gap_deg", [0.001, 0.005, 0.01, 0.02])
def test_mirrored_borders_get_mirrored_shares(gap_deg: float) -> None:
    nodes = nodes_of(point(34.0, 48.0, Covariance(1e6, 0.0, 1e6)))
    assert nodes is not None
    east, west = share_beyond(nodes, gap_deg, 1), share_beyond(nodes, gap_deg, -1)
    assert east == pytest.approx(west, abs=1e-12)


def test_the_ellipse_holds_nine_in_ten() -> None:
    covariance = (4e6, 1.5e6, 1e6)
    major, minor, angle = ellipse_90(covariance)
    generator = np.random.default_rng(13)
    matrix = [[covariance[0], covariance[1]], [covariance[1], covariance[2]]]
    east, north = generator.multivariate_normal([0, 0], matrix, 200_000).T
    turn = math.radians(angle)
    along = (east * math.sin(turn) + north * math.cos(turn)) / major
    across = (east * math.cos(turn) - north * math.sin(turn)) / minor
    # 200 000 draws know a share of 0.9 to 0.0007 (1 sigma).
    assert np.mean(along**2 + across**2 < 1.0) == pytest.approx(0.9, abs=0.003)
    assert np.std(along) == pytest.approx(np.std(across), rel=0.01)


@pytest.mark.parametrize(
    ("covariance", "angle"),
    [
        ((1, 0, 4), 0.0),
        ((4, 0, 1), 90.0),
        ((2, 1, 2), 45.0),
        ((2, -1, 2), 135.0),
        ((0, 0, 0), 0.0),
    ],
)
def test_the_angle_is_clockwise_from_north(
    covariance: tuple[float, float, float], angle: float
) -> None:
    major, minor, found = ellipse_90(covariance)
    assert found == pytest.approx(angle)
    assert major >= minor >= 0.0


def test_nodes_of_a_disc_are_within_its_radius() -> None:
    nodes = nodes_of(disc(-179.99, 70.0, 30_000.0))
    assert nodes is not None
    lon, lat, _ = np.array(nodes).T
    assert distance_m(-179.99, 70.0, lon, lat).max() < 30_000.0
