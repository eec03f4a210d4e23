"""Small values of a norm file as text: durations, quorums, thresholds, instants.

Each function gives the value or a :class:`Refusal`; none raises.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

from holdfire.agreement.accord.norms.norm import Quorum
from holdfire.agreement.problems import Refusal
from holdfire.base.errors import BadInput
from holdfire.base.instant import local_instant, micros, parse_instant

__all__ = [
    "US_PER_UNIT",
    "read_instant",
    "read_quorum",
    "read_share",
    "read_span",
    "said_span",
]

US_PER_UNIT = {
    "us": 1,
    "ms": 1_000,
    "s": 1_000_000,
    "min": 60_000_000,
    "m": 60_000_000,
    "h": 3_600_000_000,
    "d": 86_400_000_000,
    "w": 604_800_000_000,
}
_SPAN = re.compile(r"\+?\s*(\d{1,9}(?:\.\d{1,6})?)\s*([a-z]+)")
_QUORUM = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_SHARE = re.compile(r"0(?:\.\d{1,3})?|1(?:\.0{1,3})?")
_CIVIL = re.compile(
    r"cal\(\s*[\"'](\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})[\"']\s*,\s*[\"']([\w/+-]+)[\"']\s*\)"
)


def read_span(text: str) -> int | Refusal:
    """``7d``, ``24h`` or ``+90 min`` as exact microseconds, more than none."""
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        return Refusal(f"{text[:60]!r} is not a duration", "Write it with its unit: 24h.")
    unit = US_PER_UNIT.get(match[2])
    if unit is None:
        return Refusal(f"{match[2]!r} is not a unit of time", "Use s, min, h, d or w.")
    value = Decimal(match[1]) * unit
    if value != int(value):
        return Refusal(f"{text[:60]!r} is less than a microsecond fine", "Round it.")
    if value <= 0:
        return Refusal("a duration of nothing", "Give a duration longer than zero.")
    return int(value)


def said_span(us: int) -> str:
    """A duration in the largest unit that divides it: ``14d``, ``36h``, ``90min``."""
    for unit in ("w", "d", "h", "min", "s", "ms"):
        size = US_PER_UNIT[unit]
        if us % size == 0 and us >= size and (unit != "w"):
            return f"{us // size}{unit}"
    return f"{us}us"


def read_quorum(text: str) -> Quorum | Refusal:
    """``5/7``: at least five of seven in favour."""
    match = _QUORUM.fullmatch(text.strip())
    if match is None:
        return Refusal(f"{text[:60]!r} is not a quorum", "Write it so: 5/7.")
    needed, of = int(match[1]), int(match[2])
    if not 0 < needed <= of:
        return Refusal(
            f"{needed} of {of} members can never be met or asks for nobody",
            "Give a number between 1 and the number of members.",
        )
    return Quorum(needed, of)


def read_share(text: str) -> int | Refusal:
    """``0.95`` as thousandths; from 0 to 1 with at most three decimals."""
    if _SHARE.fullmatch(text.strip()) is None:
        return Refusal(f"{text[:60]!r} is not between 0 and 1", "Write it so: 0.95.")
    return int(Decimal(text.strip()) * 1000)


def read_instant(text: str) -> int | Refusal:
    """An instant as microseconds: ISO 8601, or ``cal("1996-01-19 24:00", "ZONE")``."""
    try:
        civil = _CIVIL.fullmatch(text.strip())
        if civil is None:
            return micros(parse_instant(text))
        day, hour, minute, place = civil.groups()
        if hour == "24":
            if minute != "00":
                return Refusal("no day has a minute after 24:00", "Write the next day.")
            naive = datetime.fromisoformat(f"{day}T00:00") + timedelta(days=1)
        else:
            naive = datetime.fromisoformat(f"{day}T{hour}:{minute}")
        return micros(local_instant(naive, place))
    except BadInput as error:
        return Refusal(error.what, error.next_step)
    except (ValueError, OverflowError):
        return Refusal(f"{text[:60]!r} is no time of the calendar", "Check day and hour.")
