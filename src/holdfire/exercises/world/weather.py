"""Weather by day and clouds by pass: what blinds cameras, grounds aircraft, hides fires."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.exercises.world.front import HALF_LENGTH_KM

__all__ = ["SEGMENT_KM", "Weather", "cloudy_segments", "draw_weather", "segment_of"]

SEGMENT_KM = 10.0
"""Clouds cover the belt in pieces of this length along the front."""


@dataclass(frozen=True, slots=True)
class Weather:
    """By day: fog, storm, and the share of the sky under cloud (0..1)."""

    fog: tuple[bool, ...]
    storm: tuple[bool, ...]
    cloud: tuple[float, ...]


def draw_weather(rng: np.random.Generator, days: int) -> Weather:
    """Independent days: fog on 15 %, storm on 10 %, cloud by a wide beta distribution."""
    return Weather(
        tuple(bool(x) for x in rng.random(days) < 0.15),
        tuple(bool(x) for x in rng.random(days) < 0.10),
        tuple(float(x) for x in rng.beta(0.8, 1.2, days)),
    )


def cloudy_segments(rng: np.random.Generator, share: float) -> npt.NDArray[np.bool_]:
    """Which segments of the belt are under cloud, south to north; neighbours are alike."""
    number = int(2 * HALF_LENGTH_KM / SEGMENT_KM)
    rough = rng.standard_normal(number + 2)
    smooth = (rough[:-2] + rough[1:-1] + rough[2:]) / np.sqrt(3.0)
    edge = np.quantile(rng.standard_normal(512), share)
    return np.asarray(smooth < edge)


def segment_of(y_km: float) -> int:
    """The segment in which a latitude lies."""
    last = int(2 * HALF_LENGTH_KM / SEGMENT_KM) - 1
    return min(max(int((y_km + HALF_LENGTH_KM) // SEGMENT_KM), 0), last)
