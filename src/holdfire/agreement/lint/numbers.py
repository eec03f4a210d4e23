"""Findings about numbers: what the sentence of a clause says against what its data say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import BandArea, BufferArea, DepthArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.lint.finding import Finding, about, every_clause, predicates_of
from holdfire.agreement.terms import MinDistance, Procedural
from holdfire.base.quantity import Quantity

__all__ = ["kilometres_said", "numbers", "quantities_of"]

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_RANGE = rf"{_NUMBER}(?:\s*(?:to|and|-|–|\.\.)\s*{_NUMBER})?\s*"
_UNITS = {
    "km": re.compile(_RANGE + r"(?:km|kilomet(?:re|er)s?)\b"),
    "mm": re.compile(_RANGE + r"(?:mm|millimet(?:re|er)s?)\b"),
    "h": re.compile(_RANGE + r"(?:h|hours?)\b"),
}


def numbers(agreement: Agreement) -> Iterator[Finding]:
    """W10: a number of the sentence that stands nowhere in the data of the clause."""
    for clause in every_clause(agreement):
        for unit, held in _held(clause).items():
            if not held:
                continue
            for said in _said(clause.summary, unit):
                if not any(abs(said - value) < 1e-9 for value in held):
                    yield about(
                        "W10",
                        clause,
                        f"its sentence says {said:g} {unit}, its data say "
                        + " and ".join(f"{value:g}" for value in sorted(held)),
                        "Mend the one that is wrong.",
                    )


def _said(text: str, unit: str) -> Iterator[float]:
    """Every number with this unit."""
    for match in _UNITS[unit].finditer(text):
        for part in match.groups():
            if part is not None:
                yield float(part.replace(",", ""))


def kilometres_said(text: str) -> tuple[float, ...]:
    """The distances of a sentence."""
    return tuple(_said(text, "km"))


def _held(clause: Clause) -> dict[str, set[float]]:
    """The numbers of the data by unit; a width of both sides beside each side's distance."""
    kilometres: set[float] = set()
    for quantity in quantities_of(clause):
        kilometres |= {quantity.low, quantity.high}
    terms = clause.terms
    if isinstance(terms, MinDistance) and terms.distance is not None:
        kilometres |= {2 * terms.distance.low, 2 * terms.distance.high}
    calibres = {
        limit / 10
        for predicate in predicates_of(clause)
        for each in predicate.classes
        for _, limit in each.calibre
    }
    hours: set[float] = set()
    if isinstance(terms, Procedural) and terms.within_h is not None:
        hours.add(terms.within_h)
    return {"km": kilometres, "mm": calibres, "h": hours}


def quantities_of(clause: Clause) -> Iterator[Quantity]:
    """Every distance of a clause, in km."""
    terms = clause.terms
    area = getattr(terms, "area", None)
    if isinstance(area, BufferArea):
        yield area.each_side
    elif isinstance(area, BandArea):
        yield from (area.inner, area.outer)
    elif isinstance(area, DepthArea):
        yield area.depth
    if isinstance(terms, MinDistance):
        yield from terms.table.values()
        if terms.distance is not None:
            yield terms.distance
        if terms.pair_width is not None:
            yield terms.pair_width
