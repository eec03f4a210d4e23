from __future__ import annotations

import json

import pytest

from holdfire.agreement.accord.plain import LANGUAGES, carried, parse_plain
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.library import load_library
from holdfire.cli.program import run_program
from holdfire.service.showing import show_agreement


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agreement_is_shown_in_the_language_that_is_asked_for(language: str) -> None:
    agreement = load_library("korea-armistice-1953")
    shown = show_agreement(agreement, None, language)
    assert shown["language"] == language
    clauses = shown["readings"][0]["clauses"]
    for row, clause in zip(clauses, agreement.readings[0].clauses, strict=True):
        assert parse_plain(row["sentence"], agreement, language) == carried(clause)


def test_the_formula_of_a_clause_is_shown_beside_its_sentence() -> None:
    shown = show_agreement(load_library("golan-1974"))
    parts = [part for row in shown["readings"][0]["clauses"] for part in row["formulas"]]
    assert parts
    for part in parts:
        assert read_formula(part["violated"])
        assert part["name"]


def test_the_command_prints_the_sentence_then_ref_and_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run_program(["agreement", "show", "gaza-2025", "--language", "uk"])
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if " AID " in line)
    assert "щонайменше 600 за добу" in lines[at]
    assert "aid; source S48, seen" in lines[at + 1]


def test_the_json_names_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    run_program(["agreement", "show", "gaza-2025", "--language", "fr", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert shown["language"] == "fr"
    assert "au moins 600 par jour" in shown["readings"][0]["clauses"][1]["sentence"]
