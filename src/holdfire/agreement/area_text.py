"""Reading where a clause applies."""

from __future__ import annotations

from holdfire.agreement.amounts import read_distance
from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BetweenArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.agreement.context import ClauseReader
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import MappingNode, Node
from holdfire.base.quantity import Quantity, Unit, exactly

__all__ = ["read_area"]

_SHAPES = {
    "within": ("within", "of"),
    "band": ("band", "from", "side"),
    "depth": ("depth", "from", "side"),
    "between": ("between",),
}


def read_area(reader: ClauseReader, *, needed: bool = False) -> AreaRef | None:
    """The area of a clause; everywhere when it is absent and not needed.

    ``None`` when it cannot be read; the problems are kept.
    """
    node = reader.fields.get("area", needed=needed)
    if node is None:
        return None if needed else AnywhereArea()
    if isinstance(node, MappingNode):
        return _measured(node, reader)
    names = reader.fields.texts("area", needed=True)
    if names == ("anywhere",):
        return AnywhereArea()
    for name in names:
        reader.check_area(name, node.line)
    return NamedArea(names) if names else None


def _measured(node: MappingNode, reader: ClauseReader) -> AreaRef | None:
    """An area measured from one or two lines."""
    shape = next((key for key in _SHAPES if key in node.items), None)
    if shape is None:
        reader.problems.add(
            "L1",
            node.line,
            "area: it does not say how it is measured",
            "Use one of within, band, depth, between.",
        )
        return None
    fields = Fields(node, _SHAPES[shape], reader.problems, f"an area by `{shape}`")
    if shape == "between":
        return _between(fields, reader)
    distance = fields.read(shape, read_distance, needed=True)
    line = fields.word("of" if shape == "within" else "from", reader.names.lines, needed=True)
    side = fields.word("side", reader.names.parties) if shape != "within" else ""
    if distance is None or not line:
        return None
    return _shape(shape, distance, line, side, fields)


def _shape(
    shape: str, distance: Quantity, line: str, side: str, fields: Fields
) -> AreaRef | None:
    """The area record; distances of nothing are refused."""
    if distance.high == 0:
        fields.problems.add("L2", fields.line(shape), "area: a width of nothing", "Check it.")
        return None
    if shape == "within":
        return BufferArea(line, distance)
    if shape == "depth":
        return DepthArea(line, distance, side)
    if distance.exact:
        fields.problems.add(
            "L2", fields.line(shape), "area: a band needs two ends", "Write it so: 0..10 km."
        )
        return None
    inner, outer = distance.low, distance.high
    unit = Unit.KILOMETRE
    return BandArea(line, exactly(inner, unit), exactly(outer, unit), side)


def _between(fields: Fields, reader: ClauseReader) -> AreaRef | None:
    """Between two different lines."""
    names = fields.texts("between", needed=True)
    if len(names) != 2 or names[0] == names[1]:
        fields.problems.add(
            "L1", fields.line("between"), "area: between needs two lines", "Name two lines."
        )
        return None
    node: Node | None = fields.get("between")
    for name in names:
        reader.check_line(name, node.line if node is not None else 0)
    return BetweenArea(*names)
