"""What a drafter sees: the parameters of the article stand in its formula."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.compiled import Form, World
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.macros.condition import set_name
from holdfire.agreement.accord.macros.suppliers import SUPPLIERS, supplier_of
from holdfire.agreement.accord.syntax.surface_words import write_formula
from holdfire.agreement.library import load_library


def formulas(name: str, clause: str, reading: int = 0) -> dict[str, str]:
    agreement = load_library(name)
    found = next(c for c in agreement.readings[reading].clauses if c.id == clause)
    compiled = compile_clause(found, agreement)
    return {part.name: write_formula(part.violation) for part in compiled.parts}


@pytest.mark.parametrize(
    ("name", "clause", "part", "said"),
    [
        ("golan-1974", "L20b.IL", "tank", 'dist(place(u), "A") >= 10 km'),
        ("golan-1974", "L20b.IL", "tank", 'dist(place(u), "A") < 20 km'),
        ("golan-1974", "L20b.IL", "tank", "> 450"),
        ("idlib-2018-2020", "M3", "violation", "<= between(15 km, 20 km)"),
        ("idlib-2018-2020", "P2", "violation", 'dist(place(u), "M4") <= 6 km'),
        ("minsk-memo-2014", "2", "violation", 'across(u, "loc of 2014-09-19")'),
        (
            "minsk-memo-2014",
            "4a",
            "violation",
            'required(u, 15 km, "MT-12_100mm", 9 km, "mortar_120mm", 8 km)',
        ),
        (
            "minsk-package-2015",
            "2a",
            "violation",
            'own_line(u, "UA", "loc_actual", "CADR_CALR", "loc_memo")) < 25 km',
        ),
        ("dayton-1a-1995", "IV3", "violation", 'now <= cal("1996-03-20 23:00:00", "UTC")'),
        ("korea-cma-2018", "uavE", "violation", "class(a) in uav"),
        (
            "korea-cma-2018",
            "rw",
            "violation",
            'not excepted(a, "medical evacuation with notice given before")',
        ),
        ("gaza-2025", "AID", "too_few", "< 600"),
        ("gaza-2025", "YL", "violation", "actor(u) in IL"),
        ("lebanon-2006-2024", "C2a", "violation", 'against(e, "IL")'),
    ],
)
def test_the_article_is_recognised(name: str, clause: str, part: str, said: str) -> None:
    assert said in formulas(name, clause)[part]


def test_a_clause_for_every_party_asks_nobody_who_it_was() -> None:
    assert "actor(" not in formulas("minsk-memo-2014", "4a")["violation"]


def test_a_withdrawal_without_a_date_has_no_formula_yet() -> None:
    agreement = load_library("ukraine-paris-2026")
    found = [
        clause
        for clause in agreement.readings[0].clauses
        if clause.kind == "withdraw_by" and not compile_clause(clause, agreement).parts
    ]
    assert all(clause.awaits for clause in found)


def test_each_reading_of_the_energy_list_has_its_own_set() -> None:
    first, second = (formulas("energy-moratorium-2025", "E", n)["violation"] for n in (0, 1))
    assert ("oil_gas_production" in first) is not ("oil_gas_production" in second)


def test_what_is_observed_is_open_and_every_condition_has_a_supplier() -> None:
    agreement = load_library("minsk-memo-2014")
    for clause in agreement.readings[0].clauses:
        for leaf in compile_clause(clause, agreement).leaves:
            if leaf.form is Form.EVENT:
                assert leaf.world is World.OPEN
    assert all(SUPPLIERS.values())
    assert supplier_of("something new") not in SUPPLIERS.values()


def test_a_set_is_named_by_its_words() -> None:
    assert set_name(("land", "sea")) == "land_or_sea"
    assert set_name(("heavy weapons (100 mm)",)) == "heavy_weapons_100_mm"
    assert set_name(()) == "unnamed"
