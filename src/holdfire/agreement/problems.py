"""Collecting every problem of a text in one pass, instead of stopping at the first."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.base.codes import Code
from holdfire.base.errors import MalformedAgreement
from holdfire.base.problem import Problem

__all__ = ["MAX_PROBLEMS", "Problem", "Problems", "Refusal"]

MAX_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value was not accepted, and what to write in its place."""

    message: str
    next_step: str


class Problems:
    """The problems of one file so far, in the order found; the same one only once.

    ``clause`` is the clause being read; it is set by whoever reads one. After
    :data:`MAX_PROBLEMS` no more are kept, so that a hostile file gives a short answer.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.clause = ""
        self._found: dict[Problem, None] = {}

    def add(self, rule: str, line: int, message: str, next_step: str) -> None:
        """Keep one problem at a line (0: the whole file)."""
        if len(self._found) < MAX_PROBLEMS:
            found = Problem(self.file, line, self.clause, rule, message, next_step)
            self._found[found] = None

    def refuse(self, rule: str, line: int, what: str, refusal: Refusal) -> None:
        """Keep a refusal of the value called ``what``."""
        self.add(rule, line, f"{what}: {refusal.message}", refusal.next_step)

    def all(self) -> tuple[Problem, ...]:
        """Every problem kept, in the order of the text."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))

    def raise_if_any(self) -> None:
        """Raise :class:`MalformedAgreement` with all problems, if there is one."""
        found = self.all()
        if not found:
            return
        count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        raise MalformedAgreement(
            Code.AGREEMENT_MALFORMED,
            f"{self.file} cannot be used: {count}; the first: {found[0].message}",
            problems=found,
        )
