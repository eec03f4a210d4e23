"""The machine-readable annex: ``report.json`` as plain values, its schema beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from holdfire.agreement.agreement import Agreement
from holdfire.base.instant import TimeSpan
from holdfire.base.quantity import Probability
from holdfire.reports.exposure import exposure_json, held_json
from holdfire.reports.record import RateStep, ReportInput, SideCount, SourceLine
from holdfire.verification.verdict import (
    ClauseVerdict,
    CoverageShare,
    Rate,
    ReadingVerdict,
)

__all__ = ["SCHEMA_VERSION", "report_json"]

SCHEMA_VERSION = "1"


def report_json(given: ReportInput) -> dict[str, Any]:
    """The report as JSON values; instants as ISO 8601 UTC, absent values as null.

    Every incident id in a clause is the id of a row of ``incidents.parquet``.
    """
    verified = given.verification
    return {
        "schema": SCHEMA_VERSION,
        "kind": given.kind,
        "title": given.title,
        "program": given.program,
        "made_at": _instant(given.made_at),
        "data_hash": given.data_hash,
        "parameters": given.parameters,
        "synthetic": given.synthetic,
        "agreement": _agreement(given.agreement),
        "period": _span(given.period),
        "coverage": _coverage(verified.coverage),
        "gaps": list(verified.gaps),
        "readings": [_reading(reading) for reading in verified.readings],
        "accounting": {
            name: getattr(given.accounting, name) for name in given.accounting.__slots__
        },
        "sources": [_source(source) for source in given.sources],
        "chance": [asdict(pair) for pair in given.chance],
        "origins": asdict(given.origins),
        "rate_steps": [_rate_step(step) for step in given.rate_steps],
        "side_counts": [_side_count(count) for count in given.side_counts],
        "exposure": exposure_json(given.exposure),
        "lint": list(given.lint),
        "previous": given.previous,
    }


def _instant(value: datetime | None) -> str | None:
    """ISO 8601 with Z."""
    return None if value is None else value.isoformat().replace("+00:00", "Z")


def _span(span: TimeSpan | None) -> dict[str, str | None] | None:
    """An interval by its ends."""
    if span is None:
        return None
    return {"start": _instant(span.start), "end": _instant(span.end)}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    """Which text, in which version, with which parties and shapes."""
    return {
        "id": agreement.id,
        "title": agreement.title,
        "version": agreement.version,
        "hypothetical": agreement.hypothetical,
        "parties": [{"id": party.id, "name": party.name} for party in agreement.parties],
        "shapes": [
            {"name": s.name, "kind": s.kind.value, "source": s.source, "sha256": s.sha256}
            for s in agreement.shapes
        ],
    }


def _probability(value: Probability | None) -> dict[str, Any] | None:
    """A probability with its interval."""
    return None if value is None else asdict(value)


def _coverage(share: CoverageShare) -> dict[str, Any]:
    """What was seen, overall and by side."""
    return {
        "share": share.share,
        "observed_km_h": share.observed_km_h,
        "total_km_h": share.total_km_h,
        "by_side": dict(share.by_side),
        "gaps": list(share.gaps),
    }


def _rate(rate: Rate | None) -> dict[str, Any] | None:
    """A rate with its exposure."""
    return None if rate is None else asdict(rate)


def _reading(reading: ReadingVerdict) -> dict[str, Any]:
    """All clauses under one reading."""
    return {
        "id": reading.reading,
        "title": reading.title,
        "clauses": [_clause(clause) for clause in reading.clauses],
    }


def _clause(clause: ClauseVerdict) -> dict[str, Any]:
    """One clause: the answer and what it rests on."""
    return {
        "id": clause.clause,
        "ref": clause.ref,
        "kind": clause.kind.value,
        "actors": list(clause.actors),
        "window": _span(clause.window),
        "verdict": clause.verdict.value,
        "probability": _probability(clause.probability),
        "incidents": [match.incident for match in clause.matches],
        "matches": [
            {
                "incident": match.incident,
                "probability": _probability(match.probability),
                "origins": match.origins,
                "parts": dict(match.parts),
            }
            for match in clause.matches
        ],
        "coverage": _coverage(clause.coverage),
        "reason": clause.reason,
        "witness": [
            {"kind": w.kind, "what": w.what, "keys": list(w.keys), "supplier": w.supplier}
            for w in clause.witness
        ],
        "rate": _rate(clause.rate),
        "figures": dict(clause.figures),
        "summary": clause.summary,
        "formula": clause.formula,
        "through": clause.through,
        "settled_by": list(clause.settled_by),
    }


def _source(source: SourceLine) -> dict[str, Any]:
    """One source with its own limits."""
    row = asdict(source)
    row["first"], row["last"] = _instant(source.first), _instant(source.last)
    row["reasons"] = _reasons(source.reasons)
    return row


def _rate_step(step: RateStep) -> dict[str, Any]:
    """One step of a rate; how much of each side's time was looked at stands beside it."""
    watched = {
        name: dict(zip(("measured", "unmeasured"), getattr(step, name), strict=True))
        for name in ("before_watched", "after_watched")
    }
    return {**asdict(step), "at": _instant(step.at), **watched}


def _side_count(count: SideCount) -> dict[str, Any]:
    """Incidents beside a dated map, with how well its inside and outside were watched."""
    row = {name: getattr(count, name) for name in SideCount.__slots__ if name != "exposure"}
    return {**row, "exposure": held_json(count.exposure)}


def _reasons(reasons: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Quarantine reasons with their counts."""
    return dict(reasons)
