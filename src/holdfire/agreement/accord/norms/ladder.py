"""The ladder after a violation: notify, remedy, escalate, each with its own deadline.

Only a violation starts a ladder: what is undetermined or potential asks for observation,
not for an answer. A step that is not known to have been taken does not lapse either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.deadline import Due
from holdfire.agreement.accord.norms.instance import Met, Rung
from holdfire.agreement.accord.norms.lifecycle import Happening, On
from holdfire.agreement.accord.norms.norm import Step
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import FOREVER
from holdfire.base.truth import Truth

__all__ = ["climb"]

_TAKEN = {"notify": On.NOTIFIED, "remedy": On.REPAIRED}


def climb(
    case: Case,
    steps: Sequence[Step],
    env: Mapping[str, Value],
    start: int,
    stop: int = FOREVER,
) -> tuple[tuple[Rung, ...], tuple[Happening, ...]]:
    """The steps of a ladder that began at ``start``, and what they did to the instance.

    ``stop`` is the instant from which nothing more falls due (the finding was withdrawn,
    the text ended). A step with a holder and no time begins when the one before it lapses.
    """
    rungs: list[Rung] = []
    happenings: list[Happening] = []
    lapsed: int | None = None
    for at, step in enumerate(steps):
        rung = _rung(case, step, env, start, stop, lapsed)
        rungs.append(rung)
        if rung.met is Met.TAKEN and rung.taken is not None and step.name in _TAKEN:
            happenings.append(Happening(rung.taken, _TAKEN[step.name]))
        if rung.met is Met.LAPSED and rung.due is not None and rung.due.high is not None:
            lapsed = rung.due.high
            happenings.append(Happening(lapsed + 1, On.STEP_LAPSED))
        elif step.name == "remedy":
            lapsed = None
        if rung.met is Met.TAKEN and step.name == "remedy":
            rungs.extend(Rung(each.name, Met.NEEDLESS) for each in steps[at + 1 :])
            break
    return tuple(rungs), tuple(happenings)


def _rung(
    case: Case,
    step: Step,
    env: Mapping[str, Value],
    start: int,
    stop: int,
    lapsed: int | None,
) -> Rung:
    """How one step stands."""
    if step.holder and lapsed is None:
        return Rung(step.name, Met.WAITING, holder=step.holder)
    begun = lapsed if step.holder and lapsed is not None else start
    due = None if step.within is None else Due(begun + step.within, begun + step.within)
    last = min(case.at, stop - 1, case.at if due is None else due.low)
    taken = Truth.FALSE
    if step.done is not None:
        taken = case.once(step.done, env, begun, last)
    if taken is Truth.TRUE and step.done is not None:
        when = case.first(step.done, env, begun, last)
        return Rung(step.name, Met.TAKEN, due, step.holder, when)
    if due is None or not due.past(min(case.at, stop - 1)):
        met = Met.OPEN if case.at < stop else Met.NEEDLESS
        return Rung(step.name, met, due, step.holder)
    if taken is Truth.UNKNOWN:
        lacks = case.missing(step.done, env, begun, last)
        return Rung(step.name, Met.UNKNOWN, due, step.holder, lacks=lacks)
    return Rung(step.name, Met.LAPSED, due, step.holder)
