"""What was known when: the table of verdicts over valid and transaction time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.course import enter, verdicts_over
from holdfire.agreement.accord.norms.history import Piece, VerdictTable
from holdfire.agreement.accord.norms.instance import Word
from holdfire.agreement.accord.norms.shipped import example
from holdfire.agreement.accord.trace import FOREVER

HOUR = 3_600_000_000
GV = example("grave-breach")
ADOPTED = ("adopted", ("F", "X", "grave"), 0)
ID = ("N", ("u",), None, 0)


def piece(start: int, end: int, word: Word = Word.COMPLIED) -> Piece:
    return Piece(start, end, word)


def test_both_times_are_asked() -> None:
    table = VerdictTable()
    table.record(10, "v1", ID, [piece(0, 9), piece(10, 20, Word.VIOLATED)])
    table.record(30, "v1", ID, [piece(0, 20)], because=("s7",))
    assert table.at(ID, 15, 9) is None
    for known, word in ((10, Word.VIOLATED), (29, Word.VIOLATED), (30, Word.COMPLIED)):
        row = table.at(ID, 15, known)
        assert row is not None
        assert row.piece.word is word
    assert table.at(ID, 21, 30) is None
    assert table.at(("M", (), None, 0), 15, 30) is None


def test_rows_say_until_when_they_were_the_latest() -> None:
    table = VerdictTable()
    table.record(10, "v1", ID, [piece(0, 20, Word.VIOLATED)])
    table.record(30, "v1", ID, [piece(0, 20)], because=("s7",))
    first, second = table.rows(ID)
    assert (first.known_from, first.known_to) == (10, 30)
    assert (second.known_from, second.known_to, second.because) == (30, FOREVER, ("s7",))
    assert (first.reopened, second.reopened) == (False, True)
    assert list(table.identities()) == [ID]


def test_a_pending_verdict_that_settles_is_not_reopened() -> None:
    table = VerdictTable()
    table.record(10, "v1", ID, [piece(0, 20, Word.PENDING)])
    (row,) = table.record(30, "v1", ID, [piece(0, 20)])
    assert not row.reopened


def test_a_verdict_that_only_lasts_longer_is_not_reopened() -> None:
    table = VerdictTable()
    table.record(10, "v1", ID, [piece(0, 20, Word.VIOLATED)])
    (row,) = table.record(30, "v1", ID, [piece(0, 30, Word.VIOLATED)])
    assert not row.reopened


def test_the_same_again_adds_nothing() -> None:
    table = VerdictTable()
    assert table.record(10, "v1", ID, [piece(0, 20)])
    assert not table.record(20, "v1", ID, [piece(0, 20)])
    assert len(table.rows(ID)) == 1
    assert table.record(20, "v2", ID, [piece(0, 20)]) == ()
    assert [row.law for row in table.rows(ID)] == ["v1", "v2"]


def test_the_table_only_grows() -> None:
    table = VerdictTable()
    table.record(10, "v1", ID, [piece(0, 20)])
    with pytest.raises(ValueError, match="later entries"):
        table.record(9, "v1", ID, [piece(0, 20, Word.VIOLATED)])
    with pytest.raises(ValueError, match="overlap"):
        table.record(11, "v1", ID, [piece(0, 20), piece(20, 30)])


def test_the_course_of_an_obligation(world: Callable[..., FactTrace]) -> None:
    trace = world(GV, [ADOPTED, ("activated", ("F", "a"), 30 * HOUR)])
    found = verdicts_over(GV, "GV-1.a", trace, 0, 40 * HOUR, 40 * HOUR)
    ((_, pieces),) = found.items()
    assert [(each.start, each.end, each.word) for each in pieces] == [
        (0, 24 * HOUR, Word.PENDING),
        (24 * HOUR + 1, 40 * HOUR, Word.VIOLATED),
    ]


def test_a_late_entry_reopens_and_both_verdicts_stay(world: Callable[..., FactTrace]) -> None:
    table = VerdictTable()
    before = world(GV, [ADOPTED])
    enter(table, verdicts_over(GV, "GV-1.a", before, 0, 30 * HOUR, 30 * HOUR))
    after = world(GV, [ADOPTED, ("activated", ("F", "a"), 23 * HOUR)])
    late = verdicts_over(GV, "GV-1.a", after, 0, 30 * HOUR, 50 * HOUR)
    rows = enter(table, late, ("register entry 17",))
    (identity,) = table.identities()
    assert any(row.reopened for row in rows)
    known = [table.at(identity, 28 * HOUR, k) for k in (40 * HOUR, 50 * HOUR)]
    assert [row.piece.word for row in known if row] == [Word.VIOLATED, Word.COMPLIED]
    assert known[1] is not None
    assert known[1].because == ("register entry 17",)


def test_the_course_of_a_prohibition(world: Callable[..., FactTrace]) -> None:
    dep = example("deployment")
    trace = world(dep, [("deploy", ("M", "hub"), 5 * HOUR, 8 * HOUR)])
    found = verdicts_over(dep, "only_permitted_deploy", trace, 0, 6 * HOUR, 6 * HOUR)
    ((_, pieces),) = found.items()
    assert pieces[-1].word is Word.VIOLATED
    assert pieces[-1].start == 5 * HOUR
