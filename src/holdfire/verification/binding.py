"""Which version of which clause binds when: a period is judged by the text of each instant."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.in_force import changes_between, text_at
from holdfire.base.instant import TimeSpan
from holdfire.verification.window import MICRO, Window, cut

__all__ = ["Binding", "bindings"]


@dataclass(frozen=True, slots=True)
class Binding:
    """One version of a clause and when it binds inside the period.

    ``window`` is ``None`` when it binds at no instant of the period, or not yet because its
    start waits for an event without a date.
    """

    clause: Clause
    window: Window | None


def bindings(
    agreement: Agreement, period: TimeSpan
) -> tuple[tuple[str, str, tuple[Binding, ...]], ...]:
    """For each reading its id, its title and the versions of its clauses.

    An amendment cuts the period at its effective instant: the instant itself belongs to the
    new text. A clause that an amendment leaves as it was keeps one window. Clauses stand in
    the order of the text, the versions of one clause in order of time.
    """
    end = period.end + MICRO
    starts = (period.start, *changes_between(agreement, period.start, end))
    stretches = [Window(a, b) for a, b in zip(starts, (*starts[1:], end), strict=True)]
    found: dict[str, dict[str, list[tuple[Clause, Window]]]] = {}
    titles: dict[str, str] = {}
    for stretch in stretches:
        for reading in text_at(agreement, stretch.start):
            titles[reading.id] = reading.title
            clauses = found.setdefault(reading.id, {})
            for clause in reading.clauses:
                _add(clauses.setdefault(clause.id, []), clause, stretch)
    return tuple(
        (name, titles[name], tuple(b for runs in clauses.values() for b in _bound(runs)))
        for name, clauses in found.items()
    )


def _add(runs: list[tuple[Clause, Window]], clause: Clause, stretch: Window) -> None:
    """One more stretch of a clause: the same version goes on, another one begins."""
    if runs and runs[-1][0] == clause and runs[-1][1].end == stretch.start:
        runs[-1] = (clause, Window(runs[-1][1].start, stretch.end))
    else:
        runs.append((clause, stretch))


def _bound(runs: list[tuple[Clause, Window]]) -> list[Binding]:
    """The versions that bind somewhere; if none does, the last one without a window."""
    found = []
    for clause, stretch in runs:
        window = None if clause.start_awaits else cut(stretch, clause.starts, clause.ends)
        if window is not None:
            found.append(Binding(clause, window))
    return found or [Binding(runs[-1][0], None)]
