from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.duties import duties

Load = Callable[..., Agreement]


def found(agreement: Agreement) -> list[tuple[str, str]]:
    return [(finding.rule, finding.clause) for finding in duties(agreement)]


@pytest.mark.parametrize(
    ("keys", "rules"),
    [
        ("kind: cessation", []),
        ("kind: procedural, body: M, act: go", ["W5"]),
        ("kind: access, body: M", ["W5"]),
        ("kind: cessation, acts: [sabotage]", ["W5"]),
        ("kind: cessation, acts: [sabotage, any_weapon]", []),
        ("kind: cessation, actors: [X]", ["W12", "W8"]),
        ("kind: exclusion, objects: tank, area: town, actors: [X]", ["W8"]),
        ("kind: protected_object, objects: [coal], actors: [X, Y]", ["W12"]),
    ],
)
def test_who_is_bound_and_who_could_see_it(load: Load, keys: str, rules: list[str]) -> None:
    agreement = load(f"- {{id: c, summary: s, {keys}}}")
    assert found(agreement) == [(rule, "c") for rule in rules]


def test_a_clause_with_its_mirror_image_is_not_one_sided(load: Load) -> None:
    keys = "kind: no_mine, area: town, summary: s"
    agreement = load(f"- {{id: a, {keys}, actors: X}}\n- {{id: b, {keys}, actors: Y}}")
    assert "W8" not in [rule for rule, _ in found(agreement)]


def test_a_text_nobody_signed_says_so(load: Load) -> None:
    agreement = load("- {id: a, kind: cessation, summary: s}", "hypothetical: yes\n")
    assert found(agreement) == [("W15", "")]
