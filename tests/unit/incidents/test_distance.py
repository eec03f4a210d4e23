import math

import numpy as np
import pytest

from holdfire.incidents.distance import apart, middle_of, space_of


def test_places_apart_are_measured_in_their_own_spread() -> None:
    here = (37.8, 48.0, 1e6, 0.0, 4e6)
    north = (37.8, 48.0 + 1.0 / 111.2, 0.0, 0.0, 0.0)
    east = (37.8 + 1.0 / 74.6, 48.0, 0.0, 0.0, 0.0)
    # A kilometre is one sigma east and half a sigma north; degrees to within half a percent.
    assert apart([here, here], [north, east]) == pytest.approx([0.25, 1.0], rel=1e-2)


def test_those_without_a_place_coincide_with_each_other_only() -> None:
    space = space_of([None, (0.0, 0.0, 1.0, 0.0, 1.0), None])
    assert np.array_equal(space[0], space[2])
    assert math.dist(space[0], space[1]) > 6e6


def test_the_middle_does_not_depend_on_order_mirror_or_date_line() -> None:
    spots = [
        (lon, lat, 1.0, 0.0, 1.0) for lon, lat in ((37.1, 48.0), (37.4, 48.3), (38.0, 47.9))
    ]
    lon, lat = middle_of(spots)
    assert (lon, lat) == pytest.approx((37.5, 48.0666667))
    assert middle_of(spots[::-1]) == (lon, lat)
    mirrored = middle_of([(74.0 - one[0], *one[1:]) for one in spots])
    assert mirrored == pytest.approx((74.0 - lon, lat), abs=1e-12)
    across = middle_of([(179.9, 0.0, 1.0, 0.0, 1.0), (-179.7, 0.0, 1.0, 0.0, 1.0)])
    assert across == pytest.approx((-179.9, 0.0))
