"""PROJ's geodesics with a numerical minimum as the authority on distances to lines.

It shares no step with the code under test: no chords, no pieces, no search tree.
"""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod
from scipy.optimize import minimize_scalar

from holdfire.base.polyline import Polyline, distance_error_m

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
EARTH = Geod(ellps="WGS84")


def least_distance_m(lon: FloatArray, lat: FloatArray, x: float, y: float) -> float:
    """The least geodesic distance over every segment: 30 samples, then golden section."""
    best = np.inf
    for start in range(len(lon) - 1):
        azimuth, _, length = EARTH.inv(lon[start], lat[start], lon[start + 1], lat[start + 1])

        def gap(run: float, start: int = start, azimuth: float = azimuth) -> float:
            at_lon, at_lat, _ = EARTH.fwd(lon[start], lat[start], azimuth, run)
            return float(EARTH.inv(at_lon, at_lat, x, y)[2])

        runs = np.linspace(0.0, length, 30)
        gaps = [gap(run) for run in runs]
        near = int(np.argmin(gaps))
        bounds = (runs[max(near - 1, 0)], runs[min(near + 1, 29)])
        least = minimize_scalar(gap, bounds=bounds, method="bounded", options={"xatol": 1e-4})
        best = min(best, float(least.fun), gaps[0], gaps[-1])
    return float(best)


@pytest.mark.parametrize(
    ("size_deg", "spread_deg", "places"),
    [(0.001, 0.002, 25), (0.05, 0.1, 25), (0.5, 1.5, 25), (4.0, 2.0, 25), (3.0, 9.0, 15)],
)
def test_distances_are_the_least_over_the_line(
    size_deg: float, spread_deg: float, places: int
) -> None:
    generator = np.random.default_rng(int(size_deg * 1_000))
    worst = 0.0
    for _ in range(places):
        lon0, lat0 = generator.uniform(-180, 180), generator.uniform(-70, 70)
        lon = lon0 + generator.normal(0, size_deg, 5)
        lat = np.clip(lat0 + generator.normal(0, size_deg, 5), -85, 85)
        x = lon0 + generator.normal(0, spread_deg)
        y = float(np.clip(lat0 + generator.normal(0, spread_deg), -85, 85))
        wanted = least_distance_m(lon, lat, x, y)
        found = float(Polyline(lon, lat).distance_m(x, y))
        worst = max(worst, abs(found - wanted) / float(distance_error_m(wanted)))
    assert worst < 1.0


def test_a_line_of_1300_km_is_as_exact_at_its_far_end() -> None:
    lon, lat = np.array([22.0, 30.0, 40.0]), np.array([46.0, 50.0, 47.0])
    line = Polyline(lon, lat)
    assert line.length_m > 1_300_000.0
    places = [(22.1, 46.8), (25.0, 47.0), (31.0, 50.9), (39.0, 46.0), (40.3, 47.2)]
    for x, y in places:
        wanted = least_distance_m(lon, lat, x, y)
        assert wanted < 200_000.0
        assert float(line.distance_m(x, y)) == pytest.approx(wanted, abs=0.001)
