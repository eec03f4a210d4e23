"""Every error holdfire raises, grouped by what the person who meets it should do.

::

    HoldfireError                 code, what, where, why it matters, next step
    ├── BadInput                  mend what you gave us                       exit 3
    │   ├── BadQuantity           a number without unit or out of its range
    │   ├── BadInstant            no zone, no accuracy, or an impossible time
    │   ├── MalformedAgreement    the text cannot be checked (not: is violated)
    │   └── MalformedObservation  kept in quarantine, with its row
    ├── Stale                     somebody moved first: reload, then decide   exit 3
    ├── SourceUnavailable         try again later; what was read is safe      exit 4
    ├── IntegrityFailure          stop and tell a person; nothing was changed exit 5
    ├── NotPermitted              role, label, quorum or recusal              exit 6
    └── MissingPart               an extra or a build is absent               exit 3
"""

from __future__ import annotations

from typing import ClassVar

from holdfire.base.codes import Code
from holdfire.base.problem import Problem

__all__ = [
    "BadInput",
    "BadInstant",
    "BadQuantity",
    "HoldfireError",
    "IntegrityFailure",
    "MalformedAgreement",
    "MalformedObservation",
    "MissingPart",
    "NotPermitted",
    "SourceUnavailable",
    "Stale",
]


class HoldfireError(Exception):
    """The root: catch it to handle every refusal of this program.

    Raises nothing itself. ``what`` is one plain sentence, ``where`` names the file,
    row, clause or field, ``why`` says what would go wrong otherwise, ``next_step`` is
    an action the reader can take. All four are label-safe: no sealed content.
    """

    exit_code: ClassVar[int] = 70

    def __init__(
        self, code: Code, what: str, *, where: str = "", why: str = "", next_step: str = ""
    ) -> None:
        self.code = code
        self.what = what
        self.where = where
        self.why = why or code.why
        self.next_step = next_step or code.next_step
        super().__init__(f"{code} {what}")

    def lines(self) -> tuple[str, ...]:
        """The error as the lines a terminal or page shows, most important first."""
        shown = [f"{self.code} {self.what}"]
        if self.where:
            shown.append(f"where: {self.where}")
        if self.why:
            shown.append(f"why it matters: {self.why}")
        shown.append(f"next: {self.next_step}")
        return tuple(shown)

    def fields(self) -> dict[str, str]:
        """The error as the fields ``--json`` and the web face show."""
        return {
            "code": str(self.code),
            "what": self.what,
            "where": self.where,
            "why": self.why,
            "next_step": self.next_step,
        }


class BadInput(HoldfireError):
    """Mend what you gave us."""

    exit_code = 3


class BadQuantity(BadInput):
    """A number without unit, not finite, or outside its range."""


class BadInstant(BadInput):
    """An instant without zone, without accuracy, or impossible."""


class MalformedAgreement(BadInput):
    """The text cannot be checked; this never means that it is violated.

    ``problems`` are all the problems found, in the order of the text.
    """

    def __init__(self, code: Code, what: str, *, problems: tuple[Problem, ...] = ()) -> None:
        first = problems[0] if problems else None
        where = f"{first.file}, line {first.line}" if first else ""
        super().__init__(code, what, where=where, next_step=first.next_step if first else "")
        self.problems = problems

    def lines(self) -> tuple[str, ...]:
        """The error, then one line for each problem."""
        return (*super().lines(), *(problem.shown() for problem in self.problems))


class MalformedObservation(BadInput):
    """A row that cannot be read; it is kept in quarantine."""


class Stale(HoldfireError):
    """Somebody moved first: reload, then decide."""

    exit_code = 3


class SourceUnavailable(HoldfireError):
    """Try again later; what was read is safe."""

    exit_code = 4


class IntegrityFailure(HoldfireError):
    """Stored bytes are not what they were; nothing was changed. Tell a person."""

    exit_code = 5


class NotPermitted(HoldfireError):
    """A role, label, quorum or recusal forbids it."""

    exit_code = 6


class MissingPart(HoldfireError):
    """An optional part is not installed; the next step names the command that adds it."""

    exit_code = 3
