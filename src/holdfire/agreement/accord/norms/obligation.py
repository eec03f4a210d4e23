"""Judging an obligation: from its trigger to its deadline, with a clock that may stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from holdfire.agreement.accord.norms.bearer import bearers
from holdfire.agreement.accord.norms.case import Case, merged
from holdfire.agreement.accord.norms.deadline import Due
from holdfire.agreement.accord.norms.defeat import excepted_when
from holdfire.agreement.accord.norms.excuse import Excuse, at_deadline, by_deadline
from holdfire.agreement.accord.norms.generated import REMEDY
from holdfire.agreement.accord.norms.instance import Instance, Reason, Rung, Word
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.obligation_life import asleep, ended_at, life_of
from holdfire.agreement.accord.norms.onset import (
    Clock,
    Effect,
    Onset,
    clock_of,
    effect_of,
    onsets,
)
from holdfire.agreement.accord.norms.prohibition import word_of_lacks
from holdfire.agreement.accord.norms.remedy import answered
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Lack, LackKind
from holdfire.base.truth import Truth

__all__ = ["MOST_PERIODS", "judge_obligation"]

MOST_PERIODS = 20_000
"""The first period and so many of the latest are judged at one look."""

Env = Mapping[str, Value]


def judge_obligation(case: Case, norm: Norm, env: Env) -> Iterator[Instance]:
    """Every instance of one key: one for each trigger and each period that has begun."""
    bearer, _ = bearers(case, norm.bearer, env, case.at)
    base = Instance(
        norm.name,
        tuple(env.values()),
        Word.PENDING,
        case.at,
        case.known_at,
        case.accord.version,
        bearer=bearer,
    )
    for onset in onsets(case, norm, env):
        effect = effect_of(case, norm, env, onset)
        found = replace(base, start=(onset.low, onset.high), onset=onset.low)
        if effect.low is None:
            phases = asleep(case, norm, onset, effect)
            yield replace(found, word=Word.COMPLIED, reason=Reason.NOT_IN_FORCE, phases=phases)
            continue
        high = case.at if effect.high is None else effect.high
        for period, start in _periods(case, norm, (effect.low, high)):
            one = replace(found, period=period, start=start)
            yield _judged(case, norm, env, one, onset, effect)


def _periods(
    case: Case, norm: Norm, start: tuple[int, int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """The starts of all periods begun so far; a single one without ``every``.

    The last instant of a period belongs to it, so the next begins a microsecond later. Of
    more than :data:`MOST_PERIODS` the earliest are left to earlier looks: what a period was
    found to be then stays in the table of verdicts.
    """
    yield 0, start
    if norm.every is None:
        return
    last = min(case.at, case.last(norm))
    latest = (last - start[0]) // norm.every
    for number in range(max(1, latest - MOST_PERIODS), latest + 1):
        shift = number * norm.every + 1
        if start[0] + shift <= last:
            yield number, (start[0] + shift, start[1] + shift)


def _judged(
    case: Case, norm: Norm, env: Env, found: Instance, onset: Onset, effect: Effect
) -> Instance:
    """One instance that is in effect, or may be."""
    bearer = str(found.bearer[0]) if len(found.bearer) == 1 else ""
    start = found.start if found.start is not None else (onset.low, onset.high)
    steps: tuple[Rung, ...] = ()
    if norm.generated == REMEDY and norm.then is not None:
        clock, excuses, steps = answered(case, norm, norm.then, env, start)
        excuses.insert(0, _ended(case, norm, env, clock))
    else:
        clock = clock_of(case, norm, env, start, bearer, _after(norm, found.period))
        excuses = _excuses(case, norm, env, clock, bearer)
    over = _text_ended(case, norm, clock.due) is not Truth.FALSE
    word, reason = _word(excuses, awaited=not over and not clock.due.past(case.at))
    ended = ended_at(case, norm, env, clock)
    if reason is Reason.NOT_IN_FORCE and ended is not None:
        reason = _settled_before(case, norm, env, clock, bearer, ended)
    lacks: tuple[Lack, ...] = ()
    if word is Word.VIOLATED and (not onset.sure or effect.high is None):
        word = Word.UNDETERMINED
    if word is Word.UNDETERMINED:
        lacks = _lacks(case, norm, env, (onset, effect, clock), excuses)
        word = word_of_lacks(lacks)
    life, rungs = life_of(case, norm, env, (onset, effect, clock), word, reason)
    because: tuple[str, ...] = ()
    if word is Word.VIOLATED and norm.trigger is not None:
        because = case.statements(norm.trigger, env, onset.low, onset.high)
    return replace(
        found,
        word=word,
        reason=reason,
        due=clock.due,
        lacks=lacks,
        because=because,
        phases=life,
        rungs=(*steps, *rungs),
    )


def _after(norm: Norm, period: int) -> int | None:
    """The length of a period that has no deadline of its own."""
    if norm.deadline is not None or norm.every is None:
        return None
    return norm.every - 1 if period else norm.every


def _settled_before(
    case: Case, norm: Norm, env: Env, clock: Clock, bearer: str, ended: int
) -> Reason:
    """What settled it before it ended, if anything did: that stays as it was."""
    low = min(clock.due.low, ended - 1)
    high = ended - 1 if clock.due.high is None else min(clock.due.high, ended - 1)
    earlier = replace(clock, due=Due(low, high))
    for excuse in _excuses(case, norm, env, earlier, bearer)[1:]:
        if excuse.value is Truth.TRUE and excuse.reason is not Reason.EXCEPTED:
            return excuse.reason
    return Reason.NOT_IN_FORCE


def _word(excuses: list[Excuse], *, awaited: bool) -> tuple[Word, Reason | None]:
    """The verdict: kept or excused, not due yet, open, or violated.

    Nothing is awaited of a deadline that is past, or that a text that is over may have cut off.
    """
    for excuse in excuses:
        if excuse.value is Truth.TRUE:
            return Word.COMPLIED, excuse.reason
    if awaited:
        return Word.PENDING, None
    if any(excuse.value is Truth.UNKNOWN for excuse in excuses):
        return Word.UNDETERMINED, None
    return Word.VIOLATED, None


def _excuses(case: Case, norm: Norm, env: Env, clock: Clock, bearer: str) -> list[Excuse]:
    """Everything that may settle it, in the order in which reasons are named."""
    found = [_ended(case, norm, env, clock)]
    for given, reason in ((norm.discharge, Reason.DISCHARGED), (norm.waiver, Reason.WAIVED)):
        if given is not None:
            found.append(
                by_deadline(case, given.formula, env, clock, reason, ever=given.retroactive)
            )
    excepted = case.formula(norm, bearer, excepted_when)
    if excepted is not None and clock.due.past(case.at) and clock.due.high is not None:
        found.append(at_deadline(case, excepted, env, clock.due.low, clock.due.high))
    if norm.content is not None:
        found.append(by_deadline(case, norm.content, env, clock, Reason.KEPT))
    return found


def _ended(case: Case, norm: Norm, env: Env, clock: Clock) -> Excuse:
    """Did the text, or the finding behind it, end before it was due?

    What was settled before stays settled: the deadline is looked at as it stood.
    """
    text = Excuse(Reason.NOT_IN_FORCE, _text_ended(case, norm, clock.due))
    if text.value is Truth.TRUE or norm.withdrawn is None or not norm.withdrawn.unwind:
        return text
    finding = by_deadline(case, norm.withdrawn.formula, env, clock, Reason.NOT_IN_FORCE)
    if finding.value is Truth.TRUE or text.value is Truth.FALSE:
        return finding
    return replace(text, lacks=finding.lacks)


def _text_ended(case: Case, norm: Norm, due: Due) -> Truth:
    """Is the text over, and was it before the deadline? Unknown where the deadline straddles.

    The text binds up to its end and no longer: due at the very end is not due under it.
    """
    end = case.accord.valid_to
    if end is None or norm.survives or end > case.at:
        return Truth.FALSE
    if end <= due.low:
        return Truth.TRUE
    return Truth.of(None if due.high is None or end <= due.high else False)


def _lacks(
    case: Case,
    norm: Norm,
    env: Env,
    times: tuple[Onset, Effect, Clock],
    excuses: list[Excuse],
) -> tuple[Lack, ...]:
    """Everything whose knowledge might settle it."""
    onset, effect, clock = times
    groups = [excuse.lacks for excuse in excuses if excuse.value is Truth.UNKNOWN]
    if onset.low != onset.high or not onset.sure:
        groups.append(
            case.missing(norm.trigger, env, onset.low, onset.high)
            or case.missing(norm.trigger, env, onset.low, onset.high - 1)
        )
    if norm.when is not None and effect.low != effect.high:
        last = case.at if effect.high is None else effect.high
        groups.append(case.missing(norm.when.formula, env, onset.low, last))
    if clock.due.low != clock.due.high:
        groups.append(case.missing(norm.suspend, env, clock.low, case.at))
    if not any(groups) and excuses[0].value is Truth.UNKNOWN:
        said = "whether it was due before the text ended is not known"
        groups.append((Lack(LackKind.STRADDLE, "deadline", tuple(env.values()), said),))
    return merged(*groups)
