from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.asking import meridian
from tests.fakes.happening import LON, beside, incident, utc

from holdfire.agreement import Agreement, attach, load_library
from holdfire.agreement.accord.trace import Lack, LackKind
from holdfire.agreement.required import Required
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.quantity import Unit, exactly, within
from holdfire.base.truth import Truth
from holdfire.verification.behind import FAR, Bearing, Measured
from holdfire.verification.scene import Scene, set_scene

AT = utc("2015-04-10T12:00+03:00")
KM = 1_000_000
LINES = {"UA": "loc_actual", "CADR_CALR": "loc_memo"}
UNCLEAR = Lack(LackKind.GEOMETRY, "place")


def package() -> Agreement:
    sides = {"left": "UA", "right": "CADR_CALR"}
    lines = [meridian("loc_actual", sides), meridian("loc_memo", sides, LON - 0.2)]
    return attach(load_library("minsk-package-2015"), lines)


def scene(*places: tuple[float, float]) -> Scene:
    """Guns at these places; one gun with several nodes when more than one is given."""
    gun = incident(Phenomenon.WEAPON_PRESENT, places[0], AT)
    region = gun.region
    assert region is not None
    share = 1.0 / len(places)
    gun = replace(gun, region=replace(region, nodes=tuple((*p, share) for p in places)))
    return set_scene(package(), [gun], [])


def ends(km: float, bearing_lines: dict[str, str], bound: str = "") -> tuple[int, int]:
    seen = scene(beside(km))
    bearing = Bearing(
        seen.atlas,
        "loc_actual",
        bearing_lines,
        frozenset({bound}) if bound else frozenset(),
    )
    low, high = bearing.ends(seen.evidence.nodes, np.array([0]))
    return int(low[0]), int(high[0])


@pytest.mark.parametrize("km", [-26.0, -1.0, 3.0, 40.0])
def test_one_line_measures_both_sides(km: float) -> None:
    low, high = ends(km, {})
    assert low <= abs(km) * KM <= high
    assert high - low < 10


def test_each_side_is_measured_from_its_own_line() -> None:
    # West of both lines stands the party on the left, 26 km behind the line in the east.
    low, high = ends(-26.0, LINES)
    assert low <= 26 * KM <= high
    # East of both stands the other, behind the line that lies 14.9 km farther west.
    low, high = ends(20.0, LINES)
    assert 34.8 * KM < low <= high < 35.0 * KM


def test_between_the_lines_it_stands_behind_one_and_before_the_other() -> None:
    # 5 km west of the eastern line: the left party's ground, and the right party's too.
    low, high = ends(-5.0, LINES)
    assert low <= 5 * KM
    assert high >= 9.8 * KM


def test_a_party_that_is_not_bound_may_stand_anywhere() -> None:
    assert ends(20.0, LINES, "UA")[0] == FAR


def test_a_line_without_a_shape_says_nothing() -> None:
    seen = scene(beside(1.0))
    low, high = Bearing(seen.atlas, "no_line", {}, frozenset()).ends(
        seen.evidence.nodes, np.array([0])
    )
    assert (low[0], high[0]) == (0, FAR)


def measured(
    *kms: float, limit: tuple[float, float] = (25.0, 25.0), **unknown: Lack
) -> tuple[int | None, int | None]:
    """The distance that the engine is given of a gun that may stand at any of the places."""
    seen = scene(*(beside(km) for km in kms))
    ends = (
        exactly(limit[0], Unit.KILOMETRE)
        if limit[0] == limit[1]
        else within(*limit, Unit.KILOMETRE)
    )
    bearing = Bearing(seen.atlas, "loc_actual", {}, frozenset())
    numbers, distances = Measured("line", bearing, [Required(Truth.TRUE, ends)], seen)(
        0, unknown
    )
    assert numbers["required"].low == limit[0] * KM * 10
    return distances["line"].low, distances["line"].high


def test_a_known_place_leaves_out_where_it_would_be_far_enough() -> None:
    low, high = measured(-24.0, -24.5, -30.0)
    assert low is not None
    assert high is not None
    assert low <= 24 * KM * 10 < high < 25 * KM * 10


def test_an_unknown_place_keeps_every_place() -> None:
    low, high = measured(-24.0, -30.0, place=UNCLEAR)
    assert low is not None
    assert high is not None
    assert low <= 24 * KM * 10 < 30 * KM * 10 <= high
