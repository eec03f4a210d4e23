"""Reading protected objects, flows, access, notice, replacement and procedure."""

from __future__ import annotations

from holdfire.agreement.amounts import read_count, read_days, read_hours
from holdfire.agreement.context import ClauseReader
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import MappingNode
from holdfire.agreement.problems import Refusal
from holdfire.agreement.terms import (
    Access,
    Flow,
    Notify,
    Procedural,
    ProtectedObject,
    ReplaceOnly,
)
from holdfire.agreement.words import CATEGORIES, WINDOWS

__all__ = [
    "read_access",
    "read_flow",
    "read_notify",
    "read_procedural",
    "read_protected_object",
    "read_replace_only",
]


def read_protected_object(reader: ClauseReader) -> ProtectedObject:
    """No strike on objects of these categories."""
    return ProtectedObject(reader.fields.words("objects", CATEGORIES, needed=True))


def read_flow(reader: ClauseReader) -> Flow:
    """At least or at most so many of the object pass in each window."""
    fields = reader.fields
    minimum = fields.read("minimum", read_count)
    maximum = fields.read("maximum", read_count)
    if minimum is not None and maximum is not None and minimum > maximum:
        fields.refuse("L2", "minimum", Refusal("it is above maximum", "Exchange them."))
    places = fields.texts("places")
    for place in places:
        _check_place(reader, place)
    return Flow(
        fields.texts("objects", needed=True),
        minimum,
        maximum,
        fields.word("per", WINDOWS) or "day",
        places,
    )


def _check_place(reader: ClauseReader, place: str) -> None:
    """A place of a flow is a zone, a site or a line."""
    if place not in reader.names.lines:
        reader.check_area(place, reader.fields.line("places"))


def read_access(reader: ClauseReader) -> Access:
    """A body may go and look."""
    fields = reader.fields
    return Access(fields.scalar("body", needed=True), fields.texts("means"))


def read_notify(reader: ClauseReader) -> Notify:
    """An act needs notice. Whether ``applies_to`` names clauses is checked at the end."""
    fields = reader.fields
    return Notify(
        fields.scalar("act", needed=True),
        fields.texts("applies_to"),
        fields.texts("exceptions"),
    )


def read_replace_only(reader: ClauseReader) -> ReplaceOnly:
    """Objects are only replaced, through ports."""
    fields = reader.fields
    return ReplaceOnly(
        fields.texts("objects", needed=True),
        fields.scalar("basis", needed=True),
        fields.scalar("ports", needed=True),
        fields.scalar("inspected_by"),
    )


def read_procedural(reader: ClauseReader) -> Procedural:
    """A body performs an act, by a deadline, at an interval, so often, or in steps."""
    fields = reader.fields
    every = fields.read("every", read_days)
    per = fields.word("per", WINDOWS)
    minimum = fields.read("minimum", read_count)
    if (minimum is None) != (not per):
        fields.refuse("L1", "minimum", Refusal("minimum and per go together", "Give both."))
    return Procedural(
        fields.scalar("body", needed=True),
        fields.scalar("act", needed=True),
        fields.read("within", read_hours),
        float(every) if every is not None else None,
        _steps(reader),
        fields.scalar("trigger"),
        minimum,
        per,
    )


def _steps(reader: ClauseReader) -> dict[str, tuple[str, ...]]:
    """Named ladders of steps, in the order of the steps."""
    node = reader.fields.get("steps")
    if node is None:
        return {}
    names = reader.fields.mapping("steps")
    if not isinstance(node, MappingNode):
        return {}
    inner = Fields(node, tuple(names), reader.problems, "the steps")
    return {name: inner.texts(name, needed=True) for name in names}
