"""Two fixed watches: on the town that stays free of tanks, and on the water works."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from holdfire.base.phenomenon import PRESENCE, Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import Sheet
from holdfire.exercises.sensors.shift import Shift, breaks, spans
from holdfire.exercises.sensors.sighting import sighting_row, sighting_sheet
from holdfire.exercises.world.front import Front, Spot
from holdfire.exercises.world.happening import Happening

__all__ = ["WATCH_KM", "WATCH_P", "watch_outages", "watch_sheet", "watch_shifts"]

WATCH_P, WATCH_KM = 0.92, 2.0
"""The probability to see one happening, and how far."""

_WATCHED = (*sorted(PRESENCE), Phenomenon.STRIKE, Phenomenon.EXPLOSION)


def watch_outages(rng: np.random.Generator, days: int) -> dict[str, list[tuple[float, float]]]:
    """When the two fixed watches (at the town and at the water works) were out of order."""
    return {name: breaks(rng, days, 0.08, 3.0) for name in ("WATCH-TOWN", "WATCH-WATER")}


def _watched(front: Front) -> dict[str, Spot]:
    """Which place each watch looks at."""
    return {"WATCH-TOWN": front.town, "WATCH-WATER": front.waterworks}


def watch_sheet(
    rng: np.random.Generator,
    outages: dict[str, list[tuple[float, float]]],
    happenings: Sequence[Happening],
    front: Front,
    face: Face,
) -> Sheet:
    """What the two fixed watches saw: tanks in the town, strikes and explosions near by."""
    rows = []
    for name, spot in _watched(front).items():
        for one in happenings:
            away = math.hypot(one.x - spot.x, one.y - spot.y)
            blind = any(a <= one.start_s < b for a, b in outages[name])
            near = one.kind in _WATCHED and away <= WATCH_KM and not blind
            if near and rng.random() < WATCH_P:
                rows.append(sighting_row(rng, one, one.start_s, 40.0, face, name, "W"))
    title = "Fixed watches of an exercise"
    return sighting_sheet("watch.csv", rows, "exercise-watch", title, Modality.CAMERA)


def watch_shifts(
    outages: dict[str, list[tuple[float, float]]], front: Front, days: int
) -> list[Shift]:
    """The log of the fixed watches."""
    return [
        Shift(
            name,
            Modality.CAMERA,
            start,
            end,
            _WATCHED,
            WATCH_P if works else 0.0,
            spot.x,
            spot.y,
            WATCH_KM,
            reason="" if works else "outage",
        )
        for name, spot in _watched(front).items()
        for start, end, works in spans(0.0, days * 86_400.0, outages[name])
    ]
