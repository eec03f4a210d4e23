"""The verdicts of a run, clause by clause, as the pages need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.verification.verdict import Verdict
from holdfire.web.port import Run

__all__ = ["ClauseAnswer", "answers_of", "clause_text", "counters", "matched_by"]


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """One clause under one reading, with its part of the report.

    ``key`` is ``reading/clause``, the form used in addresses.
    """

    reading: str
    reading_title: str
    id: str
    ref: str
    kind: str
    verdict: str
    incidents: tuple[str, ...]
    data: Mapping[str, Any]
    text: Clause | None

    @property
    def key(self) -> str:
        """Reading and clause as one word."""
        return f"{self.reading}/{self.id}"

    @property
    def alleged(self) -> bool:
        """Was the clause found violated (alleged)?"""
        return self.verdict == Verdict.VIOLATED

    def chance_of(self, incident: str) -> Mapping[str, Any] | None:
        """The probability that this incident is what the clause forbids."""
        for match in self.data.get("matches", ()):
            if match["incident"] == incident:
                found: Mapping[str, Any] = match
                return found
        return None


def clause_text(agreement: Agreement, reading: str, clause: str) -> Clause | None:
    """The clause as the text has it under a reading; else as the newest amendment has it."""
    listed = [c for r in agreement.readings if r.id == reading for c in r.clauses]
    added = [c for a in reversed(agreement.amendments) for c in (*a.replaces, *a.adds)]
    return next((item for item in (*listed, *added) if item.id == clause), None)


def answers_of(run: Run) -> tuple[ClauseAnswer, ...]:
    """Every clause of every reading, in the order of the report."""
    return tuple(
        ClauseAnswer(
            reading["id"],
            reading["title"],
            clause["id"],
            clause["ref"],
            clause["kind"],
            clause["verdict"],
            tuple(clause["incidents"]),
            clause,
            clause_text(run.agreement, reading["id"], clause["id"]),
        )
        for reading in run.report["readings"]
        for clause in reading["clauses"]
    )


def counters(answers: tuple[ClauseAnswer, ...]) -> dict[str, dict[str, int]]:
    """For each reading how many clauses have each verdict, all four words always."""
    found: dict[str, Counter[str]] = {}
    for answer in answers:
        found.setdefault(answer.reading, Counter())[answer.verdict] += 1
    return {
        reading: {verdict.value: count[verdict.value] for verdict in Verdict}
        for reading, count in found.items()
    }


def matched_by(answers: tuple[ClauseAnswer, ...]) -> dict[str, tuple[ClauseAnswer, ...]]:
    """For each incident the clauses it bears on."""
    found: dict[str, list[ClauseAnswer]] = {}
    for answer in answers:
        for incident in answer.incidents:
            found.setdefault(incident, []).append(answer)
    return {incident: tuple(items) for incident, items in found.items()}
