from __future__ import annotations

import math

import pytest
from tests.fakes.run_view import FakeRun

from holdfire.web.evidence import basis_of, evidence_of, values_of


def test_evidence_comes_strongest_first_and_contrary_evidence_apart(run: FakeRun) -> None:
    item = next(item for item in run.incidents if item.contrary)
    found = evidence_of(run, item)
    strengths = [row["exists"] for row in found.supporting]
    assert strengths == sorted(strengths, reverse=True)
    assert {row["id"] for row in found.contrary} == set(item.contrary)
    assert not {row["id"] for row in found.supporting} & set(item.contrary)


def test_a_link_carries_its_ratio(run: FakeRun) -> None:
    item = next(item for item in run.incidents if item.links)
    for _, _, llr, ratio in evidence_of(run, item).links:
        assert ratio == pytest.approx(math.exp(llr))


def test_confidence_stands_in_a_sentence_of_its_own(run: FakeRun) -> None:
    for item in run.incidents:
        assert "likely" not in basis_of(item).sentence


@pytest.mark.parametrize("text", [None, "", "not json", "[1]", "3"])
def test_what_is_no_object_has_no_values(text: str | None) -> None:
    assert values_of(text) == {}


def test_sets_of_values_read_as_lists() -> None:
    assert values_of('{"kind":["mortar","gun"],"n":3}') == {"kind": "mortar, gun", "n": "3"}
