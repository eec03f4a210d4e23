"""Sightings of weapons and forces: aircraft sorties, patrols, and two watched places."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.base.phenomenon import PRESENCE, Modality, Phenomenon
from holdfire.exercises.calendar import instant, iso, seconds_of
from holdfire.exercises.face import Face
from holdfire.exercises.front import Front, Spot
from holdfire.exercises.happening import Happening
from holdfire.exercises.observer import Post
from holdfire.exercises.sheet import FALSE, Sheet, csv_sheet
from holdfire.exercises.shift import Shift, breaks, spans
from holdfire.exercises.weather import Weather

__all__ = [
    "Sortie",
    "draw_sorties",
    "patrol_sightings",
    "presence_shifts",
    "sortie_shifts",
    "sortie_sightings",
    "watch_outages",
    "watch_sheet",
    "watch_shifts",
]

SORTIE_P, PATROL_P, WATCH_P = 0.85, 0.5, 0.92
PATROL_KM = 3.0
SORTIES_A_DAY = 3
SORTIE_HALF_KM, SORTIE_DEPTH_KM = 7.0, 16.0
SORTIE_HOURS = 1.5
WATCH_KM = 2.0
_SEEN = tuple(sorted(PRESENCE))
_WATCHED = (*_SEEN, Phenomenon.STRIKE, Phenomenon.EXPLOSION)
_COLUMNS = ("sighting", "time", "lon", "lat", "ce90_m", "what", "kind", "calibre_mm", "system",
            "object", "count", "scan")  # fmt: skip


def mapping(source: str, title: str, modality: Modality) -> dict[str, object]:
    """The mapping file of sightings."""
    return {
        "format": "holdfire-mapping/1",
        "source": source,
        "title": title,
        "licence": "synthetic data of this project, Apache-2.0",
        "modality": modality.value,
        "id": "sighting",
        "time": {"column": "time", "accuracy_s": 30},
        "place": {
            "lon": "lon",
            "lat": "lat",
            "uncertainty": {"kind": "CE90", "unit": "m", "column": "ce90_m"},
        },
        "phenomenon": {
            "column": "what",
            "values": {
                "weapon": "weapon_present",
                "group": "forces_present",
                "strike": "strike",
                "explosion": "explosion",
            },
        },
        "count": "count",
        "attributes": {
            "kind": {"column": "kind"},
            "calibre_mm": {"column": "calibre_mm"},
            "system": {"column": "system"},
            "object": {"column": "object"},
        },
        "scan": "scan",
    }


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
                rows.append(_row(rng, one, when, 60.0, face, sortie.name, "U"))
        if not sortie.grounded and rng.random() < 0.1:
            rows.append(_decoy(rng, sortie, face))
    title = "Weapons and forces seen from aircraft of an exercise"
    return _sheet("sightings-uav.csv", rows, "exercise-uav", title, Modality.UAV)


def patrol_sightings(
    rng: np.random.Generator, posts: Sequence[Post], happenings: Sequence[Happening], face: Face
) -> Sheet:
    """What patrols saw near where they stood."""
    rows = []
    for post in posts:
        for one in happenings:
            low, high = max(post.start_s, one.start_s), min(post.end_s, one.end_s)
            if one.kind not in PRESENCE or low >= high or post.blind:
                continue
            near = math.hypot(one.x - post.spot.x, one.y - post.spot.y) <= PATROL_KM
            if near and rng.random() < PATROL_P:
                rows.append(_row(rng, one, (low + high) / 2.0, 400.0, face, post.name, "P"))
    title = "Weapons and forces seen by patrols of an exercise"
    return _sheet("sightings-patrol.csv", rows, "exercise-patrols", title, Modality.PATROL)


def presence_shifts(posts: Iterable[Post]) -> list[Shift]:
    """The log of what patrols can see of weapons and forces."""
    return [
        Shift(
            post.name,
            post.kind,
            post.start_s,
            post.end_s,
            _SEEN,
            0.0 if post.blind else PATROL_P,
            post.spot.x,
            post.spot.y,
            PATROL_KM,
            reason=post.blind[0][2] if post.blind else "",
        )
        for post in posts
    ]


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
                rows.append(_row(rng, one, one.start_s, 40.0, face, name, "W"))
    title = "Fixed watches of an exercise"
    return _sheet("watch.csv", rows, "exercise-watch", title, Modality.CAMERA)


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


_Row = tuple[list[object], str, float]


def _row(
    rng: np.random.Generator,
    one: Happening,
    when_s: float,
    ce90_m: float,
    face: Face,
    scan: str,
    letter: str,
) -> _Row:
    """One sighting with its position error."""
    sigma = ce90_m / 2146.0
    east, north = (float(v) for v in rng.normal(0.0, sigma, 2))
    lon, lat = face.lon_lat(one.x + east, one.y + north, 6)
    words = {
        Phenomenon.WEAPON_PRESENT: "weapon",
        Phenomenon.FORCES_PRESENT: "group",
        Phenomenon.STRIKE: "strike",
        Phenomenon.EXPLOSION: "explosion",
    }
    known = one.attributes
    cells = [
        letter,
        iso(instant(when_s)),
        lon,
        lat,
        f"{ce90_m:g}",
        words[one.kind],
        _first(known, "kind"),
        _first(known, "calibre_mm"),
        _first(known, "system"),
        _first(known, "object"),
        one.rounds,
        scan,
    ]
    return cells, one.id, when_s


def _decoy(rng: np.random.Generator, sortie: Sortie, face: Face) -> _Row:
    """A lorry or a decoy taken for a gun."""
    x = sortie.x + float(rng.uniform(-SORTIE_DEPTH_KM, SORTIE_DEPTH_KM))
    y = sortie.y + float(rng.uniform(-SORTIE_HALF_KM, SORTIE_HALF_KM))
    lon, lat = face.lon_lat(x, y, 6)
    when = float(rng.uniform(sortie.start_s, sortie.end_s))
    cells = ["U", iso(instant(when)), lon, lat, "60", "weapon", "artillery", 122, None, None, 1,
             sortie.name]  # fmt: skip
    return cells, FALSE, when


def _first(attributes: object, name: str) -> object:
    """The first value of an attribute, or nothing."""
    found = attributes.get(name) if isinstance(attributes, dict) else None
    return found[0] if isinstance(found, list) and found else None


def _sheet(name: str, rows: list[_Row], source: str, title: str, modality: Modality) -> Sheet:
    """The rows in order of time, numbered."""
    ordered = sorted(rows, key=lambda row: row[2])
    numbered = [
        ([f"{cells[0]}{number:05d}", *cells[1:]], truth)
        for number, (cells, truth, _) in enumerate(ordered, 1)
    ]
    return csv_sheet(name, _COLUMNS, numbered, mapping(source, title, modality))
