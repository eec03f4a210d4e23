from __future__ import annotations

import pytest
from tests.fakes.asking import ask, square
from tests.fakes.happening import SECOND, incident, period, watched

from holdfire.agreement import Agreement, attach, load_agreement
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.verification import ClauseVerdict, Verdict

TEXT = """\
format: holdfire-agreement/1
id: test
title: a test
kind: ceasefire
parties: [{id: X, name: X}, {id: Y, name: Y}]
starts: 2020-01-01T00:00
zones: {gate: the gate}
sources: {K: a source}
clauses:
  - {id: "1", kind: flow, objects: [lorries], NUMBER, places: [gate],
     summary: Lorries pass., source: K, evidence: seen}
"""
SPAN = period("2020-01-01T00:00+00:00", "2020-01-03T00:00+00:00")
DAY_1 = TimeSpan(SPAN.start, SPAN.start + 86_399 * SECOND)


def text(number: str) -> Agreement:
    agreement = load_agreement(TEXT.replace("NUMBER", number), name="t", origin="t")
    return attach(agreement, [square("gate", 36.9, 47.9, 37.1, 48.1)])


def passed(count: tuple[int, int] | None, span: TimeSpan, name: str) -> object:
    return incident(
        Phenomenon.PASSAGE,
        (37.0, 48.0),
        span,
        attributes={"object": ("lorries",)},
        count=count,
        name=name,
    )


def asked(
    number: str,
    *days: tuple[int, int] | None,
    complete: float | None = 0.99,
    registers: int = 1,
) -> ClauseVerdict:
    """So many lorries on each day, beside a register kept all the time."""
    seen = [
        passed(
            count,
            TimeSpan(DAY_1.start + day * 86_400 * SECOND, DAY_1.end + day * 86_400 * SECOND),
            str(day),
        )
        for day, count in enumerate(days)
    ]
    register = watched(
        SPAN.start,
        SPAN.end,
        (Phenomenon.PASSAGE,),
        p_detect=complete,
        modality=Modality.REGISTER,
    )
    return ask(text(number), "1", seen, [register] * registers, SPAN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "days", "verdict"),
    [
        ("minimum: 600", ((600, 600), (600, 600)), Verdict.COMPLIED),
        ("minimum: 600", ((600, 600), (599, 599)), Verdict.VIOLATED),
        ("minimum: 600", ((600, 600), (590, 610)), Verdict.UNDETERMINED),
        ("minimum: 600", ((600, 600),), Verdict.VIOLATED),
        ("maximum: 600", ((600, 600), (600, 600)), Verdict.COMPLIED),
        ("maximum: 600", ((600, 600), (601, 601)), Verdict.VIOLATED),
        ("maximum: 600", ((600, 600), (590, 610)), Verdict.UNDETERMINED),
        ("maximum: 600", (None, (1, 1)), Verdict.UNDETERMINED),
    ],
)
def test_a_closed_register_settles_each_day(
    number: str, days: tuple[tuple[int, int] | None, ...], verdict: Verdict
) -> None:
    assert asked(number, *days).verdict is verdict


def test_a_register_less_complete_than_the_standard_asks_leaves_it_open() -> None:
    found = asked("minimum: 600", (100, 100), (100, 100), complete=0.9)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness[0].kind == "register"
    assert found.witness[0].supplier == "the keeper of the register"


def test_counted_passages_without_a_register_are_open_and_no_word_is_unobserved() -> None:
    told = asked("minimum: 600", (100, 100), registers=0)
    assert told.verdict is Verdict.UNDETERMINED
    assert asked("minimum: 600", registers=0).verdict is Verdict.UNOBSERVED


def test_a_flow_without_a_number_cannot_be_decided() -> None:
    agreement = text("per: day")
    found = ask(agreement, "1", [], [], SPAN)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness[0].kind == "definition"


def test_the_formula_shows_the_number_and_all_windows_together() -> None:
    found = asked("minimum: 600", (600, 600), (600, 600))
    assert "too_few(w) := sum{number(x), x: passage(x, w)" in found.formula
    assert "< 600 * windows()" in found.formula
