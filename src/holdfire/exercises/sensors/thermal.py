"""The thermal satellites: four passes a day, pixels that grow off nadir, clouds, noise."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import FALSE, Sheet, csv_sheet
from holdfire.exercises.sensors.shift import Shift
from holdfire.exercises.world.calendar import instant, seconds_of
from holdfire.exercises.world.fire import Fire
from holdfire.exercises.world.front import HALF_LENGTH_KM
from holdfire.exercises.world.weather import SEGMENT_KM, Weather, cloudy_segments, segment_of

__all__ = ["COLUMNS", "SWATH_KM", "Overpass", "draw_passes", "thermal_sheet", "thermal_shifts"]

COLUMNS = (
    "latitude", "longitude", "bright_ti4", "scan", "track", "acq_date", "acq_time",
    "satellite", "confidence", "version", "bright_ti5", "frp", "daynight",
)  # fmt: skip
SWATH_KM = 45.0
"""So far to both sides of the front the passes are logged."""

_TIMES = (("N", 1.3), ("N20", 2.15), ("N", 13.3), ("N20", 14.15))
_EDGE_KM = 1500.0
_NOISE = 0.15


@dataclass(frozen=True, slots=True)
class Overpass:
    """One pass: ``tilt`` (0 at nadir, 1 at the edge of the swath) and the clouds below."""

    satellite: str
    start_s: float
    tilt: float
    cloudy: npt.NDArray[np.bool_]

    @property
    def p_detect(self) -> float:
        """The probability to see a fire that burns under a clear sky."""
        return round(0.85 - 0.35 * self.tilt, 2)

    @property
    def pixel_km(self) -> tuple[float, float]:
        """Pixel size across and along the track; it grows towards the edge."""
        return round(0.32 + 0.48 * self.tilt**2, 2), round(0.36 + 0.42 * self.tilt**2, 2)


def draw_passes(rng: np.random.Generator, weather: Weather, days: int) -> list[Overpass]:
    """The passes of all days with their clouds."""
    passes = []
    for day in range(days):
        for satellite, hour in _TIMES:
            minute = round(hour * 60.0 + float(rng.uniform(-35.0, 35.0)))
            tilt = abs(float(rng.uniform(-1200.0, 1200.0))) / _EDGE_KM
            clouds = cloudy_segments(rng, weather.cloud[day])
            passes.append(Overpass(satellite, seconds_of(day) + 60.0 * minute, tilt, clouds))
    return passes


def thermal_sheet(
    rng: np.random.Generator, passes: list[Overpass], fires: list[Fire], face: Face
) -> Sheet:
    """Every pixel in the VIIRS layout: of burning fires under clear sky, and of noise."""
    rows = []
    for one in passes:
        for fire in fires:
            burns = fire.start_s <= one.start_s <= fire.end_s
            if not burns or one.cloudy[segment_of(fire.y)] or rng.random() > one.p_detect:
                continue
            rows += [
                (_pixel(rng, one, fire.x, fire.y, face, noise=False), fire.of)
                for _ in range(1 + int(rng.random() < 0.25))
            ]
        for _ in range(rng.poisson(_NOISE)):
            x, y = float(rng.uniform(-42.0, 42.0)), float(rng.uniform(-58.0, 58.0))
            if not one.cloudy[segment_of(y)]:
                rows.append((_pixel(rng, one, x, y, face, noise=True), FALSE))
    return csv_sheet("firms.csv", COLUMNS, rows)


def _pixel(
    rng: np.random.Generator, one: Overpass, x: float, y: float, face: Face, *, noise: bool
) -> list[object]:
    """One row: the fire lies anywhere in the pixel, so the pixel's centre near the fire."""
    scan, track = one.pixel_km
    east, north = rng.uniform(-0.5, 0.5, 2)
    lon, lat = face.lon_lat(x + float(east) * scan, y + float(north) * track)
    when = instant(one.start_s)
    word = "l" if noise or rng.random() < 0.05 else "h" if rng.random() < 0.1 else "n"
    words = {"l": "low", "n": "nominal", "h": "high"}
    hot = min(367.0, 300.0 + float(rng.gamma(2.0, 10.0)))
    power = float(rng.lognormal(0.8, 0.8))
    cold = 284.0 + float(rng.normal(0.0, 4.0))
    return [
        lat,
        lon,
        f"{hot:.2f}",
        f"{scan:g}",
        f"{track:g}",
        f"{when:%Y-%m-%d}",
        f"{when:%H%M}",
        one.satellite,
        words[word],
        "2.0NRT",
        f"{cold:.2f}",
        f"{power:.2f}",
        "D" if 6 <= when.hour < 18 else "N",
    ]


def thermal_shifts(passes: list[Overpass]) -> list[Shift]:
    """Runs of clear and of clouded segments of each pass, for the minute it lasts."""
    shifts = []
    for one in passes:
        edges = [0, *(np.flatnonzero(np.diff(one.cloudy)) + 1).tolist(), len(one.cloudy)]
        for first, last in pairwise(edges):
            low, high = (-HALF_LENGTH_KM + SEGMENT_KM * edge for edge in (first, last))
            clouded = bool(one.cloudy[first])
            shifts.append(
                Shift(
                    f"VIIRS-{one.satellite}",
                    Modality.THERMAL,
                    one.start_s,
                    one.start_s + 59.0,
                    (Phenomenon.THERMAL,),
                    0.0 if clouded else one.p_detect,
                    corners=(
                        (-SWATH_KM, low),
                        (SWATH_KM, low),
                        (SWATH_KM, high),
                        (-SWATH_KM, high),
                    ),
                    reason="cloud" if clouded else "",
                )
            )
    return shifts
