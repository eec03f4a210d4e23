"""Reading the minimum distance: one line or one for each party, width or distance, a table."""

from __future__ import annotations

from collections.abc import Mapping

from holdfire.agreement.amounts import read_distance
from holdfire.agreement.context import ClauseReader
from holdfire.agreement.node import ScalarNode
from holdfire.agreement.objects import predicate_of_word, read_predicate
from holdfire.agreement.problems import Refusal
from holdfire.agreement.terms import MinDistance
from holdfire.agreement.weapon import KINDS, ObjectClass, ObjectPredicate
from holdfire.agreement.words import WIDTHS
from holdfire.base.quantity import Quantity, Unit, within

__all__ = ["read_min_distance"]


def read_min_distance(reader: ClauseReader) -> MinDistance | None:
    """None of these objects nearer than this to the bearer's own line.

    Half of ``pair_width`` is the distance of each side. Without a general distance there
    must be a table; ``objects`` then are what the table names.
    """
    fields = reader.fields
    before = len(reader.problems.all())
    table = _table(reader)
    table_objects = {name: _listed(name, reader) for name in table}
    distance, width = _distance(reader)
    line = reader.line_name("line")
    line_by_party = _line_by_party(reader)
    width_is = fields.word("width_is", WIDTHS) or "unsaid"
    objects = read_predicate(
        fields.get("objects", needed=not table), reader.names.definitions, reader.problems
    )
    if objects is None and "objects" not in fields:
        objects = _union(table_objects)
    if not line and not line_by_party and "line" not in fields:
        fields.refuse("L1", "line", Refusal("no line is given", "Give line or line_by_party."))
    if distance is None and not table and len(reader.problems.all()) == before:
        fields.refuse(
            "L1", "distance", Refusal("no distance is given", "Give distance or pair_width.")
        )
    if objects is None:
        return None
    return MinDistance(
        objects, line, distance, table, line_by_party, table_objects, width, width_is
    )


def _distance(reader: ClauseReader) -> tuple[Quantity | None, Quantity | None]:
    """The distance of each side, and the width it is half of if the text gives a width."""
    fields = reader.fields
    distance = fields.read("distance", read_distance)
    width = fields.read("pair_width", read_distance)
    if distance is not None and width is not None:
        fields.refuse(
            "L2",
            "pair_width",
            Refusal(
                "distance and pair_width are both given",
                "Keep what the text says: a width is for both sides, a distance for one.",
            ),
        )
    for key, value in (("distance", distance), ("pair_width", width)):
        if value is not None and value.low <= 0:
            fields.refuse("L2", key, Refusal("it is nothing", "Give more than 0 km."))
    if width is None:
        return distance, None
    return within(width.low / 2, width.high / 2, Unit.KILOMETRE), width


def _line_by_party(reader: ClauseReader) -> dict[str, str]:
    """Each party's own reference line."""
    found: dict[str, str] = {}
    for party, node in reader.fields.mapping("line_by_party").items():
        reader.check_party(party, node.line)
        if isinstance(node, ScalarNode):
            reader.check_line(node.text, node.line)
            found[party] = node.text
        else:
            reader.problems.add(
                "L1", node.line, f"line_by_party: {party} has no single line", "Name one line."
            )
    return found


def _table(reader: ClauseReader) -> dict[str, Quantity]:
    """The distance of each system or class of the table."""
    found: dict[str, Quantity] = {}
    for name, node in reader.fields.mapping("table").items():
        value = read_distance(node.text) if isinstance(node, ScalarNode) else None
        if value is None:
            reader.problems.add(
                "L1", node.line, f"table: {name} has no single distance", "Write 9 km."
            )
        elif isinstance(value, Refusal):
            reader.problems.refuse("L2", node.line, f"table: {name}", value)
        else:
            found[name] = value
    return found


def _listed(name: str, reader: ClauseReader) -> ObjectPredicate:
    """What a key of the table means: a class of the text, a kind, else a system so called."""
    if name in reader.names.definitions or name in KINDS:
        return predicate_of_word(name, reader.names.definitions)
    return ObjectPredicate(name, (ObjectClass(systems=(name,)),))


def _union(table_objects: Mapping[str, ObjectPredicate]) -> ObjectPredicate | None:
    """Everything the table names."""
    if not table_objects:
        return None
    classes = tuple(cls for part in table_objects.values() for cls in part.classes)
    return ObjectPredicate("the listed systems", classes)
