"""Cards: what each clause was answered, every reading of it side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfire.agreement.clause import ClauseKind
from holdfire.reports.anchor import clause_anchor
from holdfire.reports.figure import likelihood_text, party_names, rate_text, share_text
from holdfire.reports.record import ReportInput
from holdfire.reports.wording import Wording
from holdfire.verification.verdict import ClauseVerdict, ReadingVerdict, Verdict

__all__ = ["Answer", "Card", "cards_of", "verdict_word"]

# One sentence lists this many incidents; all of them are rows of annex A that name the clause.
MOST_LINKS = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for a clause under one reading, every value in the reader's language."""

    anchor: str
    reading: str
    verdict: str
    word: str
    summary: str
    binds: str
    seen: str
    by_side: tuple[tuple[str, str], ...]
    likelihood: str
    reason: str
    missing: tuple[str, ...]
    rate: str
    figures: tuple[tuple[str, str], ...]
    incidents: tuple[str, ...]
    more: int
    contrary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One clause; ``answers`` hold ``None`` for a reading that lacks it."""

    clause: str
    ref: str
    answers: tuple[Answer | None, ...]


def verdict_word(verdict: Verdict, words: Wording) -> str:
    """The verdict in the language; an alleged violation is always called alleged."""
    said = {
        Verdict.COMPLIED: words.say("complied"),
        Verdict.VIOLATED: words.say("violated (alleged)"),
        Verdict.UNDETERMINED: words.say("undetermined"),
        Verdict.UNOBSERVED: words.say("unobserved"),
    }
    return said[verdict]


def cards_of(
    given: ReportInput,
    words: Wording,
    rows: Mapping[str, int],
    kinds: Iterable[ClauseKind] = ClauseKind,
) -> list[Card]:
    """The clauses of these kinds in the order of the text.

    ``rows`` are the incidents that have a row in annex A, with the number of detections
    that speak against each: only these can be linked.
    """
    wanted = set(kinds)
    found: dict[str, str] = {}
    for reading in given.verification.readings:
        for clause in reading.clauses:
            if clause.kind in wanted:
                found.setdefault(clause.clause, clause.ref)
    return [
        Card(
            name,
            ref,
            tuple(
                _under(given, words, rows, name, reading)
                for reading in given.verification.readings
            ),
        )
        for name, ref in found.items()
    ]


def _under(
    given: ReportInput,
    words: Wording,
    rows: Mapping[str, int],
    name: str,
    reading: ReadingVerdict,
) -> Answer | None:
    """The clause of that name under one reading."""
    clause = next((c for c in reading.clauses if c.clause == name), None)
    return None if clause is None else _answer(given, words, rows, reading, clause)


def _answer(
    given: ReportInput,
    words: Wording,
    rows: Mapping[str, int],
    reading: ReadingVerdict,
    clause: ClauseVerdict,
) -> Answer:
    """One clause under one reading."""
    names = party_names(given.agreement)
    linked = [match.incident for match in clause.matches if match.incident in rows]
    return Answer(
        anchor=clause_anchor(reading.reading, clause.clause),
        reading=reading.title or reading.reading,
        verdict=clause.verdict.value,
        word=verdict_word(clause.verdict, words),
        summary=clause.summary,
        binds=", ".join(names.get(actor, actor) for actor in clause.actors),
        seen=share_text(clause.coverage.share, words),
        by_side=tuple(
            (names.get(side, side), words.percent(share))
            for side, share in clause.coverage.by_side
        ),
        likelihood=likelihood_text(clause.probability, words),
        reason=clause.reason,
        missing=tuple(witness.what for witness in clause.witness),
        rate=rate_text(clause.rate, words),
        figures=tuple((name, words.number(value)) for name, value in clause.figures),
        incidents=tuple(linked[:MOST_LINKS]),
        more=max(0, len(clause.matches) - min(len(linked), MOST_LINKS)),
        contrary=tuple(i for i in linked if rows[i])[:MOST_LINKS],
    )
