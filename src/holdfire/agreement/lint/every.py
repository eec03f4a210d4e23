"""All rules over one text: every finding once, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.answers import answers
from holdfire.agreement.lint.clash import clashes
from holdfire.agreement.lint.clash_places import clashes_on_the_map
from holdfire.agreement.lint.duties import duties
from holdfire.agreement.lint.finding import Finding
from holdfire.agreement.lint.near import near_words
from holdfire.agreement.lint.numbers import numbers
from holdfire.agreement.lint.origins import origins
from holdfire.agreement.lint.places import places
from holdfire.agreement.lint.times import times
from holdfire.agreement.lint.widths import widths
from holdfire.agreement.lint.words import words
from holdfire.base.problem import Problem

__all__ = ["lint", "problem_of"]

_RULES: tuple[Callable[[Agreement], Iterable[Finding]], ...] = (
    words,
    near_words,
    numbers,
    origins,
    places,
    widths,
    times,
    duties,
    answers,
    clashes,
    clashes_on_the_map,
)


def problem_of(finding: Finding, origin: str) -> Problem:
    """A finding in the file called ``origin``."""
    return Problem(
        origin,
        finding.line,
        finding.clause,
        finding.rule,
        finding.message,
        finding.next_step,
    )


def lint(agreement: Agreement) -> tuple[Problem, ...]:
    """Every finding, by line, clause and rule; the same one under several readings once.

    A problem of this kind never stops a run. Whether a clause can be violated at all is
    computed apart, by :mod:`holdfire.agreement.vacuity`.
    """
    found = {
        problem_of(finding, agreement.origin) for rule in _RULES for finding in rule(agreement)
    }
    return tuple(
        sorted(
            found,
            key=lambda each: (each.line, each.clause, int(each.rule[1:]), each.message),
        )
    )
