import math

import numpy as np
import pytest

from holdfire.base.phenomenon import Modality
from holdfire.base.place import Covariance, disc, point
from holdfire.incidents.shape_choices import chosen, folded, ways_of
from holdfire.incidents.shape_floors import ShapeFloors
from holdfire.incidents.shape_making import shapes_of
from holdfire.incidents.shape_normal import NO_NORMAL
from holdfire.incidents.shapes import Shapes

TAILS = ShapeFloors(tails=((Modality.ARRAY, 0.1, 3.0),))


def tailed(count: int) -> tuple[np.ndarray, Shapes]:
    places = [point(37.0, 48.0, Covariance(1e6 + at, 0.0, 1e6)) for at in range(count)]
    codes, shapes = shapes_of(places, [Modality.ARRAY] * count, TAILS)
    return codes.astype(np.int64), shapes


def test_no_normals_fold_into_none() -> None:
    assert folded(np.empty((0, 5))) == (0.0, NO_NORMAL)


def test_normals_fold_into_their_product() -> None:
    log, both = folded(np.array([[0.0, 0.0, 1.0, 0.0, 1.0], [2.0, 0.0, 1.0, 0.0, 1.0]]))
    assert both == pytest.approx((1.0, 0.0, 0.5, 0.0, 0.5))
    assert log == pytest.approx(-1.0 - math.log(4.0 * math.pi))


def test_every_part_of_a_compound_is_chosen_once() -> None:
    codes, shapes = tailed(2)
    ways, limit = ways_of(shapes.arrays, codes)
    assert (ways, limit) == (4, math.inf)
    own_places, own_numbers = np.empty((2, 2)), np.empty(2, np.int64)
    found = [
        chosen(
            shapes.arrays,
            np.zeros((2, 2)),
            codes,
            (choice, limit),
            (0.0, NO_NORMAL),
            own_places,
            own_numbers,
        )
        for choice in range(ways)
    ]
    assert [one[0] for one in found] == [0, 0, 0, 0]
    assert len({one[2][2] for one in found}) == 4


def test_the_widest_compounds_are_not_divided_when_there_are_too_many() -> None:
    codes, shapes = tailed(14)
    ways, limit = ways_of(shapes.arrays, codes)
    assert ways == 2**12
    # The last two were made widest.
    assert limit == shapes.sharpness[codes[12]]


def test_shapes_of_a_compound_are_left_to_the_cells() -> None:
    place = [(0.5, disc(37.0, 48.0, 3000.0)), (0.5, disc(37.2, 48.0, 2000.0))]
    codes, shapes = shapes_of([place], [Modality.REPORT], ShapeFloors())
    own_places, own_numbers = np.empty((1, 2)), np.empty(1, np.int64)
    numbers = codes.astype(np.int64)
    for choice, east in ((0, 0.0), (1, 14.9)):
        count, log, normal = chosen(
            shapes.arrays,
            np.zeros((1, 2)),
            numbers,
            (choice, math.inf),
            (0.0, NO_NORMAL),
            own_places,
            own_numbers,
        )
        assert (count, normal) == (1, NO_NORMAL)
        assert log == pytest.approx(math.log(0.5))
        assert own_places[0, 0] == pytest.approx(east, abs=0.05)
