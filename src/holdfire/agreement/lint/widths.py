"""Findings about distances across clauses: one side against both, and areas not said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import AnywhereArea, BufferArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.lint.finding import Finding, about, every_clause
from holdfire.agreement.lint.numbers import kilometres_said
from holdfire.agreement.lint.overlap import bind_together, may_share
from holdfire.agreement.terms import Exclusion, MinDistance, WithdrawBy
from holdfire.agreement.weapon import ObjectPredicate
from holdfire.base.quantity import Quantity

__all__ = ["widths"]

_WIDE = ("zone", "wide", "width", "belt", "strip", "corridor")


def widths(agreement: Agreement) -> Iterator[Finding]:
    """W3 where a distance of each side meets a width of both; W9 where no area is said."""
    for clause in every_clause(agreement):
        terms = clause.terms
        if isinstance(terms, WithdrawBy) and isinstance(terms.area, AnywhereArea):
            yield about("W9", clause, "it does not say from where", "Give area.")
        if isinstance(terms, MinDistance) and terms.distance is not None:
            yield from _sentence(clause, terms, terms.distance)
    for reading in agreement.readings:
        for one, two in combinations(reading.clauses, 2):
            yield from _pair(one, two)


def _sentence(clause: Clause, terms: MinDistance, distance: Quantity) -> Iterator[Finding]:
    """A sentence that speaks of a zone so wide, where the data keep each side so far away."""
    text = clause.summary.lower()
    if terms.pair_width is not None or not any(word in text for word in _WIDE):
        return
    said = kilometres_said(clause.summary)
    if distance.exact and distance.low in said and 2 * distance.low not in said:
        yield about(
            "W3",
            clause,
            f"its sentence speaks of a zone and of {distance.low:g} km, its data keep each "
            f"side {distance.low:g} km away, which makes a zone of {2 * distance.low:g} km",
            "Give pair_width if the text gives the width of both sides together.",
        )


def _reach(clause: Clause) -> tuple[str, Quantity, ObjectPredicate] | None:
    """The line, how far on each side of it, and what a clause keeps away."""
    terms = clause.terms
    if isinstance(terms, MinDistance) and terms.line and terms.distance is not None:
        return terms.line, terms.distance, terms.objects
    if isinstance(terms, Exclusion | WithdrawBy) and isinstance(terms.area, BufferArea):
        return terms.area.line, terms.area.each_side, terms.objects
    return None


def _pair(one: Clause, two: Clause) -> Iterator[Finding]:
    """Two clauses of different kinds that keep the same objects at different distances."""
    first, second = _reach(one), _reach(two)
    if first is None or second is None or one.kind is two.kind:
        return
    line, near, objects = first
    other, far, others = second
    if line != other or near == far or not bind_together(one, two):
        return
    if not may_share(objects, others):
        return
    low, high = sorted((near.high, far.high))
    doubled = abs(high - 2 * low) < 1e-9
    hint = "; the one is twice the other: is it the width of both sides?" if doubled else ""
    yield about(
        "W3",
        two,
        f"clause {one.id} keeps such objects {near.high:g} km from {line!r} on each side, "
        f"this one {far.high:g} km{hint}",
        "Say which distance holds, and whether it is for one side or for both.",
    )
