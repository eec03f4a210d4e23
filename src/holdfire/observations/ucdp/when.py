"""The days of a UCDP event: mixed date formats, widened by the stated precision.

A spreadsheet has been over these files: dates stand as ``1/22/2014 12:00:00 AM`` and as
``09/04/2019 00:00``. Both are month first (decision 0021): where the two readings of a
date differ, the month-first one is nearer to the day of the cited article in 1,302 of
1,315 rows of the Ukraine extract.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from holdfire.base.instant import TimeBasis, TimeSpan, day_span
from holdfire.observations.plausible import implausible
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import ReadContext
from holdfire.observations.ucdp.manifest import FIRST_YEAR

__all__ = ["SHORTEST_DAYS", "Days", "span_of"]

SHORTEST_DAYS = {"1": 1, "2": 2, "3": 7, "4": 8, "5": 32}
"""The fewest days an event of each ``date_prec`` spans (GED codebook: the day; 2-6 days;
the week; 8 days to a month; more than a month). A shorter interval is widened to it."""

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T].*)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?", re.ASCII)
_ZONES = {"369": "Europe/Kyiv"}
"""The civil time of a country id; elsewhere the day is widened by all zones of the earth."""


@dataclass(frozen=True, slots=True)
class Days:
    """The interval and what is to be said of how it was read."""

    span: TimeSpan
    flags: tuple[str, ...]


def _day(text: str, field: str) -> tuple[date, str] | Fault:
    """One date and the flag of its reading (empty: there is only one reading)."""
    short = text.strip()
    if not short:
        return Fault(field, Reason.MISSING, "empty")
    slashed, iso = _SLASHED.fullmatch(short), _ISO.fullmatch(short)
    flag = ""
    try:
        if iso:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        elif slashed:
            first, second, year = (int(part) for part in slashed.groups())
            day_first = first > 12
            month, number = (second, first) if day_first else (first, second)
            day = date(year, month, number)
            flag = "time.day_first" if day_first else ""
            if first <= 12 and second <= 12 and first != second:
                flag = "time.month_first"
        else:
            return Fault(field, Reason.TIME, f"{short!r} is no date this source writes")
    except ValueError:
        return Fault(field, Reason.TIME, f"{short!r} is not a day of the calendar")
    return day, flag


def span_of(values: dict[str, str], context: ReadContext) -> Days | Fault:
    """The interval of an event in UTC, never shorter than its precision says."""
    start = _day(values.get("date_start", ""), "date_start")
    if isinstance(start, Fault):
        return start
    end = _day(values.get("date_end") or values.get("date_start", ""), "date_end")
    if isinstance(end, Fault):
        return end
    fault = _contradiction(start[0], end[0], values, context)
    if fault is not None:
        return fault
    flags = {start[1], end[1]} - {""}
    first, days = start[0], (end[0] - start[0]).days + 1
    shortest = SHORTEST_DAYS.get(values.get("date_prec", "").strip())
    if shortest is None:
        flags.add("time.precision_unknown")
    elif days < shortest:
        flags.add("time.widened")
        first -= timedelta(days=(shortest - days + 1) // 2)
        days = shortest
    span, zone_flag = _civil(first, days, values.get("country_id", "").strip(), context)
    return Days(span, tuple(sorted(flags | zone_flag)))


def _contradiction(
    start: date, end: date, values: dict[str, str], context: ReadContext
) -> Fault | None:
    """Why the two dates cannot be right together."""
    if end < start:
        return Fault("date_end", Reason.REVERSED, f"{end} is before {start}")
    year = values.get("year", "").strip()
    if year.isascii() and year.isdigit() and not start.year <= int(year) <= end.year:
        return Fault("year", Reason.CONFLICT, f"year {year}, but the dates lie in {start.year}")
    return implausible(start, "date_start", context, first_year=FIRST_YEAR) or implausible(
        end, "date_end", context, first_year=FIRST_YEAR
    )


def _civil(
    first: date, days: int, country: str, context: ReadContext
) -> tuple[TimeSpan, set[str]]:
    """The civil days in UTC; without a known zone, from the earliest to the latest one."""
    zone = _ZONES.get(country) or context.options.get("zone")
    if isinstance(zone, str):
        return day_span(first, zone, days), set()
    span = day_span(first, "UTC", days)
    widest = TimeSpan(
        span.start - timedelta(hours=14), span.end + timedelta(hours=12), TimeBasis.DATE_ONLY
    )
    return widest, {"time.zone_unknown"}
