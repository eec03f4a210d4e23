"""Which exception wins, as a formula and as verdicts; reversing priorities reverses them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.formula import And, Atom, Not
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.defeat import (
    beats,
    circles,
    effective,
    exception,
    put_off,
    ties,
)
from holdfire.agreement.accord.norms.instance import Reason, Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.norms.norm import Defeater, Effect

DAY = 86_400_000_000
P, Q, R = Atom("p"), Atom("q"), Atom("r")


def defeater(name: str, condition: Atom, priority: int, **changes: object) -> Defeater:
    return Defeater(name, condition, priority=priority, **changes)  # type: ignore[arg-type]


def test_the_stronger_of_two_opposites_wins() -> None:
    weak = defeater("a", P, 1)
    strong = defeater("b", Q, 2, effect=Effect.BIND)
    assert beats(strong, weak)
    assert not beats(weak, strong)
    assert effective(weak, (weak, strong)) == And((P, Not(Q)))
    assert exception((weak, strong)) == And((P, Not(Q)))


def test_two_excuses_do_not_fight() -> None:
    one, other = defeater("a", P, 1), defeater("b", Q, 2)
    assert not beats(one, other)
    assert not beats(other, one)
    assert not ties((one, other))


def test_a_defeater_of_a_defeater_restores_it() -> None:
    chain = (
        defeater("a", P, 1),
        defeater("b", Q, 2, effect=Effect.BIND),
        defeater("c", R, 3),
    )
    assert effective(chain[0], chain) == And((P, Not(And((Q, Not(R))))))


def test_the_order_of_the_file_decides_nothing() -> None:
    chain = (
        defeater("a", P, 1),
        defeater("b", Q, 2, effect=Effect.BIND),
        defeater("c", R, 3),
    )
    for order in permutations(chain):
        assert effective(chain[0], order) == effective(chain[0], chain)


def test_beats_by_name_outranks_priority() -> None:
    one = defeater("a", P, 1, beats=("b",))
    other = defeater("b", Q, 2, effect=Effect.BIND)
    assert beats(one, other)
    assert not beats(other, one)


def test_ties_and_circles_are_named() -> None:
    one = defeater("a", P, 1)
    other = defeater("b", Q, 1, effect=Effect.BIND)
    assert ties((one, other)) == ((one, other),)
    round_about = (
        defeater("a", P, 1, beats=("b",)),
        defeater("b", Q, 1, beats=("c",)),
        defeater("c", R, 1, beats=("a",)),
    )
    assert circles(round_about) == ("a", "b", "c")


def test_a_reservation_is_for_its_own_bearer() -> None:
    given = (
        defeater("m", P, 1, bearer="M"),
        defeater("d", Q, 1, bearer="M", effect=Effect.DEFER, defer=5),
    )
    assert exception(given, "M") == P
    assert exception(given, "N") is None
    assert put_off(given, "M") == ((Q, 5),)
    assert put_off(given, "N") == ()


NORM = (
    'norm: F\nmodality: prohibition\nforall: {{u: unit}}\ncontent: "shown(u)"\nunless:\n'
    '  - {{name: a, if: "excuse(u)", priority: {0}}}\n'
    '  - {{name: b, if: "always_bind(u)", effect: bind, priority: {1}}}\n'
)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "word"), [(1, 2, Word.VIOLATED), (2, 1, Word.COMPLIED)]
)
def test_reversing_priorities_reverses_the_verdict(
    sample: Callable[..., Accord],
    world: Callable[..., FactTrace],
    first: int,
    second: int,
    word: Word,
) -> None:
    accord = sample(NORM.format(first, second))
    trace = world(
        accord,
        [(fact, ("u",), 0, DAY) for fact in ("shown", "excuse", "always_bind")],
    )
    (found,) = instances(accord, "F", trace, DAY, DAY)
    assert found.word is word
    assert found.reason is (Reason.EXCEPTED if word is Word.COMPLIED else None)


OWED = (
    'norm: O\nmodality: obligation\nbearer: {bearer}\ntrigger: "asked(r)"\n'
    'content: "given(r)"\ndeadline: 24h\n'
    'reservation(X): {{if: "ready(r)", then: {{defer: 48h}}, priority: 1}}\n'
)  # fmt: skip


@pytest.mark.parametrize(("bearer", "hours"), [("X", 72), ("Y", 24)])
def test_a_reservation_moves_the_deadline_of_its_bearer(
    sample: Callable[..., Accord], world: Callable[..., FactTrace], bearer: str, hours: int
) -> None:
    accord = sample(OWED.format(bearer=bearer))
    trace = world(accord, [("asked", ("r",), 0), ("ready", ("r",), 0, 9 * DAY)])
    (found,) = instances(accord, "O", trace, 5 * DAY, 5 * DAY)
    assert found.due is not None
    assert found.due.high == hours * DAY // 24


def test_an_unknown_reservation_makes_the_deadline_a_set(
    sample: Callable[..., Accord], world: Callable[..., FactTrace]
) -> None:
    accord = sample(OWED.format(bearer="X"))
    trace = world(accord, [("asked", ("r",), 0)], horizons={"ready": 0})
    (found,) = instances(accord, "O", trace, 2 * DAY, 2 * DAY)
    assert found.due is not None
    assert (found.due.low, found.due.high) == (DAY, 3 * DAY)
    assert found.word is Word.PENDING
