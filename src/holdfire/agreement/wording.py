"""Parts of sentences: times, distances, places, parties and lists in plain English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BetweenArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.base.quantity import Quantity, Unit

__all__ = [
    "after_words",
    "distance_words",
    "ending",
    "joined",
    "line_words",
    "party_words",
    "place_words",
    "plain",
    "starting",
]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def plain(word: str) -> str:
    """A word of a vocabulary without its underscores."""
    return word.replace("_", " ")


def joined(words: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def _day(value: datetime) -> str:
    """``27 July 2020``, the same in every locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def starting(instant: datetime, zone: str) -> str:
    """An instant (UTC) from which something holds, in the zone."""
    local = instant.astimezone(ZoneInfo(zone))
    if local.time() == time():
        return f"the start of {_day(local)}"
    return f"{_clock(local)} on {_day(local)} ({zone})"


def ending(instant: datetime, zone: str) -> str:
    """An instant (UTC) that is no longer included; midnight ends the day before it."""
    local = instant.astimezone(ZoneInfo(zone))
    if local.time() == time():
        return f"the end of {_day(local - timedelta(days=1))}"
    return f"{_clock(local)} on {_day(local)} ({zone})"


def _clock(local: datetime) -> str:
    """Hours and minutes, with seconds only where there are some."""
    return local.strftime("%H:%M:%S" if local.second else "%H:%M")


def distance_words(quantity: Quantity) -> str:
    """``15 km`` or ``15 to 20 km``."""
    unit = "km" if quantity.unit is Unit.KILOMETRE else quantity.unit.value
    if quantity.exact:
        return f"{quantity.low:g} {unit}"
    return f"{quantity.low:g} to {quantity.high:g} {unit}"


def party_words(agreement: Agreement, ids: Sequence[str]) -> tuple[str, ...]:
    """The display names of parties."""
    names = {party.id: party.name for party in agreement.parties}
    return tuple(names.get(ident, ident) for ident in ids)


def line_words(agreement: Agreement, name: str) -> str:
    """What the text calls a line."""
    return agreement.lines.get(name, name).rstrip(".")


def _event_words(agreement: Agreement, names: Sequence[str]) -> str:
    """The events that a time waits for."""
    events = {anchor.name: anchor.event for anchor in agreement.anchors}
    return joined(events.get(name) or name for name in names)


def after_words(agreement: Agreement, names: Sequence[str], days: int) -> str:
    """So many days after the events, whose dates are not known yet."""
    events = _event_words(agreement, names)
    return f"{days} days after {events}" if days else events


def _named(agreement: Agreement, name: str) -> str:
    """What the text calls a zone or site."""
    known = {**agreement.zones, **agreement.sites}
    return known.get(name, name).rstrip(".")


def place_words(agreement: Agreement, area: AreaRef) -> str:
    """Where, as the end of a sentence; empty for everywhere."""
    if isinstance(area, AnywhereArea):
        return ""
    if isinstance(area, NamedArea):
        return "in " + joined(_named(agreement, name) for name in area.names)
    if isinstance(area, BetweenArea):
        first, second = (line_words(agreement, name) for name in (area.first, area.second))
        return f"between {first} and {second}"
    if isinstance(area, BufferArea):
        width = distance_words(area.each_side)
        return f"within {width} on each side of {line_words(agreement, area.line)}"
    return _sided(agreement, area)


def _sided(agreement: Agreement, area: BandArea | DepthArea) -> str:
    """A band or depth, on one side or on both."""
    line = line_words(agreement, area.line)
    names = party_words(agreement, [area.party] if area.party else [])
    side = f"on the side of {names[0]}" if names else "on each side"
    if isinstance(area, DepthArea):
        return f"from {line} to a depth of {distance_words(area.depth)} {side}"
    low, high = area.inner.low, area.outer.high
    return f"from {low:g} to {high:g} km from {line} {side}"
