"""Why an obligation is not violated: what was done, waived or excepted, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.instance import Reason
from holdfire.agreement.accord.norms.onset import Clock
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Lack
from holdfire.base.truth import Truth

__all__ = ["Excuse", "at_deadline", "by_deadline"]

Env = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Excuse:
    """One reason why an obligation is not violated, how far it holds, what is missing."""

    reason: Reason
    value: Truth
    lacks: tuple[Lack, ...] = ()


def by_deadline(
    case: Case,
    formula: Formula,
    env: Env,
    clock: Clock,
    reason: Reason,
    *,
    ever: bool = False,
) -> Excuse:
    """Did it hold at some instant from the start to the deadline, the last one included?

    With ``ever`` it may also have come after the deadline. Where the start or the deadline
    is a set, only what holds for all of it settles the matter.
    """
    last = case.at if ever or clock.due.high is None else min(clock.due.high, case.at)
    surely = case.at if ever else min(clock.due.low, case.at)
    if case.once(formula, env, clock.high, surely) is Truth.TRUE:
        return Excuse(reason, Truth.TRUE)
    if case.once(formula, env, clock.low, last) is Truth.FALSE:
        return Excuse(reason, Truth.FALSE)
    lacks = case.missing(formula, env, clock.low, last)
    return Excuse(reason, Truth.UNKNOWN, lacks)


def at_deadline(case: Case, formula: Formula, env: Env, low: int, high: int) -> Excuse:
    """Does the exception hold when the deadline comes, whenever in ``[low, high]`` it does?"""
    values = {value for _, _, value in case.course(formula, env, low, high)}
    value = values.pop() if len(values) == 1 else Truth.UNKNOWN
    lacks = case.missing(formula, env, low, high) if value is Truth.UNKNOWN else ()
    return Excuse(Reason.EXCEPTED, value, lacks)
