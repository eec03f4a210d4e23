"""When, in words: days and parts of days by the local clock, as an interval.

The words "morning" to "night" have no sharp ends, so each is given the longest interval
that people use it for, in local time: morning 05-12, afternoon 12-19, evening 17-24,
night 20-07. "Evening and night of 13-14" runs from 17:00 on the 13th to 07:00 on the 14th;
"night of the 14th" alone may be either night, so it runs from 00:00 on the 14th to 07:00
on the 15th.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from holdfire.base.instant import TimeBasis, TimeSpan, day_span

__all__ = ["MONTHS", "Occasion", "days_of", "read_occasion", "span_of", "write_occasion"]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""The months by number, from 1."""

_YEARS = (1900, 2200)
_PARTS = ("morning", "afternoon", "evening", "night")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Parts of days (none: whole days) and days as (month, day); ``None`` when not said.

    ``same`` marks "the same evening": the days are those of the sentence before.
    """

    parts: tuple[str, ...] = ()
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    year: int | None = None
    same: bool = False


_MONTH = "|".join(MONTHS)
_PART = r"(?:early\s+|late\s+)?(?:mornings?|afternoons?|evenings?|nights?|days?)"
_DAYS = (
    rf"(?P<d1>\d{{1,2}})(?:\s+(?P<m1>{_MONTH}))?"
    rf"(?:\s*(?:[-–—/]|and|to)\s*(?P<d2>\d{{1,2}}))?\s+(?P<m2>{_MONTH})(?:,?\s+(?P<year>\d{{4}}))?"
)
_LEAD = r"(?:(?:on|during|in|over|throughout|between)\s+)?(?:the\s+)?"
_OCCASION = re.compile(
    rf"\b{_LEAD}(?P<same>same\s+)?(?P<parts>{_PART}(?:\s*(?:,|and|[-–])\s*{_PART})*)\b"
    rf"(?:\s+(?:hours\s+)?of\s+(?:{_DAYS}))?",
    re.IGNORECASE,
)
_DAYS_ONLY = re.compile(rf"\b(?:on|between|during)\s+(?:{_DAYS})", re.IGNORECASE)


def _month_day(month: str, day: str) -> tuple[int, int]:
    """A month's name and a day as numbers."""
    return MONTHS.index(month.capitalize()) + 1, int(day)


def _days(
    parts: dict[str, str | None],
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """First and last day named, if any."""
    if not parts.get("d1") or not parts.get("m2"):
        return None, None
    last_month = str(parts["m2"])
    first = _month_day(str(parts.get("m1") or last_month), str(parts["d1"]))
    if not parts.get("d2"):
        return first, None
    return first, _month_day(last_month, str(parts["d2"]))


def read_occasion(text: str) -> tuple[Occasion, tuple[int, int]] | None:
    """The first time given in the text and its span, or ``None``."""
    match = _OCCASION.search(text)
    days = _DAYS_ONLY.search(text)
    if match is None or (days is not None and match["d1"] is None):
        match = days or match
    if match is None:
        return None
    parts = match.groupdict()
    said = (parts.get("parts") or "").lower()
    named = tuple(part for part in _PARTS if part in said)
    first, last = _days(parts)
    year = parts.get("year")
    occasion = Occasion(
        named, first, last, int(year) if year else None, bool(parts.get("same"))
    )
    return occasion, match.span()


def write_occasion(occasion: Occasion) -> str:
    """The time in words; :func:`read_occasion` gives it back."""
    named = " and ".join(occasion.parts)
    lead = "during the same " if occasion.same else "during the "
    if occasion.first is None:
        return f"{lead}{named or 'day'}"
    month, day = occasion.first
    days = f"{day}"
    if occasion.last is not None:
        if occasion.last[0] != month:
            days += f" {MONTHS[month - 1]}"
        days += f"-{occasion.last[1]}"
    shown = f"{days} {MONTHS[(occasion.last or occasion.first)[0] - 1]}"
    if occasion.year is not None:
        shown += f" {occasion.year}"
    return f"{lead}{named} of {shown}" if named else f"on {shown}"


def days_of(
    occasion: Occasion, known: tuple[date, date] | None
) -> tuple[tuple[date, date] | None, tuple[str, ...]]:
    """First and last calendar day, and flags; ``known`` are the days of the row itself.

    Without a year in the words the one nearest to the row's day is meant; without either
    the days stay unknown.
    """
    if occasion.first is None or occasion.same:
        flags = ("time.refers_back",) if occasion.same and known is None else ()
        return known, flags if known is not None or flags else ("time.no_day",)
    last = occasion.last or occasion.first
    if occasion.year is not None:
        years = [occasion.year]
    elif known is not None:
        years = [known[0].year - 1, known[0].year, known[0].year + 1]
    else:
        return None, ("time.no_year",)
    options = [
        pair for year in years if (pair := _dated(occasion.first, last, year)) is not None
    ]
    if not options:
        return None, ("time.impossible_day",)
    around = options[0][0] if known is None else known[0]
    return min(options, key=lambda pair: abs((pair[0] - around).days)), ()


def _dated(
    first: tuple[int, int], last: tuple[int, int], year: int
) -> tuple[date, date] | None:
    """Both days in a year (the last perhaps in the next one), if they exist."""
    if not _YEARS[0] <= year <= _YEARS[1]:
        return None
    try:
        start = date(year, *first)
        end = date(year + 1 if last < first else year, *last)
    except ValueError:
        return None
    return start, end


def _edges(parts: tuple[str, ...], days: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The hull of the parts as (day, hour) counted from the first day."""
    dark = "night" in parts and (days > 0 or "evening" in parts)
    after = max(days, 1) if dark else days
    table = {
        "morning": ((after if dark else 0, 5), (after if dark else days, 12)),
        "afternoon": ((0, 12), (days, 19)),
        "evening": ((0, 17), (0 if dark else days, 24)),
        "night": ((0, 20), (after, 7)) if dark else ((0, 0), (days + 1, 7)),
    }
    edges = [table[part] for part in parts]
    return min(edge[0] for edge in edges), max(edge[1] for edge in edges)


def span_of(
    occasion: Occasion, known: tuple[date, date] | None, zone: str
) -> tuple[TimeSpan | None, tuple[str, ...]]:
    """The interval meant, in UTC, and flags; ``None`` when the day is unknown.

    ``zone`` is the IANA zone of the local clock.
    """
    days, flags = days_of(occasion, known)
    if days is None:
        return None, flags
    length = (days[1] - days[0]).days
    if not occasion.parts:
        return day_span(days[0], zone, length + 1), flags
    low, high = _edges(occasion.parts, length)
    start, end = _at(days[0], *low, zone), _at(days[0], *high, zone)
    return replace(TimeSpan(start, end), basis=TimeBasis.LOCAL), flags


def _at(day: date, after: int, hour: int, zone: str) -> datetime:
    """An hour of the local clock some days after a day; where it occurs twice, the first."""
    moved = day + timedelta(days=after + hour // 24)
    local = datetime(moved.year, moved.month, moved.day, hour % 24, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)
