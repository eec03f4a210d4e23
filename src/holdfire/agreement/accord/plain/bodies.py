"""From the record of a clause to the slots of its pattern and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from holdfire.agreement.accord.plain.duties import DUTIES
from holdfire.agreement.accord.plain.grammar import Grammar
from holdfire.agreement.accord.plain.items import (
    Item,
    Kind,
    System,
    Word,
    items_of,
    predicate_of,
)
from holdfire.agreement.accord.plain.moments import After
from holdfire.agreement.accord.plain.prohibitions import PROHIBITIONS
from holdfire.agreement.agreement import Definition
from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.agreement.terms import (
    Access,
    Cessation,
    Exclusion,
    Flow,
    MaxCount,
    MinDistance,
    NoCrossing,
    NoExercise,
    NoFly,
    NoMine,
    Notify,
    PermittedOnly,
    Phase,
    Procedural,
    ProtectedObject,
    ReplaceOnly,
    StandFast,
    Storage,
    WithdrawBy,
)
from holdfire.agreement.weapon import KINDS, ObjectPredicate

__all__ = ["BODIES", "SUBJECTLESS", "Slots", "closed_terms", "opened_terms"]

BODIES: Mapping[ClauseKind, Grammar] = {**PROHIBITIONS, **DUTIES}
"""The pattern of the body of each kind."""

SUBJECTLESS = (
    ClauseKind.PERMITTED_ONLY,
    ClauseKind.FLOW,
    ClauseKind.ACCESS,
    ClauseKind.NOTIFY,
    ClauseKind.REPLACE_ONLY,
    ClauseKind.PROCEDURAL,
)
"""Kinds whose body does not name the bound parties: a sentence after it does."""

_RECORDS: Mapping[ClauseKind, type[Any]] = {
    ClauseKind.CESSATION: Cessation,
    ClauseKind.STAND_FAST: StandFast,
    ClauseKind.EXCLUSION: Exclusion,
    ClauseKind.MIN_DISTANCE: MinDistance,
    ClauseKind.MAX_COUNT: MaxCount,
    ClauseKind.PERMITTED_ONLY: PermittedOnly,
    ClauseKind.NO_FLY: NoFly,
    ClauseKind.NO_EXERCISE: NoExercise,
    ClauseKind.WITHDRAW_BY: WithdrawBy,
    ClauseKind.STORAGE: Storage,
    ClauseKind.NO_MINE: NoMine,
    ClauseKind.NO_CROSSING: NoCrossing,
    ClauseKind.PROTECTED_OBJECT: ProtectedObject,
    ClauseKind.FLOW: Flow,
    ClauseKind.ACCESS: Access,
    ClauseKind.NOTIFY: Notify,
    ClauseKind.REPLACE_ONLY: ReplaceOnly,
    ClauseKind.PROCEDURAL: Procedural,
}


@dataclass(slots=True)
class Slots:
    """The values of the slots, and the words of the text that need a meaning beside."""

    values: dict[str, Any]
    known: Mapping[str, Definition]
    meanings: dict[str, ObjectPredicate] = field(default_factory=dict)

    def items(
        self, predicate: ObjectPredicate, listed: tuple[ObjectPredicate, ...] = ()
    ) -> tuple[Item, ...]:
        """The items of a predicate; their words are kept."""
        items, meanings = items_of(predicate, self.known, listed)
        self.meanings |= meanings
        return items

    def row(self, word: str, predicate: ObjectPredicate | None) -> Item:
        """The item of one row of a table: a kind, a word of the text, a system."""
        if word in self.known:
            self.meanings[word] = predicate or ObjectPredicate(word)
            return Word(word)
        return Kind(word) if word in KINDS else System(word)


def opened_terms(clause: Clause, known: Mapping[str, Definition]) -> Slots:
    """The slots of a clause's body; ``known`` are the words that the agreement defines."""
    terms = clause.terms
    values = {each.name: getattr(terms, each.name) for each in fields(terms)}
    slots = Slots({**values, "actors": clause.actors}, known)
    opener = _OPENERS.get(clause.kind)
    if opener is not None:
        opener(terms, clause, slots)
    return slots


def _open_objects(terms: Any, clause: Clause, slots: Slots) -> None:
    """Which objects, as items."""
    del clause
    slots.values["objects"] = slots.items(terms.objects)


def _open_distance(terms: MinDistance, clause: Clause, slots: Slots) -> None:
    """The reference lines together, the rows as items, the width with its sense."""
    del clause
    listed = tuple(terms.table_objects.values())
    width = terms.pair_width
    slots.values |= {
        "objects": slots.items(terms.objects, listed),
        "lines": {"line": terms.line, "own": terms.line_by_party},
        "width": None if width is None else {"sense": terms.width_is, "width": width},
        "table": tuple(
            (slots.row(name, terms.table_objects.get(name)), value)
            for name, value in terms.table.items()
        ),
    }


def _open_count(terms: MaxCount, clause: Clause, slots: Slots) -> None:
    """The holders, and the limits as rows."""
    slots.values |= {
        "holders": (terms.each_side, clause.actors),
        "limits": tuple(
            {"item": slots.row(word, terms.objects.get(word)), "count": count}
            for word, count in terms.limits.items()
        ),
    }


def _due(clause: Clause, deadline: Any, days: int | None) -> Any:
    """A deadline, or how long after which events it comes."""
    return deadline if days is None else After(clause.awaits, days)


def _open_withdrawal(terms: WithdrawBy, clause: Clause, slots: Slots) -> None:
    """The deadlines, each with what it waits for; the order as items."""
    slots.values |= {
        "objects": slots.items(terms.objects),
        "deadline": _due(clause, terms.deadline, terms.after_days),
        "phases": tuple(
            {"name": each.name, "deadline": _due(clause, each.deadline, each.after_days)}
            for each in terms.phases
        ),
        "order": tuple(
            Word(word) if word in slots.known else Kind(word) for word in terms.order
        ),
    }


def _open_procedure(terms: Procedural, clause: Clause, slots: Slots) -> None:
    """What belongs together, together."""
    del clause
    slots.values |= {
        "clock": (terms.within_h, terms.trigger),
        "often": (terms.minimum, terms.per),
    }


_OPENERS: Mapping[ClauseKind, Callable[[Any, Clause, Slots], None]] = {
    ClauseKind.EXCLUSION: _open_objects,
    ClauseKind.STORAGE: _open_objects,
    ClauseKind.MIN_DISTANCE: _open_distance,
    ClauseKind.MAX_COUNT: _open_count,
    ClauseKind.WITHDRAW_BY: _open_withdrawal,
    ClauseKind.PROCEDURAL: _open_procedure,
}


def closed_terms(
    kind: ClauseKind, values: Mapping[str, Any], meanings: Mapping[str, ObjectPredicate]
) -> tuple[Any, tuple[str, ...] | None]:
    """The terms of the slots, and the bound parties where the body names them.

    Raises ``KeyError`` for a quoted word without a meaning, ``ValueError`` for slots that
    contradict each other.
    """
    found = dict(values)
    closer = _CLOSERS.get(kind)
    if closer is not None:
        found = closer(found, meanings)
    actors = found.pop("actors", None)
    found.pop("awaits", None)
    return _RECORDS[kind](**found), actors


Meanings = Mapping[str, ObjectPredicate]


def _close_objects(values: dict[str, Any], meanings: Meanings) -> dict[str, Any]:
    """The predicate of the items."""
    return {**values, "objects": predicate_of(values["objects"], meanings)}


def _rowed(item: Item, meanings: Meanings) -> tuple[str, ObjectPredicate]:
    """The key of a row and what it means."""
    if isinstance(item, Word):
        return item.term, meanings[item.term]
    if isinstance(item, Kind):
        return item.word, predicate_of((item,), meanings)
    if isinstance(item, System):
        return item.name, predicate_of((item,), meanings)
    raise ValueError(item)


def _close_distance(values: dict[str, Any], meanings: Meanings) -> dict[str, Any]:
    """Lines, width and rows as fields."""
    rows = [(*_rowed(item, meanings), distance) for item, distance in values["table"]]
    objects = {name: predicate for name, predicate, _ in rows}
    width = values["width"]
    return {
        "actors": values["actors"],
        "objects": predicate_of(values["objects"], meanings, objects.values()),
        "distance": values["distance"],
        "line": values["lines"]["line"],
        "line_by_party": values["lines"]["own"],
        "table": {name: distance for name, _, distance in rows},
        "table_objects": objects,
        "pair_width": width and width["width"],
        "width_is": width["sense"] if width else "unsaid",
    }


def _close_count(values: dict[str, Any], meanings: Meanings) -> dict[str, Any]:
    """Holders and limits as fields."""
    rows = [(*_rowed(row["item"], meanings), row["count"]) for row in values["limits"]]
    each_side, actors = values["holders"]
    return {
        "actors": actors,
        "area": values["area"],
        "each_side": each_side,
        "limits": {name: count for name, _, count in rows},
        "objects": {name: predicate for name, predicate, _ in rows},
    }


def _undue(value: Any) -> tuple[Any, int | None]:
    """The deadline and the days of a time that may wait."""
    return (None, value.days) if isinstance(value, After) else (value, None)


def _close_withdrawal(values: dict[str, Any], meanings: Meanings) -> dict[str, Any]:
    """Deadlines as fields; what they wait for is checked by the sentence."""
    deadline, days = _undue(values["deadline"])
    phases = tuple(Phase(row["name"], *_undue(row["deadline"])) for row in values["phases"])
    order = tuple(
        item.term if isinstance(item, Word) else item.word for item in values["order"]
    )
    return {
        **values,
        "objects": predicate_of(values["objects"], meanings),
        "deadline": deadline,
        "after_days": days,
        "phases": phases,
        "order": order,
    }


def _close_procedure(values: dict[str, Any], meanings: Meanings) -> dict[str, Any]:
    """Clock and frequency as fields."""
    del meanings
    (within, trigger), (minimum, per) = values.pop("clock"), values.pop("often")
    return {**values, "within_h": within, "trigger": trigger, "minimum": minimum, "per": per}


_CLOSERS: Mapping[ClauseKind, Callable[[dict[str, Any], Meanings], dict[str, Any]]] = {
    ClauseKind.EXCLUSION: _close_objects,
    ClauseKind.STORAGE: _close_objects,
    ClauseKind.MIN_DISTANCE: _close_distance,
    ClauseKind.MAX_COUNT: _close_count,
    ClauseKind.WITHDRAW_BY: _close_withdrawal,
    ClauseKind.PROCEDURAL: _close_procedure,
}
