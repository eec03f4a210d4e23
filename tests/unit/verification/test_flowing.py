from __future__ import annotations

import pytest
from tests.fakes.asking import ask, square
from tests.fakes.drafting import drafted
from tests.fakes.happening import SECOND, incident, period, watched

from holdfire.agreement import Agreement, attach, load_agreement
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections import Coverage
from holdfire.incidents import Incident
from holdfire.verification import ClauseVerdict, Verdict

TEXT = drafted(
    """\
zones: {gate: the gate}
clauses:
  - {id: "1", kind: flow, objects: [lorries], NUMBER, places: [gate],
     summary: Lorries pass., source: K, evidence: seen}
"""
)
SPAN = period("2020-01-01T00:00+00:00", "2020-01-03T00:00+00:00")
DAY_1 = TimeSpan(SPAN.start, SPAN.start + 86_399 * SECOND)
DAY_2 = TimeSpan(SPAN.start + 86_400 * SECOND, SPAN.start + 172_799 * SECOND)


def text(number: str) -> Agreement:
    agreement = load_agreement(TEXT.replace("NUMBER", number), name="t", origin="t")
    return attach(agreement, [square("gate", 36.9, 47.9, 37.1, 48.1)])


def passed(
    count: tuple[int, int] | None, span: TimeSpan, name: str, existence: float = 0.999
) -> Incident:
    return incident(
        Phenomenon.PASSAGE,
        (37.0, 48.0),
        span,
        attributes={"object": ("lorries",)},
        count=count,
        name=name,
        existence=existence,
    )


def register_of(box: tuple[float, float, float, float]) -> Coverage:
    """A register kept all the time over a box."""
    return watched(
        SPAN.start,
        SPAN.end,
        (Phenomenon.PASSAGE,),
        p_detect=0.99,
        box=box,
        modality=Modality.REGISTER,
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
    return ask(text(number), "1", seen, [register] * registers, SPAN)


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


EVERYWHERE = (33.0, 44.0, 41.0, 52.0)


@pytest.mark.parametrize("number", ["minimum: 1", "maximum: 1"])
@pytest.mark.parametrize(
    ("shapes", "box"),
    [
        ((), (10.0, 10.0, 11.0, 11.0)),
        ((), EVERYWHERE),
        (("gate",), EVERYWHERE),
    ],
)
def test_a_place_without_a_shape_is_closed_by_no_register(
    number: str, shapes: tuple[str, ...], box: tuple[float, float, float, float]
) -> None:
    both = TEXT.replace("[gate]", "[gate, pass]").replace("gate}", "gate, pass: the pass}")
    agreement = load_agreement(both.replace("NUMBER", number), name="t", origin="t")
    agreement = attach(agreement, [square(name, 36.9, 47.9, 37.1, 48.1) for name in shapes])
    found = ask(agreement, "1", [], [register_of(box)], SPAN)
    assert found.verdict is Verdict.UNDETERMINED
    assert {w.kind for w in found.witness} == {"geometry"}
    assert [w.keys for w in found.witness] == [
        (name,) for name in ("gate", "pass") if name not in shapes
    ]


@pytest.mark.parametrize(
    ("number", "chances", "verdict"),
    [
        ("minimum: 1", ((0.45,), (0.45,)), Verdict.UNDETERMINED),
        ("minimum: 1", ((0.5,), (0.5,)), Verdict.UNDETERMINED),
        ("maximum: 1", ((0.5, 0.5), ()), Verdict.UNDETERMINED),
        ("maximum: 1", ((0.45,) * 5, ()), Verdict.UNDETERMINED),
        ("minimum: 1", ((0.95,), (0.95,)), Verdict.COMPLIED),
        ("minimum: 1", ((0.94,), (0.95,)), Verdict.UNDETERMINED),
        ("maximum: 1", ((0.95, 0.95), ()), Verdict.VIOLATED),
        ("minimum: 1", ((0.04,), (0.04,)), Verdict.VIOLATED),
        ("maximum: 1", ((0.04,) * 5, ()), Verdict.COMPLIED),
    ],
)
def test_half_a_chance_of_a_passage_is_neither_a_passage_nor_none(
    number: str, chances: tuple[tuple[float, ...], ...], verdict: Verdict
) -> None:
    seen = [
        passed((1, 1), DAY_1 if day == 0 else DAY_2, f"{day}.{which}", chance)
        for day, each in enumerate(chances)
        for which, chance in enumerate(each)
    ]
    found = ask(text(number), "1", seen, [register_of(EVERYWHERE)], SPAN)
    assert found.verdict is verdict
    kinds = [w.kind for w in found.witness]
    assert kinds == (["weak"] if verdict is Verdict.UNDETERMINED else [])


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
