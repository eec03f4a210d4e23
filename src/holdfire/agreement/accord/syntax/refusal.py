"""What the readers of rules, signatures and logs refuse, each with its place and next step."""

from __future__ import annotations

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["BadFormula", "BadLog", "MistypedFormula", "NotMonitorable"]


class BadFormula(BadInput):
    """A text that is not a rule: where it stops being one, and what was expected there.

    ``line`` and ``column`` count from 1.
    """

    def __init__(self, what: str, *, line: int, column: int, next_step: str = "") -> None:
        self.line = line
        self.column = column
        super().__init__(
            Code.FORMULA_UNREADABLE,
            what,
            where=f"line {line}, column {column}",
            next_step=next_step,
        )


class NotMonitorable(BadInput):
    """A rule that can be read but not checked exactly; the message names the part."""

    def __init__(
        self, what: str, *, where: str = "", why: str = "", next_step: str = ""
    ) -> None:
        super().__init__(
            Code.FORMULA_NOT_MONITORABLE, what, where=where, why=why, next_step=next_step
        )


class MistypedFormula(BadInput):
    """A rule that uses a predicate or a number as something it is not."""

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(Code.FORMULA_MISTYPED, what, where=where, next_step=next_step)


class BadLog(BadInput):
    """A line of a log that cannot be taken in. ``line`` counts from 1."""

    def __init__(self, what: str, *, line: int, next_step: str = "") -> None:
        self.line = line
        super().__init__(Code.LOG_UNREADABLE, what, where=f"line {line}", next_step=next_step)
