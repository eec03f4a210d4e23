"""The second worked example: commitments, waivers, clock-stops, the remedy and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.decision import Decision
from holdfire.agreement.accord.norms.instance import Instance, Met, Reason, Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.norms.lifecycle import State
from holdfire.agreement.accord.norms.shipped import example

HOUR = 3_600_000_000
SECOND = 1_000_000
LATE = 30 * 24 * HOUR
GV = example("grave-breach")
ADOPTED = ("adopted", ("F", "X", "grave"), 0)

Judge = Callable[..., Instance]


@pytest.fixture
def judge(world: Callable[..., FactTrace]) -> Judge:
    """The instance of a norm after a grave finding at 0 and what else is said."""

    def one(
        norm: str,
        *said: tuple[object, ...],
        at: int = LATE,
        between: Iterable[tuple[str, tuple[str, ...], int, int]] = (),
        horizons: dict[str, int] | None = None,
        decisions: Iterable[Decision] | None = None,
    ) -> Instance:
        trace = world(GV, [ADOPTED, *said], between=between, horizons=horizons)
        (found,) = instances(GV, norm, trace, at, at, decisions=decisions)
        return found

    return one


def at(when: int, c: str = "a") -> tuple[str, tuple[str, str], int]:
    return "activated", ("F", c), when


def waived(when: int, c: str = "a") -> tuple[str, tuple[str, str], int]:
    return "waived", ("F", c), when


def reviewed(start: int, end: int) -> tuple[str, tuple[str], int, int]:
    return "under_review", ("F",), start, end


@pytest.mark.parametrize(
    ("when", "word"),
    [
        (0, Word.COMPLIED),
        (24 * HOUR, Word.COMPLIED),
        (24 * HOUR + 1, Word.VIOLATED),
        (24 * HOUR + SECOND, Word.VIOLATED),
    ],
)
def test_activation_within_24_hours_the_last_instant_included(
    judge: Judge, when: int, word: Word
) -> None:
    assert judge("GV-1.a", at(when)).word is word


def test_each_commitment_is_its_own(judge: Judge) -> None:
    assert judge("GV-1.a", at(HOUR, "a")).word is Word.COMPLIED
    assert judge("GV-1.b", at(HOUR, "a")).word is Word.VIOLATED


def test_the_parent_has_the_instances_of_what_it_creates(
    world: Callable[..., FactTrace],
) -> None:
    found = instances(GV, "GV-1", world(GV, [ADOPTED]), LATE, LATE)
    assert [each.norm for each in found] == ["GV-1.a", "GV-1.b", "GV-1.then"]


def test_no_finding_no_instance(world: Callable[..., FactTrace]) -> None:
    other = ("adopted", ("F", "X", "serious"), 0)
    assert not instances(GV, "GV-1", world(GV, [other]), LATE, LATE)


@pytest.mark.parametrize("now", [0, HOUR, 24 * HOUR])
def test_pending_until_the_last_instant(judge: Judge, now: int) -> None:
    found = judge("GV-1.a", at=now)
    assert found.word is Word.PENDING
    assert found.due is not None
    assert (found.due.low, found.due.high) == (24 * HOUR, 24 * HOUR)
    assert found.state is State.IN_EFFECT


def test_violated_at_the_first_instant_after(judge: Judge) -> None:
    found = judge("GV-1.a", at=24 * HOUR + 1)
    assert found.word is Word.VIOLATED
    assert (found.state, found.phases[-1].since) == (State.VIOLATED, 24 * HOUR + 1)
    assert found.because == ("s0",)


@pytest.mark.parametrize(
    ("when", "word", "reason"),
    [
        (24 * HOUR, Word.COMPLIED, Reason.DISCHARGED),
        (24 * HOUR + 1, Word.VIOLATED, None),
        (48 * HOUR, Word.VIOLATED, None),
    ],
)
def test_a_waiver_counts_until_the_deadline(
    judge: Judge, when: int, word: Word, reason: Reason | None
) -> None:
    found = judge("GV-1.a", waived(when))
    assert (found.word, found.reason) == (word, reason)


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        ([], 24 * HOUR),
        ([(2 * HOUR, 5 * HOUR - 1)], 27 * HOUR),
        ([(0, HOUR - 1)], 25 * HOUR),
        ([(2 * HOUR, 5 * HOUR - 1), (10 * HOUR, 11 * HOUR - 1)], 28 * HOUR),
        ([(23 * HOUR, 24 * HOUR - 1)], 25 * HOUR),
        ([(24 * HOUR, 90 * HOUR)], 24 * HOUR),
        ([(24 * HOUR + 1, 90 * HOUR)], 24 * HOUR),
    ],
)
def test_only_time_that_ran_counts(
    judge: Judge, stops: list[tuple[int, int]], due: int
) -> None:
    said = [reviewed(*stop) for stop in stops]
    before = judge("GV-1.a", *said, at=LATE)
    assert before.due is not None
    assert (before.due.low, before.due.high) == (due, due)
    assert judge("GV-1.a", *said, at(due)).word is Word.COMPLIED
    assert judge("GV-1.a", *said, at(due + 1)).word is Word.VIOLATED


def test_a_stopped_clock_shows_no_end(judge: Judge) -> None:
    found = judge("GV-1.a", reviewed(2 * HOUR, 90 * HOUR), at=50 * HOUR)
    assert found.word is Word.PENDING
    assert found.due is not None
    assert found.due.high is None
    assert found.state is State.SUSPENDED


def test_an_unknown_stop_makes_the_deadline_a_set(judge: Judge) -> None:
    found = judge("GV-1.a", at(23 * HOUR), horizons={"under_review": 10 * HOUR}, at=30 * HOUR)
    assert found.word is Word.COMPLIED
    late = judge("GV-1.a", at(25 * HOUR), horizons={"under_review": 10 * HOUR}, at=30 * HOUR)
    assert late.word is Word.PENDING
    assert late.due is not None
    assert (late.due.low, late.due.high) == (24 * HOUR, None)


def test_an_activation_known_to_an_interval_straddles(judge: Judge) -> None:
    before = judge("GV-1.a", between=[("activated", ("F", "a"), 20 * HOUR, 24 * HOUR)])
    assert before.word is Word.COMPLIED
    across = judge("GV-1.a", between=[("activated", ("F", "a"), 23 * HOUR, 25 * HOUR)])
    assert across.word is Word.UNDETERMINED
    assert [lack.fact for lack in across.lacks] == ["activated"]
    after = judge("GV-1.a", between=[("activated", ("F", "a"), 24 * HOUR + 1, 25 * HOUR)])
    assert after.word is Word.VIOLATED


def test_a_register_that_is_not_closed_yet_leaves_it_open(judge: Judge) -> None:
    found = judge("GV-1.a", horizons={"commitments register": 20 * HOUR}, at=30 * HOUR)
    assert found.word is Word.UNDETERMINED
    assert [lack.fact for lack in found.lacks] == ["activated"]
    assert found.state is State.IN_EFFECT


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ([("remedied", ("F",), 72 * HOUR)], Word.COMPLIED),
        ([("remedied", ("F",), 72 * HOUR + 1)], Word.VIOLATED),
        ([("escalated", ("F",), 72 * HOUR)], Word.COMPLIED),
        ([("escalated", ("F",), 72 * HOUR + 1)], Word.COMPLIED),
        ([("escalated", ("F",), 73 * HOUR)], Word.COMPLIED),
        ([("escalated", ("F",), 73 * HOUR + 1)], Word.VIOLATED),
        ([("escalated", ("F",), 73 * HOUR + SECOND)], Word.VIOLATED),
        ([("escalated", ("F",), 71 * HOUR)], Word.VIOLATED),
        ([], Word.VIOLATED),
    ],
)
def test_mended_in_72_hours_or_escalated_by_73(
    judge: Judge, said: list[tuple[object, ...]], word: Word
) -> None:
    assert judge("GV-1.then", *said).word is word


def test_the_answer_is_due_twice(judge: Judge) -> None:
    first = judge("GV-1.then", at=72 * HOUR)
    second = judge("GV-1.then", at=72 * HOUR + 1)
    assert first.word is second.word is Word.PENDING
    assert first.due is not None
    assert second.due is not None
    assert (first.due.high, second.due.high) == (72 * HOUR, 73 * HOUR)
    assert [rung.met for rung in second.rungs] == [Met.LAPSED, Met.OPEN]


def decision(fact: str, key: tuple[str, ...], when: int, /, **changes: object) -> Decision:
    given: dict[str, object] = {
        "id": f"{fact}-{when}", "power": fact, "body": "board", "fact": fact, "key": key,
        "at": when, "known": when, "votes": 5, "of": 7,
    }  # fmt: skip
    return Decision(**{**given, **changes})  # type: ignore[arg-type]


FOUND = decision("adopted", ("F", "X", "grave"), 0)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, Word.COMPLIED),
        ({"votes": 7}, Word.COMPLIED),
        ({"votes": 4}, Word.VIOLATED),
        ({"votes": 8}, Word.VIOLATED),
        ({"of": 5}, Word.VIOLATED),
        ({"body": "court"}, Word.VIOLATED),
        ({"power": "adopted"}, Word.VIOLATED),
        ({"key": ("F", "b")}, Word.VIOLATED),
        ({"key": ("G", "a")}, Word.VIOLATED),
        ({"known": LATE + 1}, Word.VIOLATED),
    ],
)
def test_only_a_valid_decision_waives(
    judge: Judge, changes: dict[str, object], word: Word
) -> None:
    waiver = decision("waived", ("F", "a"), HOUR, **changes)
    assert judge("GV-1.a", decisions=[FOUND, waiver]).word is word


def test_a_mistaken_entry_counts_until_it_is_taken_back(
    world: Callable[..., FactTrace],
) -> None:
    waiver = decision("waived", ("F", "a"), HOUR, id="w")
    back = decision("waived", ("F", "a"), HOUR, id="r", retracts="w", known=50 * HOUR)
    trace = world(GV)
    words = [
        instances(GV, "GV-1.a", trace, 60 * HOUR, k, decisions=[FOUND, waiver, back])[0].word
        for k in (49 * HOUR, 50 * HOUR)
    ]
    assert words == [Word.COMPLIED, Word.VIOLATED]


def test_a_withdrawn_finding_ends_what_is_open_and_leaves_what_was(judge: Judge) -> None:
    early = judge("GV-1.a", ("withdrawn", ("F",), 10 * HOUR))
    assert (early.word, early.reason) == (Word.COMPLIED, Reason.NOT_IN_FORCE)
    assert (early.state, early.phases[-1].since) == (State.TERMINATED, 10 * HOUR)
    late = judge("GV-1.a", ("withdrawn", ("F",), 30 * HOUR))
    assert (late.word, late.state) == (Word.VIOLATED, State.VIOLATED)
    done = judge("GV-1.a", at(HOUR), ("withdrawn", ("F",), 10 * HOUR))
    assert done.state is State.FULFILLED


def test_before_the_withdrawal_it_was_pending(judge: Judge) -> None:
    found = judge("GV-1.a", ("withdrawn", ("F",), 10 * HOUR), at=9 * HOUR)
    assert found.word is Word.PENDING
    assert found.state is State.IN_EFFECT


def test_a_finding_that_may_not_be_adopted_is_potential(
    world: Callable[..., FactTrace],
) -> None:
    trace = world(
        GV,
        between=[("adopted", ("F", "X", "grave"), 2 * HOUR, 60 * HOUR)],
    )
    (found,) = instances(GV, "GV-1.a", trace, 50 * HOUR, 50 * HOUR)
    assert found.state is State.POTENTIAL
    assert found.word is Word.PENDING
    assert not found.rungs
