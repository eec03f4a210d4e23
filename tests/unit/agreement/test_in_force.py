from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.in_force import binds, changes_between, in_force, text_at

Load = Callable[..., Agreement]
SECOND = timedelta(seconds=1)
TEXT = """\
- {id: a, kind: cessation, starts: 2031-04-01, ends: 2031-04-30, summary: first}
- {id: b, kind: withdraw_by, objects: tank, deadline: 2031-05-20, summary: old}
- {id: c, kind: cessation, starts: quiet + 1 d, summary: waits}
"""
AMENDMENTS = """\
starts: 2031-03-01
amendments:
  - id: extension
    title: more time
    source: T
    effective: 2031-05-10T12:00
    replaces: [{id: b, kind: withdraw_by, objects: tank, deadline: 2031-06-30, summary: new}]
    adds: [{id: d, kind: cessation, summary: added}]
  - {id: later, title: over, source: T, effective: 2031-06-10, ends: [d]}
"""
EFFECTIVE = datetime(2031, 5, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def agreement(load: Load) -> Agreement:
    return load(TEXT, AMENDMENTS)


def summaries(agreement: Agreement, at: datetime) -> dict[str, str]:
    return {clause.id: clause.summary for clause in text_at(agreement, at)[0].clauses}


def test_one_second_before_and_at_the_effective_instant_the_text_differs(
    agreement: Agreement,
) -> None:
    assert summaries(agreement, EFFECTIVE - SECOND)["b"] == "old"
    assert summaries(agreement, EFFECTIVE)["b"] == "new"
    assert "d" not in summaries(agreement, EFFECTIVE - SECOND)
    assert list(summaries(agreement, EFFECTIVE)) == ["a", "b", "c", "d"]


def test_an_ended_clause_is_gone_from_its_instant_on(agreement: Agreement) -> None:
    ended = datetime(2031, 6, 9, 21, 0, tzinfo=UTC)
    assert "d" in summaries(agreement, ended - SECOND)
    assert "d" not in summaries(agreement, ended)


def test_a_clause_binds_from_its_start_to_before_its_end(agreement: Agreement) -> None:
    clause = agreement.readings[0].clauses[0]
    assert clause.starts is not None
    assert clause.ends is not None
    assert not binds(clause, clause.starts - SECOND)
    assert binds(clause, clause.starts)
    assert binds(clause, clause.ends - SECOND)
    assert not binds(clause, clause.ends)


def test_a_clause_whose_start_waits_does_not_bind(agreement: Agreement, load: Load) -> None:
    at = datetime(2031, 7, 1, tzinfo=UTC)
    assert "c" not in [clause.id for clause in in_force(agreement, at)[0].clauses]
    dated = load(TEXT, AMENDMENTS, events={"quiet": "2031-06-01"})
    assert "c" in [clause.id for clause in in_force(dated, at)[0].clauses]


def test_what_is_in_force_at_an_instant_is_less_than_the_text(agreement: Agreement) -> None:
    early = datetime(2031, 3, 15, tzinfo=UTC)
    assert [clause.id for clause in in_force(agreement, early)[0].clauses] == ["b"]
    assert list(summaries(agreement, early)) == ["a", "b", "c"]


def test_the_changes_inside_a_period_are_named(agreement: Agreement) -> None:
    start, end = datetime(2031, 5, 1, tzinfo=UTC), datetime(2031, 6, 1, tzinfo=UTC)
    assert changes_between(agreement, start, end) == (EFFECTIVE,)
    assert changes_between(agreement, EFFECTIVE, end) == ()


def test_a_reading_without_the_clause_does_not_get_it_back(load: Load) -> None:
    agreement = load(
        TEXT, AMENDMENTS + "readings: [{id: x, title: t}, {id: y, title: t, omit: [b]}]\n"
    )
    with_it, without = text_at(agreement, EFFECTIVE)
    assert "b" in [clause.id for clause in with_it.clauses]
    assert "b" not in [clause.id for clause in without.clauses]
    assert "d" in [clause.id for clause in without.clauses]
