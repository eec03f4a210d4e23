"""Duties that only registers show: done in time, late, or nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.fakes.happening import period, utc

from holdfire.agreement import load_agreement, load_library
from holdfire.agreement.accord.register import Entry, Register
from holdfire.base.instant import micros
from holdfire.verification import ClauseVerdict, Verdict, verify

SPAN = period("1975-01-01T00:00+02:00", "1975-03-01T00:00+02:00")
OGG = ("OGG", "inspect the area of limitation")


def register(
    days: list[float], *, end: str = "1975-06-01T00:00Z", fact: str = "performed"
) -> Register:
    start = utc("1974-11-01T00:00Z")
    entries = tuple(
        Entry(f"e{n}", fact, OGG, micros(start + timedelta(days=day)))
        for n, day in enumerate(days)
        if start + timedelta(days=day) <= utc(end)
    )
    return Register("log", "UNDOF", ((fact, OGG),), micros(start), micros(utc(end)), entries)


def asked(name: str, clause: str, *registers: Register, span: object = SPAN) -> ClauseVerdict:
    verified = verify(load_library(name), [], [], span, registers=registers)  # type: ignore[arg-type] # a period
    return next(c for c in verified.readings[0].clauses if c.clause == clause)


EVERY_13 = [13.0 * n for n in range(16)]


def test_golan_an_inspection_every_13_days_keeps_the_14_days() -> None:
    found = asked("golan-1974", "V", register(EVERY_13))
    assert found.verdict is Verdict.COMPLIED
    assert "UNDOF" in found.reason


def test_golan_exactly_14_days_between_inspections_are_in_time() -> None:
    assert asked("golan-1974", "V", register([14.0 * n for n in range(16)])).verdict is (
        Verdict.COMPLIED
    )


def test_golan_one_inspection_left_out_is_a_violation() -> None:
    days = [day for day in EVERY_13 if day != 91.0]
    assert asked("golan-1974", "V", register(days)).verdict is Verdict.VIOLATED


def test_golan_without_a_register_nothing_is_said_and_its_keeper_is_asked_for() -> None:
    found = asked("golan-1974", "V")
    assert found.verdict is Verdict.UNDETERMINED
    assert [w.kind for w in found.witness] == ["register"]
    assert found.witness[0].supplier


def test_golan_a_register_that_ends_inside_the_window_leaves_it_open() -> None:
    found = asked("golan-1974", "V", register(EVERY_13, end="1975-02-01T00:00Z"))
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness[0].supplier == "UNDOF"


def test_golan_before_the_first_14_days_are_over_nothing_is_due() -> None:
    span = period("1974-06-01T00:00+02:00", "1974-06-10T00:00+02:00")
    found = asked("golan-1974", "V", span=span)
    assert found.verdict is Verdict.COMPLIED
    assert "Nothing was due" in found.reason


def deployed(at: datetime | None, through: str = "2014-10-01T00:00Z") -> ClauseVerdict:
    words = ("OSCE", "deploy its monitors")
    start = micros(utc("2014-09-01T00:00Z"))
    entries = [Entry("adopted", "called", ("adoption",), micros(utc("2014-09-19T20:00Z")))]
    if at is not None:
        entries.append(Entry("there", "performed", words, micros(at)))
    held = Register(
        "log",
        "OSCE",
        (("performed", words), ("called", ("adoption",))),
        start,
        micros(utc(through)),
        tuple(entries),
    )
    span = period("2014-09-19T00:00+03:00", "2014-09-25T00:00+03:00")
    return asked("minsk-memo-2014", "8", held, span=span)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (timedelta(hours=23), Verdict.COMPLIED),
        (timedelta(hours=24), Verdict.COMPLIED),
        (timedelta(hours=24, seconds=1), Verdict.VIOLATED),
        (None, Verdict.VIOLATED),
    ],
)
def test_minsk_memo_monitors_within_24_hours(after: timedelta | None, verdict: Verdict) -> None:
    called = utc("2014-09-19T20:00Z")
    assert deployed(None if after is None else called + after).verdict is verdict


def test_minsk_memo_before_the_24_hours_are_over_it_is_not_late() -> None:
    assert deployed(None, through="2014-09-20T10:00Z").verdict is Verdict.UNDETERMINED


LADDERS: tuple[tuple[str, tuple[str]], ...] = (("step", ("air",)), ("step", ("land_sea",)))


def test_korea_a_step_without_the_one_before_it_is_out_of_order() -> None:
    span = period("2018-11-02T00:00+09:00", "2018-12-01T00:00+09:00")

    def stepped(*numbers: int) -> Verdict:
        start = utc("2018-11-05T00:00Z")
        entries = tuple(
            Entry(f"s{n}", "step", ("air", number), micros(start + timedelta(minutes=n)))
            for n, number in enumerate(numbers)
        )
        begin, end = micros(utc("2018-10-01T00:00Z")), micros(utc("2019-01-01T00:00Z"))
        held = Register("log", "duty officer", LADDERS, begin, end, entries)
        return asked("korea-cma-2018", "ladder", held, span=span).verdict

    assert stepped(1, 2, 3) is Verdict.COMPLIED
    assert stepped(1, 3) is Verdict.VIOLATED
    assert stepped(2, 1) is Verdict.VIOLATED


def test_korea_armistice_more_in_than_out_and_through_another_port() -> None:
    span = period("1953-08-01T00:00+09:00", "1953-09-01T00:00+09:00")
    words = ("combat aircraft or armoured vehicles or weapons or ammunition",)
    begin, end = micros(utc("1953-07-01T00:00Z")), micros(utc("1954-01-01T00:00Z"))

    def moved(*rows: tuple[str, str, int, int], port: bool = True) -> Verdict:
        entries = [
            Entry(name, fact, words, micros(utc("1953-08-02T00:00Z")) + hour * 3_600_000_000, n)
            for name, fact, hour, n in rows
        ]
        entries += [
            Entry(name, "through", ("the listed ports of entry",), begin)
            for name, fact, _, _ in rows
            if fact == "entered" and port
        ]
        holds = (
            ("entered", words),
            ("left", words),
            ("through", ("the listed ports of entry",)),
        )
        held = Register("log", "NNSC", holds, begin, end, tuple(entries))
        return asked("korea-armistice-1953", "13d", held, span=span).verdict

    assert moved(("out", "left", 0, 5), ("in", "entered", 1, 5)) is Verdict.COMPLIED
    assert moved(("out", "left", 0, 5), ("in", "entered", 0, 5)) is Verdict.COMPLIED
    assert moved(("out", "left", 0, 5), ("in", "entered", 1, 6)) is Verdict.VIOLATED
    assert moved(("in", "entered", 0, 5), ("out", "left", 1, 5)) is Verdict.VIOLATED
    two = (("out", "left", 0, 5), ("in", "entered", 1, 5))
    assert moved(*two, port=False) is Verdict.VIOLATED


TEXT = """format: holdfire-agreement/1
id: duties
title: Duties of two bodies
kind: ceasefire
parties: [{id: X, name: X}, {id: Y, name: Y}]
starts: 2020-01-01T00:00
sources: {K: a source}
clauses:
  - {id: "1", kind: procedural, body: B1, act: inspect it, every: 7 d, source: K, evidence: seen, summary: One.}
  - {id: "2", kind: procedural, body: B2, act: report it, every: 7 d, source: K, evidence: seen, summary: Two.}
  - {id: "3", kind: procedural, body: B3, act: meet, minimum: 1, per: month, source: K, evidence: seen, summary: Three.}
  - {id: "4", kind: procedural, body: B4, act: answer, within: 48 h, trigger: a call, source: K, evidence: seen, summary: Four.}
  - {id: "5", kind: procedural, body: B5, act: deploy, within: 48 h, source: K, evidence: seen, summary: Five.}
  - {id: "6", kind: notify, act: moving, source: K, evidence: seen, summary: Six.}
"""
DUTIES = load_agreement(TEXT, name="duties", origin="duties")
ALL_OF_2020 = (micros(utc("2018-12-01T00:00Z")), micros(utc("2021-01-01T00:00Z")))


def duty(
    clause: str, start: str, end: str, *said: tuple[str, tuple[str, ...], str], name: str = ""
) -> ClauseVerdict:
    entries = tuple(
        Entry(name or f"e{n}", fact, words, micros(utc(when)))
        for n, (fact, words, when) in enumerate(said)
    )
    holds = tuple(dict.fromkeys((fact, words) for fact, words, _ in said)) + HELD[clause]
    held = Register("log", "the secretariat", holds, *ALL_OF_2020, entries)
    verified = verify(DUTIES, [], [], period(start, end), registers=[held])
    return next(c for c in verified.readings[0].clauses if c.clause == clause)


HELD: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "1": (("performed", ("B1", "inspect it")),),
    "2": (),
    "3": (("performed", ("B3", "meet")),),
    "4": (("performed", ("B4", "answer")), ("called", ("a call",))),
    "5": (("performed", ("B5", "deploy")),),
    "6": (("acted", ("moving",)), ("notified", ("moving",))),
}
FEBRUARY = ("2020-02-01T00:00Z", "2020-03-01T00:00Z")


def test_a_register_says_nothing_of_a_duty_it_does_not_hold() -> None:
    other = ("performed", ("B1", "inspect it"), "2020-02-02T00:00Z")
    assert duty("1", *FEBRUARY, other).verdict is Verdict.VIOLATED
    assert duty("2", *FEBRUARY, other).verdict is Verdict.UNDETERMINED


def test_so_often_a_month_is_asked_of_civil_months() -> None:
    met = [("performed", ("B3", "meet"), f"2020-{day}T00:00Z") for day in ("01-02", "02-28")]
    span = ("2020-01-01T00:00Z", "2020-03-01T00:00Z")
    assert duty("3", *span, *met).verdict is Verdict.COMPLIED
    assert duty("3", *span, met[0]).verdict is Verdict.VIOLATED
    inside = ("2020-02-02T00:00Z", "2020-02-20T00:00Z")
    assert duty("3", *inside, *met).verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        (None, Verdict.VIOLATED),
        ("2020-02-02T12:00:00Z", Verdict.COMPLIED),
        ("2020-02-02T12:00:00.000001Z", Verdict.VIOLATED),
    ],
)
def test_a_deadline_inside_the_window_counts_whenever_it_was_called_for(
    done: str | None, verdict: Verdict
) -> None:
    said: list[tuple[str, tuple[str, ...], str]] = [
        ("called", ("a call",), "2020-01-31T12:00Z")
    ]
    if done is not None:
        said.append(("performed", ("B4", "answer"), done))
    assert duty("4", *FEBRUARY, *said).verdict is verdict


def test_a_microsecond_after_the_deadline_is_late() -> None:
    span = ("2020-01-01T00:00Z", "2020-02-01T00:00Z")
    late = ("performed", ("B5", "deploy"), "2020-01-03T00:00:00.000001Z")
    in_time = ("performed", ("B5", "deploy"), "2020-01-03T00:00:00Z")
    assert duty("5", *span, late).verdict is Verdict.VIOLATED
    assert duty("5", *span, in_time).verdict is Verdict.COMPLIED


def test_a_notice_before_the_clause_binds_is_a_notice() -> None:
    span = ("2020-01-01T00:00Z", "2020-02-01T00:00Z")
    act = ("acted", ("moving",), "2020-01-02T00:00Z")
    notice = ("notified", ("moving",), "2019-12-28T00:00Z")
    after = ("notified", ("moving",), "2020-01-02T00:00:01Z")
    assert duty("6", *span, act, notice, name="m1").verdict is Verdict.COMPLIED
    assert duty("6", *span, act, after, name="m1").verdict is Verdict.VIOLATED
    assert duty("6", *span, act).verdict is Verdict.VIOLATED


def test_what_came_in_and_went_out_under_one_name_is_counted_apart() -> None:
    span = period("1953-08-01T00:00+09:00", "1953-09-01T00:00+09:00")
    words = ("combat aircraft or armoured vehicles or weapons or ammunition",)
    begin, end = micros(utc("1953-07-01T00:00Z")), micros(utc("1954-01-01T00:00Z"))
    at = micros(utc("1953-08-02T00:00Z"))
    entries = (
        Entry("c1", "left", words, at, 5),
        Entry("c1", "entered", words, at + 3_600_000_000, 10),
        Entry("c1", "through", ("the listed ports of entry",), at + 1),
    )
    holds = (("entered", words), ("left", words), ("through", ("the listed ports of entry",)))
    held = Register("log", "NNSC", holds, begin, end, entries)
    found = asked("korea-armistice-1953", "13d", held, span=span)
    assert found.verdict is Verdict.VIOLATED
