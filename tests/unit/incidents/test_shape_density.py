import math

import numpy as np
import numpy.typing as npt
import pytest

from holdfire.base.geodesy import local_offsets_m
from holdfire.base.phenomenon import Modality
from holdfire.base.place import Covariance, Place, disc, point, rectangle, sector
from holdfire.incidents.shape_density import bounds, log_density, log_overlap
from holdfire.incidents.shape_floors import ShapeFloors
from holdfire.incidents.shape_making import Candidates, shapes_of
from holdfire.incidents.shapes import NO_SHAPES, ShapeArrays

LON, LAT = 37.0, 48.0
PIXEL = rectangle(LON, LAT, 187.5, 187.5)
TOWN = disc(LON, LAT, 5_000.0)
NAMES: Candidates = [(0.6, disc(LON, LAT, 3_000.0)), (0.4, disc(LON + 0.3, LAT, 2_000.0))]
PLAIN = ShapeFloors()
Ints = npt.NDArray[np.int64]
NO_NORMALS = np.empty((0, 5))


def made(
    *places: Place | Candidates,
    modality: Modality = Modality.REPORT,
    floors: ShapeFloors = PLAIN,
) -> tuple[ShapeArrays, Ints]:
    codes, shapes = shapes_of(places, [modality] * len(places), floors)
    return shapes.arrays, codes.astype(np.int64)


def test_one_member_alone_has_nothing_to_agree_with() -> None:
    for place in (PIXEL, TOWN, NAMES):
        shapes, numbers = made(place)
        assert log_overlap(shapes, NO_NORMALS, np.zeros((1, 2)), numbers) == pytest.approx(0.0)
    normals = np.array([[0.0, 0.0, 1.0, 0.0, 1.0]])
    none = np.empty(0, np.int64)
    assert log_overlap(NO_SHAPES.arrays, normals, np.empty((0, 2)), none) == 0.0


def test_normals_alone_have_the_closed_form() -> None:
    normals = np.array([[0.0, 0.0, 1.0, 0.0, 1.0], [2.0, 0.0, 1.0, 0.0, 1.0]])
    found = log_overlap(NO_SHAPES.arrays, normals, np.empty((0, 2)), np.empty(0, np.int64))
    assert found == pytest.approx(-1.0 - math.log(4.0 * math.pi))


def test_what_lies_far_apart_shares_no_place() -> None:
    shapes, numbers = made(PIXEL, PIXEL)
    places = np.array([[0.0, 0.0], [500.0, 0.0]])
    assert log_overlap(shapes, NO_NORMALS, places, numbers) == -math.inf
    assert log_density(shapes, 0, 500.0, 0.0) == -math.inf


def test_two_candidates_and_an_array_are_the_sum_of_both() -> None:
    normals = np.array([[12.0, 1.0, 9.0, 3.0, 4.0]])
    shapes, numbers = made(NAMES)
    whole = log_overlap(shapes, normals, np.zeros((1, 2)), numbers)
    parts = []
    for weight, place in NAMES:
        alone, number = made(place)
        assert place.lon is not None
        assert place.lat is not None
        east, north = local_offsets_m(LON, LAT, place.lon, place.lat)
        offset = np.array([[float(east), float(north)]]) / 1e3
        parts.append(weight * math.exp(log_overlap(alone, normals, offset, number)))
    assert whole == pytest.approx(math.log(sum(parts)), abs=1e-12)


def test_heavy_tails_are_four_normals_for_two_locators() -> None:
    places = [
        point(LON, LAT, Covariance(1e6, 0.0, 1e6)),
        point(LON, LAT, Covariance(4e6, 0.0, 4e6)),
    ]
    floors = ShapeFloors(least_km=1e-7, tails=((Modality.ARRAY, 0.1, 3.0),))
    shapes, numbers = made(*places, modality=Modality.ARRAY, floors=floors)
    for apart in (0.0, 4.0, 15.0):
        found = log_overlap(shapes, NO_NORMALS, np.array([[0.0, 0.0], [apart, 0.0]]), numbers)
        known = 0.0
        for a, first in ((0.9, 1.0), (0.1, 9.0)):
            for b, second in ((0.9, 4.0), (0.1, 36.0)):
                var = first + second
                known += a * b * math.exp(-(apart**2) / (2.0 * var)) / (2.0 * math.pi * var)
        assert found == pytest.approx(math.log(known), abs=1e-12)


def test_no_overlap_is_above_the_bound_of_its_members() -> None:
    places: list[Place | Candidates] = [
        PIXEL,
        TOWN,
        sector(LON, LAT, 20.0, 65.0, 2_000.0, 6_000.0, radius_m=2_000.0),
        NAMES,
    ]
    shapes, numbers = made(*places)
    for one in range(4):
        for other in range(4):
            pair = numbers[[one, other]]
            best = -math.inf
            for east in np.linspace(-8.0, 8.0, 9):
                offsets = np.array([[0.0, 0.0], [east, 1.0]])
                best = max(best, log_overlap(shapes, NO_NORMALS, offsets, pair))
            least = min(bounds(shapes, pair[0])[3], bounds(shapes, pair[1])[3])
            assert best <= least + 0.02
