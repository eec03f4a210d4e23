from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Phase, Storage, WithdrawBy
from holdfire.base.problem import Problem

One = Callable[[str], Clause]


def end_of(day: int, month: int = 3) -> datetime:
    """The end of a winter day of 2031 in Kyiv, which is two hours ahead."""
    return datetime(2031, month, day, 22, 0, tzinfo=UTC)


def withdraw(clause: One, keys: str) -> tuple[WithdrawBy, Clause]:
    found = clause(f"kind: withdraw_by\nobjects: tank\n{keys}")
    assert isinstance(found.terms, WithdrawBy)
    return found.terms, found


def test_a_deadline_may_count_from_the_start(clause: One) -> None:
    terms, _ = withdraw(
        clause, "start_by: signed + 1 d\ndeadline: start_by + 14 d\nthen_until: signed + 20 d"
    )
    assert terms.start_by == end_of(2)
    assert terms.deadline == end_of(16)
    assert terms.then_until == end_of(21)


def test_phases_follow_each_other(clause: One) -> None:
    terms, _ = withdraw(
        clause,
        "begins: signed + 2 d\nphases:\n  - {name: a, lasts: 4 d}\n  - {name: b, lasts: 5 d}\n"
        "order: [tank, mortar]\nexpect: {total: 11 d, deadline: 2031-03-12}",
    )
    assert terms.phases == (Phase("a", end_of(7)), Phase("b", end_of(12)))
    assert terms.deadline == end_of(12)
    assert terms.order == ("tank", "mortar")


def test_phases_may_state_their_own_ends(clause: One) -> None:
    terms, _ = withdraw(
        clause,
        "phases:\n  - {name: a, deadline: signed + 7 d}\n  - {name: b, deadline: signed + 9 d}",
    )
    assert [phase.deadline for phase in terms.phases] == [end_of(8), end_of(10)]
    assert terms.deadline == end_of(10)


def test_phases_that_wait_for_an_event_keep_their_days(clause: One) -> None:
    terms, whole = withdraw(
        clause,
        "begins: quiet + 2 d\nphases:\n  - {name: a, lasts: 15 d}\n  - {name: b, lasts: 24 d}",
    )
    assert terms.deadline is None
    assert [phase.after_days for phase in terms.phases] == [17, 41]
    assert terms.after_days == 41
    assert whole.awaits == ("quiet",)
    assert whole.start_awaits == ()


def test_no_deadline_is_allowed_and_stays_open(clause: One) -> None:
    terms, whole = withdraw(clause, "count_each_side: 11")
    assert terms.deadline is None
    assert terms.count_each_side == 11
    assert whole.awaits == ()


def test_storage_has_sites_and_may_have_a_deadline(clause: One) -> None:
    terms = clause(
        "kind: storage\nobjects: heavy\nsites: [depot]\ndeadline: signed + 1 d\nmonitored_by: M"
    ).terms
    assert isinstance(terms, Storage)
    assert terms.sites == ("depot",)
    assert terms.deadline == end_of(2)
    assert terms.monitored_by == "M"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("phases:\n  - {name: a, lasts: 4 d}", "from when it runs"),
        ("begins: signed\nphases:\n  - {name: a}", "deadline or lasts"),
        ("begins: signed\nphases:\n  - {name: a, lasts: 1 d, deadline: signed}", "not both"),
        (
            (
                "phases:\n  - {name: a, deadline: signed + 9 d}\n"
                "  - {name: b, deadline: signed + 7 d}"
            ),
            "ends before the phase before it",
        ),
        ("begins: signed\nphases:\n  - {name: a, lasts: 0 d}", "number of days"),
        ("deadline: sined + 1 d", "no anchor"),
        ("begins: signed\nphases:\n  - {name: a, lasts: 4 d}\nexpect: {total: 5 d}", "is 4 d"),
        ("order: [tnk]", "tnk"),
    ],
)
def test_wrong_times_are_refused(
    refused: Callable[..., tuple[Problem, ...]], keys: str, said: str
) -> None:
    problems = refused(f"kind: withdraw_by\nobjects: tank\n{keys}")
    assert any(said in problem.message for problem in problems), problems


def test_storage_needs_known_sites(refused: Callable[..., tuple[Problem, ...]]) -> None:
    assert refused("kind: storage\nobjects: heavy\nsites: [dept]")
    assert refused("kind: storage\nobjects: heavy")
