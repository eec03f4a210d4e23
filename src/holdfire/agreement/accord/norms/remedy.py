"""The answer to a trigger: it is mended in time, or somebody must use a power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.deadline import Due
from holdfire.agreement.accord.norms.excuse import Excuse, by_deadline
from holdfire.agreement.accord.norms.instance import Met, Reason, Rung
from holdfire.agreement.accord.norms.norm import Norm, Remedy
from holdfire.agreement.accord.norms.onset import Clock, clock_of
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

__all__ = ["answered"]

Env = Mapping[str, Value]


def answered(
    case: Case, norm: Norm, then: Remedy, env: Env, start: tuple[int, int]
) -> tuple[Clock, list[Excuse], tuple[Rung, ...]]:
    """The clock that runs now, what may settle it, and its two steps.

    The power may be used from the deadline of the remedy to its own, both included:
    escalating before the remedy is due answers nothing.
    """
    first = clock_of(case, norm, env, start, "", then.within)
    mended = by_deadline(case, then.unless, env, first, Reason.KEPT)
    met = _met(case, mended, first.due)
    taken = case.first(then.unless, env, first.low, case.at) if met is Met.TAKEN else None
    rungs = [Rung("remedy", met, first.due, taken=taken, lacks=mended.lacks)]
    if then.power is None:
        return first, [mended], tuple(rungs)
    if not first.due.past(case.at) or met is Met.TAKEN:
        needless = Met.NEEDLESS if met is Met.TAKEN else Met.WAITING
        rungs.append(Rung("escalate", needless, holder=then.holder))
        return first, [mended], tuple(rungs)
    whole = clock_of(case, norm, env, start, "", then.within + then.deadline)
    high = first.due.low if first.due.high is None else first.due.high
    after = replace(whole, low=first.due.low, high=high)
    used = by_deadline(case, then.power, env, after, Reason.KEPT)
    step = _met(case, used, whole.due)
    taken = case.first(then.power, env, after.low, case.at) if step is Met.TAKEN else None
    rungs.append(Rung("escalate", step, whole.due, then.holder, taken, used.lacks))
    return whole, [mended, used], tuple(rungs)


def _met(case: Case, excuse: Excuse, due: Due) -> Met:
    """How a step stands by whether it was taken."""
    if excuse.value is Truth.TRUE:
        return Met.TAKEN
    if not due.past(case.at):
        return Met.OPEN
    return Met.LAPSED if excuse.value is Truth.FALSE else Met.UNKNOWN
