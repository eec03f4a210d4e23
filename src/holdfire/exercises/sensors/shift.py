"""When and where one sensor could see: the rows of the sensor log, before they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import Sheet, csv_sheet
from holdfire.exercises.world.calendar import instant, iso

__all__ = ["COLUMNS", "Shift", "breaks", "log_sheet", "spans"]

COLUMNS = (
    "sensor", "modality", "status", "start", "end", "lon", "lat", "range_km", "az_from",
    "az_to", "area_wkt", "phenomena", "p_detect", "reason", "register_complete",
)  # fmt: skip
"""The sensor log's columns; the format is described in docs/reference/sensor-log.md."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A disc (``x``, ``y``, ``range_km``) or, with ``corners``, a polygon, in kilometres.

    ``p_detect`` is the true probability to detect one such happening inside; 0 when blind,
    and then ``reason`` says why.
    """

    sensor: str
    modality: Modality
    start_s: float
    end_s: float
    phenomena: tuple[Phenomenon, ...]
    p_detect: float
    x: float = 0.0
    y: float = 0.0
    range_km: float = 0.0
    corners: tuple[tuple[float, float], ...] = ()
    reason: str = ""
    register: bool = False


def spans(
    start_s: float, end_s: float, cuts: Iterable[tuple[float, float]]
) -> list[tuple[float, float, bool]]:
    """An interval cut by intervals in order: pieces with true where nothing cuts."""
    pieces: list[tuple[float, float, bool]] = []
    at = start_s
    for low, high in sorted(cuts):
        begin, finish = max(low, at), min(high, end_s)
        if finish > begin:
            if begin > at:
                pieces.append((at, begin, True))
            pieces.append((begin, finish, False))
            at = finish
    if at < end_s:
        pieces.append((at, end_s, True))
    return pieces


def breaks(
    rng: np.random.Generator, days: int, a_day: float, hours: float
) -> list[tuple[float, float]]:
    """Random interruptions: their number a day and their mean length in hours."""
    starts = rng.uniform(0.0, days * 86_400.0, rng.poisson(a_day * days))
    return [(float(s), float(s + rng.exponential(hours) * 3600.0)) for s in starts]


def log_sheet(shifts: Iterable[Shift], face: Face) -> Sheet:
    """The sensor log: one row for each shift; truth has nothing to say about a state."""
    rows = []
    for shift in shifts:
        lon, lat = face.lon_lat(shift.x, shift.y, 6)
        status = "down" if shift.p_detect == 0.0 else "degraded" if shift.reason else "up"
        area = face.ring_wkt(list(shift.corners)) if shift.corners else None
        cells = [
            shift.sensor,
            shift.modality.value,
            status,
            iso(instant(shift.start_s)),
            iso(instant(shift.end_s)),
            None if area else lon,
            None if area else lat,
            None if area else f"{shift.range_km:g}",
            None if area else "0",
            None if area else "360",
            area,
            " ".join(kind.value for kind in shift.phenomena),
            None if shift.p_detect == 0.0 else f"{shift.p_detect:g}",
            shift.reason,
            "yes" if shift.register else "",
        ]
        rows.append((cells, ""))
    return csv_sheet("sensors.csv", COLUMNS, rows)
