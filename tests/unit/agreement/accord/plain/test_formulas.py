from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from holdfire.agreement.accord.formula import (
    ALWAYS,
    Always,
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Member,
    Next,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.norms.shipped import EXAMPLES, example
from holdfire.agreement.accord.norms.violation import violation
from holdfire.agreement.accord.plain.catalogue import LANGUAGES
from holdfire.agreement.accord.plain.formulas import plain_formula, read_plain_formula
from holdfire.agreement.accord.plain.sentence import parse_plain, plain
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Variable,
)
from holdfire.agreement.library import library_names, load_library
from holdfire.base.errors import BadInput

DAY = 86_400_000_000
U, N = Variable("u"), Variable("n")
P, Q, R = Atom("p"), Atom("q"), Atom("r")
PLACE = Apply("dist", (Apply("place", (U,)), Name("line")))
HW_1 = And(
    (
        Compare(">=", Name("now"), Arithmetic("+", Name("D"), Constant(14 * DAY, "d"))),
        Compare(">", Apply("caliber", (U,)), Constant(1000, "mm")),
        Compare("<", PLACE, Constant(250_000_000, "km")),
        Not(Once(Bound(0, 7 * DAY), Atom("inspected", (Apply("site", (U,)),)))),
    )
)
FLOW = Compare(
    "<", Aggregate("sum", Bound(0, DAY), N, ("n", "x"), Atom("passage", (N,))), Constant(600)
)

TREES: list[Formula] = [
    Verum(),
    Verum(value=False),
    HW_1,
    FLOW,
    Member(Apply("site", (U,)), "storage_sites"),
    Or((P, And((Q, R)), Implies(P, Q))),
    And((And((P, Q)), R)),
    Not(Not(P)),
    Exists(("u", "v"), And((Atom("met", (U, Variable("v"))), Verum()))),
    Forall(("u",), Implies(Atom("seen", (U, Constant("a “b” «c» ``"))), Q)),
    Historically(Bound(3, None), P),
    Once(ALWAYS, P),
    Eventually(Bound(0, 0), P),
    Always(Bound(1, 60_000_000), Or((P, Q))),
    Since(Bound(1, 2), Not(P), Q),
    Until(Bound(0, DAY), P, Since(ALWAYS, P, Q)),
    Previous(ALWAYS, P),
    Next(Bound(1, 1), P),
    Compare("=", Constant(5, "h"), Constant(5, "min")),
    Compare("!=", Constant(0, "instant"), Constant(10**30, "instant")),
    Compare("<=", Constant(-3), Arithmetic("*", Constant(2, "furlong"), Variable("not"))),
    Compare("=", Aggregate("duration", None, None, (), P), Aggregate("odd", None, U, (), P)),
    Atom("present", (Variable("presence"), Variable("now"), Name("L10.IL"))),
    Atom("presence", (Apply("calibre", ()),)),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", TREES)
def test_every_node_reads_back(tree: Formula, language: str) -> None:
    text = plain_formula(tree, language)
    assert read_plain_formula(text, language) == tree
    assert plain_formula(read_plain_formula(text, language), language) == text


def test_the_heavy_weapons_rule_reads_as_people_would_say_it() -> None:
    assert plain_formula(HW_1) == (
        "now is at least ([D] plus 14 × 24 h) and calibre of (u) is more than 100 mm and "
        "distance of (place of (u), [line]) is less than 25 km and (it is not so that "
        "(at some time in the last 7 × 24 h (that bound included): there is inspection of "
        "(site of (u))))"
    )


def test_every_sign_differs_in_every_language() -> None:
    for language in LANGUAGES:
        said = {
            plain_formula(Compare(sign, U, N), language)
            for sign in ("<", "<=", "=", "!=", ">=", ">")
        }
        assert len(said) == 6


def test_a_tick_may_be_a_second() -> None:
    tree = Once(Bound(0, 7 * 86_400), P)
    text = plain_formula(tree, ticks_per_second=1)
    assert "7 × 24 h" in text
    assert read_plain_formula(text, ticks_per_second=1) == tree
    with pytest.raises(BadInput):
        read_plain_formula(plain_formula(Once(Bound(0, 5), P)), ticks_per_second=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "there is p and",
        "there is p and there is q or there is r",
        "u is at least 5,5 km",
        "u is at least 5.0 km",
        "u is more than 1/0 km",
        "it is not so that it is not so that there is p",
        "for some not: there is p",
        "u is more than the instant 2031-02-30 00:00:00 UTC",
        "(" * 4000,
    ],
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_plain_formula(text)


@pytest.mark.parametrize("tree", [And((P,)), Exists((), P), Compare("~", U, N)])
def test_a_tree_that_no_text_holds_has_no_sentence(tree: Formula) -> None:
    with pytest.raises(BadInput):
        plain_formula(tree)


@pytest.mark.parametrize("name", library_names())
def test_the_sentence_of_a_clause_compiles_to_the_formula_of_the_clause(name: str) -> None:
    agreement = load_library(name)
    for reading in agreement.readings:
        for clause in reading.clauses:
            compiled = compile_clause(clause, agreement)
            for language in LANGUAGES:
                read = parse_plain(plain(clause, agreement, language), agreement, language)
                again = compile_clause(read, agreement)
                assert again.parts == compiled.parts
                assert again.leaves == compiled.leaves
                for part in compiled.parts:
                    text = plain_formula(part.violation, language)
                    assert read_plain_formula(text, language) == part.violation


def formulas_in(value: object) -> list[Formula]:
    """Every formula that a norm holds, whole ones only."""
    if isinstance(value, Formula):
        return [value]
    if isinstance(value, tuple):
        return [each for part in value for each in formulas_in(part)]
    if is_dataclass(value):
        return [
            each for name in fields(value) for each in formulas_in(getattr(value, name.name))
        ]
    return []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_norms_that_ship_read_back(name: str) -> None:
    found = [each for norm in example(name).norms for each in formulas_in(norm)]
    found += [made for norm in example(name).norms if (made := violation(norm)) is not None]
    assert found
    for tree in found:
        for language in LANGUAGES:
            text = plain_formula(tree, language)
            assert read_plain_formula(text, language) == tree
