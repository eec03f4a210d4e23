"""Times of an agreement: days, instants, anchors, and what is added to them.

A :class:`Moment` is a whole civil day, an exact instant, or open because an event has no
date yet. Days are civil days of the agreement's zone (23 or 25 hours where the clock
changes); hours are exact. A whole day as a start is its first instant, as an end or a
deadline its last: :func:`first` and :func:`last`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holdfire.agreement.problems import Refusal
from holdfire.agreement.words import nearest
from holdfire.base.errors import BadInstant
from holdfire.base.instant import local_instant, parse_instant

__all__ = ["Moment", "first", "is_zone", "last", "later", "read_moment", "shown"]

_YEARS = range(1800, 2301)
_LONGEST = 160
_NAME = r"[A-Za-z][\w.-]*"
_STAMP = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?"
_AMOUNT = re.compile(r"\s+([+-])\s+(\d{1,5})\s*(min|[dhw])(?=\s|$)")
_BASE = re.compile(
    rf"(?:(?P<edge>start|end) of )?(?:day (?P<nth>\d{{1,4}}) of )?(?P<base>{_STAMP}|{_NAME})"
)
_HOW = "Write a day, an instant, or an anchor with what is added: in_force + 14 d."


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, an instant (UTC), or neither while the events of ``awaits`` have no date.

    ``days`` are the civil days added so far.
    """

    day: date | None = None
    instant: datetime | None = None
    awaits: tuple[str, ...] = ()
    days: int = 0


def is_zone(name: str) -> bool:
    """Is this the IANA name of a time zone?"""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_+/-]{0,60}", name) is None:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def first(moment: Moment | None, zone: str) -> datetime | None:
    """The first instant: of a whole day its midnight (where the clock skips it, the skip)."""
    if moment is None or moment.day is None:
        return moment.instant if moment is not None else None
    return datetime.combine(moment.day, time(), ZoneInfo(zone)).astimezone(UTC)


def last(moment: Moment | None, zone: str) -> datetime | None:
    """The instant after the last one: of a whole day the midnight that ends it."""
    if moment is None or moment.day is None:
        return moment.instant if moment is not None else None
    return first(replace(moment, day=moment.day + timedelta(days=1)), zone)


def shown(moment: Moment, zone: str) -> str:
    """The moment as a file would write it, in the zone."""
    if moment.day is not None:
        return moment.day.isoformat()
    if moment.instant is not None:
        return moment.instant.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
    return "open"


def read_moment(
    text: str, names: Mapping[str, Moment], zone: str, counting: str = ""
) -> Moment | Refusal:
    """The moment a text such as ``day 2 of in_force + 14 d`` means.

    ``names`` are the anchors known so far, ``counting`` is the day-counting rule. Never
    raises: what cannot be read, does not exist on the clock or lies outside the years
    1800 to 2300 is a :class:`Refusal`.
    """
    stripped = text.strip()
    base = _BASE.match(stripped) if len(stripped) <= _LONGEST else None
    if base is None:
        return Refusal(f"{stripped[:60]!r} is not a time", _HOW)
    amounts: list[tuple[int, str]] = []
    at = base.end()
    while at < len(stripped):
        amount = _AMOUNT.match(stripped, at)
        if amount is None:
            return Refusal(f"{stripped[:60]!r} is not a time", _HOW)
        amounts.append((int(f"{amount[1]}{amount[2]}"), amount[3]))
        at = amount.end()
    moment = _base(base, names, zone, counting)
    for count, unit in amounts:
        if isinstance(moment, Refusal):
            return moment
        moment = _plus(moment, count, unit, zone)
    return moment


def _base(
    match: re.Match[str], names: Mapping[str, Moment], zone: str, counting: str
) -> Moment | Refusal:
    """The base of an expression, before anything is added."""
    word = match["base"]
    moment = _stamp(word, zone) if word[0].isdigit() else _named(word, names)
    if isinstance(moment, Refusal):
        return moment
    if match["nth"] is not None:
        moment = _nth(moment, int(match["nth"]), zone, counting)
    if isinstance(moment, Refusal) or match["edge"] is None:
        return moment
    if moment.day is None and not moment.awaits:
        return Refusal(f"{word!r} is an instant, not a day", "Leave out `start of`, `end of`.")
    edge = first(moment, zone) if match["edge"] == "start" else last(moment, zone)
    return replace(moment, day=None, instant=edge)


def _named(word: str, names: Mapping[str, Moment]) -> Moment | Refusal:
    """An anchor by name."""
    found = names.get(word)
    if found is not None:
        return found
    meant = nearest(word, names)
    hint = f"Did you mean {meant}?" if meant else "Name it under `anchors`."
    return Refusal(f"no anchor is called {word!r}", hint)


def _stamp(word: str, zone: str) -> Moment | Refusal:
    """A day or an instant as written."""
    if int(word[:4]) not in _YEARS:
        return Refusal(f"the year of {word!r} is not between 1800 and 2300", "Check it.")
    try:
        day = date.fromisoformat(word[:10])
        if len(word) == len("2020-07-27"):
            return Moment(day=day)
        clock = word[11:]
        if clock.startswith("24:00"):
            clock = "00:00" + clock[5:]
            day += timedelta(days=1)
        return Moment(instant=parse_instant(f"{day.isoformat()}T{clock}", zone=zone))
    except BadInstant as error:
        return Refusal(error.what, error.next_step)
    except ValueError:
        return Refusal(f"{word!r} is no day of the calendar", "Check year, month and day.")


def _nth(moment: Moment, nth: int, zone: str, counting: str) -> Moment | Refusal:
    """Day N of a moment under the counting rule."""
    if not counting:
        return Refusal(
            "it is not said how days are counted",
            "Give day_counting: first_day_is_one or first_day_is_zero.",
        )
    if counting == "first_day_is_one" and nth == 0:
        return Refusal("there is no day 0", "The first day is day 1 here.")
    added = nth - 1 if counting == "first_day_is_one" else nth
    if moment.awaits or (moment.day is None and moment.instant is None):
        return replace(moment, days=moment.days + added)
    day = moment.day or _local(moment, zone).date()
    return _checked(Moment(day=day + timedelta(days=added), days=moment.days + added))


def _local(moment: Moment, zone: str) -> datetime:
    """The wall-clock time of an instant in the zone."""
    instant = moment.instant if moment.instant is not None else datetime.min.replace(tzinfo=UTC)
    return instant.astimezone(ZoneInfo(zone))


def _plus(moment: Moment, count: int, unit: str, zone: str) -> Moment | Refusal:
    """Add civil days or exact hours."""
    if unit in {"d", "w"}:
        return later(moment, count * (7 if unit == "w" else 1), zone)
    if moment.day is not None:
        return Refusal(
            "hours are added to a whole day",
            "Say from when they run: end of X + 24 h, or start of X + 24 h.",
        )
    if moment.instant is None:
        return moment
    step = timedelta(hours=count) if unit == "h" else timedelta(minutes=count)
    return _checked(replace(moment, instant=moment.instant + step), zone)


def later(moment: Moment, days: int, zone: str) -> Moment | Refusal:
    """Add civil days: the next days of the calendar, or the same wall-clock time on one."""
    total = moment.days + days
    if moment.day is not None:
        return _checked(replace(moment, day=moment.day + timedelta(days=days), days=total))
    if moment.instant is None:
        return replace(moment, days=total)
    later = _local(moment, zone).replace(tzinfo=None, fold=0) + timedelta(days=days)
    try:
        return _checked(replace(moment, instant=local_instant(later, zone), days=total), zone)
    except BadInstant as error:
        return Refusal(error.what, "Give the instant itself, with its offset.")


def _checked(moment: Moment, zone: str = "UTC") -> Moment | Refusal:
    """Refuse a moment outside the years this program computes with."""
    year = moment.day.year if moment.day is not None else _local(moment, zone).year
    if year in _YEARS:
        return moment
    return Refusal(f"the arithmetic arrives in the year {year}", "Check the number of days.")
