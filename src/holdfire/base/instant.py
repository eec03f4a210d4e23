"""Instants and intervals: always UTC, always with their basis and accuracy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holdfire.base.codes import Code
from holdfire.base.errors import BadInstant

__all__ = [
    "EPOCH",
    "TimeBasis",
    "TimeSpan",
    "day_span",
    "from_micros",
    "local_instant",
    "micros",
    "parse_instant",
]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


class TimeBasis(StrEnum):
    """Where a time came from, because each source of time errs in its own way."""

    UTC = "utc"
    GPS = "gps"
    TAI = "tai"
    TOD_RESOLVED = "tod_resolved"
    LOCAL = "local_tz"
    RECEIPT = "receipt"
    DATE_ONLY = "date_only"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A closed interval of UTC time ``[start, end]``; an instant has equal ends.

    ``sigma_s`` is the 1-sigma accuracy of the ends in seconds, ``None`` if unknown.
    Raises :class:`BadInstant` for naive ends or a reversed interval.
    """

    start: datetime
    end: datetime
    basis: TimeBasis = TimeBasis.UTC
    sigma_s: float | None = None

    def __post_init__(self) -> None:
        """Refuse naive and reversed intervals."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise BadInstant(Code.INSTANT_WITHOUT_ZONE, "an interval end has no time zone")
        if self.start > self.end:
            raise BadInstant(
                Code.SPAN_REVERSED, f"the interval {self.start} .. {self.end} is reversed"
            )

    @property
    def seconds(self) -> float:
        """Length of the interval in seconds."""
        return (self.end - self.start).total_seconds()

    def overlaps(self, other: TimeSpan) -> bool:
        """Do the two closed intervals share an instant?"""
        return self.start <= other.end and other.start <= self.end

    def share_inside(self, start: datetime, end: datetime) -> float:
        """The share (0..1) of this interval inside ``[start, end)``; an instant: 0 or 1."""
        if self.start == self.end:
            return 1.0 if start <= self.start < end else 0.0
        low, high = max(self.start, start), min(self.end, end)
        return max(0.0, (high - low).total_seconds()) / self.seconds


def micros(instant: datetime) -> int:
    """Microseconds since 1970-01-01T00:00Z, exact."""
    return (instant - EPOCH) // _MICRO


def from_micros(value: int) -> datetime:
    """The UTC instant of :func:`micros`, exact."""
    return EPOCH + timedelta(microseconds=value)


def parse_instant(text: str, *, zone: str | None = None) -> datetime:
    """Read an ISO 8601 instant; ``zone`` (IANA) is used only when the text has no offset.

    Returns UTC. Raises :class:`BadInstant` when the text cannot be read or has no zone.
    """
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInstant(Code.INSTANT_UNREADABLE, f"cannot read the time {text!r}") from error
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    if zone is None:
        raise BadInstant(Code.INSTANT_WITHOUT_ZONE, f"the time {text!r} has no zone")
    return local_instant(value, zone)


def local_instant(value: datetime, zone: str) -> datetime:
    """UTC of a naive wall-clock time in ``zone``; refuses times that occur twice or never."""
    try:
        info = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInstant(Code.INSTANT_UNREADABLE, f"unknown time zone {zone!r}") from error
    early = value.replace(tzinfo=info, fold=0)
    late = value.replace(tzinfo=info, fold=1)
    if early.utcoffset() != late.utcoffset():
        raise BadInstant(
            Code.INSTANT_IMPOSSIBLE, f"{value} does not exist or occurs twice in {zone}"
        )
    return early.astimezone(UTC)


def day_span(day: date, zone: str = "UTC", days: int = 1) -> TimeSpan:
    """The civil day(s) starting at ``day`` in ``zone`` as a date-only interval in UTC.

    The last microsecond belongs to the day; a day of 23 or 25 hours keeps its length.
    """
    info = ZoneInfo(zone)
    start = datetime(day.year, day.month, day.day, tzinfo=info).astimezone(UTC)
    after = day + timedelta(days=days)
    end = datetime(after.year, after.month, after.day, tzinfo=info).astimezone(UTC)
    return TimeSpan(start, end - _MICRO, TimeBasis.DATE_ONLY)
