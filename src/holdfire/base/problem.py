"""A problem in a text that a person wrote: where it is, which rule, what to do."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``line`` counts from 1 (0: the whole file); ``clause`` may be empty.

    ``rule`` is the rule's short name: ``L1`` .. for what prevents loading, ``W1`` .. for
    what a drafter should look at.
    """

    file: str
    line: int
    clause: str
    rule: str
    message: str
    next_step: str

    def shown(self) -> str:
        """The problem as one line."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        inside = f" clause {self.clause}" if self.clause else ""
        return f"{where}{inside} [{self.rule}] {self.message}. {self.next_step}"
