"""How much of a clause's area a sensor has in view, as far as the names and numbers say."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.agreement.clause import Clause
from holdfire.agreement.sensing.sensors import Span
from holdfire.agreement.terms import (
    Access,
    Flow,
    MinDistance,
    NoCrossing,
    Notify,
    Procedural,
    ProtectedObject,
    ReplaceOnly,
    StandFast,
    Storage,
)
from holdfire.base.quantity import Unit, exactly

__all__ = ["areas_of", "share_by_name"]

WHOLE: Span = (1.0, 1.0)
NONE: Span = (0.0, 0.0)
OPEN: Span = (0.0, 1.0)
"""Some part, or perhaps none: only shapes can say how much."""

_AT_A_LINE_KM = 1.0


def areas_of(clause: Clause) -> tuple[AreaRef, ...]:
    """Where a clause must be watched; empty where no place matters.

    A line is watched within a kilometre of it.
    """
    terms = clause.terms
    if isinstance(terms, Access | Notify | Procedural | ReplaceOnly):
        return ()
    if isinstance(terms, MinDistance):
        reach = max(
            (each.high for each in (terms.distance, *terms.table.values()) if each), default=0.0
        )
        lines = dict.fromkeys((terms.line, *terms.line_by_party.values()))
        return tuple(BufferArea(name, exactly(reach, Unit.KILOMETRE)) for name in lines if name)
    if isinstance(terms, StandFast | NoCrossing):
        return (BufferArea(terms.line, exactly(_AT_A_LINE_KM, Unit.KILOMETRE)),)
    if isinstance(terms, Storage | ProtectedObject):
        return (AnywhereArea(),)
    if isinstance(terms, Flow):
        return (NamedArea(terms.places),) if terms.places else (AnywhereArea(),)
    return (terms.area,)


def share_by_name(view: AreaRef, areas: Iterable[AreaRef]) -> Span:
    """The lowest and highest share of the areas that a view holds.

    Equal names, and reaches from one line, are compared; everything else stays open.
    """
    shares = [_one(view, area) for area in areas]
    if not shares:
        return WHOLE
    return min(low for low, _ in shares), max(high for _, high in shares)


def _one(view: AreaRef, area: AreaRef) -> Span:
    """One area."""
    if isinstance(view, AnywhereArea) or view == area:
        return WHOLE
    if isinstance(view, NamedArea) and isinstance(area, NamedArea):
        return WHOLE if set(area.names) <= set(view.names) else OPEN
    seen, needed = _reach(view), _reach(area)
    if seen is None or needed is None or seen[0] != needed[0]:
        return OPEN
    if seen[3] and needed[3] and seen[3] != needed[3]:
        return NONE
    low, high = max(seen[1], needed[1]), min(seen[2], needed[2])
    if high <= low:
        return NONE
    share = (high - low) / (needed[2] - needed[1]) if needed[2] > needed[1] else 1.0
    if seen[3] and not needed[3]:
        share /= 2.0
    return min(share, 1.0), min(share, 1.0)


def _reach(area: AreaRef) -> tuple[str, float, float, str] | None:
    """The line an area is measured from, from where to where (km), and on whose side."""
    if isinstance(area, BufferArea):
        return area.line, 0.0, area.each_side.high, ""
    if isinstance(area, BandArea):
        return area.line, area.inner.low, area.outer.high, area.party
    if isinstance(area, DepthArea):
        return area.line, 0.0, area.depth.high, area.party
    return None
