from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import ClauseKind
from holdfire.agreement.loader import load_agreement
from holdfire.base.codes import Code
from holdfire.base.errors import MalformedAgreement

ROOT = Path(__file__).resolve().parents[3]
Load = Callable[..., Agreement]


def example() -> str:
    page = (ROOT / "docs" / "reference" / "agreement-file.md").read_text("utf-8")
    found = re.search(r"```yaml\n(.*?)```", page[page.index("## A whole example") :], re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_the_reference_loads_with_the_kinds_it_shows() -> None:
    agreement = load_agreement(example(), name="example", origin="example.yaml")
    assert agreement.id == "example-line"
    kinds = {clause.kind for clause in agreement.readings[0].clauses}
    assert kinds == {
        ClauseKind.CESSATION,
        ClauseKind.STAND_FAST,
        ClauseKind.EXCLUSION,
        ClauseKind.MIN_DISTANCE,
        ClauseKind.MAX_COUNT,
        ClauseKind.NO_FLY,
        ClauseKind.PROTECTED_OBJECT,
        ClauseKind.WITHDRAW_BY,
        ClauseKind.FLOW,
    }


def test_a_text_loads_wholly_or_every_problem_is_named(load: Load) -> None:
    with pytest.raises(MalformedAgreement) as caught:
        load(
            "- {id: a, kind: cessation, severity: huge, summary: s}\n"
            "- {id: b, kind: exclusion, objects: tnk, area: twon, summary: s}",
            "colour: red\n",
        )
    problems = caught.value.problems
    assert caught.value.code is Code.AGREEMENT_MALFORMED
    assert [(p.rule, p.clause) for p in problems] == [
        ("L1", ""),
        ("L3", "a"),
        ("L3", "b"),
        ("L3", "b"),
    ]
    assert [p.line for p in problems] == sorted(p.line for p in problems)


def test_kind_none_has_no_clause_and_every_other_kind_has_one(load: Load) -> None:
    text = (
        "format: holdfire-agreement/1\nid: a\ntitle: t\nkind: {kind}\n"
        "parties: [{id: X, name: X}]\nclauses: []\n"
    )
    agreement = load_agreement(text.replace("{kind}", "none"), name="a", origin="a")
    assert agreement.readings[0].clauses == ()
    with pytest.raises(MalformedAgreement):
        load_agreement(text.replace("{kind}", "truce"), name="a", origin="a")
    with pytest.raises(MalformedAgreement):
        load_agreement(
            text.replace("{kind}", "none").replace(
                "[]", "[{id: a, kind: cessation, summary: s}]"
            ),
            name="a",
            origin="a",
        )


def test_an_agreement_does_not_end_before_it_starts(load: Load) -> None:
    with pytest.raises(MalformedAgreement) as caught:
        load("- {id: a, kind: cessation, summary: s}", "starts: 2031-05-01\nends: 2031-04-01\n")
    assert any("ends before it starts" in p.message for p in caught.value.problems)


def test_the_file_is_named_by_its_origin() -> None:
    with pytest.raises(MalformedAgreement) as caught:
        load_agreement("a: [", name="n", origin="folder/n.yaml")
    assert caught.value.problems[0].file == "folder/n.yaml"
    with pytest.raises(MalformedAgreement) as caught:
        load_agreement("a: [", name="n", origin="")
    assert caught.value.problems[0].file == "n"


def test_a_thousand_clauses_are_enough() -> None:
    clauses = "\n".join(f"  - {{id: c{i}, kind: cessation, summary: s}}" for i in range(1001))
    text = (
        "format: holdfire-agreement/1\nid: a\ntitle: t\nkind: truce\n"
        f"parties: [{{id: X, name: X}}]\nclauses:\n{clauses}\n"
    )
    with pytest.raises(MalformedAgreement) as caught:
        load_agreement(text, name="a", origin="a")
    assert "more than 1000 clauses" in caught.value.problems[0].message
