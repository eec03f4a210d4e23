"""Duties that only registers show: done in time, late, or nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.fakes.happening import period, utc

from holdfire.agreement import load_library
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
    return Register("log", "UNDOF", (fact,), micros(start), micros(utc(end)), entries)


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
        "log", "OSCE", ("performed", "called"), start, micros(utc(through)), tuple(entries)
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


def test_korea_a_step_without_the_one_before_it_is_out_of_order() -> None:
    span = period("2018-11-02T00:00+09:00", "2018-12-01T00:00+09:00")

    def stepped(*numbers: int) -> Verdict:
        start = utc("2018-11-05T00:00Z")
        entries = tuple(
            Entry(f"s{n}", "step", ("air", number), micros(start + timedelta(minutes=n)))
            for n, number in enumerate(numbers)
        )
        begin, end = micros(utc("2018-10-01T00:00Z")), micros(utc("2019-01-01T00:00Z"))
        held = Register("log", "duty officer", ("step",), begin, end, entries)
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
        facts = ("entered", "left", "through")
        # A port is a state of the entry: it stands at the instant of the entry itself.
        same = {e.name: e.at_us for e in entries if e.fact == "entered"}
        entries = [
            Entry(e.name, e.fact, e.words, same.get(e.name, e.at_us), e.number) for e in entries
        ]
        held = Register("log", "NNSC", facts, begin, end, tuple(entries))
        return asked("korea-armistice-1953", "13d", held, span=span).verdict

    assert moved(("out", "left", 0, 5), ("in", "entered", 1, 5)) is Verdict.COMPLIED
    assert moved(("out", "left", 0, 5), ("in", "entered", 0, 5)) is Verdict.COMPLIED
    assert moved(("out", "left", 0, 5), ("in", "entered", 1, 6)) is Verdict.VIOLATED
    assert moved(("in", "entered", 0, 5), ("out", "left", 1, 5)) is Verdict.VIOLATED
    two = (("out", "left", 0, 5), ("in", "entered", 1, 5))
    assert moved(*two, port=False) is Verdict.VIOLATED
