"""The synthetic front: a belt of 1,200 km by 60 km, its detections, zones and contact line.

Everything is drawn from a seed. Positions are metres in a plane (east along the belt, north
across it) and, for use on the earth, degrees through the azimuthal equidistant frame about
the middle of the belt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.base.geodesy import from_offsets

__all__ = ["Spots", "contact_line", "detections", "star_zones"]

FloatArray = NDArray[np.float64]

LENGTH_M, HALF_WIDTH_M = 1_200_000.0, 30_000.0
CENTRE = (34.0, 48.0)
# Probability of detection, sigma in space (m), false alarms per event of each sensor.
SENSORS = {
    "thermal": (0.10, 250.0, 0.5),
    "acoustic": (0.55, 1_200.0, 0.8),
    "seismic": (0.20, 3_000.0, 0.3),
    "uav": (0.15, 30.0, 0.1),
    "radar": (0.30, 150.0, 0.4),
    "report": (0.08, 2_500.0, 0.15),
    "sar": (0.05, 50.0, 0.05),
}


@dataclass(frozen=True)
class Spots:
    """Places in the plane (``x``, ``y`` metres) and on the earth (``lon``, ``lat``)."""

    x: FloatArray
    y: FloatArray
    lon: FloatArray
    lat: FloatArray


def _on_earth(x: FloatArray, y: FloatArray) -> Spots:
    """The places with their degrees."""
    lon, lat = from_offsets(*CENTRE, x - LENGTH_M / 2.0, y)
    return Spots(x, y, lon, lat)


def detections(count: int, seed: int = 7) -> Spots:
    """About ``count`` detections: half of the events in 60 hot spots, false alarms uniform."""
    generator = np.random.default_rng(seed)
    per_event = sum(p + false for p, _, false in SENSORS.values())
    events = int(count / per_event)
    spot = generator.uniform(0.0, LENGTH_M, 60)[generator.integers(0, 60, events)]
    hot = generator.random(events) < 0.5
    x = np.where(hot, spot + generator.normal(0.0, 5e3, events), 0.0) % LENGTH_M
    x = np.where(hot, x, generator.uniform(0.0, LENGTH_M, events))
    y = np.clip(generator.normal(0.0, 12e3, events), -HALF_WIDTH_M, HALF_WIDTH_M)
    xs, ys = [], []
    for probability, sigma, false in SENSORS.values():
        seen = generator.random(events) < probability
        xs.append(x[seen] + generator.normal(0.0, sigma, int(seen.sum())))
        ys.append(y[seen] + generator.normal(0.0, sigma, int(seen.sum())))
        alarms = int(false * events)
        xs.append(generator.uniform(0.0, LENGTH_M, alarms))
        ys.append(generator.uniform(-HALF_WIDTH_M, HALF_WIDTH_M, alarms))
    order = generator.permutation(sum(map(len, xs)))
    return _on_earth(np.concatenate(xs)[order], np.concatenate(ys)[order])


def star_zones(seed: int = 1, vertices: int = 5_000) -> list[shapely.Polygon]:
    """60 star-shaped zones in degrees, centres every 20 km, 58 random harmonics each."""
    generator = np.random.default_rng(seed)
    angle = np.linspace(0.0, 2.0 * np.pi, vertices, endpoint=False)
    zones = []
    for number in range(60):
        radius = np.full(vertices, 6_000.0)
        for harmonic in range(1, 59):
            size = generator.normal(0.0, 2_500.0 / harmonic)
            radius += size * np.cos(harmonic * angle + generator.uniform(0.0, 2.0 * np.pi))
        radius = np.clip(radius, 2_000.0, 9_800.0)
        ring = _on_earth(
            10_000.0 + 20_000.0 * number + radius * np.cos(angle), 1.6 * radius * np.sin(angle)
        )
        zones.append(shapely.Polygon(np.column_stack((ring.lon, ring.lat))))
    return zones


def contact_line(seed: int = 1, vertices: int = 20_000) -> Spots:
    """A random walk across the belt from -5 to 1,205 km, scaled to 10 km each way."""
    generator = np.random.default_rng(seed)
    walk = np.cumsum(generator.normal(0.0, 1.0, vertices))
    walk = (walk - walk.min()) / (walk.max() - walk.min()) * 20_000.0 - 10_000.0
    return _on_earth(np.linspace(-5_000.0, 1_205_000.0, vertices), walk)
