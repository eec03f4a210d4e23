"""Where the observer stood: a named place, perhaps beside it, with its reference place.

Who controls a place is read only so that it can be sealed (:func:`stated_control`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from holdfire.observations.osce.directions import WIND, wind_name, wind_of
from holdfire.observations.osce.location import read_distance, write_km

__all__ = [
    "CONTROL",
    "NAME",
    "Position",
    "Reference",
    "read_position",
    "stated_control",
    "write_position",
]


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a place lies from a larger one: distance in km as written, a wind, its name."""

    km: float
    wind: str
    name: str


@dataclass(frozen=True, slots=True)
class Position:
    """A named place; ``wind`` (and ``km``) when the observer was beside it, not in it.

    ``feature`` is a thing in that place from which the offset counts ("railway station").
    """

    name: str
    reference: Reference | None = None
    wind: str | None = None
    km: float | None = None
    feature: str | None = None


CONTROL = (
    r"(?:[“\"„‘'«][^”\"’'»]{1,30}[”\"’'»]|\b[^\W\d_]{1,30}(?:-[^\W\d_]{1,30}){0,3})-controlled"
)
"""A regular expression (no groups) for an adjective that says who controls a place."""

_CAPITAL = r"[A-ZА-ЯІЇЄҐÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[\w’'ʼ]*(?:[-/.][\w’'ʼ]+)*"
NAME = (
    rf"(?!(?:SMM|Mission|The)\b){_WORD}(?:\s+{_WORD}|\s+\d{{1,2}}\b(?!\s*k?m))*"
    r"(?:\s+city\b)?(?!\w)"
)
"""A regular expression (no groups) for the name of a place."""

_BRACKET = (
    rf"(?:\s*\(\s*[A-Z]{{2,6}}\s*\))?\s*\(\s*(?:{CONTROL}\s*)?[,;]?\s*"
    rf"(?:(?:about\s+)?(?P<refkm>\d{{1,4}}(?:\.\d{{1,3}})?\s*k?m)\s+(?P<refwind>{WIND})\s+(?:of|from)\s+"
    rf"(?:{CONTROL}\s+)?(?P<refname>{NAME}))?\s*\)"
)
_PLACE = rf"(?:the\s+)?(?:{CONTROL}\s+)?(?P<name>{NAME})(?:{_BRACKET})?"
_FEATURE = r"(?:(?:the\s+)?(?P<feature>[a-z](?:[a-z-]| (?! )){0,40}?)\s+(?:in|at|of|near)\s+)?"
_BESIDE = re.compile(
    rf"(?:(?:about|approximately)\s+)?(?:(?P<km>\d{{1,4}}(?:\.\d{{1,3}})?\s*k?m)\s*)?"
    rf"(?P<wind>(?i:{WIND}))\s+of\s+{_FEATURE}{_PLACE}"
)
_IN = re.compile(rf"\b(?:[Ii]n|[Aa]t|[Nn]ear)\s+{_FEATURE}{_PLACE}")
_SAID_BEFORE = re.compile(rf"(?P<said>{CONTROL})\s+(?P<name>{NAME})")
_SAID_AFTER = re.compile(
    rf"(?P<name>{NAME})(?:\s*\([A-Z]{{2,6}}\))?\s*\(\s*(?P<said>{CONTROL})"
)
_SAID = re.compile(CONTROL)


def _km(text: str | None) -> float | None:
    """A distance in km, if there is one."""
    read = None if text is None else read_distance(text, 0)
    return None if read is None else read[1]


def read_position(head: str) -> tuple[Position, tuple[int, int]] | None:
    """The observer's place in the part of a sentence before its verb, and its span."""
    options = [m for m in (_BESIDE.search(head), _IN.search(head)) if m is not None]
    if not options:
        return None
    found = min(options, key=lambda match: match.start())
    parts = found.groupdict()
    reference = None
    ref_km = _km(parts["refkm"])
    if ref_km is not None:
        reference = Reference(ref_km, wind_of(parts["refwind"]), parts["refname"])
    position = Position(
        name=parts["name"],
        reference=reference,
        wind=None if parts.get("wind") is None else wind_of(parts["wind"]),
        km=_km(parts.get("km")),
        feature=parts.get("feature"),
    )
    return position, found.span()


def write_position(position: Position) -> str:
    """The observer's place in words; :func:`read_position` gives it back."""
    where = (
        position.name
        if position.feature is None
        else f"the {position.feature} in {position.name}"
    )
    if position.wind is not None:
        distance = "" if position.km is None else f"{write_km(position.km)}km "
        where = f"{distance}{wind_name(position.wind)} of {where}"
    elif position.feature is not None:
        where = f"at {where}"
    else:
        where = f"in {where}"
    if position.reference is None:
        return where
    reference = position.reference
    return (
        f"{where} ({write_km(reference.km)}km {wind_name(reference.wind)} of {reference.name})"
    )


def stated_control(text: str) -> tuple[tuple[str | None, str], ...]:
    """Every place whose control the text states, with the words; for the seal only."""
    found = [(m["name"], m["said"]) for m in _SAID_BEFORE.finditer(text)]
    found += [(m["name"], m["said"]) for m in _SAID_AFTER.finditer(text)]
    named = len(found)
    alone = [(None, m[0]) for m in _SAID.finditer(text)][named:]
    return tuple(dict.fromkeys([*found, *alone]))
