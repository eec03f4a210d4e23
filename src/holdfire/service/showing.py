"""An agreement as plain values for a face: clauses as sentences, shapes that are missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from holdfire.agreement import Agreement, Clause, Problem, describe, in_force

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


def show_agreement(agreement: Agreement, at: datetime | None = None) -> dict[str, Any]:
    """The clauses under each reading, those in force at ``at`` if it is given."""
    readings = agreement.readings if at is None else in_force(agreement, at)
    known = {shape.name for shape in agreement.shapes}
    named = {**agreement.lines, **agreement.zones}
    return {
        **agreement_line(agreement),
        "parties": [{"id": p.id, "name": p.name} for p in agreement.parties],
        "readings": [
            {
                "id": reading.id,
                "title": reading.title,
                "clauses": [_clause(clause, agreement) for clause in reading.clauses],
            }
            for reading in readings
        ],
        "geometry": [
            f"{name}: {'attached' if name in known else 'only named in the text'} ({text})"
            for name, text in sorted(named.items())
        ],
    }


def _clause(clause: Clause, agreement: Agreement) -> dict[str, Any]:
    """One clause."""
    return {
        "id": clause.id,
        "ref": clause.ref,
        "kind": clause.kind.value,
        "sentence": describe(clause, agreement),
        "source": clause.source,
        "evidence": clause.evidence,
        "note": clause.note,
    }


def problem_fields(problem: Problem) -> dict[str, Any]:
    """A problem as JSON values."""
    return {name: getattr(problem, name) for name in problem.__slots__}
