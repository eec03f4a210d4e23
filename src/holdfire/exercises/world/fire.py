"""Fires that a satellite can see: some after shelling, most of fields, two that always burn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.world.calendar import seconds_of
from holdfire.exercises.world.front import Front
from holdfire.exercises.world.happening import Happening

__all__ = ["Fire", "draw_fires", "draw_heat"]

_IGNITES = 0.3
_BURNS_H = 4.0


@dataclass(frozen=True, slots=True)
class Fire:
    """A fire and the happening that it belongs to; kilometres and seconds."""

    of: str
    x: float
    y: float
    start_s: float
    end_s: float


def draw_heat(rng: np.random.Generator, front: Front, days: int) -> list[Happening]:
    """Burning fields by day on both sides alike, and each gas flare in each half of a day."""
    drawn = []
    for day in range(days):
        for _ in range(rng.poisson(1.5)):
            start = seconds_of(day, rng.uniform(9.0, 15.0))
            end = start + float(rng.uniform(1.5, 5.0)) * 3600.0
            x, y = float(rng.uniform(-42.0, 42.0)), float(rng.uniform(-58.0, 58.0))
            drawn.append(Happening("", Phenomenon.THERMAL, x, y, start, end))
        for spot in front.flares:
            for start, end in ((0.0, 12.0), (12.0, 24.0)):
                when = seconds_of(day, start), seconds_of(day, end) - 1.0
                drawn.append(Happening("", Phenomenon.THERMAL, spot.x, spot.y, *when))
    return drawn


def draw_fires(rng: np.random.Generator, happenings: Iterable[Happening]) -> list[Fire]:
    """All fires: each heat happening is one; shelling and strikes start some."""
    fires = []
    for one in happenings:
        if one.kind is Phenomenon.THERMAL:
            fires.append(Fire(one.id, one.x, one.y, one.start_s, one.end_s))
        elif one.force and one.kind is not Phenomenon.LIGHT_FIRE and rng.random() < _IGNITES:
            x, y = one.x + rng.normal(0.0, 0.05), one.y + rng.normal(0.0, 0.05)
            start = one.start_s + float(rng.uniform(60.0, 600.0))
            end = start + float(rng.exponential(_BURNS_H)) * 3600.0
            fires.append(Fire(one.id, float(x), float(y), start, end))
    return fires
