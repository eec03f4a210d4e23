"""Permissions and powers: never violated themselves, but in effect or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from holdfire.agreement.accord.norms.bearer import bearers
from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.deadline import Due
from holdfire.agreement.accord.norms.defeat import put_off
from holdfire.agreement.accord.norms.generated import permitted
from holdfire.agreement.accord.norms.instance import Instance, Reason, Word
from holdfire.agreement.accord.norms.lifecycle import Happening, On, fold
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.onset import clock_of, effect_of, onsets
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Lack
from holdfire.base.truth import Truth

__all__ = ["judge_permission", "judge_power"]

Env = Mapping[str, Value]


def judge_permission(case: Case, norm: Norm, env: Env) -> Instance:
    """Is the act permitted at the present? ``lacks`` is what is missing to say.

    ``due`` is set where a reservation puts the act off: it may wait from the present for
    that long. Using a permission is never owed.
    """
    formula = permitted(norm)
    bearer, _ = bearers(case, norm.bearer, env, case.at)
    begin, end = case.begin, min(case.at, case.last(norm))
    value = case.holds(formula, env, case.at) if case.at <= end else Truth.FALSE
    happened = []
    if begin <= end:
        happened.append(Happening(begin, On.TRIGGERED))
        happened.append(Happening(begin, On.CONDITION))
        for start, last, held in case.course(formula, env, begin, end):
            if held is not Truth.TRUE:
                happened.append(Happening(start, On.SUSPENDED))
                if last < end:
                    happened.append(Happening(last + 1, On.RESUMED))
    if case.at > end:
        happened.append(Happening(end + 1, On.TERMINATED))
    lacks: tuple[Lack, ...] = ()
    if value is Truth.UNKNOWN:
        lacks = case.missing(formula, env, case.at, case.at)
    return Instance(
        norm.name,
        tuple(env.values()),
        Word.COMPLIED,
        case.at,
        case.known_at,
        case.accord.version,
        Reason.KEPT,
        due=_put_off(case, norm, env, str(bearer[0]) if len(bearer) == 1 else ""),
        lacks=lacks,
        phases=fold(happened),
        bearer=bearer,
        permitted=value,
    )


def _put_off(case: Case, norm: Norm, env: Env, bearer: str) -> Due | None:
    """Until when a reservation lets the bearer wait, if one is effective now."""
    found = Due(case.at, case.at)
    for condition, defer in put_off(norm.unless, bearer):
        value = case.holds(condition, env, case.at)
        if value is not Truth.FALSE:
            found = found.later(defer if value is Truth.TRUE else 0, defer)
    return None if found == Due(case.at, case.at) else found


def judge_power(case: Case, norm: Norm, env: Env) -> tuple[Instance, ...]:
    """Where each power stands: in effect, used, or run out. Silence never uses it."""
    return tuple(
        _power(case, norm, env, (effect.low, effect.high))
        for onset in onsets(case, norm, env)
        if onset.sure and (effect := effect_of(case, norm, env, onset)).low is not None
    )


def _power(case: Case, norm: Norm, env: Env, start: tuple[int | None, int | None]) -> Instance:
    """One power that has come into effect, or may have."""
    low = case.begin if start[0] is None else start[0]
    high = low if start[1] is None else start[1]
    happened = [Happening(low, On.TRIGGERED)]
    if start[1] is not None:
        happened.append(Happening(high, On.CONDITION))
    due: Due | None = None
    last = case.at
    if norm.end is not None or norm.deadline is not None:
        due = clock_of(case, _ending(norm), env, (low, high), "", None).due
        if due.past(case.at) and due.high is not None:
            happened.append(Happening(due.high + 1, On.EXPIRED))
            last = due.high
    if norm.content is not None:
        used = case.first(norm.content, env, high, last)
        if used is not None:
            happened.append(Happening(used, On.EXERTED))
    end = case.accord.valid_to
    if end is not None and end <= case.at and not norm.survives:
        happened.append(Happening(end, On.TERMINATED))
    return Instance(
        norm.name,
        tuple(env.values()),
        Word.COMPLIED,
        case.at,
        case.known_at,
        case.accord.version,
        Reason.KEPT,
        start=(low, high),
        due=due,
        phases=fold(happened),
        bearer=(norm.holder,) if norm.holder else (),
    )


def _ending(norm: Norm) -> Norm:
    """The power with its end as the deadline of its clock."""
    return replace(norm, deadline=norm.end or norm.deadline, every=None, unless=())
