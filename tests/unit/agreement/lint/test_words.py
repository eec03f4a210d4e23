from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.library import load_library
from holdfire.agreement.lint.words import words

Load = Callable[..., Agreement]


def rules(agreement: Agreement, clause: str = "c") -> set[str]:
    return {finding.rule for finding in words(agreement) if finding.clause == clause}


def one(load: Load, keys: str, extra: str = "") -> set[str]:
    seen = "source: T, evidence: seen, ref: r"
    return rules(load(f"- {{id: c, summary: s, {seen}, {keys}}}", extra))


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ("kind: exclusion, objects: vague, area: town", "W1"),
        ("kind: exclusion, objects: [tank, vague], area: town", "W1"),
        ("kind: max_count, limits: {vague: 3}, area: town", "W1"),
        ("kind: min_distance, line: front, table: {vague: 9 km}", "W1"),
        ("kind: cessation, acts: [offensive_operations]", "W6"),
        ("kind: flow, objects: [x]", "W6"),
        ("kind: procedural, body: M, act: answer as soon as possible", "W6"),
        ("kind: cessation, except: [reasonable self-defence]", "W6"),
    ],
)
def test_words_without_a_meaning_are_found(load: Load, keys: str, rule: str) -> None:
    assert one(load, keys) == {rule}


@pytest.mark.parametrize(
    "keys",
    [
        "kind: exclusion, objects: heavy, area: town",
        "kind: exclusion, objects: anything, area: town",
        "kind: cessation",
        "kind: flow, objects: [x], minimum: 1",
        "kind: procedural, body: M, act: inspect the depot",
    ],
)
def test_words_with_a_meaning_are_left_alone(load: Load, keys: str) -> None:
    assert one(load, keys) == set()


def test_a_definition_settles_an_act(load: Load) -> None:
    keys = "kind: cessation, acts: [offensive_operations]"
    extra = "definitions: {offensive_operations: {meaning: moving forward}}\n"
    assert one(load, keys) == {"W6"}
    assert one(load, keys, extra) == set()


def test_unverified_evidence_and_a_missing_article_are_found(load: Load) -> None:
    agreement = load("- {id: c, kind: cessation, summary: s}")
    assert rules(agreement) == {"W10", "W14"}


def test_confusable_words_are_found_and_system_names_are_not(load: Load) -> None:
    text = "- {id: c, kind: cessation, summary: s, ref: r, source: T, evidence: seen}"
    extra = (
        "definitions: {heavy_weapons: {meaning: a}, heavy_weapon: {meaning: b}, "
        "Tornado-S: {meaning: c}, Tornado-U: {meaning: d}}\n"
    )
    found = [f.message for f in words(load(text, extra)) if f.rule == "W1"]
    assert found == ["the words 'heavy_weapon' and 'heavy_weapons' are easily confused"]


def test_copies_that_differ_are_found() -> None:
    found = [f for f in words(load_library("moscow-1994")) if f.rule == "W10"]
    assert len(found) == 1
    assert "18 mm" in found[0].message
