"""One thing heard, seen or recorded: how many, of what, how assessed, which weapon, where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from holdfire.observations.osce.directions import WIND, wind_name, wind_of
from holdfire.observations.osce.location import UNKNOWN, Location
from holdfire.observations.osce.numbers import Amount, read_amount, write_amount
from holdfire.observations.osce.weapon import Weapon, read_weapons, write_weapons

__all__ = ["KINDS", "Item", "Part", "read_item", "write_item"]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of an item's number that were assessed more closely."""

    amount: Amount
    weapons: tuple[Weapon, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """``what`` is a key of :data:`KINDS`, ``means`` the verb: heard, saw or recorded.

    ``mode`` is undetermined, impact, outgoing or airburst; ``flight`` is (from, to) in
    winds; ``later_s`` is seconds after the item before. ``None`` is not stated.
    """

    what: str
    amount: Amount | None
    means: str
    location: Location = UNKNOWN
    mode: str | None = None
    weapons: tuple[Weapon, ...] = ()
    flight: tuple[str, str] | None = None
    later_s: int | None = None
    parts: tuple[Part, ...] = ()


KINDS = {
    "explosion": ("explosions", r"explosions?"),
    "projectile": ("projectiles", r"projectiles?"),
    "shots and bursts": (
        "shots and bursts",
        r"shots\s+(?:and|or)\s+bursts|bursts\s+(?:and|or)\s+shots",
    ),
    "burst": ("bursts", r"bursts?"),
    "shot": ("shots", r"shots?"),
    "muzzle flash": ("muzzle flashes", r"muzzle[- ]flash(?:es)?"),
    "flash": ("flashes", r"flash(?:es)?"),
    "tracer round": ("tracer rounds", r"tracer[- ]rounds?"),
    "illumination flare": ("illumination flares", r"illumination[- ]flares?"),
    "signal flare": ("signal flares", r"signal[- ]flares?"),
    "flare": ("flares", r"flares?"),
    "rocket": ("rockets", r"rockets?(?![- ]propelled)"),
    "round": ("rounds", r"rounds?"),
}  # fmt: skip
"""The things counted: their plural and how they are read."""

_WHAT = re.compile(
    "|".join(f"(?P<k{i}>{words})" for i, (_, words) in enumerate(KINDS.values())) + "",
    re.IGNORECASE,
)
_NAMES = tuple(KINDS)
_SPACE = re.compile(r"\s*")
_QUALITY = re.compile(
    r"(?:(undetermined|unattributed|unidentified|outgoing|incoming|airburst|loud|faint)\s+)*",
    re.IGNORECASE,
)
_MODES = {
    "undetermined": "undetermined",
    "outgoing": "outgoing",
    "airburst": "airburst",
    "impact": "impact",
}
_ASSESSED = re.compile(
    r"\s*,?\s*(?:(?:which|that)\s+(?:were|was)\s+)?(?:(?:all|both)\s+)?(?:probably\s+|likely\s+)?"
    r"(?:assessed|identified)\s+as\s+(?:being\s+)?(?:an?\s+)?",
    re.IGNORECASE,
)
_MODE = re.compile(r"(?P<mode>impact|airburst|outgoing|undetermined)s?\b", re.IGNORECASE)
_MODE_TAIL = re.compile(r"\s+(?:rounds?|fire|explosions?)\b", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|from|by|caused\s+by)\s+(?:an?\s+)?", re.IGNORECASE)
_FLIGHT = re.compile(
    rf"\s+in\s+flight(?:\s+from\s+(?P<a>{WIND})\s+to\s+(?P<b>{WIND})(?![-\w]))?", re.IGNORECASE
)
_PART = re.compile(r"\s*,\s*", re.IGNORECASE)
_OF_WHICH = re.compile(
    r"\s+of\s+(?:which|them)\s+(?:(?:were|was)\s+)?assessed\s+as\s+(?:an?\s+)?", re.IGNORECASE
)


def _read_what(text: str, position: int) -> tuple[str, bool, int] | None:
    """The thing counted, whether in the plural, and where the word ends."""
    match = _WHAT.match(text, position)
    if match is None or (match.end() < len(text) and text[match.end()].isalnum()):
        return None
    index = next(i for i in range(len(_NAMES)) if match[f"k{i}"] is not None)
    return _NAMES[index], match[0].lower().endswith("s"), match.end()


def _read_assessment(
    text: str, position: int
) -> tuple[str | None, tuple[Weapon, ...], int] | None:
    """What follows "assessed as" from here: mode, weapons, where it ends; or ``None``."""
    lead = _ASSESSED.match(text, position)
    if lead is None:
        return None
    end = lead.end()
    mode_word = _MODE.match(text, end)
    mode = None if mode_word is None else _MODES[mode_word["mode"].lower()]
    if mode_word is not None:
        end = mode_word.end()
    start = end
    if mode is not None:
        of = _OF.match(text, end) or _SPACE.match(text, end)
        start = of.end() if of else end
    weapons = read_weapons(text, start)
    if weapons is not None:
        return mode, weapons[0], weapons[1]
    if mode is None:
        return None
    tail = _MODE_TAIL.match(text, end)
    end = tail.end() if tail else end
    of = _OF.match(text, end)
    weapons = None if of is None else read_weapons(text, of.end())
    return (mode, (), end) if weapons is None else (mode, weapons[0], weapons[1])


def _read_part(text: str, position: int) -> tuple[Part, int] | None:
    """A part from here (", three of which were assessed as ..."), or ``None``."""
    comma = _PART.match(text, position)
    amount = None if comma is None else read_amount(text, comma.end())
    which = None if amount is None else _OF_WHICH.match(text, amount[1])
    weapons = None if which is None else read_weapons(text, which.end())
    if amount is None or weapons is None:
        return None
    return Part(amount[0], weapons[0]), weapons[1]


@dataclass(slots=True)
class _Draft:
    """What has been read of one item so far, and up to where."""

    end: int
    mode: str | None = None
    weapons: tuple[Weapon, ...] = ()
    flight: tuple[str, str] | None = None
    parts: tuple[Part, ...] = ()

    def take_next(self, text: str) -> bool:
        """Read one more qualification; false when none follows."""
        assessed = _read_assessment(text, self.end)
        if assessed is not None:
            self.mode = assessed[0] or self.mode
            self.weapons, self.end = assessed[1] or self.weapons, assessed[2]
            return True
        flight = _FLIGHT.match(text, self.end)
        if flight is not None:
            self.flight = (wind_of(flight["a"]), wind_of(flight["b"])) if flight["a"] else None
            self.end = flight.end()
            return True
        of = _OF.match(text, self.end)
        weapons = None if of is None else read_weapons(text, of.end())
        if weapons is not None:
            self.weapons, self.end = weapons
            return True
        part = _read_part(text, self.end)
        if part is not None:
            self.parts, self.end = (*self.parts, part[0]), part[1]
            return True
        return False


def read_item(text: str, position: int, means: str) -> tuple[Item, int] | None:
    """The item that starts here, without its location, and where it ends, or ``None``.

    Without a number only a plural is an item ("bursts of fire"); its amount is ``None``.
    """
    read = read_amount(text, position)
    amount, start = (None, position) if read is None else read
    space = _SPACE.match(text, start)
    quality = _QUALITY.match(text, space.end() if space else start)
    start = quality.end() if quality else start
    before = read_weapons(text, start)
    what = _read_what(text, start)
    weapons: tuple[Weapon, ...] = ()
    if what is None and before is not None:
        weapons, start = _weapons_before(text, start)
        what = _read_what(text, start)
    if what is None or (amount is None and not what[1]):
        return None
    kind, _, end = what
    draft = _Draft(end, _MODES.get((quality[1] or "").lower() if quality else ""), weapons)
    while draft.take_next(text):
        pass
    item = Item(
        kind, amount, means, UNKNOWN, draft.mode, draft.weapons, draft.flight, None, draft.parts
    )
    return item, draft.end


def _weapons_before(text: str, position: int) -> tuple[tuple[Weapon, ...], int]:
    """Weapons written before the thing: "three 82mm mortar rounds"."""
    what = _WHAT.search(text, position)
    if what is None:
        return (), position
    read = read_weapons(text[: what.start()], position)
    if read is None or text[read[1] : what.start()].strip(" -"):
        return (), position
    return read[0], what.start()


def write_item(item: Item) -> str:
    """The item in words, without its location; :func:`read_item` gives it back."""
    plural = item.amount is None or (item.amount.low, item.amount.high) != (1, 1)
    words = [] if item.amount is None else [write_amount(item.amount)]
    if item.mode == "undetermined":
        words.append("undetermined")
    words.append(KINDS[item.what][0] if plural else item.what)
    if item.flight is not None:
        words.append(
            f"in flight from {wind_name(item.flight[0])} to {wind_name(item.flight[1])}"
        )
    weapons = write_weapons(item.weapons)
    if item.mode == "outgoing":
        words.append(f"assessed as outgoing {weapons} rounds".replace("  ", " "))
    elif item.mode in ("impact", "airburst"):
        words.append(f"assessed as {item.mode}s" + (f" of {weapons} rounds" if weapons else ""))
    elif weapons:
        words.append(f"of {weapons} fire")
    parts = [
        f", {write_amount(part.amount)} of which were assessed as "
        f"{write_weapons(part.weapons)} rounds"
        for part in item.parts
    ]
    return " ".join(words) + "".join(parts)
