"""Obligations: conditions, periods, fixed dates, waivers, ladders, doubt about the trigger."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.bearer import bearers
from holdfire.agreement.accord.norms.excuse import at_deadline, by_deadline
from holdfire.agreement.accord.norms.instance import Instance, Met, Reason, Word
from holdfire.agreement.accord.norms.judging import case_of, instances
from holdfire.agreement.accord.norms.keys import domain
from holdfire.agreement.accord.norms.lifecycle import State
from holdfire.agreement.accord.norms.obligation import judge_obligation
from holdfire.agreement.accord.norms.obligation_life import ended_at
from holdfire.agreement.accord.norms.onset import Effect, Onset, clock_of, effect_of, onsets
from holdfire.agreement.accord.norms.remedy import answered
from holdfire.agreement.accord.norms.shipped import example
from holdfire.agreement.accord.trace import LackKind
from holdfire.base.truth import Truth

HOUR = 3_600_000_000
DAY = 24 * HOUR
E = 1_930_089_600_000_000
LATE = 60 * DAY
ASKED = ("asked", ("r",), 0)

Sample = Callable[..., Accord]
Judge = Callable[..., tuple[Instance, ...]]


def owed(more: str = "", deadline: str = "deadline: 24h\n") -> str:
    return (
        'norm: O\nmodality: obligation\ntrigger: "asked(r)"\ncontent: "given(r)"\n'
        + deadline
        + more
    )


@pytest.fixture
def judge(sample: Sample, world: Callable[..., FactTrace]) -> Judge:
    """The instances of a norm document after what is said."""

    def every(
        norm: str,
        *said: tuple[object, ...],
        at: int = LATE,
        between: Iterable[tuple[str, tuple[str, ...], int, int]] = (),
        horizons: dict[str, int] | None = None,
        anchors: dict[str, int] | None = None,
        extra: str = "",
    ) -> tuple[Instance, ...]:
        accord = sample(norm, extra=extra)
        trace = world(accord, said, between=between, horizons=horizons, anchors=anchors)
        return instances(accord, "O", trace, at, at)

    return every


def test_the_condition_starts_the_clock(judge: Judge) -> None:
    norm = owed('when: "once[0,*) ready(r)"\n')
    ready = ("ready", ("r",), 10 * HOUR)
    (one,) = judge(norm, ASKED, ready, at=20 * HOUR)
    assert one.due is not None
    assert one.due.high == 34 * HOUR
    (before,) = judge(norm, ASKED, ready, at=9 * HOUR)
    assert (before.word, before.reason, before.state) == (
        Word.COMPLIED,
        Reason.NOT_IN_FORCE,
        State.CREATED,
    )


@pytest.mark.parametrize(
    ("when", "state"),
    [(48 * HOUR, State.IN_EFFECT), (48 * HOUR + 1, State.EXPIRED), (None, State.EXPIRED)],
)
def test_a_condition_with_its_own_deadline_expires(
    judge: Judge, when: int | None, state: State
) -> None:
    norm = owed('when: {if: "ready(r)", within: 48h}\n')
    said = [ASKED] if when is None else [ASKED, ("ready", ("r",), when)]
    (one,) = judge(norm, *said, at=50 * HOUR)
    assert one.state is state


def test_every_request_is_an_instance_of_its_own(judge: Judge) -> None:
    again = ("asked", ("r",), 10 * DAY)
    found = judge(owed(), ASKED, again, ("given", ("r",), HOUR))
    assert [one.word for one in found] == [Word.COMPLIED, Word.VIOLATED]
    assert [one.start for one in found] == [(0, 0), (10 * DAY, 10 * DAY)]


def test_every_period_is_an_instance_of_its_own(judge: Judge) -> None:
    norm = owed("every: 14d\n", deadline="")
    done = [("given", ("r",), at) for at in (0, 28 * DAY, 43 * DAY)]
    found = judge(norm, ASKED, *done, at=56 * DAY)
    assert [one.period for one in found] == [0, 1, 2, 3]
    assert [one.word for one in found] == [
        Word.COMPLIED,
        Word.COMPLIED,
        Word.VIOLATED,
        Word.COMPLIED,
    ]


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ([14 * DAY], [Word.COMPLIED, Word.VIOLATED]),
        ([14 * DAY + 1], [Word.VIOLATED, Word.COMPLIED]),
        ([14 * DAY, 28 * DAY], [Word.COMPLIED, Word.COMPLIED]),
    ],
)
def test_the_last_instant_belongs_to_its_period(
    judge: Judge, done: list[int], words: list[Word]
) -> None:
    norm = owed("every: 14d\n", deadline="")
    found = judge(norm, ASKED, *(("given", ("r",), at) for at in done), at=28 * DAY + 1)
    assert [one.word for one in found[:2]] == words


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        ("deadline: D + 14d\n", 15 * DAY),
        ("deadline: D\n", DAY),
        ("deadline: E\n", E),
        ("deadline: 1970-02-01T00:00Z\n", 31 * DAY),
    ],
)
def test_fixed_dates(judge: Judge, deadline: str, due: int) -> None:
    (one,) = judge(owed(deadline=deadline), ASKED, at=HOUR, anchors={"D": DAY})
    assert one.due is not None
    assert (one.due.low, one.due.high) == (due, due)


def test_a_date_that_no_event_has_fixed_is_open(judge: Judge) -> None:
    (one,) = judge(owed(deadline="deadline: D + 14d\n"), ASKED)
    assert one.word is Word.PENDING
    assert one.due is not None
    assert one.due.high is None


def test_stopping_the_clock_moves_a_fixed_date_too(judge: Judge) -> None:
    norm = owed('suspend: "paused(r)"\n', deadline="deadline: D + 14d\n")
    paused = ("paused", ("r",), 2 * DAY, 4 * DAY - 1)
    (one,) = judge(norm, ASKED, paused, anchors={"D": DAY})
    assert one.due is not None
    assert (one.due.low, one.due.high) == (17 * DAY, 17 * DAY)


@pytest.mark.parametrize(
    ("retroactive", "word"), [("yes", Word.COMPLIED), ("no", Word.VIOLATED)]
)
def test_a_late_waiver_undoes_only_where_it_may(
    judge: Judge, retroactive: str, word: Word
) -> None:
    norm = owed(f'waiver: {{when: "let_go(r)", by: board, retroactive: {retroactive}}}\n')
    (one,) = judge(norm, ASKED, ("let_go", ("r",), 30 * HOUR))
    assert one.word is word
    if word is Word.COMPLIED:
        assert one.reason is Reason.WAIVED
        assert one.state is State.DISCHARGED


@pytest.mark.parametrize(
    ("start", "end", "word"),
    [
        (24 * HOUR, 24 * HOUR, Word.COMPLIED),
        (0, 40 * HOUR, Word.COMPLIED),
        (0, 24 * HOUR - 1, Word.VIOLATED),
        (24 * HOUR + 1, 40 * HOUR, Word.VIOLATED),
    ],
)
def test_an_exception_counts_when_the_deadline_comes(
    judge: Judge, start: int, end: int, word: Word
) -> None:
    (one,) = judge(owed('unless: "paused(r)"\n'), ASKED, ("paused", ("r",), start, end))
    assert one.word is word
    assert one.reason is (Reason.EXCEPTED if word is Word.COMPLIED else None)


def test_reasons_are_named_in_their_order(judge: Judge) -> None:
    norm = owed('discharge: "let_go(r)"\nunless: "paused(r)"\n')
    said = [ASKED, ("given", ("r",), HOUR), ("paused", ("r",), 0, LATE)]
    (excepted,) = judge(norm, *said)
    assert excepted.reason is Reason.EXCEPTED
    (discharged,) = judge(norm, *said, ("let_go", ("r",), 2 * HOUR))
    assert discharged.reason is Reason.DISCHARGED


def test_the_ladder_of_a_violated_obligation(judge: Judge) -> None:
    norm = owed("ladder: [notify: 6h, remedy: 72h, escalate: board]\n")
    end = 24 * HOUR
    notified = ("notified", ("O", "r"), end + 6 * HOUR)
    remedied = ("remedied", ("O", "r"), end + 72 * HOUR)
    (one,) = judge(norm, ASKED, notified, remedied)
    assert [rung.met for rung in one.rungs] == [Met.TAKEN, Met.TAKEN, Met.NEEDLESS]
    assert one.state is State.REPAIRED
    (late,) = judge(norm, ASKED, notified, ("remedied", ("O", "r"), end + 72 * HOUR + 1))
    assert [rung.met for rung in late.rungs] == [Met.TAKEN, Met.LAPSED, Met.OPEN]
    assert late.said_state == "escalated(1)"
    assert late.rungs[2].holder == "board"
    (soon,) = judge(norm, ASKED, notified, at=end + 7 * HOUR)
    assert soon.state is State.NOTIFIED


def test_a_step_that_is_not_known_does_not_lapse(judge: Judge) -> None:
    norm = owed('ladder: [{notify: 6h, when: "ready(r)"}]\n')
    (one,) = judge(norm, ASKED, horizons={"ready": 25 * HOUR})
    assert one.rungs[0].met is Met.UNKNOWN
    assert {lack.fact for lack in one.rungs[0].lacks} == {"ready"}
    assert one.state is State.VIOLATED


def test_a_trigger_known_to_an_interval_makes_a_set(judge: Judge) -> None:
    (one,) = judge(owed(), between=[("asked", ("r",), 0, 10 * HOUR)])
    assert one.start == (0, 10 * HOUR)
    assert one.due is not None
    assert (one.due.low, one.due.high) == (24 * HOUR, 34 * HOUR)
    assert one.word is Word.VIOLATED


def test_a_potential_instance_is_shown_and_never_escalated(judge: Judge) -> None:
    norm = owed("ladder: [notify: 6h]\n").replace("asked(r)", "asked(r) and not paused(r)")
    (one,) = judge(norm, ASKED, horizons={"paused": -1})
    assert (one.state, one.word) == (State.POTENTIAL, Word.UNDETERMINED)
    assert {lack.kind for lack in one.lacks} == {LackKind.REGISTER}
    assert not one.rungs
    (kept,) = judge(norm, ASKED, ("given", ("r",), HOUR), horizons={"paused": -1})
    assert (kept.word, kept.reason) == (Word.COMPLIED, Reason.KEPT)


def test_nothing_begins_outside_the_life_of_the_text(judge: Judge) -> None:
    extra = "valid_from: 1970-01-02T00:00Z\nvalid_to: 1970-01-10T00:00Z\n"
    assert not judge(owed(), ASKED, extra=extra)
    assert not judge(owed(), ("asked", ("r",), 9 * DAY), extra=extra)
    (one,) = judge(owed(), ("asked", ("r",), 9 * DAY - 1), extra=extra)
    assert (one.state, one.reason) == (State.TERMINATED, Reason.NOT_IN_FORCE)


def test_what_survives_outlasts_the_text(judge: Judge) -> None:
    extra = "valid_to: 1970-01-10T00:00Z\n"
    (one,) = judge(owed("survives: yes\n"), ("asked", ("r",), 9 * DAY - 1), extra=extra)
    assert one.word is Word.VIOLATED


def test_without_a_trigger_it_begins_with_the_text(judge: Judge) -> None:
    norm = (
        "norm: O\nmodality: obligation\nforall: {r: request}\n"
        'content: "given(r)"\ndeadline: D + 1d\n'
    )
    (one,) = judge(norm, ("given", ("r",), DAY), anchors={"D": 0})
    assert one.word is Word.COMPLIED
    (late,) = judge(norm, ("given", ("r",), DAY + 1), anchors={"D": 0})
    assert late.word is Word.VIOLATED


def test_the_parts_of_a_judgement(sample: Sample, world: Callable[..., FactTrace]) -> None:
    accord = sample(owed('bearer: member\nwhen: "once[0,*) ready(r)"\n'))
    norm = accord.norm("O")
    trace = world(accord, [ASKED, ("ready", ("r",), HOUR)], horizons={"given": 5 * HOUR})
    case = case_of(accord, trace, LATE, LATE)
    env = {"r": "r"}
    assert onsets(case, norm, env) == (Onset(0, 0),)
    assert effect_of(case, norm, env, Onset(0, 0)) == Effect(HOUR, HOUR)
    clock = clock_of(case, norm, env, (HOUR, HOUR), "", None)
    assert clock.due.high == 25 * HOUR
    assert bearers(case, norm.bearer, env, LATE) == (("X", "Y"), ())
    assert domain("request", case) == ("r",)
    assert domain("site", case) == ("depot",)
    assert norm.content is not None
    kept = by_deadline(case, norm.content, env, clock, Reason.KEPT)
    assert kept.value is Truth.UNKNOWN
    assert at_deadline(case, norm.content, env, 0, 0).value is Truth.FALSE
    assert ended_at(case, norm, env, clock) is None
    assert [one.word for one in judge_obligation(case, norm, env)] == [Word.UNDETERMINED]


def test_an_answer_with_a_stopped_clock(world: Callable[..., FactTrace]) -> None:
    accord = example("grave-breach")
    norm = accord.norm("GV-1.then")
    stopped = ("under_review", ("F",), 0, 10 * HOUR - 1)
    trace = world(accord, [("adopted", ("F", "X", "grave"), 0), stopped])
    case = case_of(accord, trace, 90 * HOUR, 90 * HOUR)
    assert norm.then is not None
    clock, _, rungs = answered(case, norm, norm.then, {"f": "F", "x": "X"}, (0, 0))
    assert clock.due.high == 83 * HOUR
    assert [rung.met for rung in rungs] == [Met.LAPSED, Met.LAPSED]


def test_what_was_done_while_the_trigger_is_open_is_open_too(judge: Judge) -> None:
    asked = [("asked", ("r",), 0, 10 * HOUR)]
    (one,) = judge(owed(), ("given", ("r",), 5 * HOUR), between=asked)
    assert one.word is Word.UNDETERMINED
    assert {lack.fact for lack in one.lacks} == {"asked"}
    (after,) = judge(owed(), ("given", ("r",), 10 * HOUR), between=asked)
    assert after.word is Word.COMPLIED


@pytest.mark.parametrize(
    ("end", "word"),
    [("T00:00Z", Word.COMPLIED), ("T00:00:00.000001Z", Word.VIOLATED)],
)
def test_a_text_that_ends_with_the_deadline_ends_it(judge: Judge, end: str, word: Word) -> None:
    (one,) = judge(owed(), ASKED, extra=f"valid_to: 1970-01-02{end}\n")
    assert one.word is word


@pytest.mark.parametrize(
    ("end", "word"),
    [
        ("1970-01-02T00:00Z", Word.COMPLIED),
        ("1970-01-02T00:00:00.000001Z", Word.UNDETERMINED),
        ("1970-01-02T12:00Z", Word.UNDETERMINED),
        ("1970-01-02T12:00:00.000001Z", Word.VIOLATED),
    ],
)
def test_a_text_that_ends_inside_an_uncertain_deadline_leaves_it_open(
    judge: Judge, end: str, word: Word
) -> None:
    asked = [("asked", ("r",), 0, 12 * HOUR)]
    (one,) = judge(owed(), between=asked, extra=f"valid_to: {end}\n")
    assert one.due is not None
    assert (one.due.low, one.due.high) == (24 * HOUR, 36 * HOUR)
    assert one.word is word
    kinds = {lack.kind for lack in one.lacks}
    assert kinds == ({LackKind.STRADDLE} if word is Word.UNDETERMINED else set())


def test_a_clock_that_may_stand_still_past_the_end_of_the_text_leaves_it_open(
    judge: Judge,
) -> None:
    norm, extra = owed('suspend: "paused(r)"\n'), "valid_to: 1970-01-03T00:00Z\n"
    (maybe,) = judge(norm, ASKED, horizons={"paused": -1}, extra=extra)
    assert maybe.due is not None
    assert maybe.due.high is None
    assert maybe.word is Word.UNDETERMINED
    (stopped,) = judge(norm, ASKED, ("paused", ("r",), 1, 2 * LATE), extra=extra)
    assert (stopped.word, stopped.reason) == (Word.COMPLIED, Reason.NOT_IN_FORCE)
    (running,) = judge(norm, ASKED, extra=extra)
    assert running.word is Word.VIOLATED


def test_a_lapsed_step_counts_from_the_first_instant_after(judge: Judge) -> None:
    norm = owed("ladder: [notify: 6h, {escalate: board, within: 1h}]\n")
    (one,) = judge(norm, ASKED)
    assert [phase.since for phase in one.phases if phase.level] == [
        30 * HOUR + 1,
        31 * HOUR + 1,
    ]
    assert one.said_state == "escalated(2)"
