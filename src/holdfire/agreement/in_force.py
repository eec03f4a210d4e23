"""What was in force when: the text with every amendment effective by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from holdfire.agreement.agreement import Agreement, Amendment, Reading
from holdfire.agreement.clause import Clause

__all__ = ["binds", "changes_between", "in_force", "text_at"]


def binds(clause: Clause, at: datetime) -> bool:
    """Does the clause bind at this instant? Its start is included, its end is not.

    A clause whose start waits for an event without a date does not bind yet.
    """
    if clause.start_awaits:
        return False
    begun = clause.starts is None or clause.starts <= at
    return begun and (clause.ends is None or at < clause.ends)


def text_at(agreement: Agreement, at: datetime) -> tuple[Reading, ...]:
    """Every reading with the amendments effective by ``at`` (UTC).

    Its clauses are all there, whether or not they bind at that very instant: this is what
    a period is judged by.
    """
    effective = [change for change in agreement.amendments if change.effective <= at]
    return tuple(
        replace(reading, clauses=_amended(reading.clauses, effective))
        for reading in agreement.readings
    )


def in_force(agreement: Agreement, at: datetime) -> tuple[Reading, ...]:
    """Every reading with only the clauses that bind at ``at`` (UTC), amendments applied.

    For a period use :func:`text_at` at its instants of change (:func:`changes_between`)
    and the clauses' own times: a clause may begin or end inside the period.
    """
    return tuple(
        replace(
            reading, clauses=tuple(clause for clause in reading.clauses if binds(clause, at))
        )
        for reading in text_at(agreement, at)
    )


def changes_between(
    agreement: Agreement, start: datetime, end: datetime
) -> tuple[datetime, ...]:
    """The instants inside ``(start, end)`` (UTC) at which an amendment takes effect."""
    instants = {change.effective for change in agreement.amendments}
    return tuple(sorted(at for at in instants if start < at < end))


def _amended(clauses: tuple[Clause, ...], changes: list[Amendment]) -> tuple[Clause, ...]:
    """The clauses after the changes, in order; a replaced clause keeps its place.

    A reading that omits a clause does not get it back by a replacement.
    """
    found = {clause.id: clause for clause in clauses}
    for change in sorted(changes, key=lambda change: (change.effective, change.id)):
        found |= {clause.id: clause for clause in change.replaces if clause.id in found}
        found |= {clause.id: clause for clause in change.adds}
        for ended in change.ends:
            found.pop(ended, None)
    return tuple(found.values())
