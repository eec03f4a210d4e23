"""Findings about who is bound and who could see it: one-sided, unseen, hypothetical."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.agreement.lint.finding import Finding, about, every_clause
from holdfire.agreement.sensing.observability import INSTRUMENTS, judged
from holdfire.agreement.terms import Cessation
from holdfire.agreement.words import CONTESTED_ACTS

__all__ = ["duties"]

_BY_ACTOR = frozenset(
    {
        ClauseKind.CESSATION,
        ClauseKind.NO_EXERCISE,
        ClauseKind.NO_FLY,
        ClauseKind.NO_MINE,
        ClauseKind.PROTECTED_OBJECT,
    }
)
"""Kinds where the place does not tell whose act it was."""


def duties(agreement: Agreement) -> Iterator[Finding]:
    """W5, W8, W12 and W15."""
    if agreement.hypothetical:
        yield Finding(
            "W15", 0, "", "nobody agreed to this text", "Use it for exercises only, and say so."
        )
    for clause in every_clause(agreement):
        yield from _unseen(clause)
        yield from _attribution(clause)
    for reading in agreement.readings:
        yield from _one_sided(reading.clauses, agreement)


def _unseen(clause: Clause) -> Iterator[Finding]:
    """A clause that no observation of the world settles."""
    letters = judged(clause)
    if not any(letters[family].violation for family in INSTRUMENTS):
        yield about(
            "W5",
            clause,
            "no instrument sees this; only a register or the mission's log can show it",
            "Say who keeps the register, or expect it to stay unobserved.",
        )
    terms = clause.terms
    if isinstance(terms, Cessation) and set(terms.acts) <= set(CONTESTED_ACTS):
        yield about(
            "W5",
            clause,
            "fire that is seen does not show which kind of act it was",
            "Add an act that can be seen, such as any_weapon.",
        )


def _attribution(clause: Clause) -> Iterator[Finding]:
    """A named actor where the place does not tell who acted."""
    if clause.actors and clause.kind in _BY_ACTOR:
        yield about(
            "W12",
            clause,
            "it binds named parties, so a verdict needs to know who acted",
            "Offer a variant that binds all parties and is decided without attribution.",
        )


def _one_sided(clauses: tuple[Clause, ...], agreement: Agreement) -> Iterator[Finding]:
    """One party is named and no clause of the same kind names another one."""
    if len(agreement.parties) < 2:
        return
    for clause in clauses:
        if len(clause.actors) != 1:
            continue
        mirrored = any(
            other.kind is clause.kind and other.actors and other.actors != clause.actors
            for other in clauses
        )
        if not mirrored:
            yield about(
                "W8",
                clause,
                f"it binds {clause.actors[0]} alone",
                "Confirm that it is meant for one side.",
            )
