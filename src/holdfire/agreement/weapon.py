"""Classes of weapons and forces: by kind, by calibre with its strictness, by system."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from holdfire.base.truth import Truth, all_of, any_of

__all__ = ["Bound", "ObjectClass", "ObjectPredicate", "matches"]


class Bound(StrEnum):
    """How a limit is meant: "greater than" and "or bigger" differ by one gun."""

    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="


@dataclass(frozen=True, slots=True)
class ObjectClass:
    """All given conditions must hold. Empty ``kinds`` or ``systems`` means any.

    ``calibre`` is a tuple of (bound, tenths of a millimetre).
    """

    kinds: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    calibre: tuple[tuple[Bound, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectPredicate:
    """Any of the classes may hold; ``term`` is the word of the text it stands for.

    No classes at all means the term is not defined and nothing can be decided by it;
    ``anything`` means that every object is meant.
    """

    term: str
    classes: tuple[ObjectClass, ...] = ()
    anything: bool = False


def _member(possible: tuple[object, ...], wanted: tuple[str, ...]) -> Truth:
    """Are all, none or some of the possible values wanted? No values: unknown."""
    if not possible:
        return Truth.UNKNOWN
    hits = [str(value) in wanted for value in possible]
    if all(hits):
        return Truth.TRUE
    return Truth.UNKNOWN if any(hits) else Truth.FALSE


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
    """All conditions of one class."""
    tests: list[Truth] = []
    if wanted.kinds:
        tests.append(_member(attributes.get("kind", ()), wanted.kinds))
    if wanted.systems:
        tests.append(_member(attributes.get("system", ()), wanted.systems))
    tests.extend(
        _calibre(attributes.get("calibre_mm", ()), bound, limit)
        for bound, limit in wanted.calibre
    )
    return all_of(tests)


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
    return any_of(_class_matches(known, wanted) for wanted in predicate.classes)
