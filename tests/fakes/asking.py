"""Asking one clause of a real text: a line drawn along a meridian, the verdict by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import shapely
from tests.fakes.happening import LON, NORTH, SOUTH

from holdfire.agreement import Agreement, Shape, ShapeKind
from holdfire.base.instant import TimeSpan
from holdfire.detections import Coverage
from holdfire.incidents import Incident
from holdfire.verification import ClauseVerdict, verify


def meridian(name: str, sides: Mapping[str, str] | None = None, lon: float = LON) -> Shape:
    """A line along a meridian, drawn northward: its left is in the west."""
    drawn = shapely.LineString([(lon, SOUTH), (lon, NORTH)])
    wkb = shapely.to_wkb(drawn)
    return Shape(
        name, ShapeKind.LINE, wkb, source="drawn for the test", sides=dict(sides or {})
    )


def square(name: str, west: float, south: float, east: float, north: float) -> Shape:
    """A zone between two meridians and two parallels."""
    wkb = shapely.to_wkb(shapely.box(west, south, east, north))
    return Shape(name, ShapeKind.ZONE, wkb, source="drawn for the test")


def ask(
    agreement: Agreement,
    clause: str,
    incidents: Iterable[Incident],
    coverage: Iterable[Coverage],
    span: TimeSpan,
    *,
    reading: str = "",
) -> ClauseVerdict:
    """The last verdict of a clause over the span (amendments may give it several)."""
    verified = verify(agreement, incidents, coverage, span)
    wanted = reading or verified.readings[0].reading
    found = next(r for r in verified.readings if r.reading == wanted)
    return [c for c in found.clauses if c.clause == clause][-1]
