"""Where a clause applies, in words: named places, and places measured from a line."""

from __future__ import annotations

import math
from typing import Any

from holdfire.agreement.accord.plain.grammar import (
    Choice,
    Exact,
    Listed,
    Mapped,
    Pattern,
    Phrase,
    Record,
)
from holdfire.agreement.accord.plain.primitives import Label, Number, Quoted
from holdfire.agreement.area import (
    AnywhereArea,
    BandArea,
    BetweenArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.base.quantity import Quantity, Unit, within

__all__ = ["ANYWHERE", "AREA", "DISTANCE", "LINE", "PARTY", "PLACES", "SOMEWHERE"]

PARTY = Choice((Label("party"), Quoted()))
LINE = Choice((Label("line"), Quoted()))
PLACE = Choice((Label("place"), Quoted()))
PLACES = Listed(Choice((Label("anyplace"), Quoted())))


def _kilometres(value: Any) -> float | None:
    """The number of an exact distance."""
    known = isinstance(value, Quantity) and value.exact and value.unit is Unit.KILOMETRE
    return value.low if known else None


def _span(value: Any) -> dict[str, float] | None:
    """Both ends of a distance that is only known to lie between them."""
    if not isinstance(value, Quantity) or value.exact or value.unit is not Unit.KILOMETRE:
        return None
    return {"low": value.low, "high": value.high}


def _within(low: float, high: float) -> Quantity | None:
    """The distance between two ends, where they stand in their order."""
    if math.isnan(low) or math.isnan(high) or low > high:
        return None
    return within(low, high, Unit.KILOMETRE)


def _distance(exact: str, between: str) -> Choice:
    """A distance in kilometres, exact or between two ends."""
    return Choice(
        (
            Mapped(Phrase(exact, Number()), _kilometres, lambda km: _within(km, km)),
            Mapped(
                Pattern(between, {"low": Number(), "high": Number()}),
                _span,
                lambda ends: _within(**ends) if ends["low"] != ends["high"] else None,
            ),
        )
    )


DISTANCE = _distance("distance.exact", "distance.between")
_DEPTH = _distance("distance.depth", "distance.depth_between")

_SIDE = Choice((Exact("area.each_side", ""), Phrase("area.one_side", PARTY)))

SOMEWHERE = Choice(
    (
        Record(NamedArea, "area.named", {"names": Listed(PLACE)}),
        Record(BufferArea, "area.buffer", {"line": LINE, "each_side": DISTANCE}),
        Record(
            BandArea,
            "area.band",
            {"line": LINE, "inner": DISTANCE, "outer": DISTANCE, "party": _SIDE},
        ),
        Record(DepthArea, "area.depth", {"line": LINE, "depth": _DEPTH, "party": _SIDE}),
        Record(BetweenArea, "area.between", {"first": LINE, "second": LINE}),
    )
)
"""An area that is not everywhere, with the space before it."""

ANYWHERE = Mapped(
    Exact("area.anywhere"),
    lambda area: True if isinstance(area, AnywhereArea) else None,
    lambda _: AnywhereArea(),
)
"""Everywhere the agreement applies."""

AREA = Choice((ANYWHERE, SOMEWHERE))
"""An area, with the space before it; nothing for everywhere."""
