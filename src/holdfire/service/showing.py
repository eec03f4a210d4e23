"""An agreement as plain values for a face: clauses as sentences, shapes that are missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from holdfire.agreement import Agreement, Clause, Problem, describe, in_force
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.syntax.surface_words import write_formula

__all__ = ["agreement_line", "problem_fields", "show_agreement"]


def agreement_line(agreement: Agreement) -> dict[str, Any]:
    """One line of a list."""
    return {
        "id": agreement.id,
        "title": agreement.title,
        "hypothetical": agreement.hypothetical,
        "readings": len(agreement.readings),
        "clauses": max((len(r.clauses) for r in agreement.readings), default=0),
        "version": agreement.version,
    }


def show_agreement(
    agreement: Agreement, at: datetime | None = None, language: str = "en"
) -> dict[str, Any]:
    """The clauses under each reading in plain words, those in force at ``at`` if it is given.

    Raises ``KeyError`` for a language that no catalogue has.
    """
    readings = agreement.readings if at is None else in_force(agreement, at)
    known = {shape.name for shape in agreement.shapes}
    named = {**agreement.lines, **agreement.zones}
    return {
        **agreement_line(agreement),
        "language": language,
        "parties": [{"id": p.id, "name": p.name} for p in agreement.parties],
        "readings": [
            {
                "id": reading.id,
                "title": reading.title,
                "clauses": [_clause(each, agreement, language) for each in reading.clauses],
            }
            for reading in readings
        ],
        "geometry": [
            f"{name}: {'attached' if name in known else 'only named in the text'} ({text})"
            for name, text in sorted(named.items())
        ],
    }


def _clause(clause: Clause, agreement: Agreement, language: str) -> dict[str, Any]:
    """One clause."""
    return {
        "id": clause.id,
        "ref": clause.ref,
        "kind": clause.kind.value,
        "sentence": describe(clause, agreement, language),
        "source": clause.source,
        "evidence": clause.evidence,
        "note": clause.note,
        "formulas": [
            {
                "name": part.name,
                "key": list(part.key),
                "violated": write_formula(part.violation),
            }
            for part in compile_clause(clause, agreement).parts
        ],
    }


def problem_fields(problem: Problem) -> dict[str, Any]:
    """A problem as JSON values."""
    return {name: getattr(problem, name) for name in problem.__slots__}
