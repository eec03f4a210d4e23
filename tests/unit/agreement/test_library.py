from __future__ import annotations

import pytest

from holdfire.agreement.describe import describe
from holdfire.agreement.library import library_names, library_text, load_library
from holdfire.agreement.lint import lint
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

NAMES = library_names()


def test_the_library_has_the_fifteen_configurations_and_two_for_the_runs() -> None:
    assert len(NAMES) == 17
    assert {"donbas-2020", "no-ceasefire-2022", "energy-moratorium-2025"} < set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_agreement_loads_under_its_name_and_can_be_said_and_linted(name: str) -> None:
    agreement = load_library(name)
    assert agreement.id == name
    assert agreement.version == load_library(name).version
    for reading in agreement.readings:
        for clause in reading.clauses:
            sentence = describe(clause, agreement)
            assert sentence.endswith(".")
            assert clause.summary.endswith(".")
            assert clause.ref
    assert all(problem.file == f"library/{name}.yaml" for problem in lint(agreement))


@pytest.mark.parametrize("name", NAMES)
def test_what_was_seen_was_seen_in_a_source(name: str) -> None:
    agreement = load_library(name)
    keys = {source.key for source in agreement.sources}
    for reading in agreement.readings:
        for clause in reading.clauses:
            assert clause.evidence in {"seen", "unverified"}
            if clause.evidence == "seen":
                assert clause.source in keys


def test_only_the_text_nobody_signed_is_hypothetical() -> None:
    assert [name for name in NAMES if load_library(name).hypothetical] == ["ukraine-paris-2026"]


def test_a_name_that_is_not_there_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(BadInput) as caught:
        load_library("donbas-2021")
    assert caught.value.code is Code.AGREEMENT_NOT_IN_LIBRARY
    assert "donbas-2020" in caught.value.next_step
    for hostile in ("../loader", "", "library/donbas-2020"):
        with pytest.raises(BadInput):
            library_text(hostile)


def test_the_time_without_a_ceasefire_has_nothing_to_verify() -> None:
    agreement = load_library("no-ceasefire-2022")
    assert agreement.kind == "none"
    assert "No ceasefire" in agreement.title
    assert [reading.clauses for reading in agreement.readings] == [()]
