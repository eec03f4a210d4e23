"""The life of an instance: every edge of the table, and nothing else."""

from __future__ import annotations

from itertools import permutations

import pytest

from holdfire.agreement.accord.norms.lifecycle import (
    END_STATES,
    TRANSITIONS,
    Happening,
    On,
    State,
    fold,
    said_state,
)

TO = {
    State.POTENTIAL: [On.TRIGGER_UNKNOWN],
    State.CREATED: [On.TRIGGERED],
    State.IN_EFFECT: [On.TRIGGERED, On.CONDITION],
    State.SUSPENDED: [On.TRIGGERED, On.CONDITION, On.SUSPENDED],
}


@pytest.mark.parametrize(
    ("happened", "state"),
    [
        ([], State.NONE),
        ([On.TRIGGER_UNKNOWN, On.TRIGGERED], State.CREATED),
        ([On.TRIGGERED, On.CONDITION_LAPSED], State.EXPIRED),
        ([On.TRIGGERED, On.CONDITION, On.SUSPENDED, On.RESUMED], State.IN_EFFECT),
        ([On.TRIGGERED, On.CONDITION, On.FULFILLED], State.FULFILLED),
        ([On.TRIGGERED, On.CONDITION, On.VIOLATED], State.VIOLATED),
        ([On.TRIGGERED, On.CONDITION, On.SUSPENDED, On.DISCHARGED], State.DISCHARGED),
        ([On.TRIGGERED, On.CONDITION, On.TERMINATED], State.TERMINATED),
        ([On.TRIGGERED, On.CONDITION, On.SUSPENDED, On.TERMINATED], State.TERMINATED),
        ([On.TRIGGERED, On.CONDITION, On.VIOLATED, On.NOTIFIED], State.NOTIFIED),
        ([On.TRIGGERED, On.CONDITION, On.VIOLATED, On.NOTIFIED, On.REPAIRED], State.REPAIRED),
        ([On.TRIGGERED, On.CONDITION, On.VIOLATED, On.STEP_LAPSED], State.ESCALATED),
        ([On.TRIGGERED, On.CONDITION, On.VIOLATED, On.CORRECTED], State.REOPENED),
        ([On.TRIGGERED, On.CONDITION, On.EXERTED], State.EXERTED),
        ([On.TRIGGERED, On.CONDITION, On.EXPIRED], State.EXPIRED),
        ([On.TRIGGER_UNKNOWN, On.VIOLATED], State.POTENTIAL),
        ([On.TRIGGER_UNKNOWN, On.STEP_LAPSED], State.POTENTIAL),
        ([On.TRIGGERED, On.VIOLATED], State.CREATED),
        ([On.TRIGGERED, On.CONDITION, On.FULFILLED, On.VIOLATED], State.FULFILLED),
        ([On.TRIGGERED, On.CONDITION, On.VIOLATED, On.DISCHARGED], State.VIOLATED),
        ([On.TRIGGERED, On.CONDITION, On.VIOLATED, On.TERMINATED], State.VIOLATED),
    ],
)
def test_the_edges(happened: list[On], state: State) -> None:
    phases = fold(Happening(at, on) for at, on in enumerate(happened))
    assert (phases[-1].state if phases else State.NONE) is state


def test_escalation_counts_the_lapsed_steps() -> None:
    happened = [On.TRIGGERED, On.CONDITION, On.VIOLATED, On.STEP_LAPSED, On.STEP_LAPSED]
    phases = fold(Happening(at, on) for at, on in enumerate(happened))
    assert [said_state(phase) for phase in phases][-2:] == ["escalated(1)", "escalated(2)"]


def test_every_edge_is_one_of_its_kind() -> None:
    pairs = [(edge.source, edge.on) for edge in TRANSITIONS]
    assert len(set(pairs)) == len(pairs)
    reopened = {edge.source for edge in TRANSITIONS if edge.on is On.CORRECTED}
    assert reopened == END_STATES


def test_the_order_of_arrival_does_not_matter() -> None:
    happened = [
        Happening(0, On.TRIGGERED),
        Happening(0, On.CONDITION),
        Happening(5, On.SUSPENDED),
        Happening(9, On.RESUMED),
        Happening(9, On.FULFILLED),
    ]
    lives = {fold(order) for order in permutations(happened)}
    assert len(lives) == 1


def test_phases_say_since_when() -> None:
    phases = fold([Happening(3, On.TRIGGERED), Happening(7, On.CONDITION, ("s1",))])
    assert [(phase.state, phase.since, phase.because) for phase in phases] == [
        (State.CREATED, 3, ()),
        (State.IN_EFFECT, 7, ("s1",)),
    ]
