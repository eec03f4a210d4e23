"""Acoustic arrays along the front: origins of explosions, exact to a kilometre and seconds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import FALSE, Sheet, csv_sheet
from holdfire.exercises.sensors.shift import Shift, breaks, spans
from holdfire.exercises.world.calendar import instant, iso
from holdfire.exercises.world.front import HALF_LENGTH_KM, Front
from holdfire.exercises.world.happening import Happening

__all__ = ["P_DETECT", "RANGE_KM", "Array", "array_sheet", "array_shifts", "draw_arrays"]

RANGE_KM = 25.0
P_DETECT, P_ONE_ARRAY = 0.55, 0.15
"""The probability that the network locates an episode that three arrays could hear, and what
one array adds to it: five in reach together give the first."""

_FALSE_A_DAY = 2.0
_NEEDED = 3
_KINDS = (Phenomenon.EXPLOSION, Phenomenon.STRIKE, Phenomenon.HEAVY_FIRE)
_COLUMNS = ("origin", "time", "lon", "lat", "cov_ee", "cov_en", "cov_nn", "sigma_s", "n")

MAPPING: dict[str, object] = {
    "format": "holdfire-mapping/1",
    "source": "exercise-arrays",
    "title": "Acoustic array origins of an exercise",
    "licence": "synthetic data of this project, Apache-2.0",
    "modality": "array",
    "id": "origin",
    "time": {"column": "time", "accuracy": {"column": "sigma_s", "unit": "s"}},
    "place": {
        "lon": "lon",
        "lat": "lat",
        "uncertainty": {
            "kind": "covariance",
            "unit": "km",
            "ee": "cov_ee",
            "en": "cov_en",
            "nn": "cov_nn",
        },
    },
    "phenomenon": "explosion",
    "count": "n",
    "scan": "origin",
}


@dataclass(frozen=True, slots=True)
class Array:
    """One array and when it was out of order (seconds)."""

    name: str
    x: float
    y: float
    outages: tuple[tuple[float, float], ...]

    def hears(self, one: Happening) -> bool:
        """Was it in reach and in order at the first sound?"""
        near = np.hypot(one.x - self.x, one.y - self.y) <= RANGE_KM
        return bool(near) and not any(a <= one.start_s < b for a, b in self.outages)


def draw_arrays(rng: np.random.Generator, front: Front, days: int) -> list[Array]:
    """An array every ten kilometres, in turn west and east of the line."""
    arrays = []
    side = int(rng.choice((-1, 1)))
    for number, y in enumerate(np.arange(-HALF_LENGTH_KM + 5.0, HALF_LENGTH_KM, 10.0), 1):
        side = -side
        x = front.contact_at(float(y)) + side * float(rng.uniform(4.0, 8.0))
        cuts = tuple(breaks(rng, days, 0.15, 8.0))
        arrays.append(Array(f"ARRAY-{number:02d}", x, float(y), cuts))
    return arrays


def array_sheet(
    rng: np.random.Generator,
    arrays: list[Array],
    happenings: Iterable[Happening],
    days: int,
    face: Face,
) -> Sheet:
    """The network's origins in order of time: of episodes it heard, and of chance."""
    found = []
    for one in happenings:
        heard = sum(array.hears(one) for array in arrays)
        if one.kind in _KINDS and heard >= _NEEDED and rng.random() < P_DETECT:
            count = max(1, one.rounds - int(rng.binomial(one.rounds, 0.2)))
            found.append((one.start_s, one.x, one.y, count, one.id))
    for _ in range(rng.poisson(_FALSE_A_DAY * days)):
        when, y = float(rng.uniform(0.0, days * 86_400.0)), float(rng.uniform(-58.0, 58.0))
        found.append((when, float(rng.uniform(-15.0, 15.0)), y, 1, FALSE))
    rows = []
    for number, (when, x, y, count, truth) in enumerate(sorted(found), 1):
        rows.append(([f"O{number:05d}", *_measured(rng, when, x, y, face), count], truth))
    return csv_sheet("arrays.csv", _COLUMNS, rows, MAPPING)


def _measured(
    rng: np.random.Generator, when: float, x: float, y: float, face: Face
) -> list[object]:
    """Time, place and their stated errors, from which the deviation is drawn."""
    angle = float(rng.uniform(0.0, np.pi))
    major, minor = float(rng.uniform(0.6, 1.8)), float(rng.uniform(0.3, 0.6))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    cov = turn @ np.diag([major**2, minor**2]) @ turn.T
    east, north = turn @ (np.array([major, minor]) * rng.standard_normal(2))
    sigma = float(rng.uniform(2.0, 8.0))
    late = float(rng.normal(0.0, sigma))
    lon, lat = face.lon_lat(x + float(east), y + float(north))
    return [
        iso(instant(when + late)),
        lon,
        lat,
        f"{cov[0, 0]:.4f}",
        f"{face.east(round(float(cov[0, 1]), 4)):.4f}",
        f"{cov[1, 1]:.4f}",
        f"{sigma:.1f}",
    ]


def array_shifts(arrays: list[Array], days: int) -> list[Shift]:
    """The log of each array: in order, or out of order."""
    return [
        Shift(
            array.name,
            Modality.ARRAY,
            start,
            end,
            _KINDS,
            P_ONE_ARRAY if works else 0.0,
            array.x,
            array.y,
            RANGE_KM,
            reason="" if works else "outage",
        )
        for array in arrays
        for start, end, works in spans(0.0, days * 86_400.0, array.outages)
    ]
