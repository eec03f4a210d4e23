"""What the fields of a FIRMS row mean: overpass minute, pixel extent, confidence.

``scan`` and ``track`` are the pixel's size across and along the track in kilometres
(FIRMS attribute tables for VIIRS 375 m and MODIS C6.1); half of each is the half extent.
The pixel is an area: its centre is not where the fire is. ``acq_time`` is the minute of
the overpass in UTC, as ``0024``, ``24`` or ``00:24``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from holdfire.base.identity import canonical_json
from holdfire.base.instant import day_span, micros
from holdfire.observations.coordinate import number
from holdfire.observations.firms.manifest import FIRST_YEAR
from holdfire.observations.plausible import implausible, iso_day
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import ReadContext

__all__ = ["Claim", "Moment", "Pixel", "claim_of", "day_of", "minute_of", "pixel_of"]

_MINUTE = timedelta(minutes=1) - timedelta(microseconds=1)
_TIME = re.compile(r"(\d{1,2}):?(\d{2})|(\d{1,2})", re.ASCII)
_WORDS = {"l": "low", "n": "nominal", "h": "high"}
_LARGEST_PIXEL_KM = 10.0
_LARGEST_HALF_M = {"viirs": (400.0, 390.0), "modis": (2415.0, 1005.0)}
_STATIC = {"1": "heat.volcano", "2": "heat.static_land", "3": "heat.offshore"}


@dataclass(frozen=True, slots=True)
class Moment:
    """When: microseconds since 1970 UTC; ``scan`` names the pass."""

    start_us: int
    end_us: int
    scan: str | None

    @property
    def minute(self) -> str:
        """Minutes since 1970 UTC, as text: one spelling for each minute."""
        return str(self.start_us // 60_000_000)


@dataclass(frozen=True, slots=True)
class Pixel:
    """Half extents in metres, what was stated (canonical JSON), flags."""

    half_e_m: float
    half_n_m: float
    stated: str | None
    flags: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What the source says of existence: an order word has no number (``exists`` null)."""

    exists: float | None
    exists_kind: str | None
    source_term: str
    flags: str


def minute_of(
    satellite: str, day_text: str, time_text: str, context: ReadContext
) -> Moment | Fault:
    """The overpass minute; the pass is satellite, day and minute together."""
    day = iso_day(day_text, "acq_date")
    if isinstance(day, Fault):
        return day
    match = _TIME.fullmatch(time_text)
    if match is None:
        found = f"{time_text!r} is not HHMM" if time_text else "empty"
        return Fault("acq_time", Reason.TIME if time_text else Reason.MISSING, found)
    hour, minute = int(match[1] or 0), int(match[2] or match[3])
    if hour > 23 or minute > 59:
        return Fault("acq_time", Reason.TIME, f"{time_text!r} is not a time of day")
    fault = implausible(day, "acq_date", context, first_year=FIRST_YEAR)
    if fault is not None:
        return fault
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    scan = f"{satellite} {start:%Y-%m-%dT%H%M}Z" if satellite else None
    return Moment(micros(start), micros(start + _MINUTE), scan)


def day_of(day_text: str, context: ReadContext) -> Moment | Fault:
    """The whole UTC day, for tables without a time; the pass is unknown."""
    day = iso_day(day_text, "acq_date")
    if isinstance(day, Fault):
        return day
    fault = implausible(day, "acq_date", context, first_year=FIRST_YEAR)
    if fault is not None:
        return fault
    span = day_span(day)
    return Moment(micros(span.start), micros(span.end), None)


def pixel_of(scan_text: str, track_text: str, instrument: str) -> Pixel | Fault:
    """The pixel's extent; where none is stated, the largest of its instrument, flagged."""
    if not scan_text and not track_text:
        half_e, half_n = _LARGEST_HALF_M.get(instrument, _LARGEST_HALF_M["modis"])
        flags = f"place.extent_inferred instrument.{instrument or 'unknown'}"
        return Pixel(half_e, half_n, None, flags)
    sizes = []
    for name, text in (("scan", scan_text), ("track", track_text)):
        size = number(text, name)
        if isinstance(size, Fault):
            return size
        if not 0 < size <= _LARGEST_PIXEL_KM:
            return Fault(name, Reason.NUMBER, f"{text} km is not the size of a pixel")
        sizes.append(size)
    stated = {"value": f"{scan_text} x {track_text}", "unit": "km", "kind": "pixel"}
    return Pixel(sizes[0] * 500.0, sizes[1] * 500.0, canonical_json(stated), "")


def claim_of(confidence: str, kind: str) -> Claim | Fault:
    """What ``confidence`` (l/n/h, the words, or 0-100 for MODIS) and ``type`` say.

    The words order the pixels and are no probability; MODIS gives a score of 0-100 that
    nobody calibrated, kept as 0..1.
    """
    term = f"type {kind}" if kind else ""
    static = _STATIC.get(kind, "")
    word = confidence.lower()
    word = _WORDS.get(word, word)
    if not word:
        return Claim(None, None, term, static)
    if word in _WORDS.values():
        low = "confidence.low" if word == "low" else ""
        return Claim(None, "ordinal", term, f"{low} {static}".strip())
    score = number(word, "confidence")
    if isinstance(score, Fault):
        return Fault(
            "confidence", Reason.ENUM, f"{confidence!r} is not low, nominal, high or 0-100"
        )
    if not 0 <= score <= 100:
        return Fault("confidence", Reason.NUMBER, f"{confidence} is outside 0-100")
    return Claim(score / 100.0, "vendor_score", term, static)
