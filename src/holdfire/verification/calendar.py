"""Civil windows: the hours, days, weeks and months of the zone of the text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from holdfire.verification.window import Window

__all__ = ["whole_windows"]

_HOUR = timedelta(hours=1)


def whole_windows(window: Window, per: str, zone: str) -> tuple[Window, ...]:
    """The civil windows that lie wholly inside, in order.

    ``per`` is hour, day, week (from Monday) or month. Days keep their real length of 23, 24
    or 25 hours. A window that is cut by either end is left out: half a day owes no number.
    """
    edges = _hours(window) if per == "hour" else _civil(window, per, ZoneInfo(zone))
    found = []
    previous = next(edges, None)
    for edge in edges:
        if previous is not None and previous >= window.start and edge <= window.end:
            found.append(Window(previous, edge))
        previous = edge
        if edge > window.end:
            break
    return tuple(found)


def _hours(window: Window) -> Iterator[datetime]:
    """The full hours from before the window on."""
    edge = window.start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while True:
        yield edge
        edge += _HOUR


def _civil(window: Window, per: str, zone: ZoneInfo) -> Iterator[datetime]:
    """The first instants of civil days, weeks or months from before the window on."""
    day = window.start.astimezone(zone).date()
    if per == "week":
        day -= timedelta(days=day.weekday())
    elif per == "month":
        day = day.replace(day=1)
    while True:
        yield datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        day = _next(day, per)


def _next(day: date, per: str) -> date:
    """The first day of the next window."""
    if per == "month":
        return (day + timedelta(days=31)).replace(day=1)
    return day + timedelta(days=7 if per == "week" else 1)
