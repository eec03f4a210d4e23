"""Findings about times and thresholds: open deadlines, zones, standards that change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause, Standard
from holdfire.agreement.lint.finding import Finding, about, every_clause
from holdfire.agreement.terms import Procedural, Storage, WithdrawBy

__all__ = ["NO_THRESHOLD", "times"]

NO_THRESHOLD = "no threshold is stated; the program's defaults decide"

_A_DAY = re.compile(r"\b(next day|following day|day after|within a day|in a day|one day)\b")
_DAYS = re.compile(r"\b(\d+|one|two|three|five|seven|ten|fourteen|thirty) (days?|hours?)\b")


def times(agreement: Agreement) -> Iterator[Finding]:
    """W7 and W13."""
    clauses = tuple(every_clause(agreement))
    for clause in clauses:
        yield from _deadline(clause, agreement)
        if isinstance(clause.terms, Procedural):
            yield from _act(clause, clause.terms)
    if agreement.zone == "UTC" and any(clause.starts or clause.ends for clause in clauses):
        yield Finding(
            "W7", 0, "", "civil days are counted in UTC", "Give time_zone if that is not meant."
        )
    if clauses and all(clause.standard == Standard() for clause in clauses):
        yield Finding(
            "W13",
            0,
            "",
            NO_THRESHOLD,
            "Give standard, agreed before the events.",
        )
    yield from _changed(agreement)


def _deadline(clause: Clause, agreement: Agreement) -> Iterator[Finding]:
    """A deadline that the text does not give, or that waits for an event."""
    if clause.awaits:
        events = {anchor.name: anchor.event for anchor in agreement.anchors}
        waits = ", ".join(events.get(name) or name for name in clause.awaits)
        yield about(
            "W7",
            clause,
            f"its times wait for: {waits}",
            "Give the date of the event under anchors once it is known.",
        )
    elif isinstance(clause.terms, WithdrawBy | Storage) and clause.terms.deadline is None:
        yield about("W7", clause, "it has no deadline", "Give deadline.")


def _act(clause: Clause, terms: Procedural) -> Iterator[Finding]:
    """An act without a last instant, or whose hours stand beside a day in words."""
    words = f"{clause.summary} {terms.act} {terms.trigger}".lower()
    timed = terms.within_h is not None or terms.every_days is not None
    if not timed and terms.minimum is None and not terms.steps:
        in_words = _DAYS.search(words)
        told = f"; the words {in_words[0]!r} are not data" if in_words else ""
        yield about(
            "W7",
            clause,
            f"its future is unbounded: an act that may still come is never missing{told}, and "
            "only a decision could find it neglected",
            "Give within, every, or minimum with per.",
        )
    said = _A_DAY.search(words)
    if terms.within_h is not None and said is not None:
        yield about(
            "W7",
            clause,
            f"it says {terms.within_h:g} h in its data and {said[0]!r} in words; a civil day "
            "may have 23 or 25 hours, and the next day begins at midnight",
            "Say the same in both places.",
        )


def _changed(agreement: Agreement) -> Iterator[Finding]:
    """An amendment that changes how a clause is judged."""
    before = {clause.id: clause for read in agreement.readings for clause in read.clauses}
    for change in agreement.amendments:
        for clause in change.replaces:
            old = before.get(clause.id)
            if old is not None and old.standard != clause.standard:
                yield about(
                    "W13",
                    clause,
                    "the amendment changes the thresholds of the clause",
                    "Confirm it: verdicts before and after it are not comparable.",
                )
        if change.retroactive:
            yield Finding(
                "W7",
                0,
                "",
                f"the amendment {change.id!r} takes effect before it was adopted",
                "Confirm it: verdicts already given will change.",
            )
