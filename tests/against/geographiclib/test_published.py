"""Published geodesics as the authority.

Numbers from C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), and from
S. Baselga and J. C. Martinez-Llario, Intersection and point-to-line solutions for geodesics
on the ellipsoid, Stud. Geophys. Geod. 62 (2018), all on WGS 84.
"""

from __future__ import annotations

import pytest

from holdfire.base.geodesy import azimuth_deg, destination, distance_m
from holdfire.base.polyline import Polyline


def test_the_direct_problem_of_the_paper() -> None:
    lon, lat = destination(0.0, 40.0, 30.0, 10_000_000.0)
    assert float(lat) == pytest.approx(41.793_310_205_06, abs=1e-11)
    assert float(lon) == pytest.approx(137.844_900_043_77, abs=1e-11)


def test_a_very_short_inverse_problem() -> None:
    places = (0.0, -30.123_45, 0.000_05, -30.123_44)
    assert float(distance_m(*places)) == pytest.approx(4.944_208, abs=1e-6)
    assert float(azimuth_deg(*places)) == pytest.approx(77.043_533_54, abs=1e-7)


def test_a_nearly_antipodal_inverse_problem() -> None:
    places = (0.0, -30.0, 179.8, 29.9)
    assert float(distance_m(*places)) == pytest.approx(19_989_832.827_610, abs=1e-5)
    assert float(azimuth_deg(*places)) == pytest.approx(161.890_524_736_33, abs=1e-9)


def test_the_distance_from_a_point_to_a_short_geodesic() -> None:
    line = Polyline([5.0, 6.0], [52.0, 51.4])
    assert float(line.distance_m(5.5, 52.0)) == pytest.approx(23_767.724_18, abs=0.001)
    foot = [float(v) for v in line.foot(5.5, 52.0)]
    # One metre along the line: the foot is flat, the distance is not touched by it.
    assert foot == pytest.approx([5.260_43, 51.846_09], abs=1e-5)


def test_the_distance_from_a_point_to_a_long_geodesic() -> None:
    # Reykjavik to the geodesic from Istanbul to Washington, 1,010 km away.
    line = Polyline([29.0, -77.0], [42.0, 39.0])
    assert float(line.distance_m(-22.0, 64.0)) == pytest.approx(1_010_585.998_84, abs=0.05)
