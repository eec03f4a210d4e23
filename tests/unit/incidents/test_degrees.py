import numpy as np
import pytest

from holdfire.incidents.degrees import cut_degrees, km_per_degree


@pytest.mark.parametrize("lat", [-75.0, 0.0, 33.3, 48.5, 60.0])
def test_a_degree_is_as_long_as_on_the_ellipsoid(lat: float) -> None:
    across, along = km_per_degree(np.array([lat]))[0]
    # The ellipse itself, from the axes: its points by parametric latitude.
    a, b = 6378.137, 6356.752314245
    angle = np.radians(lat + np.array([-5e-4, 5e-4]))
    reduced = np.arctan(b / a * np.tan(angle))
    east = a * np.cos(reduced).mean() * np.radians(1.0)
    north = np.hypot(np.diff(a * np.cos(reduced)), np.diff(b * np.sin(reduced)))[0] * 1e3
    assert across == pytest.approx(east, rel=1e-6)
    assert along == pytest.approx(north, rel=1e-6)


def test_at_the_pole_a_degree_keeps_some_length() -> None:
    assert km_per_degree(np.array([90.0]))[0, 0] == pytest.approx(0.11, abs=0.01)


def test_longitudes_across_the_antimeridian_come_in_one_piece() -> None:
    lon = np.array([179.9, -179.8, 178.0, -179.95])
    cut = cut_degrees(lon)
    assert np.ptp(cut) == pytest.approx(2.2)
    assert ((cut - lon) % 360.0 == pytest.approx(0.0, abs=1e-9)) or np.allclose(
        np.cos(np.radians(cut)), np.cos(np.radians(lon))
    )


@pytest.mark.parametrize("lon", [[], [30.0, 40.0], [-170.0, 0.0, 90.0, 170.0], [-100.0, 100.0]])
def test_neighbours_stay_neighbours(lon: list[float]) -> None:
    given = np.array(lon)
    cut = cut_degrees(given)
    assert cut.shape == given.shape
    gap = (cut[:, None] - cut[None] + 180.0) % 360.0 - 180.0
    own = (given[:, None] - given[None] + 180.0) % 360.0 - 180.0
    assert np.cos(np.radians(gap)) == pytest.approx(np.cos(np.radians(own)), abs=1e-12)
    assert not len(cut) or np.ptp(cut) <= 360.0
