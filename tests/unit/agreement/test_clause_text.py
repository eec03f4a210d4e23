from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause, ClauseKind, Excepted, Standard
from holdfire.base.problem import Problem

One = Callable[[str], Clause]
Refused = Callable[..., tuple[Problem, ...]]
Load = Callable[..., Agreement]


def test_a_clause_keeps_what_every_clause_has(clause: One) -> None:
    found = clause(
        "kind: cessation\nsource: T\nevidence: seen\nactors: X\nseverity: grave\n"
        "note: mind this\nvoidable: either side may end it\n"
        "except:\n  - medics\n  - {what: drills, needs_notice: yes}"
    )
    assert found.kind is ClauseKind.CESSATION
    assert found.ref == "Art. 1"
    assert found.actors == ("X",)
    assert found.evidence == "seen"
    assert found.exceptions == (Excepted("medics"), Excepted("drills", needs_notice=True))
    assert found.voidable == "either side may end it"
    assert found.line_number > 1


def test_all_parties_are_bound_unless_some_are_named(clause: One) -> None:
    assert clause("kind: cessation").actors == ()
    assert clause("kind: cessation\nactors: all").actors == ()


def test_a_clause_binds_as_the_agreement_does_unless_it_says_otherwise(load: Load) -> None:
    agreement = load(
        "- {id: a, kind: cessation, summary: s}\n"
        "- {id: b, kind: cessation, summary: s, starts: 2031-04-05, ends: starts + 30 d}",
        "starts: in_force\nends: 2031-12-31\n",
    )
    first, second = agreement.readings[0].clauses
    assert first.starts == datetime(2031, 3, 1, 22, 1, tzinfo=UTC)
    assert first.ends == datetime(2031, 12, 31, 22, 0, tzinfo=UTC)
    # 5 April is in summer time, three hours ahead; the last day, 5 May, belongs to it.
    assert second.starts == datetime(2031, 4, 4, 21, 0, tzinfo=UTC)
    assert second.ends == datetime(2031, 5, 5, 21, 0, tzinfo=UTC)


def test_a_start_that_waits_for_an_event_is_open_and_says_so(clause: One) -> None:
    found = clause("kind: cessation\nstarts: quiet + 7 d")
    assert found.starts is None
    assert found.start_awaits == ("quiet",)
    assert found.start_after_days == 7


def test_thresholds_default_to_those_of_the_header(load: Load) -> None:
    agreement = load(
        "- {id: a, kind: cessation, summary: s}\n"
        "- {id: b, kind: cessation, summary: s, standard: {min_origins: 3}}",
        "standard: {violated_at: 0.9, min_coverage: 0.5}\n",
    )
    first, second = agreement.readings[0].clauses
    assert first.standard == Standard(violated_at=0.9, min_coverage=0.5)
    assert second.standard == Standard(violated_at=0.9, min_origins=3, min_coverage=0.5)


def test_expected_dates_are_checked_at_load(clause: One, refused: Refused) -> None:
    keys = "kind: withdraw_by\nobjects: tank\ndeadline: signed + 30 d\nexpect: "
    assert clause(keys + "2031-03-31")
    problems = refused(keys + "2031-04-01")
    assert problems[0].rule == "L9"
    assert "should be 2031-04-01, but is 2031-03-31" in problems[0].message
    assert problems[0].clause == "c"


@pytest.mark.parametrize(
    ("keys", "rule", "said"),
    [
        ("kind: cesation", "L1", "Did you mean cessation?"),
        ("kind: [x]", "L1", "Give kind."),
        ("kind: cessation\nactor: X", "L1", "Did you mean actors?"),
        ("kind: cessation\ndistance: 5 km", "L1", "Known:"),
        ("kind: cessation\nactors: [Z]", "L3", "Known: X, Y."),
        ("kind: cessation\nactors: [X, X]", "L1", "Keep one."),
        ("kind: cessation\nsource: S", "L3", "Known: T."),
        ("kind: cessation\nevidence: seen", "L3", "Give source."),
        ("kind: cessation\nevidence: true", "L3", "Known: seen, unverified."),
        ("kind: cessation\nseverity: huge", "L3", "Known:"),
        ("kind: cessation\nstarts: 2031-05-01\nends: 2031-04-01", "L9", "Check both times."),
        ("kind: cessation\nstandard: {violated_at: 1.5}", "L2", "0.95"),
        ("kind: cessation\nstandard: {violated_at: 0}", "L2", "0.95"),
        ("kind: cessation\nstandard: {min_origins: 0}", "L2", "1 or more"),
        ("kind: cessation\nstandard: [1]", "L1", "violated_at"),
        ("kind: cessation\nexcept: [[x]]", "L1", "Write a sentence."),
        ("kind: cessation\nexpect: 2031-01-01", "L9", "drop this"),
        ("kind: cessation\nexpect: [2031-01-01]", "L1", "Give a day."),
        ("kind: cessation\nexpect: {deadlin: 2031-01-01}", "L1", "Did you mean deadline?"),
        ("kind: cessation\nexpect: {ends: soon}", "L9", "Name it"),
    ],
)
def test_what_is_wrong_is_refused_with_rule_and_hint(
    refused: Refused, keys: str, rule: str, said: str
) -> None:
    problems = refused(keys)
    assert any(said in p.next_step and p.rule == rule for p in problems), problems
    assert all(p.file == "s.yaml" and p.line > 0 for p in problems)


def test_a_clause_needs_id_and_summary(refused: Refused) -> None:
    messages = [p.message for p in refused("- {kind: cessation}")]
    assert "id: it is missing" in messages
    assert "summary: it is missing" in messages
