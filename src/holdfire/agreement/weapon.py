"""Classes of weapons and forces: by kind, by calibre with its strictness, by system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from holdfire.base.truth import Truth, all_of, any_of

__all__ = ["KINDS", "Bound", "ObjectClass", "ObjectPredicate", "matches", "parts_of"]


class Bound(StrEnum):
    """How a limit is meant: "greater than" and "or bigger" differ by one gun."""

    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="


_PARTS: Mapping[str, tuple[str, ...]] = {
    "artillery": ("howitzer", "gun", "anti_tank_gun"),
    "armoured_vehicle": ("apc", "ifv"),
    "ssm": ("tactical_missile",),
    "air_defence": ("sam", "anti_aircraft_gun"),
    "small_arms": ("machine_gun", "sniper_rifle"),
    "aircraft": ("fixed_wing", "combat_aircraft", "rotary_wing", "uav", "balloon"),
    "forces": (
        "personnel",
        "small_arms",
        "vehicle",
        "armoured_vehicle",
        "tank",
        "artillery",
        "mortar",
        "mlrs",
        "ssm",
        "air_defence",
        "heavy_machine_gun",
        "grenade_launcher",
        "rocket_propelled_grenade",
        "recoilless_gun",
        "anti_tank_missile",
    ),
    # Words of observers only: too wide to be a term of a text without a definition.
    "heavy_weapon": ("tank", "artillery", "mortar", "mlrs", "ssm", "air_defence"),
    "weapon": ("heavy_weapon", "small_arms", "armoured_vehicle"),
}

KINDS = (
    "aircraft",
    "air_defence",
    "anti_aircraft_gun",
    "anti_tank_gun",
    "anti_tank_missile",
    "apc",
    "armoured_vehicle",
    "artillery",
    "forces",
    "grenade_launcher",
    "gun",
    "heavy_machine_gun",
    "howitzer",
    "ifv",
    "machine_gun",
    "mlrs",
    "mortar",
    "personnel",
    "recoilless_gun",
    "rocket_propelled_grenade",
    "sam",
    "small_arms",
    "sniper_rifle",
    "ssm",
    "tactical_missile",
    "tank",
    "vehicle",
    "vessel",
)
"""The kinds an agreement file may use without defining them."""


def parts_of(kind: str) -> tuple[str, ...]:
    """The kind itself and every kind that is one of it, each once, in a fixed order."""
    found = [kind]
    for part in _PARTS.get(kind, ()):
        found.extend(sub for sub in parts_of(part) if sub not in found)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ObjectClass:
    """All given conditions must hold. Empty ``kinds`` or ``systems`` means any.

    ``calibre`` is a tuple of (bound, tenths of a millimetre). Where systems are named, kind
    and calibre say what such a system is: they tell that another object is none of them.
    """

    kinds: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    calibre: tuple[tuple[Bound, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectPredicate:
    """Any of the classes may hold; ``term`` is the word of the text it stands for.

    No classes at all means the term is not defined and nothing can be decided by it;
    ``anything`` means that every object is meant. ``partly_undefined`` means that the term
    holds an undefined word beside the classes: then no match is unknown, never false.
    """

    term: str
    classes: tuple[ObjectClass, ...] = ()
    anything: bool = False
    partly_undefined: bool = False


def _member(possible: tuple[object, ...], wanted: tuple[str, ...]) -> Truth:
    """Are all, none or some of the possible values wanted? No values: unknown."""
    if not possible:
        return Truth.UNKNOWN
    hits = [str(value) in wanted for value in possible]
    if all(hits):
        return Truth.TRUE
    return Truth.UNKNOWN if any(hits) else Truth.FALSE


def _kind(possible: tuple[object, ...], wanted: tuple[str, ...]) -> Truth:
    """As :func:`_member`, where a wider kind than the wanted one is unknown, not false."""
    truth = _member(possible, wanted)
    if truth is not Truth.FALSE:
        return truth
    wider = any(part in wanted for value in possible for part in parts_of(str(value)))
    return Truth.UNKNOWN if wider else Truth.FALSE


def _calibre(possible: tuple[object, ...], bound: Bound, limit: int) -> Truth:
    """Do all, none or some of the possible calibres (mm) keep the bound (tenths of mm)?"""
    if not possible:
        return Truth.UNKNOWN
    tenths = [round(float(str(value)) * 10) for value in possible]
    hits = [_keeps(value, bound, limit) for value in tenths]
    if all(hits):
        return Truth.TRUE
    return Truth.UNKNOWN if any(hits) else Truth.FALSE


def _keeps(value: int, bound: Bound, limit: int) -> bool:
    """One exact comparison."""
    if bound is Bound.GT:
        return value > limit
    if bound is Bound.GE:
        return value >= limit
    if bound is Bound.LT:
        return value < limit
    return value <= limit


def _class_matches(attributes: dict[str, tuple[object, ...]], wanted: ObjectClass) -> Truth:
    """All conditions of one class. A known system settles its kind and calibre, too."""
    tests: list[Truth] = []
    if wanted.kinds:
        tests.append(_kind(attributes.get("kind", ()), wanted.kinds))
    tests.extend(
        _calibre(attributes.get("calibre_mm", ()), bound, limit)
        for bound, limit in wanted.calibre
    )
    if not wanted.systems:
        return all_of(tests)
    system = _member(attributes.get("system", ()), wanted.systems)
    if system is Truth.TRUE:
        return Truth.FALSE if Truth.FALSE in tests else Truth.TRUE
    return all_of([*tests, system])


def matches(
    attributes: Iterable[tuple[str, tuple[object, ...]]], predicate: ObjectPredicate
) -> Truth:
    """Is an object with these possible attribute values of the wanted class?

    Unknown attributes give unknown, never false. Three-valued: one false conjunct settles.
    """
    if predicate.anything:
        return Truth.TRUE
    if not predicate.classes:
        return Truth.UNKNOWN
    known = dict(attributes)
    truth = any_of(_class_matches(known, wanted) for wanted in predicate.classes)
    return max(truth, Truth.UNKNOWN) if predicate.partly_undefined else truth
