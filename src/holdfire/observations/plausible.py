"""Dates that cannot be: before the source began, or after the file was received."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import ReadContext

__all__ = ["LATEST_YEAR", "implausible", "iso_day"]

LATEST_YEAR = 2100
"""No date from this year on is believed, whatever the receipt time."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def iso_day(text: str, field: str) -> date | Fault:
    """A date written YYYY-MM-DD (or YYYYMMDD), or what is wrong with it."""
    short = text.strip()
    if not short:
        return Fault(field, Reason.MISSING, "empty")
    if len(short) == 8 and short.isdigit() and short.isascii():
        short = f"{short[:4]}-{short[4:6]}-{short[6:]}"
    match = _DAY.fullmatch(short) if short.isascii() else None
    if match is None:
        return Fault(field, Reason.TIME, f"{short!r} is not YYYY-MM-DD")
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return Fault(field, Reason.TIME, f"{short!r} is not a day of the calendar")


def implausible(
    day: date, field: str, context: ReadContext, *, first_year: int
) -> Fault | None:
    """A fault for a day before ``first_year`` or a day and more after the receipt."""
    if day.year < first_year:
        return Fault(field, Reason.IMPLAUSIBLE, f"{day} is before {first_year}")
    if day.year >= LATEST_YEAR:
        return Fault(field, Reason.IMPLAUSIBLE, f"{day} is too far ahead")
    received = context.received
    if received is not None:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        if start > received.end + timedelta(days=1):
            found = f"{day} is after the file was received ({received.end:%Y-%m-%d})"
            return Fault(field, Reason.IMPLAUSIBLE, found)
    return None
