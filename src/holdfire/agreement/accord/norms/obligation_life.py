"""The life of an obligation, told from its verdict and from what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.instance import Reason, Rung, Word
from holdfire.agreement.accord.norms.ladder import climb
from holdfire.agreement.accord.norms.lifecycle import Happening, On, Phase, fold
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.onset import Clock, Effect, Onset
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.pieces import ends
from holdfire.agreement.accord.trace import FOREVER
from holdfire.base.truth import Truth

__all__ = ["asleep", "ended_at", "life_of"]

Env = Mapping[str, Value]


def asleep(case: Case, norm: Norm, onset: Onset, effect: Effect) -> tuple[Phase, ...]:
    """An instance whose condition has not come true."""
    happened = [_onset(onset)]
    if effect.lapsed is not None and effect.lapsed <= case.at:
        happened.append(Happening(effect.lapsed, On.CONDITION_LAPSED))
    end = case.accord.valid_to
    if end is not None and end <= case.at and not norm.survives:
        happened.append(Happening(end, On.TERMINATED))
    return fold(happened)


def life_of(
    case: Case,
    norm: Norm,
    env: Env,
    times: tuple[Onset, Effect, Clock],
    word: Word,
    reason: Reason | None,
) -> tuple[tuple[Phase, ...], tuple[Rung, ...]]:
    """Its phases up to the present, and its ladder if it was violated."""
    onset, effect, clock = times
    happened = [_onset(onset)]
    if effect.high is not None:
        happened.append(Happening(max(effect.high, onset.high), On.CONDITION))
    happened.extend(_stops(case, clock))
    ended = ended_at(case, norm, env, clock)
    if ended is not None:
        happened.append(Happening(ended, On.TERMINATED))
    happened.extend(_settled(case, norm, env, clock, reason))
    rungs: tuple[Rung, ...] = ()
    if word is Word.VIOLATED and clock.due.high is not None:
        happened.append(Happening(clock.due.high + 1, On.VIOLATED))
        stop = FOREVER if ended is None else ended
        rungs, climbed = climb(case, norm.ladder, env, clock.due.high, stop)
        happened.extend(
            Happening(max(each.at, clock.due.high + 1), each.on) for each in climbed
        )
    return fold(happened), rungs


def _onset(onset: Onset) -> Happening:
    """Created, or potential where the trigger is not known to have happened."""
    if onset.sure:
        return Happening(onset.high, On.TRIGGERED)
    return Happening(onset.low, On.TRIGGER_UNKNOWN)


def _stops(case: Case, clock: Clock) -> Iterator[Happening]:
    """Where the clock stood still, as far as it mattered."""
    last = case.at if clock.due.high is None else min(case.at, clock.due.high)
    for start, end, value in ends(clock.stopped, case.at):
        if value is not Truth.TRUE or start > last or end < clock.high:
            continue
        yield Happening(max(start, clock.high), On.SUSPENDED)
        if end < last:
            yield Happening(end + 1, On.RESUMED)


def ended_at(case: Case, norm: Norm, env: Env, clock: Clock) -> int | None:
    """When the text, or the finding behind it, ended."""
    found = []
    end = case.accord.valid_to
    if end is not None and end <= case.at and not norm.survives:
        found.append(end)
    if norm.withdrawn is not None and norm.withdrawn.unwind:
        when = case.first(norm.withdrawn.formula, env, clock.low, case.at)
        if when is not None:
            found.append(when)
    return min(found) if found else None


def _settled(
    case: Case, norm: Norm, env: Env, clock: Clock, reason: Reason | None
) -> Iterator[Happening]:
    """When it was fulfilled, discharged or excused."""
    last = case.at if clock.due.high is None else min(case.at, clock.due.high)
    if reason is Reason.KEPT and norm.content is not None:
        when = case.first(norm.content, env, clock.high, last)
        if when is None and norm.then is not None and norm.then.power is not None:
            when = case.first(norm.then.power, env, clock.high, last)
        if when is not None:
            yield Happening(when, On.FULFILLED)
    for given in (norm.discharge, norm.waiver):
        if given is not None and reason in {Reason.DISCHARGED, Reason.WAIVED}:
            until = case.at if given.retroactive else last
            when = case.first(given.formula, env, clock.high, until)
            if when is not None:
                yield Happening(when, On.DISCHARGED)
    if reason is Reason.EXCEPTED and clock.due.high is not None:
        yield Happening(clock.due.high, On.DISCHARGED)
