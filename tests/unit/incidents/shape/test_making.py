import math

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from scipy.stats import multivariate_normal
from tests.oracle.witnesses import plane

from holdfire.base.geodesy import local_offsets_m
from holdfire.base.phenomenon import Modality
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
from holdfire.incidents.linking import find_links
from holdfire.incidents.shape.areas import box_density, disc_density, polygon_density
from holdfire.incidents.shape.floors import ShapeFloors
from holdfire.incidents.shape.making import Candidates, shapes_of
from holdfire.incidents.shape.sectors import IN_AREA, IN_RANGE, sector_density
from holdfire.incidents.shape.shapes import Shapes
from holdfire.incidents.shape.stock import Density

LON, LAT = 37.0, 48.0
SHAPE = polygon(shapely.to_wkb(shapely.box(36.9, 47.9, 37.1, 48.1)), LON, LAT)


def made(
    place: Place | Candidates, modality: Modality = Modality.REPORT, **floors: object
) -> tuple[int, Shapes]:
    codes, shapes = shapes_of([place], [modality], ShapeFloors(**floors))  # type: ignore[arg-type]
    return int(codes[0]), shapes


def cells_of(shapes: Shapes, number: int) -> npt.NDArray[np.float64]:
    return shapes.cells[shapes.cell_start[number] : shapes.cell_start[number + 1]]


def is_made_as(shapes: Shapes, number: int, known: Density) -> bool:
    """Whether a shape is that density, to rounding."""
    cells = cells_of(shapes, number)
    return cells.shape == known.cells.shape and np.allclose(
        cells, known.cells, rtol=1e-9, atol=1e-9
    )


@pytest.mark.parametrize(
    ("place", "known"),
    [
        (rectangle(LON, LAT, 190.0, 200.0), box_density(0.19, 0.2, 0.05)),
        # A place named by people is blurred by a quarter of its radius.
        (disc(LON, LAT, 4_000.0), disc_density(4.0, 1.0)),
        (admin("UA14", "list", LON, LAT, 9_000.0), disc_density(9.0, 2.25)),
        (
            sector(LON, LAT, 20.0, 60.0, 0.0, 4_000.0),
            sector_density(
                tuple(np.radians([40.0, 20.0, 5.0]).tolist()), (0.0, 4.0, IN_AREA), 0.05
            ),
        ),
    ],
)
def test_every_extent_has_its_density(place: Place, known: Density) -> None:
    code, shapes = made(place)
    assert is_made_as(shapes, code, known)


def test_a_polygon_has_the_density_of_its_outline_in_kilometres() -> None:
    code, shapes = made(SHAPE)
    east, north = 0.1 * 111.32 * math.cos(math.radians(LAT)), 0.1 * 111.2
    known = polygon_density(shapely.box(-east, -north, east, north), 0.05)
    assert shapes.moments[code] == pytest.approx(known.moments, rel=5e-3, abs=0.05)


@pytest.mark.parametrize(
    "place",
    [
        NOWHERE,
        point(LON, LAT),
        point(LON, LAT, Covariance(1.0, 0.0, 1.0)),
        admin("UA14", "list"),
        admin("UA14", "list", LON, LAT),
        disc(LON, LAT, 0.0),
        rectangle(LON, LAT, 0.0, 10.0),
        polygon(b"broken", LON, LAT),
        [],
        [(1.0, NOWHERE)],
        [(1.0, disc(LON, LAT, 5.0)), (1.0, NOWHERE)][1:],
        [(0.0, disc(LON, LAT, 5.0))],
    ],
)
def test_points_and_places_without_extent_have_none(place: Place | Candidates) -> None:
    assert made(place)[0] == -1


def test_equal_pixels_share_one_shape() -> None:
    places = [rectangle(LON + 0.01 * k, LAT, 187.4 + 0.001 * k, 187.5) for k in range(50)]
    codes, shapes = shapes_of(places, [Modality.THERMAL] * 50, ShapeFloors())
    assert set(codes.tolist()) == {0}
    assert len(shapes) == 1


def test_a_modality_with_its_own_blur_has_its_own_shape() -> None:
    places = [rectangle(LON, LAT, 190.0, 190.0)] * 2
    codes, _ = shapes_of(places, [Modality.THERMAL, Modality.MAP], ShapeFloors())
    assert codes.tolist() == [0, 1]


def is_sector(
    place: Place,
    modality: Modality,
    degrees: tuple[float, float, float],
    ranges: tuple[float, float, float],
    blur: float = 0.05,
) -> bool:
    """Whether a place becomes the sector of middle, half width and softness (degrees)."""
    code, shapes = made(place, modality)
    middle, half, soft = np.radians(degrees).tolist()
    return is_made_as(shapes, code, sector_density((middle, half, soft), ranges, blur))


def test_a_bearing_without_range_takes_the_stated_prior() -> None:
    place = sector(LON, LAT, 350.0, 10.0, None, None)
    assert is_sector(place, Modality.ARRAY, (0.0, 0.0, 5.0), (0.0, 150.0, IN_RANGE))


def test_a_person_s_sector_is_uniform_in_area_between_its_ranges() -> None:
    place = sector(LON, LAT, 20.0, 60.0, 3_000.0, 5_000.0, radius_m=2_000.0)
    # A disc of 2 km has a variance of 1 km² along each axis.
    blur = math.hypot(1.0, 0.05)
    assert is_sector(place, Modality.PATROL, (40.0, 20.0, 5.0), (3.0, 5.0, IN_AREA), blur)


def test_one_range_and_one_direction_are_widened() -> None:
    place = sector(LON, LAT, 90.0, 90.0, 3_000.0, 3_000.0)
    assert is_sector(place, Modality.PATROL, (90.0, 0.0, 1.0), (2.95, 3.05, IN_AREA))


@pytest.mark.parametrize("ranges", [(5_000.0, 3_000.0), (3_000.0, 5_000.0)])
def test_ranges_the_wrong_way_round_are_turned(ranges: tuple[float, float]) -> None:
    place = sector(LON, LAT, 0.0, 90.0, *ranges)
    assert is_sector(place, Modality.PATROL, (45.0, 45.0, 11.25), (3.0, 5.0, IN_AREA))


def test_an_endless_range_is_an_unknown_one() -> None:
    place = sector(LON, LAT, 0.0, 90.0, 20_000.0, float("inf"))
    assert is_sector(place, Modality.PATROL, (45.0, 45.0, 11.25), (20.0, 40.0, IN_RANGE))


def test_heavy_tails_make_two_normals() -> None:
    place = point(LON, LAT, Covariance(1e6, 0.0, 4e6))
    code, shapes = made(place, Modality.ARRAY, tails=((Modality.ARRAY, 0.1, 3.0),))
    near = 1.0 + 0.05**2
    assert cells_of(shapes, code) == pytest.approx(
        np.array(
            [
                [0.9, 0.0, 0.0, near, 0.0, near + 3.0],
                [0.1, 0.0, 0.0, 9.0 * near, 0.0, 9.0 * (near + 3.0)],
            ]
        )
    )
    assert shapes.moments[code, 2] == pytest.approx(0.9 * near + 0.1 * 9.0 * near)
    assert made(place, Modality.REPORT, tails=((Modality.ARRAY, 0.1, 3.0),))[0] == -1


def test_the_heaviest_eight_candidates_are_kept_about_the_first() -> None:
    places = [(1.0 + k, disc(LON + 0.1 * k, LAT, 2_000.0)) for k in range(12)]
    code, shapes = made(places)
    assert len(shapes) == 2
    # The fifth to the twelfth are kept: weights 5 to 12, 7.46 km between neighbours.
    weight = np.arange(5.0, 13.0)
    mean = weight @ np.arange(4.0, 12.0) / weight.sum()
    assert shapes.moments[code, 0] == pytest.approx(7.46 * mean, abs=0.1)
    cells = cells_of(shapes, code)
    assert cells[:, 0].sum() == pytest.approx(1.0, abs=1e-12)
    assert cells[:, 0] @ cells[:, 1] == pytest.approx(shapes.moments[code, 0], abs=1e-9)


def meets(cells: npt.NDArray[np.float64], east: float, north: float) -> float:
    """The integral (km⁻²) of small normals times a normal of 1.5 by 2 km²."""
    total = 0.0
    for weight, x, y, ee, en, nn in cells:
        cov = [[ee + 1.5, en + 0.5], [en + 0.5, nn + 2.0]]
        total += weight * float(multivariate_normal([x, y], cov).pdf([east, north]))
    return total


def test_candidates_meet_a_normal_as_the_weighted_sum_of_each() -> None:
    places = [
        (3.0, disc(LON, LAT, 4_000.0)),
        (1.0, point(LON + 0.1, LAT, Covariance(1e6, 2e5, 4e6))),
        (2.0, sector(LON - 0.05, LAT + 0.1, 20.0, 60.0, 1_000.0, 4_000.0)),
    ]
    code, shapes = made(places)
    known = 0.0
    for weight, place in places:
        # A point alone is no shape; as the only candidate it is.
        alone, own = made([(1.0, place)])
        assert place.lon is not None
        assert place.lat is not None
        offset = local_offsets_m(LON, LAT, np.array([place.lon]), np.array([place.lat]))
        east, north = (float(one[0]) / 1e3 for one in offset)
        known += weight / 6.0 * meets(cells_of(own, alone), 2.0 - east, 1.0 - north)
    assert meets(cells_of(shapes, code), 2.0, 1.0) == pytest.approx(known, rel=1e-12)


def test_a_place_with_candidates_is_linked_where_one_of_them_is() -> None:
    code, shapes = made([(0.5, disc(LON, LAT, 900.0)), (0.5, disc(LON + 0.2, LAT, 900.0))])
    gap = 0.2 * 111.3 * math.cos(math.radians(LAT))
    table = plane(
        4,
        place=[[0.5 * gap, 0.0], [gap, 0.3], [0.1, 0.2], [0.5 * gap, 0.0]],
        shape=[code, -1, -1, -1],
        spread=[[60.0, 0.0, 0.2], *[[0.2, 0.0, 0.2]] * 3],
        shapes=shapes,
    )
    links = find_links(table, 0.0)
    pairs = set(zip(links.left.tolist(), links.right.tolist(), strict=True))
    # Both towns, and not the empty middle between them.
    assert pairs == {(0, 1), (0, 2)}
