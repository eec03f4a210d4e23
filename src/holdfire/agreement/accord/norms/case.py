"""What a norm is judged against: the accord, the world as known, the instant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from holdfire.agreement.accord.formula import Bound, Formula, Once
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.answer import cone, evaluate, over, steps
from holdfire.agreement.accord.timeline.steps import Steps
from holdfire.agreement.accord.timeline.view import View
from holdfire.agreement.accord.trace import FOREVER, NEVER, Lack
from holdfire.base.truth import Truth

__all__ = ["Case", "merged"]

Env = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Case:
    """One accord and one trace, looked at from one instant: ``at`` is the present.

    ``until`` is the instant from which nothing begins under this version any more; what has
    begun goes on.
    """

    accord: Accord
    view: View
    at: int
    known_at: int
    until: int = FOREVER
    formulas: dict[tuple[int, str], tuple[Norm, Formula | None]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def formula(
        self, norm: Norm, bearer: str, make: Callable[[Norm, str], Formula | None]
    ) -> Formula | None:
        """A formula made of a norm, the same tree each time, so that its plan is kept."""
        name = (id(norm), f"{make.__name__} {bearer}")
        if name not in self.formulas:
            self.formulas[name] = (norm, make(norm, bearer))
        return self.formulas[name][1]

    @property
    def begin(self) -> int:
        """From when this version of the text holds."""
        since = self.accord.valid_from
        return NEVER if since is None else since

    def last(self, norm: Norm) -> int:
        """The last instant at which the norm may bind; its own life may outlast the text."""
        end = self.accord.valid_to
        return FOREVER if end is None or norm.survives else end - 1

    def holds(self, formula: Formula, env: Env, at: int) -> Truth:
        """The value at an instant."""
        return evaluate(formula, self.view, env, at)

    def course(self, formula: Formula, env: Env, low: int, high: int) -> Steps:
        """The value at every instant of a window."""
        return steps(formula, self.view, env, low, high)

    def once(self, formula: Formula, env: Env, low: int, high: int) -> Truth:
        """Did it hold at some instant of the window? False for an empty one.

        An event known only to an interval counts as one instant somewhere inside it.
        """
        if low > high:
            return Truth.FALSE
        return over(formula, self.view, env, low, high).value

    def first(self, formula: Formula, env: Env, low: int, high: int) -> int | None:
        """The first instant of a window by which it surely held; ``None`` if it never did."""
        if self.once(formula, env, low, high) is not Truth.TRUE:
            return None
        known = _ever(formula, high - low)
        spans = self.course(known, env, low, high).spans(Truth.TRUE)
        return spans[-1][0] if spans else high

    def missing(
        self, formula: Formula | None, env: Env, low: int, high: int
    ) -> tuple[Lack, ...]:
        """The unknown inputs of a formula over a window; none for an empty one."""
        if formula is None or low > high:
            return ()
        return cone(formula, self.view, env, low, None if low == high else high)

    def statements(self, formula: Formula, env: Env, low: int, high: int) -> tuple[str, ...]:
        """The statements that make it true at some instant of a window."""
        return over(formula, self.view, env, low, high).ids if low <= high else ()


@lru_cache(maxsize=1024)
def _ever(formula: Formula, span: int) -> Formula:
    """It held within the span before; one tree for each, so that its plan is kept."""
    return Once(Bound(0, span), formula)


def merged(*groups: tuple[Lack, ...]) -> tuple[Lack, ...]:
    """Lacks of several formulas, each cell once, in a fixed order."""
    found: dict[tuple[str, tuple[Value, ...]], Lack] = {}
    for group in groups:
        for lack in group:
            found.setdefault((lack.fact, lack.key), lack)
    return tuple(sorted(found.values(), key=lambda lack: (lack.fact, repr(lack.key))))
