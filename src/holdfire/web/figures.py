"""Numbers, times and places as a reader sees them: units stated, UTC first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markupsafe import Markup

from holdfire.reports.likelihood import EDGES, likelihood_word
from holdfire.web.language import NO_BREAK, Words
from holdfire.web.naming import LIKELIHOOD

__all__ = [
    "as_instant",
    "coordinates",
    "distance",
    "likelihood",
    "local",
    "probability_number",
    "stamp",
    "stamp_text",
]

_PLUS_MINUS = "±"


def as_instant(value: object) -> datetime | None:
    """A datetime, ISO text or ``None`` as an aware UTC instant; naive values are UTC."""
    if value is None or value == "":
        return None
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def stamp_text(value: object) -> str:
    """``2020-07-27 06:00 UTC``; seconds only where there are some; an em dash for nothing."""
    instant = as_instant(value)
    if instant is None:
        return "—"
    clock = "%H:%M:%S" if instant.second else "%H:%M"
    return f"{instant:%Y-%m-%d}{NO_BREAK}{instant.strftime(clock)}{NO_BREAK}UTC"


def stamp(value: object) -> Markup:
    """The instant as a ``time`` element."""
    instant = as_instant(value)
    if instant is None:
        return Markup("—")
    machine = instant.isoformat().replace("+00:00", "Z")
    return Markup('<time datetime="{}">{}</time>').format(machine, stamp_text(instant))


def local(value: object, zone: str) -> str:
    """The same instant on the clocks of ``zone``, labelled; empty for UTC or nothing."""
    instant = as_instant(value)
    if instant is None or zone in {"", "UTC"}:
        return ""
    try:
        there = instant.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return f"{there:%Y-%m-%d}{NO_BREAK}{there:%H:%M}{NO_BREAK}{zone}"


def probability_number(value: float, words: Words) -> str:
    """A probability as a percentage that falls into the same interval of the scale.

    0.0496 is 4.96 %, not "5 %": a rounded number must not contradict its word.
    """
    for digits in (0, 1, 2):
        shown = round(100.0 * value, digits) / 100.0
        same_end = (shown > 0.0) == (value > 0.0) and (shown < 1.0) == (value < 1.0)
        if same_end and likelihood_word(shown) == likelihood_word(value):
            return words.percent(value, digits)
    return f"{'<' if value < EDGES[0] else '>'}{NO_BREAK}{_bound(value, words)}"


def _bound(value: float, words: Words) -> str:
    """The nearest bound of two decimals for a probability that needs more of them."""
    hundredths = 1e4 * value
    inner = math.ceil(hundredths) if value < EDGES[0] else math.floor(hundredths)
    return words.percent(inner / 1e4, 2)


def likelihood(value: float, words: Words) -> str:
    """Word and number, ``likely (70 %)``; outside 1-99 % the number alone."""
    number = probability_number(value, words)
    word = likelihood_word(value)
    return number if word is None else f"{words.say(LIKELIHOOD[word])} ({number})"


def distance(metres: float | None, words: Words) -> str:
    """Metres or kilometres, two significant places where they are meaningful."""
    if metres is None or not math.isfinite(metres):
        return "—"
    if metres < 1000.0:
        return f"{words.number(metres)}{NO_BREAK}{words.say('m')}"
    digits = 1 if metres < 10_000.0 else 0
    return f"{words.number(metres / 1000.0, digits)}{NO_BREAK}{words.say('km')}"


def coordinates(place: Mapping[str, Any], words: Words) -> str:
    """Decimal degrees, latitude first, never finer than the stated doubt supports."""
    lon, lat, doubt = place.get("lon"), place.get("lat"), place.get("doubt_m")
    if lon is None or lat is None:
        return "—"
    digits = 4 if doubt is None else max(1, min(4, 5 - round(math.log10(max(doubt, 10.0)))))
    north = words.say("N") if lat >= 0 else words.say("S")
    east = words.say("E") if lon >= 0 else words.say("W")
    text = f"{abs(lat):.{digits}f}° {north}, {abs(lon):.{digits}f}° {east}"
    return text if doubt is None else f"{text} {_PLUS_MINUS}{NO_BREAK}{distance(doubt, words)}"
