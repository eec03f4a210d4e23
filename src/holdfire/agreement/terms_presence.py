"""Reading the kinds about who and what may be inside an area."""

from __future__ import annotations

from holdfire.agreement.amounts import read_count
from holdfire.agreement.area_text import read_area
from holdfire.agreement.context import ClauseReader
from holdfire.agreement.fields import known_word
from holdfire.agreement.node import ScalarNode
from holdfire.agreement.objects import predicate_of_word, read_predicate
from holdfire.agreement.problems import Refusal
from holdfire.agreement.terms import (
    Exclusion,
    MaxCount,
    NoExercise,
    NoFly,
    NoMine,
    PermittedOnly,
)
from holdfire.agreement.weapon import KINDS
from holdfire.agreement.words import EXERCISES, FLYING

__all__ = [
    "read_exclusion",
    "read_max_count",
    "read_no_exercise",
    "read_no_fly",
    "read_no_mine",
    "read_permitted_only",
]


def read_exclusion(reader: ClauseReader) -> Exclusion | None:
    """None of these objects inside the area."""
    node = reader.fields.get("objects", needed=True)
    objects = read_predicate(node, reader.names.definitions, reader.problems)
    area = read_area(reader, needed=True)
    return Exclusion(objects, area) if objects is not None and area is not None else None


def read_max_count(reader: ClauseReader) -> MaxCount | None:
    """No more than these numbers inside the area."""
    fields = reader.fields
    area = read_area(reader, needed=True)
    fields.get("limits", needed=True)
    limits: dict[str, int] = {}
    for word, node in fields.mapping("limits").items():
        known = {*KINDS, *reader.names.definitions}
        refusal = known_word(word, known, "a kind or class")
        count = read_count(node.text) if isinstance(node, ScalarNode) else None
        if refusal is not None:
            reader.problems.refuse("L3", node.line, "limits", refusal)
        elif count is None:
            reader.problems.add(
                "L1", node.line, f"limits: {word} has no single value", "Write a count."
            )
        elif isinstance(count, Refusal):
            reader.problems.refuse("L2", node.line, f"limits: {word}", count)
        else:
            limits[word] = count
    if area is None or not limits:
        if "limits" in fields and not fields.mapping("limits"):
            fields.refuse("L1", "limits", Refusal("no limit is given", "Write tank: 20."))
        return None
    objects = {word: predicate_of_word(word, reader.names.definitions) for word in limits}
    return MaxCount(area, limits, fields.yes("each_side"), objects)


def read_permitted_only(reader: ClauseReader) -> PermittedOnly | None:
    """Nobody but these inside the area."""
    area = read_area(reader, needed=True)
    permitted = reader.fields.texts("permitted", needed=True)
    return PermittedOnly(area, permitted) if area is not None else None


def read_no_fly(reader: ClauseReader) -> NoFly | None:
    """None of these aircraft or vessels inside the area."""
    objects = reader.fields.words("objects", FLYING, needed=True)
    area = read_area(reader, needed=True)
    return NoFly(objects, area) if area is not None else None


def read_no_exercise(reader: ClauseReader) -> NoExercise | None:
    """No exercises of these types inside the area."""
    types = reader.fields.words("types", EXERCISES, needed=True)
    area = read_area(reader, needed=True)
    return NoExercise(types, area) if area is not None else None


def read_no_mine(reader: ClauseReader) -> NoMine | None:
    """No mines laid inside the area."""
    area = read_area(reader, needed=True)
    remove = reader.fields.yes("remove_existing")
    return NoMine(area, remove) if area is not None else None
