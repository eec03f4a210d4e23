from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.base.problem import Problem

Load = Callable[..., Agreement]
CLAUSE = "- {id: a, kind: cessation, summary: s}"


def test_amendments_come_in_the_order_of_their_effect(load: Load) -> None:
    agreement = load(
        CLAUSE,
        "amendments:\n"
        "  - {id: two, title: t, source: T, effective: 2031-06-01, ends: [b]}\n"
        "  - id: one\n    title: t\n    source: T\n    adopted: 2031-04-30\n"
        "    effective: 2031-05-01T12:00\n"
        "    adds: [{id: b, kind: cessation, summary: s}]\n",
    )
    one, two = agreement.amendments
    assert one.effective == datetime(2031, 5, 1, 9, 0, tzinfo=UTC)
    assert [clause.id for clause in one.adds] == ["b"]
    assert two.ends == ("b",)
    assert not one.retroactive


def test_an_effect_before_the_adoption_is_retroactive(load: Load) -> None:
    agreement = load(
        CLAUSE,
        "amendments: [{id: r, title: t, source: T, adopted: 2031-06-01, "
        "effective: 2031-05-01, ends: [a]}]\n",
    )
    assert agreement.amendments[0].retroactive


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("effective: 2031-05-01", "changes nothing"),
        ("ends: [a]", "effective: it is missing"),
        ("effective: 2031-05-01, ends: [zz]", "'zz', which does not exist"),
        ("effective: quiet + 1 d, ends: [a]", "event without a date"),
        ("effective: soon, ends: [a]", "no anchor"),
        (
            "effective: 2031-05-01, adds: [{id: a, kind: cessation, summary: s}]",
            "'a', which exists",
        ),
        (
            "effective: 2031-05-01, replaces: [{id: b, kind: cessation, summary: s}]",
            "'b', which does not exist",
        ),
        ("effective: 2031-05-01, ends: [a], amends: x", "not a key"),
    ],
)
def test_an_amendment_changes_what_exists_then(
    refused: Callable[..., tuple[Problem, ...]], keys: str, said: str
) -> None:
    problems = refused(CLAUSE, f"amendments: [{{id: m, title: t, source: T, {keys}}}]\n")
    assert any(said in p.message for p in problems), problems


def test_an_amendment_is_declared_once(
    refused: Callable[..., tuple[Problem, ...]],
) -> None:
    one = "{id: m, title: t, source: T, effective: 2031-05-01, ends: [a]}"
    problems = refused(CLAUSE, f"amendments: [{one}, {one}]\n")
    assert any("declared twice" in p.message for p in problems)
