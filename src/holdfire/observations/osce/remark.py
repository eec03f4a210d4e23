"""The other sentences of a daily summary that tell of happenings or of hindrances to looking.

Each clause is compared with a short list of forms. What fits none is left to people: it
stays in the narrative and is counted as unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.base.object_category import ObjectCategory
from holdfire.base.phenomenon import Phenomenon
from holdfire.observations.osce.position import CONTROL, NAME
from holdfire.observations.osce.weapon import read_weapons

__all__ = ["Remark", "read_remarks"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A happening without a count; ``names`` are the places near which it was.

    ``backward`` is true for what was seen afterwards, such as damage of unknown date.
    """

    phenomenon: Phenomenon
    term: str
    attributes: Mapping[str, object]
    names: tuple[str, ...] = ()
    region: str | None = None
    backward: bool = False


_PLACE = rf"(?:{CONTROL}\s+)?(?:{NAME})"
_PLACES = re.compile(
    rf"(?P<names>{_PLACE}(?:\s*,\s*(?:and\s+)?{_PLACE}(?!\s+region)|\s+and\s+{_PLACE})*)"
    rf"(?:\s*,\s*(?P<region>{NAME})\s+region)?"
)
_NEAR = re.compile(r"\b(?:near|in|at)\s+(?=(?:the\s+)?(?:[A-Z“\"„‘]|[a-z-]+-controlled))")
_SPLIT = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
_CONTROL = re.compile(rf"{CONTROL}\s+")
_UAV = r"(?:UAVs?|unmanned\s+aerial\s+vehicles?)"
_FREEDOM = re.compile(r"freedom\s+of\s+movement\b.{0,60}?\brestrict", re.IGNORECASE)
_SIGNAL = re.compile(
    r"(?P<probable>probable\s+)?(?P<kind>jamming|GPS\s+signal\s+interference)", re.IGNORECASE
)
_FIRE_AT = re.compile(
    rf"\bfire\b.{{0,40}}?\bassessed\s+as\s+(?:aimed|directed)\s+at\b.{{0,80}}?{_UAV}",
    re.IGNORECASE,
)
_LOST = re.compile(
    rf"\blost\s+(?:spatial\s+)?(?:control\s+(?:over|of)|sight\s+of)\b.{{0,60}}?{_UAV}",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(rf"\bto\s+shoot\s+(?:down|at)\b.{{0,60}}?{_UAV}", re.IGNORECASE)
_HINDRANCES = (
    (_LOST, "uav_control_lost", "control over an observing UAV lost"),
    (_ANNOUNCED, "fire_at_uav_announced", "fire at an observing UAV announced"),
)
_DAMAGE = re.compile(
    r"\b(?:observed|saw|noted)\s+(?:recent\s+|fresh\s+)?damage\s+(?:to|caused\s+to)\s+"
    r".{1,80}?(?=\s+(?:in|near|at)\s+|[.;]|$)",
    re.IGNORECASE,
)
_HEARD_INSIDE = re.compile(
    r"\b(?:heard|saw|recorded|observed)\s+ceasefire\s+violations?\s+(?:inside|in|near|outside)\b",
    re.IGNORECASE,
)


def _places(clause: str, start: int) -> tuple[tuple[str, ...], str | None]:
    """The last names of places after a position in the clause, and their region."""
    found = list(_NEAR.finditer(clause, start))
    match = _PLACES.match(clause, found[-1].end()) if found else None
    if match is None:
        return (), None
    names = tuple(_CONTROL.sub("", name) for name in _SPLIT.split(match["names"]) if name)
    return names, match["region"]


def read_remarks(clause: str) -> tuple[Remark, ...]:
    """What one clause (no semicolon in it) tells, or nothing."""
    if _FREEDOM.search(clause):
        kind = {"restriction": ["freedom_of_movement"]}
        return (Remark(Phenomenon.RESTRICTION, "freedom of movement restricted", kind),)
    signals = _signals(clause)
    if signals:
        attributes: dict[str, object] = {"interference": signals}
        if re.search(_UAV, clause, re.IGNORECASE):
            attributes["means"] = "uav"
        return (Remark(Phenomenon.INTERFERENCE, ", ".join(signals), attributes),)
    return _about_uav(clause) or _seen_and_heard(clause)


def _signals(clause: str) -> list[str]:
    """Kinds of interference with signals named in the clause."""
    found = set()
    for match in _SIGNAL.finditer(clause):
        kind = "jamming" if match["kind"].lower() == "jamming" else "gps_interference"
        found.add(f"probable_{kind}" if match["probable"] else kind)
    return sorted(found)


def _about_uav(clause: str) -> tuple[Remark, ...]:
    """Fire at an observer's aircraft, its loss, or the announcement of such fire."""
    for form, word, term in _HINDRANCES:
        match = form.search(clause)
        if match is not None:
            names, region = _places(clause, match.end())
            restriction = {"restriction": [word]}
            return (Remark(Phenomenon.RESTRICTION, term, restriction, names, region),)
    match = _FIRE_AT.search(clause)
    if match is None:
        return ()
    names, region = _places(clause, match.end())
    words = clause[: match.start()].split()
    weapons = read_weapons(" ".join(words[-1:]), 0) if words else None
    kinds = {"kind": sorted({w.kind for w in weapons[0]})} if weapons else {}
    hindered = {"restriction": ["fire_at_uav"]}
    return (
        Remark(Phenomenon.LIGHT_FIRE, "fire at an observing UAV", kinds, names, region),
        Remark(Phenomenon.RESTRICTION, "fire at an observing UAV", hindered, names, region),
    )


def _seen_and_heard(clause: str) -> tuple[Remark, ...]:
    """Damage seen, and ceasefire violations heard inside an area."""
    match = _DAMAGE.search(clause)
    if match is not None:
        names, region = _places(clause, match.end())
        attributes = {"object": [ObjectCategory.OTHER.value]}
        return (Remark(Phenomenon.DAMAGE, "damage", attributes, names, region, backward=True),)
    match = _HEARD_INSIDE.search(clause)
    if match is None:
        return ()
    names, region = _places(clause, match.end())
    return (Remark(Phenomenon.CLASH, "ceasefire violations", {"cfv": True}, names, region),)
