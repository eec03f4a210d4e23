"""Aircraft sorties over boxes of the front: what they saw of weapons and forces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.base.phenomenon import PRESENCE, Modality
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import FALSE, Sheet
from holdfire.exercises.sensors.shift import Shift
from holdfire.exercises.sensors.sighting import SightingRow, sighting_row, sighting_sheet
from holdfire.exercises.world.calendar import instant, iso, seconds_of
from holdfire.exercises.world.front import Front
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.weather import Weather

__all__ = ["SORTIE_P", "Sortie", "draw_sorties", "sortie_shifts", "sortie_sightings"]

SORTIE_P = 0.85
"""The probability to see one weapon in the box."""

SORTIES_A_DAY = 3
SORTIE_HALF_KM, SORTIE_DEPTH_KM = 7.0, 16.0
SORTIE_HOURS = 1.5
_MISTAKES = 0.06
_SEEN = tuple(sorted(PRESENCE))


@dataclass(frozen=True, slots=True)
class Sortie:
    """One flight over a box of the front; ``grounded`` says why it did not take place."""

    name: str
    start_s: float
    end_s: float
    x: float
    y: float
    grounded: str

    def over(self, one: Happening) -> float | None:
        """A time at which it passed over the happening, if it did."""
        if self.grounded or one.kind not in PRESENCE:
            return None
        inside = (
            abs(one.y - self.y) <= SORTIE_HALF_KM and abs(one.x - self.x) <= SORTIE_DEPTH_KM
        )
        low, high = max(self.start_s, one.start_s), min(self.end_s, one.end_s)
        return (low + high) / 2.0 if inside and low < high else None


def draw_sorties(
    rng: np.random.Generator, front: Front, weather: Weather, days: int
) -> list[Sortie]:
    """Sorties at random places of the front; storm grounds them, jamming ends some."""
    sorties = []
    for day in range(days):
        for number in range(1, SORTIES_A_DAY + 1):
            y = float(rng.uniform(-50.0, 50.0))
            start = seconds_of(day, float(rng.uniform(7.0, 16.0)))
            jammed = rng.random() < 0.1
            grounded = "weather" if weather.storm[day] else "jamming" if jammed else ""
            name, end = f"UAV-{day + 1:03d}-{number}", start + SORTIE_HOURS * 3600.0
            sorties.append(Sortie(name, start, end, front.contact_at(y), y, grounded))
    return sorties


def sortie_shifts(sorties: Iterable[Sortie]) -> list[Shift]:
    """The log of the sorties."""
    half, depth = SORTIE_HALF_KM, SORTIE_DEPTH_KM
    corners = ((-depth, -half), (depth, -half), (depth, half), (-depth, half))
    return [
        Shift(
            one.name,
            Modality.UAV,
            one.start_s,
            one.end_s,
            _SEEN,
            0.0 if one.grounded else SORTIE_P,
            corners=tuple((one.x + x, one.y + y) for x, y in corners),
            reason=one.grounded,
        )
        for one in sorties
    ]


def sortie_sightings(
    rng: np.random.Generator,
    sorties: Sequence[Sortie],
    happenings: Sequence[Happening],
    face: Face,
) -> Sheet:
    """What the sorties saw, and now and then a decoy taken for a weapon."""
    rows = []
    for sortie in sorties:
        for one in happenings:
            when = sortie.over(one)
            if when is not None and rng.random() < SORTIE_P:
                rows.append(sighting_row(rng, one, when, 60.0, face, sortie.name, "U"))
        if not sortie.grounded and rng.random() < _MISTAKES:
            rows.append(_decoy(rng, sortie, face))
    title = "Weapons and forces seen from aircraft of an exercise"
    return sighting_sheet("sightings-uav.csv", rows, "exercise-uav", title, Modality.UAV)


def _decoy(rng: np.random.Generator, sortie: Sortie, face: Face) -> SightingRow:
    """A lorry or a dummy taken for a gun or for an armoured vehicle."""
    x = sortie.x + float(rng.uniform(-SORTIE_DEPTH_KM, SORTIE_DEPTH_KM))
    y = sortie.y + float(rng.uniform(-SORTIE_HALF_KM, SORTIE_HALF_KM))
    lon, lat = face.lon_lat(x, y, 6)
    when = float(rng.uniform(sortie.start_s, sortie.end_s))
    kind, calibre = ("artillery", 122) if rng.random() < 0.5 else ("armoured_vehicle", None)
    place = [iso(instant(when)), lon, lat, "60"]
    cells: list[object] = ["U", *place, "weapon", kind, calibre, None, None, 1, sortie.name]
    return cells, FALSE, when
