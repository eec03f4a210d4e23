"""Weapons named in a report, by kind and calibre; words that name none are left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Weapon", "read_weapons", "write_weapons"]


@dataclass(frozen=True, slots=True)
class Weapon:
    """A kind of weapon and, where stated, its calibre in millimetres."""

    kind: str
    calibre_mm: float | None = None


# kind, the way it is written, other ways it is read
_KINDS = (
    ("mlrs", "multiple-launch-rocket-system", r"multiple[- ]launch[- ]rocket[- ]systems?|MLRS"),
    ("heavy_machine_gun", "heavy-machine-gun", r"heavy[- ]machine[- ]guns?"),
    ("machine_gun", "machine-gun", r"machine[- ]guns?"),
    ("small_arms", "small-arms", r"small[- ]arms?"),
    ("sniper_rifle", "sniper-rifle", r"sniper(?:[- ]rifles?)?"),
    ("anti_aircraft_gun", "anti-aircraft-gun", r"anti[- ]aircraft[- ](?:guns?|cannons?)"),
    (
        "grenade_launcher",
        "automatic-grenade-launcher",
        r"(?:automatic|under[- ]barrel)?[- ]?grenade[- ]launchers?",
    ),
    (
        "rocket_propelled_grenade",
        "rocket-propelled-grenade",
        r"rocket[- ]propelled[- ]grenades?",
    ),
    ("recoilless_gun", "recoilless-gun", r"recoilless[- ](?:guns?|rifles?)"),
    ("anti_tank_missile", "anti-tank-guided-missile", r"anti[- ]tank[- ]guided[- ]missiles?"),
    (
        "armoured_vehicle",
        "infantry-fighting-vehicle",
        r"(?:infantry[- ]fighting[- ]vehicles?|armoured[- ](?:combat|fighting)[- ]vehicles?)",
    ),
    ("artillery", "artillery", r"artillery|howitzers?"),
    ("mortar", "mortar", r"mortars?"),
    ("tank", "tank", r"tanks?"),
)
_WRITTEN = {kind: written for kind, written, _ in _KINDS}
_NAMED = [(kind, re.compile(rf"(?:{words})\b", re.IGNORECASE)) for kind, _, words in _KINDS]
_CALIBRE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*-?mm\b[\s-]*", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\s*\(\s*[A-Z]{2,5}\s*\)")
_IN_BRACKETS = re.compile(
    r"\s*\(\s*(?:[A-Z]{2,5}\s*[;,]\s*)?(?:(\d{1,3}(?:\.\d{1,2})?)\s*mm|type\s+unknown|unknown\s+type)\s*\)",
    re.IGNORECASE,
)
_CANNON = re.compile(r"\s+cannons?\b", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:,|and|or|/)\s*(?:of\s+)?", re.IGNORECASE)
_FIRED = re.compile(
    r"[\s-]+(?:fire|rounds?|shells?|grenades?|shots?|missiles?)\b(?:\s+fire\b)?", re.IGNORECASE
)


def _read_weapon(text: str, position: int) -> tuple[Weapon, int] | None:
    """One weapon that starts here, or ``None``."""
    calibre: float | None = None
    before = _CALIBRE.match(text, position)
    if before is not None:
        calibre, position = float(before[1]), before.end()
    for kind, named in _NAMED:
        match = named.match(text, position)
        if match is None:
            continue
        end = match.end()
        for closer in (_ABBREVIATED, _CANNON, _IN_BRACKETS):
            after = closer.match(text, end)
            if after is not None:
                end = after.end()
                if closer is _IN_BRACKETS and after[1] is not None:
                    calibre = float(after[1])
        return Weapon(kind, calibre), end
    return None


def read_weapons(text: str, position: int) -> tuple[tuple[Weapon, ...], int] | None:
    """The weapons that start here with the word "fire" or "rounds" after them, or ``None``."""
    weapons: list[Weapon] = []
    end = position
    while (read := _read_weapon(text, position)) is not None:
        weapons.append(read[0])
        fired = _FIRED.match(text, read[1])
        end = read[1] if fired is None else fired.end()
        more = _NEXT.match(text, end)
        if more is None:
            break
        position = more.end()
    return (tuple(weapons), end) if weapons else None


def write_weapons(weapons: tuple[Weapon, ...]) -> str:
    """The weapons in words; :func:`read_weapons` gives them back."""
    shown = [
        _WRITTEN[w.kind] + ("" if w.calibre_mm is None else f" ({w.calibre_mm:g}mm)")
        for w in weapons
    ]
    return " and ".join(shown)
