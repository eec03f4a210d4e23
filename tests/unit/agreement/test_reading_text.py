from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading_text import AS_WRITTEN, MAX_READINGS
from holdfire.agreement.terms import ProtectedObject
from holdfire.base.problem import Problem

Load = Callable[..., Agreement]
Refused = Callable[..., tuple[Problem, ...]]
TWO = """\
- {id: a, kind: cessation, summary: s}
- {id: b, kind: protected_object, summary: s}
"""
READINGS = """\
readings:
  - {id: one, title: the one list, asserted_by: X, clauses: {b: {objects: [coal]}}}
  - {id: two, title: the other list, clauses: {b: {objects: [airbase]}}, omit: [a]}
"""


def test_without_readings_the_text_has_one(load: Load) -> None:
    agreement = load("- {id: a, kind: cessation, summary: s}")
    assert [reading.id for reading in agreement.readings] == [AS_WRITTEN]


def test_every_reading_has_the_complete_list_in_the_order_of_the_text(load: Load) -> None:
    one, two = load(TWO, READINGS).readings
    assert [clause.id for clause in one.clauses] == ["a", "b"]
    assert [clause.id for clause in two.clauses] == ["b"]
    assert one.clauses[1].terms == ProtectedObject(("coal",))
    assert two.clauses[0].terms == ProtectedObject(("airbase",))
    assert one.asserted_by == "X"
    assert two.asserted_by == ""


def test_what_only_a_reading_gives_need_not_stand_in_the_clause(
    load: Load, refused: Refused
) -> None:
    assert load(TWO, READINGS)
    assert any("objects: it is missing" in p.message for p in refused(TWO))


def test_a_problem_in_a_shared_clause_is_named_once(refused: Refused) -> None:
    text = TWO.replace("kind: cessation", "kind: cessation, severity: huge")
    problems = [
        p for p in refused(text, READINGS.replace(", omit: [a]", "")) if p.clause == "a"
    ]
    assert len(problems) == 1


def test_more_than_sixteen_readings_are_refused(load: Load, refused: Refused) -> None:
    def listed(count: int) -> str:
        return "readings:\n" + "".join(f"  - {{id: r{i}, title: t}}\n" for i in range(count))

    clause = "- {id: a, kind: cessation, summary: s}"
    assert len(load(clause, listed(MAX_READINGS)).readings) == 16
    problems = refused(clause, listed(MAX_READINGS + 1))
    assert "17 readings are more than 16" in problems[0].message


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        ("{id: r, title: t, clauses: {zz: {note: n}}}", "zz"),
        ("{id: r, title: t, clauses: {a: note}}", "not a mapping"),
        ("{id: r, title: t, clauses: {a: {id: b}}}", "cannot change id"),
        ("{id: r, title: t, clauses: {a: {kind: flow}}}", "cannot change kind"),
        ("{id: r, title: t, clauses: {a: {distance: 5 km}}}", "is not a key"),
        ("{id: r, title: t, omit: [zz]}", "zz"),
        ("{id: r, title: t, use: {heavy: print}}", "no variant 'print'"),
        ("{id: r, title: t, use: {none: scan}}", "'none' has no variant"),
        ("{id: r, title: t}, {id: r, title: u}", "declared twice"),
        ("{title: t}", "id: it is missing"),
        ("{id: r}", "title: it is missing"),
    ],
)
def test_a_reading_changes_only_what_exists(refused: Refused, reading: str, said: str) -> None:
    problems = refused("- {id: a, kind: cessation, summary: s}", f"readings: [{reading}]\n")
    assert any(said in p.message for p in problems), problems


def test_ids_occur_once(refused: Refused) -> None:
    problems = refused(
        "- {id: a, kind: cessation, summary: s}\n- {id: a, kind: cessation, summary: t}"
    )
    assert "taken" in problems[0].message
    assert refused("- {id: a, kind: cessation, summary: s}", "readings: []\n")
