"""The whole check of a text: what a drafter should look at, and what each clause is about."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.every import lint, problem_of
from holdfire.agreement.lint.times import NO_THRESHOLD
from holdfire.agreement.node import MappingNode, SequenceNode, compose
from holdfire.agreement.problems import Problems
from holdfire.agreement.vacuity.clauses import ClauseTraces, traces_of, vacuous
from holdfire.base.problem import Problem

__all__ = ["Checked", "check"]

_STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem in the order of the text, and the traces of each clause."""

    problems: tuple[Problem, ...]
    traces: tuple[ClauseTraces, ...]


def check(agreement: Agreement, text: str = "") -> Checked:
    """Lint, and a trace that violates each clause, one that keeps it, one that leaves it open.

    Nothing here stops a run. A clause for which no such trace exists up to the scope that
    was searched is a problem of rule W17. ``text`` is the file, where there is one: it tells
    thresholds that are stated from the same ones that are not.
    """
    traces = traces_of(agreement)
    found = {problem_of(finding, agreement.origin) for finding in vacuous(traces)}
    linted = set(lint(agreement))
    if _says_standard(text):
        linted -= {problem for problem in linted if problem.message == NO_THRESHOLD}
    problems = sorted(
        linted | found,
        key=lambda each: (each.line, each.clause, int(each.rule[1:]), each.message),
    )
    return Checked(tuple(problems), traces)


def _says_standard(text: str) -> bool:
    """Does the header or a clause of the file state thresholds?"""
    root = compose(text, Problems("")) if text else None
    if root is None:
        return False
    clauses = root.items.get("clauses")
    nodes = clauses.items if isinstance(clauses, SequenceNode) else []
    mappings = [root, *(node for node in nodes if isinstance(node, MappingNode))]
    return any(_STANDARD in mapping.items for mapping in mappings)
