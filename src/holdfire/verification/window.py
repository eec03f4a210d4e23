"""The part of a period in which one version of a clause binds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from holdfire.base.instant import TimeSpan, micros

__all__ = ["MICRO", "Window", "cut"]

MICRO = timedelta(microseconds=1)
"""The smallest step of time: what is after a deadline begins one step after it."""


@dataclass(frozen=True, slots=True)
class Window:
    """The instants ``start <= t < end`` (UTC); never empty."""

    start: datetime
    end: datetime

    @property
    def start_us(self) -> int:
        """Its first microsecond since 1970."""
        return micros(self.start)

    @property
    def end_us(self) -> int:
        """The first microsecond after it."""
        return micros(self.end)

    @property
    def hours(self) -> float:
        """Its length in hours."""
        return (self.end - self.start).total_seconds() / 3600.0

    @property
    def span(self) -> TimeSpan:
        """The same instants as a closed interval."""
        return TimeSpan(self.start, self.end - MICRO)


def cut(
    window: Window, start: datetime | None = None, end: datetime | None = None
) -> Window | None:
    """The part of the window from ``start`` until before ``end``; ``None`` if none is left."""
    low = window.start if start is None else max(window.start, start)
    high = window.end if end is None else min(window.end, end)
    return Window(low, high) if low < high else None
