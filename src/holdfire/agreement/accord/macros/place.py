"""Where a clause applies, as a condition on a place: in a zone, or at a distance of a line."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.agreement.accord.compiled import Form, Leaf, World
from holdfire.agreement.accord.formula import And, Compare, Formula
from holdfire.agreement.accord.macros.condition import Condition, fact
from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.term import Apply, Constant, Term, Variable
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.base.quantity import Quantity

__all__ = ["TENTHS_PER_KM", "distance", "in_area", "length", "lying_in", "place_of"]

TENTHS_PER_KM = 10_000_000


def in_area(variable: str, area: AreaRef) -> tuple[Condition, ...]:
    """It lies inside the area; nothing to ask where the clause applies everywhere."""
    if isinstance(area, AnywhereArea):
        return ()
    if isinstance(area, BufferArea):
        limit = area.each_side
        return (_measured(variable, area.line, [("<=", limit)], 0, _tenths(limit.low)),)
    if isinstance(area, BandArea):
        return _in_band(variable, area)
    if isinstance(area, DepthArea):
        limit = area.depth
        near = _measured(variable, area.line, [("<=", limit)], 0, _tenths(limit.low))
        return (near, *_beside(variable, area.line, area.party))
    if isinstance(area, NamedArea):
        return (lying_in(variable, " or ".join(area.names)),)
    return (lying_in(variable, f"between {area.first} and {area.second}"),)


def lying_in(variable: str, name: str) -> Condition:
    """It lies inside a zone, site or strip of this name."""
    said = f"it lies inside {name}"
    return fact(variable, "inside", "place", said, LackKind.GEOMETRY, name)


def _in_band(variable: str, area: BandArea) -> tuple[Condition, ...]:
    """From the inner edge on, and nearer than the outer one."""
    bounds = [("<", area.outer)]
    if area.inner.high > 0.0:
        bounds.insert(0, (">=", area.inner))
    low, high = _tenths(area.inner.high), _tenths(area.outer.low) - 1
    near = _measured(variable, area.line, bounds, low, high)
    return (near, *_beside(variable, area.line, area.party))


def _beside(variable: str, line: str, party: str) -> tuple[Condition, ...]:
    """On the side of a party, where the area lies on one."""
    if not party:
        return ()
    said = f"it lies on the side of {party} of the line {line}"
    return (fact(variable, "beside", "place", said, LackKind.GEOMETRY, line, party),)


def place_of(variable: str) -> Term:
    """The place of something: maybe a set of possible places."""
    return Apply("place", (Variable(variable),))


def length(limit: Quantity) -> Term:
    """A limit as the text gives it; one known to an interval only is *between* its ends."""
    if limit.exact:
        return Constant(_tenths(limit.low), "km")
    ends = (Constant(_tenths(limit.low), "km"), Constant(_tenths(limit.high), "km"))
    return Apply("between", ends)


def distance(variable: str, line: Term) -> Term:
    """The distance of its place to a line."""
    return Apply("dist", (place_of(variable), line))


def _measured(
    variable: str,
    line: str,
    bounds: Sequence[tuple[str, Quantity]],
    low: int,
    high: int,
) -> Condition:
    """Its distance to the line keeps these bounds; surely so from ``low`` to ``high``."""
    term = distance(variable, Constant(line))
    parts: list[Formula] = [Compare(op, term, length(limit)) for op, limit in bounds]
    leaf = Leaf(
        "dist",
        2,
        World.OPEN,
        f"its distance to the line {line} is within the area",
        LackKind.GEOMETRY,
        supplier_of("place"),
        condition="place",
        form=Form.DISTANCE,
        rest=(line,),
        low=low,
        high=high,
    )
    if len(parts) == 1:
        return Condition(parts[0], (leaf,))
    return Condition(And(tuple(parts)), (leaf,))


def _tenths(km: float) -> int:
    """Kilometres as whole tenths of a millimetre."""
    return round(km * TENTHS_PER_KM)
