"""Findings about sites that lie, on the map, where another clause lets nothing be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import shapely

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import NamedArea
from holdfire.agreement.attachment import geometry_of, shape_at
from holdfire.agreement.clause import Clause
from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.agreement.lint.clash import reach_of
from holdfire.agreement.lint.finding import Finding, about
from holdfire.agreement.lint.overlap import bind_together, may_share
from holdfire.agreement.terms import Exclusion, MinDistance, Storage
from holdfire.base.instant import EPOCH
from holdfire.base.polyline import Polyline

__all__ = ["clashes_on_the_map"]


def clashes_on_the_map(agreement: Agreement) -> Iterator[Finding]:
    """W16 for storage sites inside an exclusion zone or too near to a line.

    Only for shapes that are attached; a site given as an area counts by its nearest corner.
    """
    for reading in agreement.readings:
        for store in reading.clauses:
            if not isinstance(store.terms, Storage):
                continue
            for ban in reading.clauses:
                if bind_together(store, ban):
                    yield from _one(store, store.terms, ban, agreement)


def _one(
    clause: Clause, store: Storage, ban: Clause, agreement: Agreement
) -> Iterator[Finding]:
    """The sites of one storage clause against one other clause."""
    terms = ban.terms
    at = max((each for each in (clause.starts, ban.starts) if each), default=EPOCH)
    if not isinstance(terms, Exclusion | MinDistance):
        return
    if not may_share(store.objects, terms.objects):
        return
    for site in store.sites:
        shape = shape_at(agreement, site, at)
        if shape is None:
            continue
        why = (
            _inside(shape, terms, agreement, at)
            if isinstance(terms, Exclusion)
            else _too_near(shape, clause, terms, agreement, at)
        )
        if why:
            yield about(
                "W16",
                clause,
                f"it clashes with clause {ban.id}: on the map the storage site {site!r} {why}",
                "Move the site, or except it from the other clause.",
            )


def _inside(site: Shape, terms: Exclusion, agreement: Agreement, at: datetime) -> str:
    """Why the site lies inside the exclusion, or nothing."""
    if isinstance(terms.area, NamedArea):
        for name in terms.area.names:
            zone = shape_at(agreement, name, at)
            if name == site.name or zone is None or zone.kind is ShapeKind.LINE:
                continue
            if shapely.intersects(geometry_of(site), geometry_of(zone)):
                return f"lies in {name!r}, where such objects must not be"
        return ""
    reach = reach_of(terms.area)
    if reach is None or reach[3]:
        return ""
    line = shape_at(agreement, reach[0], at)
    if line is None:
        return ""
    away = _away_km(site, line)
    if reach[1] <= away < reach[2]:
        return f"is {away:.1f} km from {reach[0]!r}, within {reach[1]:g} to {reach[2]:g} km"
    return ""


def _too_near(
    site: Shape, clause: Clause, terms: MinDistance, agreement: Agreement, at: datetime
) -> str:
    """Why the site is too near to the line, or nothing; each party's own line counts."""
    if terms.distance is None:
        return ""
    names = {name for party, name in terms.line_by_party.items() if party in clause.actors}
    for name in sorted(names or {terms.line} - {""}):
        line = shape_at(agreement, name, at)
        if line is None:
            continue
        away = _away_km(site, line)
        if away < terms.distance.low:
            return f"is {away:.1f} km from {name!r}, and {terms.distance.low:g} km are due"
    return ""


def _away_km(site: Shape, line: Shape) -> float:
    """The distance from the nearest vertex of a site to a line."""
    corners = shapely.get_coordinates(geometry_of(site))
    metres = Polyline.from_wkb(line.wkb).distance_m(corners[:, 0], corners[:, 1])
    return float(metres.min()) / 1000.0
