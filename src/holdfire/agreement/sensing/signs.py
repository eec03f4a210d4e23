"""What must be looked for: the signs that show a clause violated, or its area quiet.

A need is a set of words of which a sensor must detect one. To show an absence every need
must be met, because heavy fire and rifles, or weapons and people, are seen by different means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.agreement.terms import (
    Cessation,
    MaxCount,
    MinDistance,
    NoExercise,
    NoFly,
    ProtectedObject,
)
from holdfire.agreement.weapon import KINDS, ObjectPredicate, parts_of
from holdfire.agreement.words import CATEGORIES, FLYING
from holdfire.base.phenomenon import FORCE, Phenomenon

__all__ = ["SIGNS", "Need", "covers", "needs_of_clause", "smallest_calibre_mm"]

Words = frozenset[str]

RECORDED = ("act", "notice")
"""What only a register or a log shows."""

SIGNS = frozenset(
    {*(each.value for each in Phenomenon), *KINDS, *FLYING, *CATEGORIES, *RECORDED}
)
"""The words that a sensors file may use under ``detects``."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to look for. ``name`` says it in words.

    ``signs`` show all of it, ``objects`` are the special kinds that together are all of it,
    ``hints`` show something that may be it.
    """

    name: str
    signs: Words
    objects: Words = frozenset()
    hints: Words = frozenset()


def _words(values: Iterable[Phenomenon]) -> Words:
    """Phenomena as words."""
    return frozenset(value.value for value in values)


_SMALL_FIRE = {Phenomenon.LIGHT_FIRE, Phenomenon.CLASH}
_HINTS = _words({Phenomenon.THERMAL, Phenomenon.FLARE, Phenomenon.ALARM})
_LOUD = Need("heavy fire and explosions", _words(FORCE - _SMALL_FIRE), hints=_HINTS)
_SMALL = Need("small-arms fire", _words(_SMALL_FIRE))
_FLOWN = _words({Phenomenon.UAV, Phenomenon.AIRCRAFT})
_WEAPONS = Phenomenon.WEAPON_PRESENT.value
_FORCES = Phenomenon.FORCES_PRESENT.value
_PEOPLE = frozenset({"personnel", "forces"})


def _of_acts(clause: Clause) -> tuple[Need, ...]:
    """The fire that shows one of the acts."""
    terms = clause.terms
    found: list[Need] = []
    for act in terms.acts if isinstance(terms, Cessation) else ():
        if act in {"any_weapon", "hostile_acts", "offensive_operations"}:
            found += [_LOUD, _SMALL]
        elif act in {"small_arms", "sniper_fire"}:
            found.append(_SMALL)
        elif act == "reconnaissance_operations":
            found.append(Need("aircraft", _FLOWN))
        else:
            found.append(_LOUD)
    return tuple(dict.fromkeys(found))


def _of_predicate(predicate: ObjectPredicate) -> tuple[Need, ...]:
    """Weapons and people that a word or description of objects means."""
    kinds = {kind for each in predicate.classes for kind in each.kinds}
    everything = predicate.anything or not predicate.classes
    unnamed = everything or any(not each.kinds for each in predicate.classes)
    found: list[Need] = []
    if unnamed or kinds - {"personnel"}:
        special = frozenset() if unnamed else frozenset(kinds - _PEOPLE)
        found.append(Need("weapons", frozenset({_WEAPONS}), special))
    if everything or kinds & _PEOPLE:
        people = frozenset({_FORCES, "personnel", "forces"})
        found.append(Need("forces", people, hints=frozenset({"vehicle"})))
    return tuple(found)


def _of_objects(clause: Clause) -> tuple[Need, ...]:
    """What a clause on objects looks for."""
    terms = clause.terms
    predicates: list[ObjectPredicate] = []
    if isinstance(terms, MaxCount):
        predicates.extend(terms.objects.values())
    else:
        objects = getattr(terms, "objects", None)
        predicates.extend([objects] if isinstance(objects, ObjectPredicate) else [])
    if isinstance(terms, MinDistance):
        predicates.extend(terms.table_objects.values())
    found = [need for each in predicates for need in _of_predicate(each)]
    return _joined(found)


def _joined(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Needs of one name as one: their special kinds together, or none where one has none."""
    found: dict[str, Need] = {}
    for need in needs:
        before = found.get(need.name)
        if before is None:
            found[need.name] = need
            continue
        both = bool(before.objects and need.objects)
        objects = before.objects | need.objects if both else frozenset[str]()
        found[need.name] = Need(need.name, need.signs, objects, need.hints)
    return tuple(found.values())


def _of_flight(clause: Clause) -> tuple[Need, ...]:
    """The aircraft or vessels that are named."""
    terms = clause.terms
    found: list[Need] = []
    for word in terms.objects if isinstance(terms, NoFly) else ():
        if word in {"vessel", "naval_vessel"}:
            found.append(Need("vessels", frozenset({"vessel"}), frozenset({word})))
        elif word in {"uav", "foreign_uav"}:
            found.append(Need("uncrewed aircraft", frozenset({"uav"}), frozenset({word})))
        else:
            special = frozenset({word} - {"any_aircraft"})
            found.append(Need("aircraft", frozenset({"aircraft", "any_aircraft"}), special))
            if word == "any_aircraft":
                found.append(Need("uncrewed aircraft", frozenset({"uav"})))
    return _joined(found)


def _of_exercise(clause: Clause) -> tuple[Need, ...]:
    """What an exercise shows of itself."""
    terms = clause.terms
    types = terms.types if isinstance(terms, NoExercise) else ()
    found: list[Need] = []
    if {"live_fire_artillery", "any_exercise"} & set(types):
        found.append(_LOUD)
    if {"field_training_regiment", "any_exercise"} & set(types):
        forces = frozenset({_FORCES, "forces"})
        found.append(Need("forces", forces, hints=frozenset({_WEAPONS})))
    if {"naval_live_fire", "naval_manoeuvre", "any_exercise"} & set(types):
        found.append(Need("vessels", frozenset({"vessel", "naval_vessel"}), hints=_HINTS))
    return tuple(found)


def _of_hits(clause: Clause) -> tuple[Need, ...]:
    """Hits on the objects of a list."""
    terms = clause.terms
    listed = frozenset(terms.objects) if isinstance(terms, ProtectedObject) else frozenset()
    signs = _words({Phenomenon.STRIKE, Phenomenon.EXPLOSION, Phenomenon.DAMAGE})
    return (Need("hits on the objects", signs, listed, _HINTS),)


def _fixed(*needs: Need) -> Callable[[Clause], tuple[Need, ...]]:
    """The same needs whatever the clause says."""
    return lambda _clause: needs


_PRESENT = (
    Need("forces", frozenset({_FORCES, "forces", "personnel"})),
    Need("weapons", frozenset({_WEAPONS})),
)
_ACROSS = Need(
    "forces across the line",
    frozenset({_FORCES, _WEAPONS, "crossing", "forces"}),
    hints=frozenset({"area_held"}),
)

_BY_KIND: Mapping[ClauseKind, Callable[[Clause], tuple[Need, ...]]] = {
    ClauseKind.CESSATION: _of_acts,
    ClauseKind.STAND_FAST: _fixed(_ACROSS),
    ClauseKind.EXCLUSION: _of_objects,
    ClauseKind.MIN_DISTANCE: _of_objects,
    ClauseKind.MAX_COUNT: _of_objects,
    ClauseKind.PERMITTED_ONLY: _fixed(*_PRESENT),
    ClauseKind.NO_FLY: _of_flight,
    ClauseKind.NO_EXERCISE: _of_exercise,
    ClauseKind.WITHDRAW_BY: _of_objects,
    ClauseKind.STORAGE: _of_objects,
    ClauseKind.NO_MINE: _fixed(Need("mines and works", frozenset({"mine", "works"}))),
    ClauseKind.NO_CROSSING: _fixed(Need("crossings", frozenset({"crossing"}))),
    ClauseKind.PROTECTED_OBJECT: _of_hits,
    ClauseKind.FLOW: _fixed(Need("passages", frozenset({"passage"}))),
    ClauseKind.REPLACE_ONLY: _fixed(Need("passages", frozenset({"passage"}))),
    ClauseKind.ACCESS: _fixed(Need("restrictions", frozenset({"restriction"}))),
    ClauseKind.NOTIFY: _fixed(
        Need("notices", frozenset({"notice"}), hints=frozenset({"statement"}))
    ),
    ClauseKind.PROCEDURAL: _fixed(
        Need("acts of a body", frozenset({"act"}), hints=frozenset({"statement"}))
    ),
}


def needs_of_clause(clause: Clause) -> tuple[Need, ...]:
    """Everything that must be looked for; at least one need for every clause."""
    return _BY_KIND[clause.kind](clause)


def covers(word: str, objects: Words) -> Words:
    """Which of the special kinds a detected kind is or contains."""
    return objects & frozenset(parts_of(word))


def smallest_calibre_mm(clause: Clause) -> float | None:
    """The smallest calibre (mm) that the clause still means, where it gives calibres."""
    objects = getattr(clause.terms, "objects", None)
    if not isinstance(objects, ObjectPredicate):
        return None
    limits = [limit for each in objects.classes for _, limit in each.calibre]
    return min(limits) / 10 if limits else None
