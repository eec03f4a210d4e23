"""What accord answers for real evidence: the cone is the smallest witness, renaming is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.asking import ask, meridian
from tests.fakes.happening import SECOND, beside, incident, period, utc, watched

from holdfire.agreement import Agreement, attach, load_library
from holdfire.agreement.accord.compiled import Compiled
from holdfire.agreement.accord.syntax.surface_words import write_formula
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.accord.witness import witness
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.quantity import Probability
from holdfire.incidents.record import Incident
from holdfire.verification import Verdict
from holdfire.verification import answer as answering
from holdfire.verification.judged import Judged, Question, judged
from holdfire.verification.lacking import in_words

WEAPON = Phenomenon.WEAPON_PRESENT
OCTOBER = period("2014-10-01T00:00+03:00", "2014-11-01T00:00+03:00")
AT = utc("2014-10-10T12:00+03:00")


def memo(left: str = "UA", right: str = "CADR_CALR") -> Agreement:
    line = meridian("loc", {"left": left, "right": right})
    return attach(load_library("minsk-memo-2014"), [line])


def guns(seed: int) -> Iterator[Incident]:
    """A few guns, each known more or less well."""
    draw = np.random.default_rng(seed)
    for number in range(int(draw.integers(0, 5))):
        km = float(draw.choice([-30.0, -14.0, -9.0, -7.0, 5.0, 8.5, 14.99, 15.2, 40.0]))
        exists = float(draw.choice([0.999, 0.97, 0.8, 0.3]))
        calibre = [(122,), (120, 152), (100,)][int(draw.integers(3))]
        at = OCTOBER.end if draw.random() < 0.2 else AT
        made = incident(
            WEAPON,
            beside(km),
            TimeSpan(at, at + 60 * SECOND),
            attributes={"kind": ("artillery",), "calibre_mm": calibre},
            existence=exists,
            name=str(number),
        )
        low = exists * float(draw.choice([1.0, 0.9]))
        yield replace(made, existence=Probability(exists, low, exists))


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """The questions that verification puts to accord, kept as they are asked."""
    kept: list[Question] = []

    def keep(compiled: Compiled, asked: Sequence[Question]) -> Judged:
        kept.extend(asked)
        return judged(compiled, asked)

    monkeypatch.setattr(answering, "judged", keep)
    return kept


@pytest.mark.parametrize("seed", range(25))
def test_what_an_open_answer_lacks_is_the_smallest_witness(
    seed: int, questions: list[Question]
) -> None:
    found = ask(memo(), "4a", list(guns(seed)), [], OCTOBER)
    mine = [each for each in questions if each.window.span == found.window]
    assert mine
    for question in [
        each for each in mine if write_formula(each.part.violation) == found.formula
    ]:
        window = question.window
        place = (question.trace, question.key, window.start_us, window.end_us - 1)
        smallest = witness(question.part.violation, *place)
        assert smallest.minimal
        assert found.settled_by == tuple(in_words(lack).said for lack in smallest.lacks)


@pytest.mark.parametrize("seed", range(12))
def test_neither_the_order_nor_the_names_of_the_sides_change_the_answer(seed: int) -> None:
    seen = list(guns(seed))
    first = ask(memo(), "4a", seen, [], OCTOBER)
    assert ask(memo(), "4a", seen[::-1], [], OCTOBER) == first
    assert ask(memo("CADR_CALR", "UA"), "4a", seen, [], OCTOBER) == first


def test_all_four_words_are_reached() -> None:
    gun = incident(
        WEAPON, beside(5.0), AT, attributes={"kind": ("artillery",), "calibre_mm": (122,)}
    )
    seen = watched(OCTOBER.start, OCTOBER.end, (WEAPON, Phenomenon.FORCES_PRESENT))
    unsure = replace(gun, existence=Probability(0.5, 0.4, 0.6))
    assert ask(memo(), "4a", [gun], [], OCTOBER).verdict is Verdict.VIOLATED
    assert ask(memo(), "4a", [unsure], [seen], OCTOBER).verdict is Verdict.UNDETERMINED
    assert ask(memo(), "4a", [], [seen], OCTOBER).verdict is Verdict.COMPLIED
    assert ask(memo(), "4a", [], [], OCTOBER).verdict is Verdict.UNOBSERVED


def test_a_definite_answer_lacks_nothing_and_an_unobserved_one_only_sight() -> None:
    seen = watched(OCTOBER.start, OCTOBER.end, (WEAPON, Phenomenon.FORCES_PRESENT))
    assert ask(memo(), "4a", [], [seen], OCTOBER).settled_by == ()
    unseen = ask(memo(), "4a", [], [], OCTOBER)
    assert len(unseen.settled_by) == 1
    assert {w.kind for w in unseen.witness} == {LackKind.GAP.value}
