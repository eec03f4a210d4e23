from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.answers import answers

Load = Callable[..., Agreement]
STEPS = "kind: procedural, body: M, act: answer, summary: s, steps: {land: [warn, act]}"
NOTICE = "kind: notify, act: a flight, summary: s"


def found(agreement: Agreement) -> list[tuple[str, str]]:
    return [(finding.rule, finding.clause) for finding in answers(agreement)]


@pytest.mark.parametrize(
    ("keys", "rules"),
    [
        ("kind: cessation, summary: s", [("W11", "")]),
        ("kind: cessation, summary: s, severity: grave", []),
        ("kind: cessation, summary: s, voidable: by either side", []),
        ("kind: procedural, body: M, act: meet, trigger: a violation, summary: s", []),
        ("kind: procedural, body: M, act: meet, trigger: signature, summary: s", [("W11", "")]),
        (STEPS, [("W11", "c")]),
        (f"{STEPS}, within: 24 h", []),
    ],
)
def test_a_text_says_what_follows_and_its_steps_have_a_time(
    load: Load, keys: str, rules: list[tuple[str, str]]
) -> None:
    assert found(load(f"- {{id: c, {keys}}}")) == rules


def test_a_circle_of_notices_is_found(load: Load) -> None:
    grave = "severity: grave"
    circle = load(
        f"- {{id: a, {NOTICE}, {grave}, applies_to: [b]}}\n- {{id: b, {NOTICE}, applies_to: [a]}}"
    )
    assert found(circle) == [("W18", "a"), ("W18", "b")]
    line = load(
        f"- {{id: a, {NOTICE}, {grave}, applies_to: [b]}}\n- {{id: b, {NOTICE}, applies_to: [c]}}\n"
        "- {id: c, kind: cessation, summary: s}"
    )
    assert found(line) == []
