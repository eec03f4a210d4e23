"""The earth-centred frame."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.frame import (
    CHORD_ERROR_M,
    CHORD_RANGE_M,
    SEMI_MAJOR_M,
    SEMI_MINOR_M,
    curved_length_m,
    degrees_from_space,
    dot,
    onto_ellipsoid,
    space_from_degrees,
    up_at,
)
from holdfire.base.geodesy import destination


def test_the_axes_are_where_they_should_be() -> None:
    space = space_from_degrees([0.0, 90.0, 0.0], [0.0, 0.0, 90.0])
    assert space[0] == pytest.approx([SEMI_MAJOR_M, 0.0, 0.0], abs=1e-6)
    assert space[1] == pytest.approx([0.0, SEMI_MAJOR_M, 0.0], abs=1e-6)
    assert space[2] == pytest.approx([0.0, 0.0, SEMI_MINOR_M], abs=1e-6)


def test_degrees_come_back_as_they_went() -> None:
    lon, lat = np.array([-179.0, 0.0, 34.5, 120.0]), np.array([-89.0, 0.0, 48.25, 71.0])
    back_lon, back_lat = degrees_from_space(space_from_degrees(lon, lat))
    assert back_lon == pytest.approx(lon, abs=1e-12)
    assert back_lat == pytest.approx(lat, abs=1e-12)


def test_up_is_straight_up() -> None:
    up = up_at(space_from_degrees([34.5, 34.5], [48.25, 0.0]))
    assert dot(up, up) == pytest.approx([1.0, 1.0])
    assert np.degrees(np.arcsin(up[:, 2])) == pytest.approx([48.25, 0.0])


def test_a_point_below_the_surface_is_lifted_onto_it() -> None:
    surface = space_from_degrees(34.5, 48.25)
    assert onto_ellipsoid(surface * 0.999) == pytest.approx(surface, abs=1e-6)


@pytest.mark.parametrize("length", [0.0, 0.001, 1.0, 1e3, 5e4, CHORD_RANGE_M])
def test_the_length_from_the_chord_keeps_its_promise(length: float) -> None:
    generator = np.random.default_rng(7)
    lon, lat = generator.uniform(-180, 180, 2_000), generator.uniform(-89, 89, 2_000)
    there = destination(lon, lat, generator.uniform(0, 360, 2_000), length)
    found = curved_length_m(space_from_degrees(lon, lat), space_from_degrees(*there))
    assert np.abs(found - length).max() < CHORD_ERROR_M


@pytest.mark.parametrize(("length", "error"), [(6e5, 0.003), (1e6, 0.04)])
def test_beyond_its_range_the_error_grows_as_stated(length: float, error: float) -> None:
    generator = np.random.default_rng(8)
    lon, lat = generator.uniform(-180, 180, 2_000), generator.uniform(-89, 89, 2_000)
    there = destination(lon, lat, generator.uniform(0, 360, 2_000), length)
    found = curved_length_m(space_from_degrees(lon, lat), space_from_degrees(*there))
    assert np.abs(found - length).max() < error
