"""Every rule has one text that triggers it and one, almost the same, that does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint import RULES
from holdfire.agreement.lint.every import lint

Load = Callable[..., Agreement]
SEEN = "ref: Art. 1, source: T, evidence: seen"
STATED = "standard: {min_origins: 3}\n"

TRIGGERS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "W1": (
        ("kind: exclusion, objects: vague, area: town", ""),
        ("kind: exclusion, objects: heavy, area: town", ""),
    ),
    "W2": (("kind: stand_fast, line: river", ""), ("kind: cessation", "")),
    "W3": (
        (
            "kind: min_distance, objects: heavy, line: front, distance: 30 km, summary: A zone of 30 km.",
            "",
        ),
        (
            "kind: min_distance, objects: heavy, line: front, distance: 15 km, summary: A zone of 30 km.",
            "",
        ),
    ),
    "W4": (
        (
            "kind: min_distance, objects: heavy, line: front, distance: 15 km, table: {d30: 8 km}",
            "",
        ),
        (
            "kind: min_distance, objects: heavy, line: front, distance: 15 km, table: {d30: 18 km}",
            "",
        ),
    ),
    "W5": (("kind: procedural, body: M, act: go, within: 24 h", ""), ("kind: cessation", "")),
    "W6": (
        ("kind: procedural, body: M, act: answer promptly, within: 24 h", ""),
        ("kind: procedural, body: M, act: answer, within: 24 h", ""),
    ),
    "W7": (
        ("kind: procedural, body: M, act: answer", ""),
        ("kind: procedural, body: M, act: answer, within: 24 h", ""),
    ),
    "W8": (
        ("kind: no_mine, area: town, actors: X", ""),
        ("kind: no_mine, area: town, actors: [X, Y]", ""),
    ),
    "W9": (
        ("kind: withdraw_by, objects: tank, deadline: signed", ""),
        ("kind: withdraw_by, objects: tank, area: town, deadline: signed", ""),
    ),
    "W10": (
        (
            "kind: exclusion, objects: tank, area: {within: 5 km, of: front}, summary: No tanks within 6 km.",
            "",
        ),
        (
            "kind: exclusion, objects: tank, area: {within: 5 km, of: front}, summary: No tanks within 5 km.",
            "",
        ),
    ),
    "W11": (("kind: cessation", ""), ("kind: cessation, severity: grave", "")),
    "W12": (("kind: cessation, actors: X", ""), ("kind: cessation", "")),
    "W13": (("kind: cessation", "-"), ("kind: cessation", "")),
    "W14": (("kind: cessation, ref: ''", ""), ("kind: cessation", "")),
    "W15": (("kind: cessation", "hypothetical: yes\n"), ("kind: cessation", "")),
}


def rules(load: Load, keys: str, extra: str) -> set[str]:
    summary = "" if "summary:" in keys else "summary: s, "
    seen = SEEN.replace("ref: Art. 1, ", "") if "ref:" in keys else SEEN
    stated = "" if extra == "-" else STATED
    text = f"- {{id: c, {summary}{seen}, {keys}}}"
    found = lint(load(text, stated + extra.strip("-")))
    return {p.rule for p in found if p.clause or not p.line}  # the header's own words aside


@pytest.mark.parametrize("rule", TRIGGERS)
def test_a_rule_speaks_where_it_must_and_is_silent_where_it_must(load: Load, rule: str) -> None:
    (wrong, wrong_extra), (right, right_extra) = TRIGGERS[rule]
    assert rule in rules(load, wrong, wrong_extra)
    assert rule not in rules(load, right, right_extra)


def test_the_catalogue_has_every_rule_once() -> None:
    assert list(RULES) == [f"W{number}" for number in range(1, 19)]
    assert set(TRIGGERS) <= set(RULES)


def test_the_page_has_every_rule_with_its_sentence() -> None:
    page = Path(__file__).resolve().parents[4] / "docs" / "reference" / "check-rules.md"
    text = page.read_text("utf-8")
    for rule, sentence in RULES.items():
        assert f"| {rule} | {sentence} |" in text
