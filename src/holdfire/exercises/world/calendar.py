"""When an exercise takes place: days counted from the first instant of the ceasefire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["START", "ZONE", "instant", "iso", "seconds_of"]

START = datetime(2024, 5, 6, tzinfo=UTC)
"""The first instant. The date means nothing; it lies where all the sources exist."""

ZONE = "UTC"
"""The civil time zone of the fictitious place."""


def instant(seconds: float) -> datetime:
    """The instant so many seconds after the start, to the whole second."""
    return START + timedelta(seconds=round(seconds))


def seconds_of(day: float, hour: float = 0.0) -> float:
    """Seconds from the start to an hour of a day (counted from zero)."""
    return day * 86_400.0 + hour * 3600.0


def iso(when: datetime) -> str:
    """An instant as ISO 8601 with Z."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
