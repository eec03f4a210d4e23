import numpy as np
import pytest
import shapely

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
from holdfire.incidents.shape_floors import ShapeFloors
from holdfire.incidents.shape_making import Candidates, shapes_of
from holdfire.incidents.shape_sectors import IN_AREA, IN_RANGE
from holdfire.incidents.shapes import BOX, COMPOUND, DISC, NORMAL, POLYGON, SECTOR, Shapes

LON, LAT = 37.0, 48.0
SHAPE = polygon(shapely.to_wkb(shapely.box(36.9, 47.9, 37.1, 48.1)), LON, LAT)


def made(
    place: Place | Candidates, modality: Modality = Modality.REPORT, **floors: object
) -> tuple[int, Shapes]:
    codes, shapes = shapes_of([place], [modality], ShapeFloors(**floors))  # type: ignore[arg-type]
    return int(codes[0]), shapes


def numbers_of(shapes: Shapes, number: int) -> list[float]:
    return list(shapes.numbers[shapes.start[number] : shapes.start[number + 1]].tolist())


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (rectangle(LON, LAT, 190.0, 200.0), BOX),
        (disc(LON, LAT, 4_000.0), DISC),
        (SHAPE, POLYGON),
        (sector(LON, LAT, 20.0, 60.0, 0.0, 4_000.0), SECTOR),
        (admin("UA14", "list", LON, LAT, 9_000.0), DISC),
        ([(1.0, disc(LON, LAT, 4_000.0)), (1.0, point(LON + 0.1, LAT))], COMPOUND),
    ],
)
def test_every_extent_has_its_kind(place: Place | Candidates, kind: int) -> None:
    code, shapes = made(place)
    assert shapes.kind[code] == kind


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


def test_a_bearing_without_range_takes_the_stated_prior() -> None:
    code, shapes = made(sector(LON, LAT, 350.0, 10.0, None, None), Modality.ARRAY)
    _, middle, half, soft, near, far, prior, _ = numbers_of(shapes, code)
    assert np.degrees([middle, soft]) == pytest.approx([360.0, 5.0])
    assert (half, near, far, prior) == (0.0, 0.0, 150.0, IN_RANGE)


def test_a_person_s_sector_is_uniform_in_area_between_its_ranges() -> None:
    place = sector(LON, LAT, 20.0, 60.0, 3_000.0, 5_000.0, radius_m=2_000.0)
    code, shapes = made(place, Modality.PATROL)
    blur, _, half, soft, near, far, prior, _ = numbers_of(shapes, code)
    assert np.degrees([half, soft]) == pytest.approx([20.0, 5.0])
    assert (near, far, prior) == (3.0, 5.0, IN_AREA)
    # A disc of 2 km has a variance of 1 km² along each axis.
    assert blur == pytest.approx(1.0 + 0.05**2)


def test_one_range_and_one_direction_are_widened() -> None:
    code, shapes = made(sector(LON, LAT, 90.0, 90.0, 3_000.0, 3_000.0), Modality.PATROL)
    _, _, half, soft, near, far, _, _ = numbers_of(shapes, code)
    assert (half, np.degrees(soft)) == (0.0, pytest.approx(1.0))
    assert (near, far) == pytest.approx((2.95, 3.05))


@pytest.mark.parametrize("ranges", [(5_000.0, 3_000.0), (3_000.0, 5_000.0)])
def test_ranges_the_wrong_way_round_are_turned(ranges: tuple[float, float]) -> None:
    code, shapes = made(sector(LON, LAT, 0.0, 90.0, *ranges), Modality.PATROL)
    assert numbers_of(shapes, code)[4:6] == [3.0, 5.0]


def test_an_endless_range_is_an_unknown_one() -> None:
    code, shapes = made(sector(LON, LAT, 0.0, 90.0, 20_000.0, float("inf")), Modality.PATROL)
    assert numbers_of(shapes, code)[4:7] == [20.0, 40.0, IN_RANGE]


def test_heavy_tails_make_two_normals() -> None:
    place = point(LON, LAT, Covariance(1e6, 0.0, 4e6))
    code, shapes = made(place, Modality.ARRAY, tails=((Modality.ARRAY, 0.1, 3.0),))
    assert shapes.kind.tolist() == [NORMAL, NORMAL, COMPOUND]
    near = 1.0 + 0.05**2
    assert shapes.moments[code, 2] == pytest.approx(0.9 * near + 0.1 * 9.0 * near)
    assert made(place, Modality.REPORT, tails=((Modality.ARRAY, 0.1, 3.0),))[0] == -1


def test_the_heaviest_eight_candidates_are_kept_about_the_first() -> None:
    places = [(1.0 + k, disc(LON + 0.1 * k, LAT, 2_000.0)) for k in range(12)]
    code, shapes = made(places)
    parts = np.array(numbers_of(shapes, code)[1:]).reshape(-1, 4)
    assert len(parts) == 8
    assert parts[:, 0].sum() == pytest.approx(1.0)
    assert parts[0, 2] == pytest.approx(0.4 * 74.6, abs=0.1)
    assert len(shapes) == 2
