"""What a drafter should look at: a text that loads may still be hard to verify.

A problem of this kind never stops a run. The rules are W1 to W15; those that need an
observation (what an instrument really sees in a season) belong to verification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.finding import Finding
from holdfire.agreement.lint_duties import duties
from holdfire.agreement.lint_places import places
from holdfire.agreement.lint_times import times
from holdfire.agreement.lint_words import words
from holdfire.base.problem import Problem

__all__ = ["lint"]

_RULES: tuple[Callable[[Agreement], Iterable[Finding]], ...] = (words, places, times, duties)


def lint(agreement: Agreement) -> tuple[Problem, ...]:
    """Every finding, by line, clause and rule; the same one under several readings once."""
    found = {
        Problem(
            agreement.origin,
            finding.line,
            finding.clause,
            finding.rule,
            finding.message,
            finding.next_step,
        )
        for rule in _RULES
        for finding in rule(agreement)
    }
    return tuple(
        sorted(
            found,
            key=lambda each: (each.line, each.clause, int(each.rule[1:]), each.message),
        )
    )
