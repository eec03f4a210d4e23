"""Layouts of nodes: exact moments, mirror images, and small errors at borders."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest

from holdfire.base.layout import (
    Layout,
    bell_layout,
    disc_layout,
    rectangle_layout,
    sector_layout,
)

LAYOUTS = {"bell": bell_layout(), "disc": disc_layout(), "rectangle": rectangle_layout()}
VARIANCE = {"bell": 1.0, "disc": 0.25, "rectangle": 1.0 / 3.0}


@pytest.mark.parametrize("name", LAYOUTS)
def test_mean_and_covariance_are_exact(name: str) -> None:
    layout = LAYOUTS[name]
    assert layout.weight.sum() == pytest.approx(1.0, abs=1e-14)
    assert layout.weight @ layout.east == pytest.approx(0.0, abs=1e-14)
    assert layout.weight @ layout.north == pytest.approx(0.0, abs=1e-14)
    assert layout.weight @ layout.east**2 == pytest.approx(VARIANCE[name], abs=1e-12)
    assert layout.weight @ layout.north**2 == pytest.approx(VARIANCE[name], abs=1e-12)
    assert layout.weight @ (layout.east * layout.north) == pytest.approx(0.0, abs=1e-14)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_its_own_mirror_image(name: str) -> None:
    layout = LAYOUTS[name]

    def places(east: int, north: int) -> set[tuple[float, float, float]]:
        # Rounded, and + 0.0 turns a negative zero into zero.
        rows = zip(east * layout.east, north * layout.north, layout.weight, strict=True)
        return {(round(e, 9) + 0.0, round(n, 9) + 0.0, round(w, 12)) for e, n, w in rows}

    assert places(-1, 1) == places(1, 1) == places(1, -1)


@pytest.mark.parametrize("name", LAYOUTS)
def test_there_are_at_most_49_nodes(name: str) -> None:
    assert len(LAYOUTS[name].weight) <= 49


def half_plane_errors(layout: Layout, share: dict[float, float]) -> list[float]:
    """Share of nodes beyond borders in 90 directions, less the true share."""
    found = []
    for angle in np.linspace(0.0, 2.0 * math.pi, 90, endpoint=False):
        along = layout.east * math.sin(angle) + layout.north * math.cos(angle)
        found += [float(layout.weight[along < at].sum()) - true for at, true in share.items()]
    return found


def test_the_bell_gives_the_share_of_a_normal_beyond_a_border() -> None:
    normal = NormalDist()
    share = {at: normal.cdf(at) for at in np.linspace(-3.0, 3.0, 61).tolist()}
    errors = half_plane_errors(bell_layout(), share)
    # Measured 0.059 and 0.0128; one node weighs up to 0.024.
    assert max(map(abs, errors)) < 0.065
    assert math.sqrt(sum(e * e for e in errors) / len(errors)) < 0.015


def test_the_disc_gives_the_share_of_a_disc_beyond_a_border() -> None:
    steps = np.linspace(-1.0, 1.0, 41).tolist()
    share = {at: 1 - (math.acos(at) - at * math.sqrt(1 - at * at)) / math.pi for at in steps}
    errors = half_plane_errors(disc_layout(), share)
    assert max(map(abs, errors)) < 0.065
    assert math.sqrt(sum(e * e for e in errors) / len(errors)) < 0.016


def test_the_rectangle_stays_inside_itself() -> None:
    layout = rectangle_layout()
    assert np.abs(layout.east).max() < 1.0
    assert np.abs(layout.north).max() < 1.0


def test_a_sector_stays_within_its_azimuths_and_ranges() -> None:
    layout = sector_layout(350.0, 30.0, 1_000.0, 9_000.0, 0.0)
    reach = np.hypot(layout.east, layout.north)
    azimuth = np.degrees(np.arctan2(layout.east, layout.north))
    assert reach.min() > 1_000.0
    assert reach.max() < 9_000.0
    assert azimuth.min() > -10.0
    assert azimuth.max() < 20.0


def test_an_uncertain_origin_widens_a_sector_and_leaves_its_mean() -> None:
    sharp = sector_layout(0.0, 10.0, 1_000.0, 9_000.0, 0.0)
    blurred = sector_layout(0.0, 10.0, 1_000.0, 9_000.0, 2_000.0)
    assert blurred.east.mean() == pytest.approx(sharp.east.mean(), abs=1e-6)
    assert blurred.north.mean() == pytest.approx(sharp.north.mean(), abs=1e-6)
    # A disc of 2 km adds 1 km² of variance; the nodes' pairing leaves a quarter of doubt.
    assert np.var(blurred.east) - np.var(sharp.east) == pytest.approx(1e6, rel=0.25)


def test_a_full_circle_is_centred_on_its_origin() -> None:
    layout = sector_layout(0.0, 360.0, 0.0, 9_000.0, 0.0)
    assert layout.weight @ layout.east == pytest.approx(0.0, abs=1e-6)
    assert layout.weight @ layout.north == pytest.approx(0.0, abs=1e-6)
