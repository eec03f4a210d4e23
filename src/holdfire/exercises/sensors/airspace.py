"""Two sensors that watch the air over the whole front, and the counter at the crossing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import FALSE, Sheet, csv_sheet
from holdfire.exercises.sensors.shift import Shift, breaks, spans
from holdfire.exercises.world.calendar import instant, iso, seconds_of
from holdfire.exercises.world.front import Front
from holdfire.exercises.world.happening import Happening

__all__ = [
    "air_outages",
    "air_sheet",
    "air_shifts",
    "counter_shifts",
    "crossing_sheet",
]

AIR_P, AIR_KM = 0.93, 55.0
_STATIONS = {"AIR-1": -30.0, "AIR-2": 30.0}
_AIR = (Phenomenon.UAV, Phenomenon.AIRCRAFT)
_LICENCE = "synthetic data of this project, Apache-2.0"
_CE90 = {"kind": "CE90", "unit": "km", "column": "ce90_km"}
_AIR_MAPPING: dict[str, object] = {
    "format": "holdfire-mapping/1",
    "source": "exercise-air",
    "title": "Flights seen over the front of an exercise",
    "licence": _LICENCE,
    "modality": "array",
    "id": "track",
    "time": {"column": "start", "end": "end", "accuracy_s": 5},
    "place": {"lon": "lon", "lat": "lat", "uncertainty": _CE90},
    "phenomenon": {"column": "class", "values": {"uav": "uav", "aircraft": "aircraft"}},
    "attributes": {"kind": {"column": "class"}},
    "scan": "track",
}
_CROSSING_MAPPING: dict[str, object] = {
    "format": "holdfire-mapping/1",
    "source": "exercise-crossing",
    "title": "Counter at the crossing point of an exercise",
    "licence": _LICENCE,
    "modality": "register",
    "time": {"column": "from", "end": "until"},
    "place": {
        "lon": "lon",
        "lat": "lat",
        "uncertainty": {"kind": "radius", "unit": "m", "value": 300},
    },
    "phenomenon": "passage",
    "count": "lorries",
    "attributes": {"object": ["aid_truck"]},
}


def air_outages(rng: np.random.Generator, days: int) -> dict[str, list[tuple[float, float]]]:
    """When each station was out of order."""
    return {name: breaks(rng, days, 0.05, 3.0) for name in _STATIONS}


def air_sheet(
    rng: np.random.Generator,
    outages: dict[str, list[tuple[float, float]]],
    happenings: Sequence[Happening],
    days: int,
    face: Face,
) -> Sheet:
    """Flights with the place where they were nearest to the line; birds taken for flights."""
    rows = []
    for one in happenings:
        if one.kind not in _AIR:
            continue
        station = min(_STATIONS, key=lambda name: abs(_STATIONS[name] - one.y))
        blind = any(a <= one.start_s < b for a, b in outages[station])
        if not blind and rng.random() < AIR_P:
            rows.append(_flight(rng, one.start_s, one.end_s, (one.x, one.y), face, one.id))
    for _ in range(rng.poisson(0.05 * days)):
        start = float(rng.uniform(0.0, days * 86_400.0 - 700.0))
        place = float(rng.uniform(-30.0, 30.0)), float(rng.uniform(-50.0, 50.0))
        rows.append(_flight(rng, start, start + 600.0, place, face, FALSE))
    rows.sort(key=lambda row: str(row[0][0]))
    numbered = [([f"F{n:04d}", *cells], truth) for n, (cells, truth) in enumerate(rows, 1)]
    columns = ("track", "start", "end", "lon", "lat", "ce90_km", "class")
    return csv_sheet("flights.csv", columns, numbered, _AIR_MAPPING)


def _flight(
    rng: np.random.Generator,
    start_s: float,
    end_s: float,
    place: tuple[float, float],
    face: Face,
    truth: str,
) -> tuple[list[object], str]:
    """One track with its position error."""
    ce90 = float(rng.uniform(0.3, 0.8))
    east, north = (float(v) for v in rng.normal(0.0, ce90 / 2.146, 2))
    lon, lat = face.lon_lat(place[0] + east, place[1] + north)
    times = [iso(instant(start_s)), iso(instant(end_s))]
    return [*times, lon, lat, f"{ce90:.2f}", "uav"], truth


def air_shifts(
    outages: dict[str, list[tuple[float, float]]], front: Front, days: int
) -> list[Shift]:
    """The log of the two stations."""
    return [
        Shift(
            name,
            Modality.ARRAY,
            start,
            end,
            _AIR,
            AIR_P if works else 0.0,
            front.contact_at(y),
            y,
            AIR_KM,
            reason="" if works else "outage",
        )
        for name, y in _STATIONS.items()
        for start, end, works in spans(0.0, days * 86_400.0, outages[name])
    ]


def crossing_sheet(happenings: Sequence[Happening], face: Face) -> Sheet:
    """The lorries of each day as the counter wrote them down."""
    rows = []
    for one in happenings:
        if one.kind is Phenomenon.PASSAGE:
            lon, lat = face.lon_lat(one.x, one.y, 6)
            times = [iso(instant(one.start_s)), iso(instant(one.end_s))]
            rows.append(([*times, lon, lat, one.rounds], one.id))
    columns = ("from", "until", "lon", "lat", "lorries")
    return csv_sheet("crossing.csv", columns, rows, _CROSSING_MAPPING)


def counter_shifts(front: Front, days: int) -> list[Shift]:
    """The counter lists every lorry of each day."""
    spot = front.crossing
    return [
        Shift(
            "COUNTER",
            Modality.REGISTER,
            seconds_of(day),
            seconds_of(day + 1),
            (Phenomenon.PASSAGE,),
            1.0,
            spot.x,
            spot.y,
            0.5,
            register=True,
        )
        for day in range(days)
    ]
