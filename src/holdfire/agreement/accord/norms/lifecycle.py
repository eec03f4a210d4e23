"""The life of a norm instance: states as data, and a fold over what happened.

A state is never stored: it is computed from verdicts and decisions each time. The table
follows the obligation states of Symboleo (Sharifi et al., RE 2020), with *potential* for a
trigger that is not known to hold, *repaired* and *escalated* for the ladder after a
violation, and *re-opened* for a correction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "END_STATES",
    "TRANSITIONS",
    "Happening",
    "On",
    "Phase",
    "State",
    "Transition",
    "fold",
    "said_state",
]


class State(StrEnum):
    """Where an instance stands."""

    NONE = "none"
    POTENTIAL = "potential"
    CREATED = "created"
    IN_EFFECT = "in effect"
    SUSPENDED = "suspended"
    FULFILLED = "fulfilled"
    VIOLATED = "violated"
    NOTIFIED = "notified"
    REPAIRED = "repaired"
    ESCALATED = "escalated"
    DISCHARGED = "discharged"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    EXERTED = "exerted"
    REOPENED = "re-opened"


class On(StrEnum):
    """What moves an instance; in this order where several happen at one instant."""

    TRIGGER_UNKNOWN = "the trigger may have happened"
    TRIGGERED = "the trigger happened"
    CONDITION = "its condition holds"
    CONDITION_LAPSED = "its condition came too late"
    RESUMED = "the clock runs again"
    FULFILLED = "it was done in time"
    DISCHARGED = "it was discharged or waived"
    EXERTED = "the power was used"
    SUSPENDED = "the clock was stopped"
    TERMINATED = "the agreement or the finding behind it ended"
    EXPIRED = "its time ran out"
    VIOLATED = "it was violated"
    CEASED = "the violation ended"
    NOTIFIED = "the violation was notified"
    REPAIRED = "it was remedied in time"
    STEP_LAPSED = "a step of the ladder was not taken in time"
    CORRECTED = "a correction changed the verdict"


_ORDER = {each: at for at, each in enumerate(On)}


@dataclass(frozen=True, slots=True)
class Transition:
    """From one state to another on something that happened."""

    source: State
    on: On
    to: State


END_STATES = frozenset(
    {
        State.FULFILLED,
        State.VIOLATED,
        State.NOTIFIED,
        State.REPAIRED,
        State.ESCALATED,
        State.DISCHARGED,
        State.TERMINATED,
        State.EXPIRED,
        State.EXERTED,
    }
)
"""States that only a correction or the ladder leaves."""

_LIVE = (State.IN_EFFECT, State.SUSPENDED)
_AFTER = (State.VIOLATED, State.NOTIFIED, State.ESCALATED)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(State.NONE, On.TRIGGER_UNKNOWN, State.POTENTIAL),
    Transition(State.NONE, On.TRIGGERED, State.CREATED),
    Transition(State.POTENTIAL, On.TRIGGERED, State.CREATED),
    Transition(State.CREATED, On.CONDITION, State.IN_EFFECT),
    Transition(State.CREATED, On.CONDITION_LAPSED, State.EXPIRED),
    Transition(State.CREATED, On.DISCHARGED, State.DISCHARGED),
    Transition(State.CREATED, On.TERMINATED, State.TERMINATED),
    Transition(State.IN_EFFECT, On.SUSPENDED, State.SUSPENDED),
    Transition(State.SUSPENDED, On.RESUMED, State.IN_EFFECT),
    Transition(State.IN_EFFECT, On.EXERTED, State.EXERTED),
    *(Transition(live, On.FULFILLED, State.FULFILLED) for live in _LIVE),
    *(Transition(live, On.VIOLATED, State.VIOLATED) for live in _LIVE),
    *(Transition(live, On.DISCHARGED, State.DISCHARGED) for live in _LIVE),
    *(Transition(live, On.TERMINATED, State.TERMINATED) for live in _LIVE),
    *(Transition(live, On.EXPIRED, State.EXPIRED) for live in _LIVE),
    Transition(State.VIOLATED, On.NOTIFIED, State.NOTIFIED),
    Transition(State.ESCALATED, On.NOTIFIED, State.ESCALATED),
    Transition(State.VIOLATED, On.REPAIRED, State.REPAIRED),
    Transition(State.NOTIFIED, On.REPAIRED, State.REPAIRED),
    Transition(State.ESCALATED, On.REPAIRED, State.REPAIRED),
    *(Transition(after, On.STEP_LAPSED, State.ESCALATED) for after in _AFTER),
    *(Transition(after, On.CEASED, State.IN_EFFECT) for after in _AFTER),
    Transition(State.REPAIRED, On.VIOLATED, State.VIOLATED),
    *(Transition(end, On.CORRECTED, State.REOPENED) for end in sorted(END_STATES)),
)
"""Every edge there is; anything else that happens changes nothing."""

_TABLE = {(edge.source, edge.on): edge.to for edge in TRANSITIONS}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that moves an instance, when, and on what it rests."""

    at: int
    on: On
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A state from an instant on; ``level`` counts the lapsed steps of the ladder."""

    state: State
    since: int
    level: int = 0
    because: tuple[str, ...] = ()


def fold(happenings: Iterable[Happening]) -> tuple[Phase, ...]:
    """The phases of a life, in order; empty where nothing ever happened.

    What happens at one instant is taken in the order of :class:`On`, so that the order in
    which it became known does not matter.
    """
    state, level = State.NONE, 0
    found: list[Phase] = []
    for each in sorted(happenings, key=lambda one: (one.at, _ORDER[one.on], one.because)):
        to = _TABLE.get((state, each.on))
        if to is None:
            continue
        if to is State.ESCALATED and each.on is On.STEP_LAPSED:
            level += 1
        if to in {State.IN_EFFECT, State.REPAIRED}:
            level = 0
        state = to
        found.append(Phase(state, each.at, level, each.because))
    return tuple(found)


def said_state(phase: Phase) -> str:
    """The state as one word, with the number of the step for an escalation."""
    if phase.state is State.ESCALATED:
        return f"{phase.state.value}({phase.level})"
    return phase.state.value
