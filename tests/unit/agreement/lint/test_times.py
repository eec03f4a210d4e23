from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.times import times

Load = Callable[..., Agreement]
STATED = "standard: {min_origins: 3}\n"


def found(agreement: Agreement) -> list[tuple[str, str]]:
    return [(finding.rule, finding.clause) for finding in times(agreement)]


def test_an_open_deadline_and_one_that_waits_are_found(load: Load) -> None:
    withdraw = "kind: withdraw_by, objects: tank, summary: s"
    agreement = load(
        f"- {{id: a, {withdraw}}}\n- {{id: b, {withdraw}, deadline: quiet + 1 d}}\n"
        f"- {{id: c, {withdraw}, deadline: signed + 1 d}}",
        STATED,
    )
    assert found(agreement) == [("W7", "a"), ("W7", "b")]


def test_a_text_without_thresholds_is_found_once(load: Load) -> None:
    clauses = "- {id: a, kind: cessation, summary: s}\n- {id: b, kind: cessation, summary: s}"
    assert found(load(clauses)) == [("W13", "")]
    assert found(load(clauses, STATED)) == []


def test_days_counted_in_utc_are_found(load: Load) -> None:
    agreement = load(
        "- {id: a, kind: cessation, summary: s, starts: 2031-01-01, standard: {min_origins: 3}}"
    )
    assert ("W7", "") not in found(agreement)


def test_an_amendment_that_moves_thresholds_or_works_backwards_is_found(load: Load) -> None:
    agreement = load(
        "- {id: a, kind: cessation, summary: s}",
        STATED
        + "amendments: [{id: m, title: t, source: T, adopted: 2031-06-01, effective: 2031-05-01,"
        " replaces: [{id: a, kind: cessation, summary: s, standard: {min_origins: 2}}]}]\n",
    )
    assert found(agreement) == [("W13", "a"), ("W7", "")]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("act: answer", "its future is unbounded"),
        ("act: answer within 3 days", "'3 days' are not data"),
        ("act: answer, every: 14 d", ""),
        ("act: answer, minimum: 2, per: day", ""),
        ("act: answer by the next day, within: 24 h", "24 h in its data and 'next day'"),
        ("act: answer, within: 24 h", ""),
    ],
)
def test_an_act_has_a_time_and_says_it_once(load: Load, keys: str, said: str) -> None:
    agreement = load(f"- {{id: a, kind: procedural, body: M, {keys}, summary: s}}", STATED)
    found = [finding.message for finding in times(agreement) if finding.clause == "a"]
    assert (said in found[0]) if said else not found
