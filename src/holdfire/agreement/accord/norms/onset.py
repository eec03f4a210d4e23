"""When an obligation begins: its trigger, its condition, its clock, its deadline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.deadline import RUNNING, Due, due_from
from holdfire.agreement.accord.norms.defeat import put_off
from holdfire.agreement.accord.norms.norm import Deadline, Norm
from holdfire.agreement.accord.term import Constant, Name, Value
from holdfire.agreement.accord.timeline.pieces import Pieces
from holdfire.base.truth import Truth

__all__ = ["Clock", "Effect", "Onset", "clock_of", "effect_of", "onsets"]

Env = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Onset:
    """The trigger happened, or may have (``sure`` is false), somewhere in ``[low, high]``."""

    low: int
    high: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Effect:
    """When the condition came true: ``low`` at the earliest, ``high`` surely by then.

    Both are ``None`` where that is not known to have happened yet. ``lapsed`` is the
    instant from which it comes too late.
    """

    low: int | None
    high: int | None
    lapsed: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A running deadline: from when, until when, and where the clock was stopped."""

    low: int
    high: int
    due: Due
    stopped: Pieces

    @property
    def start(self) -> tuple[int, int]:
        """The ends of what is known of its start."""
        return self.low, self.high


def onsets(case: Case, norm: Norm, env: Env) -> tuple[Onset, ...]:
    """Every time the trigger came true while the text was in force, in order.

    An event known only to an interval is one onset somewhere in it. Without a trigger there
    is one, when the text takes effect.
    """
    begin, end = case.begin, min(case.at, case.last(norm), case.until - 1)
    if begin > end:
        return ()
    if norm.trigger is None:
        return (Onset(begin, begin),)
    return tuple(_onsets(case, norm, env, begin, end))


def _onsets(case: Case, norm: Norm, env: Env, begin: int, end: int) -> Iterator[Onset]:
    """One for each stretch on which the trigger is not false."""
    assert norm.trigger is not None  # noqa: S101 - the caller looked
    stretch: list[tuple[int, int, Truth]] = []
    for start, last, value in case.course(norm.trigger, env, begin, end):
        if value is not Truth.FALSE:
            stretch.append((start, last, value))
            continue
        yield from _of_stretch(case, norm, env, stretch)
        stretch = []
    yield from _of_stretch(case, norm, env, stretch)


def _of_stretch(
    case: Case, norm: Norm, env: Env, stretch: list[tuple[int, int, Truth]]
) -> Iterator[Onset]:
    """The onset of a stretch that begins unknown or true."""
    if not stretch or norm.trigger is None:
        return
    low, high = stretch[0][0], stretch[-1][1]
    known = [start for start, _, value in stretch if value is Truth.TRUE]
    if known:
        yield Onset(low, known[0])
    else:
        happened = case.once(norm.trigger, env, low, high) is Truth.TRUE
        yield Onset(low, high, sure=happened)


def effect_of(case: Case, norm: Norm, env: Env, onset: Onset) -> Effect:
    """When the condition of the norm came true after its trigger."""
    if norm.when is None:
        return Effect(onset.low, onset.high)
    end = min(case.at, case.last(norm))
    lapsed = None
    if norm.when.within is not None:
        lapsed = onset.high + norm.when.within + 1
        end = min(end, lapsed - 1)
    if onset.low > end:
        return Effect(None, None, lapsed)
    low = high = None
    for start, last, value in case.course(norm.when.formula, env, onset.low, end):
        if value is not Truth.FALSE and low is None:
            low = start
        if value is Truth.TRUE and last >= onset.high:
            high = max(start, onset.high)
            break
    return Effect(low, high, lapsed)


def clock_of(
    case: Case, norm: Norm, env: Env, start: tuple[int, int], bearer: str, after: int | None
) -> Clock:
    """The clock of an instance that began in ``start``.

    ``after`` overrides the deadline of the norm; a fixed date counts as so much time from
    the start, so that stopping the clock moves it too.
    """
    low, high = start
    stopped: Pieces = ((low, RUNNING[0][1]),)
    if norm.suspend is not None and low <= case.at:
        stopped = case.course(norm.suspend, env, low, case.at).pieces
    if after is not None:
        due = due_from(stopped, start, after, case.at)
    else:
        due = _due(case, norm.deadline, stopped, start, norm.every)
    for condition, defer in put_off(norm.unless, bearer):
        value = case.holds(condition, env, max(low, min(due.low, case.at)))
        if value is not Truth.FALSE:
            due = due.later(defer if value is Truth.TRUE else 0, defer)
    return Clock(low, high, due, stopped)


def _due(
    case: Case,
    deadline: Deadline | None,
    stopped: Pieces,
    start: tuple[int, int],
    every: int | None,
) -> Due:
    """The deadline of the norm itself; a period is due at its end."""
    if deadline is None:
        after = every if every is not None else 0
        return due_from(stopped, start, after, case.at)
    if deadline.base is None:
        return due_from(stopped, start, deadline.after, case.at)
    low, high = _instants(case, deadline)
    if low is None:
        return Due(start[0], None)
    first = due_from(stopped, (start[0], start[0]), max(0, low - start[0]), case.at)
    if high is None:
        return Due(first.low, None)
    last = due_from(stopped, (start[0], start[0]), max(0, high - start[0]), case.at)
    return Due(first.low, last.high)


def _instants(case: Case, deadline: Deadline) -> tuple[int | None, int | None]:
    """The earliest and latest instant of a fixed deadline; ``None`` where it is open."""
    base = deadline.base
    if isinstance(base, Constant) and isinstance(base.value, int):
        at = base.value + deadline.after
        return at, at
    if not isinstance(base, Name):
        return None, None
    possible = case.view.instant(base.name)
    numbers = [value for value in possible.values if isinstance(value, int)]
    low = min(numbers) if numbers else possible.low
    high = max(numbers) if numbers else possible.high
    declared = case.accord.anchors.get(base.name)
    if low is None and high is None and declared is not None:
        low = high = declared.instant
    return (
        None if low is None else low + deadline.after,
        None if high is None else high + deadline.after,
    )
