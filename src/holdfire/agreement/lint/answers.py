"""Findings about what follows: duties without a consequence, ladders, circles of notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.lint.finding import Finding, about, every_clause
from holdfire.agreement.terms import Notify, Procedural

__all__ = ["answers"]

_ANSWER = re.compile(r"violat|breach|non-?compliance|infring|attack|invasion", re.IGNORECASE)


def answers(agreement: Agreement) -> Iterator[Finding]:
    """W11 and W18."""
    clauses = tuple(every_clause(agreement))
    if clauses and not any(_answers(clause) for clause in clauses):
        yield Finding(
            "W11",
            0,
            "",
            "no clause says what follows when another one is not kept",
            "Add a procedural clause whose trigger is a violation, or give severity.",
        )
    for clause in clauses:
        terms = clause.terms
        if isinstance(terms, Procedural) and terms.steps and terms.within_h is None:
            yield about(
                "W11",
                clause,
                "its steps have no time, so that no step is ever late",
                "Give within.",
            )
    for reading in agreement.readings:
        yield from _circles(reading.clauses)


def _answers(clause: Clause) -> bool:
    """Does the clause grade a violation, or say what follows one?"""
    terms = clause.terms
    if clause.severity or clause.voidable:
        return True
    if not isinstance(terms, Procedural):
        return False
    return bool(terms.steps) or bool(_ANSWER.search(f"{terms.trigger} {terms.act}"))


def _circles(clauses: tuple[Clause, ...]) -> Iterator[Finding]:
    """Notices that apply to each other, so that each is excepted by the other."""
    edges = {
        clause.id: clause.terms.applies_to
        for clause in clauses
        if isinstance(clause.terms, Notify)
    }
    for clause in clauses:
        if clause.id in edges and _reaches(clause.id, edges):
            yield about(
                "W18",
                clause,
                "its notice applies to a clause that leads back to it",
                "Take one reference of the circle out.",
            )


def _reaches(start: str, edges: dict[str, tuple[str, ...]]) -> bool:
    """Does a walk along the references come back?"""
    waiting, seen = list(edges[start]), set[str]()
    while waiting:
        here = waiting.pop()
        if here == start:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(edges.get(here, ()))
    return False
