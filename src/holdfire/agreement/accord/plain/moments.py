"""Days and instants in sentences: ISO days, the wall clock with its zone and its offset.

A whole day as a start is its first instant, as an end or a deadline its last. Every other
instant is written with the offset of its zone, so that an hour that the clock shows twice
is still one instant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from holdfire.agreement.accord.plain.grammar import (
    Choice,
    Exact,
    Found,
    Grammar,
    Heard,
    Listed,
    Mapped,
    Pattern,
    Phrase,
    Said,
)
from holdfire.agreement.accord.plain.primitives import Count, Label, Quoted
from holdfire.agreement.moment import Moment, first, last

__all__ = ["BY", "DAY", "PAST", "START", "UNTIL", "WINDOW", "After"]

_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d{6})?)?) "
    r"\(([^,()]+), UTC([+-]\d\d:\d\d(?::\d\d)?)\)"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class After:
    """A time so many civil days after events that have no date yet."""

    events: tuple[str, ...]
    days: int


@dataclass(frozen=True, eq=False)
class _Stamp(Grammar):
    """An instant by the wall clock of the agreement's zone."""

    def write(self, value: Any, said: Said) -> str | None:
        """Day, time of day, zone, offset."""
        if not isinstance(value, datetime):
            return None
        local = value.astimezone(ZoneInfo(said.names.zone))
        clock = local.strftime("%H:%M")
        if local.microsecond:
            clock = local.strftime("%H:%M:%S.%f")
        elif local.second:
            clock = local.strftime("%H:%M:%S")
        where = f"({said.names.zone}, UTC{_offset(local)})"
        return f"{local.date().isoformat()} {clock} {where}"

    def read(self, at: int, heard: Heard) -> Found:
        """The instant, where the zone is that of the agreement."""
        match = _STAMP.match(heard.text, at)
        if match is None or match[3] != heard.said.names.zone:
            return []
        try:
            local = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[4]}")
        except ValueError:
            return []
        heard.furthest = max(heard.furthest, match.end())
        return [(local.astimezone(UTC), match.end())]


def _offset(local: datetime) -> str:
    """``+02:00``, with seconds only where the offset has some."""
    return local.isoformat(timespec="microseconds").split(".")[1][6:]


@dataclass(frozen=True, eq=False)
class _Day(Grammar):
    """A day of the calendar."""

    def write(self, value: Any, said: Said) -> str | None:
        """The day as year, month, day."""
        del said
        known = isinstance(value, date) and not isinstance(value, datetime)
        return value.isoformat() if known else None

    def read(self, at: int, heard: Heard) -> Found:
        """The day, if the calendar has it."""
        match = _DAY.match(heard.text, at)
        if match is None:
            return []
        try:
            found = date.fromisoformat(match[0])
        except ValueError:
            return []
        heard.furthest = max(heard.furthest, match.end())
        return [(found, match.end())]


@dataclass(frozen=True, eq=False)
class _Edge(Grammar):
    """The first instant of a civil day, or the instant after its last."""

    ends: bool

    def write(self, value: Any, said: Said) -> str | None:
        """The day and the zone, for an instant that is such an edge."""
        if not isinstance(value, datetime):
            return None
        day = value.astimezone(ZoneInfo(said.names.zone)).date()
        if self.ends:
            day -= timedelta(days=1)
        if self._instant(day, said.names.zone) != value:
            return None
        return f"{day.isoformat()} ({said.names.zone})"

    def read(self, at: int, heard: Heard) -> Found:
        """The edge of the day that stands there."""
        found = heard.read(DAY, at)
        zone = f" ({heard.said.names.zone})"
        return [
            (self._instant(day, heard.said.names.zone), end + len(zone))
            for day, end in found
            if heard.literal(zone, end)
        ]

    def _instant(self, day: date, zone: str) -> datetime | None:
        """The instant (UTC) of the edge."""
        return (last if self.ends else first)(Moment(day=day), zone)


DAY = _Day()
_STAMPED = _Stamp()
_EVENTS = Listed(Choice((Label("anchor"), Quoted())))


def _after(key: str) -> Choice:
    """A time that waits for events: ``key.at`` with them, ``key.after`` some days later."""
    return Choice(
        (
            Mapped(
                Phrase(f"{key}.at", _EVENTS),
                lambda value: (
                    value.events if isinstance(value, After) and not value.days else None
                ),
                lambda events: After(events, 0),
            ),
            Mapped(
                Pattern(f"{key}.after", {"days": Count(), "events": _EVENTS}),
                lambda value: (
                    {"days": value.days, "events": value.events}
                    if isinstance(value, After) and value.days
                    else None
                ),
                lambda values: (
                    After(values["events"], values["days"]) if values["days"] else None
                ),
            ),
        )
    )


def _deadline(key: str) -> Choice:
    """A deadline: the end of a day, an instant, a time that waits, or none in the text."""
    return Choice(
        (
            Exact(f"{key}.unsaid", None),
            Phrase(f"{key}.end", _Edge(ends=True)),
            Phrase(f"{key}.instant", _STAMPED),
            _after(key),
        )
    )


START = Choice(
    (
        Phrase("from.start", _Edge(ends=False)),
        Phrase("from.instant", _STAMPED),
        _after("from"),
    )
)
"""From when: the first instant of a day, or an instant, or a time that waits."""

UNTIL = Choice((Phrase("until.end", _Edge(ends=True)), Phrase("until.instant", _STAMPED)))
"""Until when: that instant is no longer included."""

BY = _deadline("by")
"""By when: that instant is still in time; ``None`` where the text gives none."""

PAST = _deadline("past")
"""After when."""

WINDOW = Choice(
    (
        Exact("window.open", (None, None)),
        Mapped(
            Phrase("window.from", START),
            lambda pair: pair[0] if pair[1] is None else None,
            lambda start: (start, None),
        ),
        Mapped(
            Phrase("window.until", UNTIL),
            lambda pair: pair[1] if pair[0] is None else None,
            lambda end: (None, end),
        ),
        Mapped(
            Pattern("window.both", {"start": START, "end": UNTIL}),
            lambda pair: {"start": pair[0], "end": pair[1]} if None not in pair else None,
            lambda values: (values["start"], values["end"]),
        ),
    )
)
"""From when until when a clause binds, as a pair; ``None`` is open."""
