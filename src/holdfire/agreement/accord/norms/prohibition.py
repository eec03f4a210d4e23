"""Judging a prohibition: at every instant, for every key, with no clock to stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.norms.bearer import bearers
from holdfire.agreement.accord.norms.case import Case, merged
from holdfire.agreement.accord.norms.defeat import excepted_when
from holdfire.agreement.accord.norms.instance import Instance, Reason, Rung, Word
from holdfire.agreement.accord.norms.ladder import climb
from holdfire.agreement.accord.norms.lifecycle import Happening, On, fold
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.violation import violation
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import FOREVER, Lack, LackKind
from holdfire.base.truth import Truth

__all__ = ["judge_prohibition", "word_of_lacks"]

Env = Mapping[str, Value]


def judge_prohibition(case: Case, norm: Norm, env: Env) -> Instance:
    """The instance of one key at the present of the case."""
    bearer, unsaid = bearers(case, norm.bearer, env, case.at)
    only = str(bearer[0]) if len(bearer) == 1 else ""
    formula = case.formula(norm, only, violation)
    found = Instance(
        norm.name,
        tuple(env.values()),
        Word.COMPLIED,
        case.at,
        case.known_at,
        case.accord.version,
        bearer=bearer,
    )
    if formula is None:
        return found
    phases, rungs = _life(case, norm, env, formula)
    found = replace(found, phases=fold(phases), rungs=rungs)
    if not case.begin <= case.at <= case.last(norm):
        return replace(found, reason=Reason.NOT_IN_FORCE)
    value = case.holds(formula, env, case.at)
    if value is Truth.TRUE:
        because = case.statements(formula, env, case.at, case.at)
        return replace(found, word=Word.VIOLATED, because=because, lacks=unsaid)
    if value is Truth.FALSE:
        return replace(found, reason=_reason(case, norm, env, only))
    lacks = merged(case.missing(formula, env, case.at, case.at))
    return replace(found, word=word_of_lacks(lacks), lacks=lacks)


def word_of_lacks(lacks: tuple[Lack, ...]) -> Word:
    """Unobserved where nothing but observation is missing, else undetermined."""
    if lacks and all(lack.kind is LackKind.GAP for lack in lacks):
        return Word.UNOBSERVED
    return Word.UNDETERMINED


def _reason(case: Case, norm: Norm, env: Env, bearer: str) -> Reason:
    """The first reason that holds."""
    when = norm.when.formula if norm.when is not None else None
    if when is not None and case.holds(when, env, case.at) is Truth.FALSE:
        return Reason.NOT_IN_FORCE
    for given, reason in ((norm.discharge, Reason.DISCHARGED), (norm.waiver, Reason.WAIVED)):
        if given is not None and case.holds(given.formula, env, case.at) is Truth.TRUE:
            return reason
    excepted = case.formula(norm, bearer, excepted_when)
    if excepted is not None and case.holds(excepted, env, case.at) is Truth.TRUE:
        return Reason.EXCEPTED
    return Reason.KEPT


def _life(
    case: Case, norm: Norm, env: Env, formula: Formula
) -> tuple[list[Happening], tuple[Rung, ...]]:
    """What happened to this prohibition up to the present, and where its ladder stands."""
    begin, end = case.begin, min(case.at, case.last(norm))
    if begin > end:
        return [], ()
    happened = [Happening(begin, On.TRIGGERED)]
    if norm.when is None:
        happened.append(Happening(begin, On.CONDITION))
    else:
        spans = case.course(norm.when.formula, env, begin, end).spans(Truth.TRUE)
        happened.extend(Happening(start, On.CONDITION) for start, _ in spans[:1])
    stop = FOREVER if case.accord.valid_to is None or norm.survives else case.accord.valid_to
    if case.at >= stop:
        happened.append(Happening(stop, On.TERMINATED))
    rungs: tuple[Rung, ...] = ()
    for start, last in case.course(formula, env, begin, end).spans(Truth.TRUE):
        because = case.statements(formula, env, start, start)
        happened.append(Happening(start, On.VIOLATED, because))
        if norm.ladder:
            rungs, climbed = climb(case, norm.ladder, env, start, stop)
            happened.extend(climbed)
        elif last < end:
            happened.append(Happening(last + 1, On.CEASED))
    happened.extend(_discharged(case, norm, env, begin, end))
    return happened, rungs


def _discharged(case: Case, norm: Norm, env: Env, begin: int, end: int) -> Iterator[Happening]:
    """When the power to discharge it was used, if it was."""
    if norm.discharge is None:
        return
    when = case.first(norm.discharge.formula, env, begin, end)
    if when is not None:
        yield Happening(when, On.DISCHARGED)
