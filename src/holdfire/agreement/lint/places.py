"""Findings about places: missing, undated or stale shapes, contradicting distances, widths."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import BandArea, BetweenArea, NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.geometry import Shape
from holdfire.agreement.lint.finding import Finding, about, every_clause
from holdfire.agreement.lint.overlap import may_share
from holdfire.agreement.terms import Flow, MaxCount, MinDistance, Storage

__all__ = ["named_by", "places"]


def places(agreement: Agreement) -> Iterator[Finding]:
    """W2, W3, W4 and W9."""
    for clause in every_clause(agreement):
        for name in named_by(clause):
            yield from _shape(clause, name, agreement)
        if isinstance(clause.terms, MinDistance):
            yield from _table(clause, clause.terms)
            yield from _width(clause, clause.terms)
    for reading in agreement.readings:
        yield from _distances(reading.clauses)
        yield from _bands(reading.clauses)


def named_by(clause: Clause) -> tuple[str, ...]:
    """Every line, zone and site that a clause needs, each once, in a fixed order."""
    terms = clause.terms
    names: list[str] = [getattr(terms, "line", "")]
    area = getattr(terms, "area", None)
    if isinstance(area, NamedArea):
        names.extend(area.names)
    elif isinstance(area, BetweenArea):
        names.extend((area.first, area.second))
    else:
        names.append(getattr(area, "line", ""))
    if isinstance(terms, MinDistance):
        names.extend(terms.line_by_party.values())
    if isinstance(terms, Storage):
        names.extend(terms.sites)
    if isinstance(terms, Flow):
        names.extend(terms.places)
    return tuple(dict.fromkeys(name for name in names if name))


def _shape(clause: Clause, name: str, agreement: Agreement) -> Iterator[Finding]:
    """A name without a shape, with an undated one, or with one of another time."""
    shapes = [shape for shape in agreement.shapes if shape.name == name]
    if not shapes:
        yield about(
            "W2",
            clause,
            f"{name!r} has no geometry; the clause can only be undetermined",
            f"Attach it: --geometry {name}=FILE.",
        )
        return
    dated = [shape for shape in shapes if shape.valid_from is not None]
    if name in agreement.lines and not dated and name not in agreement.line_dates:
        yield about(
            "W2",
            clause,
            f"the line {name!r} has no date",
            "Give valid_from in its geometry, or as_of in the text.",
        )
    if not any(_meets(shape, clause) for shape in shapes):
        yield about(
            "W2",
            clause,
            f"no shape of {name!r} is valid while the clause binds",
            "Attach one of that time.",
        )


def _meets(shape: Shape, clause: Clause) -> bool:
    """Is the shape valid at some instant at which the clause binds?"""
    late = shape.valid_to is not None and clause.starts is not None
    early = shape.valid_from is not None and clause.ends is not None
    if late and shape.valid_to is not None and clause.starts is not None:
        late = shape.valid_to <= clause.starts
    if early and shape.valid_from is not None and clause.ends is not None:
        early = shape.valid_from >= clause.ends
    return not (late or early)


def _table(clause: Clause, terms: MinDistance) -> Iterator[Finding]:
    """A table that lowers as well as raises the general distance, or reaches further."""
    if terms.distance is None:
        return
    beyond = [
        name
        for name, meant in terms.table_objects.items()
        if terms.objects.classes and not may_share(meant, terms.objects)
    ]
    if beyond:
        yield about(
            "W4",
            clause,
            f"the table also binds {', '.join(beyond)}, which the general rule does not reach",
            "Confirm that the special rule is meant to reach further.",
        )
    below = [name for name, own in terms.table.items() if own.high < terms.distance.low]
    if below:
        yield about(
            "W4",
            clause,
            f"the table is below the general distance for {', '.join(below)}",
            "Confirm that the special rule is meant to lower it.",
        )


def _width(clause: Clause, terms: MinDistance) -> Iterator[Finding]:
    """A width that does not say whether more is allowed."""
    if terms.pair_width is not None and terms.width_is == "unsaid":
        yield about(
            "W9",
            clause,
            "it does not say whether the width is the least or the exact one",
            "Give width_is, or make it a reading.",
        )


def _distances(clauses: tuple[Clause, ...]) -> Iterator[Finding]:
    """Two distances for the same objects from the same line."""
    rules = [
        (clause, clause.terms) for clause in clauses if isinstance(clause.terms, MinDistance)
    ]
    for (_, one), (later, two) in combinations(rules, 2):
        same = one.line == two.line and one.line_by_party == two.line_by_party
        if not same or one.objects.classes != two.objects.classes:
            continue
        if one.distance != two.distance:
            yield about(
                "W3",
                later,
                "another clause has a different distance for the same objects and line",
                "Say which one holds.",
            )


def _bands(clauses: tuple[Clause, ...]) -> Iterator[Finding]:
    """Bands with counts that overlap or leave a gap."""
    groups: dict[tuple[str, str], list[tuple[float, float, Clause]]] = {}
    for clause in clauses:
        area = clause.terms.area if isinstance(clause.terms, MaxCount) else None
        if isinstance(area, BandArea):
            key = (area.line, area.party)
            groups.setdefault(key, []).append((area.inner.low, area.outer.high, clause))
    for bands in groups.values():
        bands.sort(key=lambda band: band[:2])
        for (_, end, _), (start, _, clause) in pairwise(bands):
            if start != end:
                what = "overlaps the band before it" if start < end else "leaves a gap"
                yield about("W3", clause, f"its band {what}", "Let the bands meet.")
