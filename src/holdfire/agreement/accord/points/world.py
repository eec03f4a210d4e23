"""What all parts of one engine share: the points, the values of variables, the budget."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from holdfire.agreement.accord.points.facts import Facts
from holdfire.agreement.accord.points.position import AFTER, BEFORE
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Value

__all__ = ["FRESH", "Budget", "World"]

FRESH: Any = object()
"""A value that no fact names; stands for all values not yet seen beyond an open end."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How far a rule may go before it is refused: nothing is cut short in silence.

    ``steps`` bindings tried for one time point, ``each`` on average for every point of the
    log once they are more than ``steps`` in all, ``waiting`` points whose verdict waits for
    the future: beyond them the rule is refused. ``keys`` keys remembered by one operator:
    beyond them it forgets and works out again, which costs time and changes nothing.
    """

    steps: int = 2_000_000
    each: int = 500
    waiting: int = 5_000_000
    keys: int = 5_000_000


@dataclass(slots=True)
class World:
    """The state that plans read.

    ``open_end`` means that what follows the last point is unknown; ``domain`` are then the
    values that the log and the rule name.
    """

    budget: Budget
    facts: Facts = field(default_factory=Facts)
    points: list[int] = field(default_factory=list)
    gone: int = 0
    env: list[Any] = field(default_factory=list)
    slots: dict[str, int] = field(default_factory=dict)
    open_end: bool = False
    domain: tuple[Value, ...] = ()
    steps: int = 0
    spent: int = 0

    def slot(self, variable: str) -> int:
        """The place of a variable's value in ``env``."""
        found = self.slots.get(variable)
        if found is None:
            found = self.slots[variable] = len(self.env)
            self.env.append(None)
        return found

    def before(self, at: int) -> int:
        """The last point before a position, or ``BEFORE``."""
        index = bisect_left(self.points, at)
        return self.points[index - 1] if index else BEFORE

    def after(self, at: int) -> int:
        """The first point after a position, or ``AFTER``."""
        index = bisect_right(self.points, at)
        return self.points[index] if index < len(self.points) else AFTER

    def begin(self) -> None:
        """Begin a time point; refuse a rule whose work grows with the log."""
        self.spent += self.steps
        self.steps = 0
        count = self.gone + len(self.points)
        if self.spent > self.budget.steps + self.budget.each * count:
            raise NotMonitorable(
                f"more than {self.spent:,} combinations of facts at {count:,} time points, and "
                "more at each",
                why="A rule whose parts share no variable multiplies its facts.",
                next_step="Join the parts by a variable, narrow a bound, or raise the budget.",
            )

    def step(self) -> None:
        """Count one binding that is tried; refuse a rule that explodes."""
        self.steps += 1
        if self.steps > self.budget.steps:
            raise NotMonitorable(
                f"more than {self.budget.steps:,} combinations of facts at one time point",
                why="A rule whose parts share no variable multiplies its facts.",
                next_step="Join the parts by a variable, narrow a bound, or raise the budget.",
            )
