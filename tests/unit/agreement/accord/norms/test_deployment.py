"""The third worked example: a permission, its closing norm, a written reservation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.instance import Instance, Reason, Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.norms.lifecycle import State
from holdfire.agreement.accord.norms.norm import Modality
from holdfire.agreement.accord.norms.shipped import example
from holdfire.base.truth import Truth

DAY = 86_400_000_000
DEP = example("deployment")
QUIET = ("ceasefire_in_force", (), 0, 100 * DAY)
CONSENT = ("consent", ("HOST", "hub"), 0, 100 * DAY)
MANDATE = ("mandate_valid", ("M",), 0, 100 * DAY)
BACKED = ("backing", ("BACKER",), 0, 100 * DAY)
ALL = (QUIET, CONSENT, MANDATE, BACKED)


def permission(trace: FactTrace, at: int = 10 * DAY) -> Instance:
    (found,) = instances(DEP, "DEP-1", trace, at, at)
    return found


def test_the_closing_norm_is_generated_and_says_what_it_does() -> None:
    closing = DEP.norm("only_permitted_deploy")
    assert closing.modality is Modality.PROHIBITION
    assert (closing.generated, closing.made_by) == ("closing", "DEP-1")
    assert closing.text == "No deploy unless permitted by DEP-1."


def test_permitted_while_every_condition_holds(world: Callable[..., FactTrace]) -> None:
    found = permission(world(DEP, ALL))
    assert (found.permitted, found.state) == (Truth.TRUE, State.IN_EFFECT)
    assert found.word is Word.COMPLIED
    assert found.due is None


@pytest.mark.parametrize("gone", [QUIET, CONSENT, MANDATE])
def test_each_condition_is_needed(world: Callable[..., FactTrace], gone: object) -> None:
    found = permission(world(DEP, [one for one in ALL if one is not gone]))
    assert found.permitted is Truth.FALSE
    assert found.state is State.SUSPENDED


def test_an_open_register_leaves_the_permission_open(world: Callable[..., FactTrace]) -> None:
    trace = world(DEP, [QUIET, CONSENT], horizons={"mandate register": 5 * DAY})
    found = permission(trace)
    assert found.permitted is Truth.UNKNOWN
    assert [lack.fact for lack in found.lacks] == ["mandate_valid"]


def test_it_lapses_with_the_ceasefire(world: Callable[..., FactTrace]) -> None:
    short = ("ceasefire_in_force", (), 0, 7 * DAY)
    trace = world(DEP, [short, CONSENT, MANDATE, BACKED])
    assert permission(trace, 7 * DAY).permitted is Truth.TRUE
    assert permission(trace, 7 * DAY + 1).permitted is Truth.FALSE


def test_a_reservation_puts_the_act_off_and_forbids_nothing(
    world: Callable[..., FactTrace],
) -> None:
    found = permission(world(DEP, [QUIET, CONSENT, MANDATE]))
    assert found.permitted is Truth.TRUE
    assert found.due is not None
    assert (found.due.low, found.due.high) == (40 * DAY, 40 * DAY)


@pytest.mark.parametrize(
    ("said", "who", "word", "reason"),
    [
        (ALL, "M", Word.COMPLIED, Reason.EXCEPTED),
        ((QUIET, CONSENT, BACKED), "M", Word.VIOLATED, None),
        ((CONSENT, MANDATE), "M", Word.VIOLATED, None),
        (ALL, "BACKER", Word.VIOLATED, None),
    ],
)
def test_deploying_outside_the_permission_violates_the_closing_norm(
    world: Callable[..., FactTrace],
    said: tuple[tuple[object, ...], ...],
    who: str,
    word: Word,
    reason: Reason | None,
) -> None:
    trace = world(DEP, [*said, ("deploy", (who, "hub"), 5 * DAY, 20 * DAY)])
    (found,) = instances(DEP, "only_permitted_deploy", trace, 10 * DAY, 10 * DAY)
    assert (found.key, found.word, found.reason) == ((who, "hub"), word, reason)


def test_what_a_permission_excepts_is_not_permitted(
    sample: Callable[..., Accord], world: Callable[..., FactTrace]
) -> None:
    accord = sample(
        'norm: P\nmodality: permission\ncontent: "given(r)"\nforall: {r: request}\n'
        'requires: "ready(r)"\nunless: "paused(r)"\n'
    )
    trace = world(accord, [("ready", ("r",), 0, DAY), ("paused", ("r",), 5, DAY)])
    found = [instances(accord, "P", trace, at, at)[0].permitted for at in (4, 5)]
    assert found == [Truth.TRUE, Truth.FALSE]


def test_no_deployment_no_instance(world: Callable[..., FactTrace]) -> None:
    assert not instances(DEP, "only_permitted_deploy", world(DEP, ALL), DAY, DAY)
