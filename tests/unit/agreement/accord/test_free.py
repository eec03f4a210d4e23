"""What a formula speaks of."""

from __future__ import annotations

from holdfire.agreement.accord.formula import Atom, Compare, Exists, Implies, Once
from holdfire.agreement.accord.free import (
    children,
    formulas,
    free_in_term,
    free_variables,
    names,
    predicates,
    terms_of,
)
from holdfire.agreement.accord.syntax.surface_text import read_formula

TEXT = (
    "p(y, D) and (exists y . q(y, x)) and sum{n, u: r(u, n, z)} > dist(place(v), line) "
    "and once[0,1d] (y in S and (forall v . q(v, w) implies p(v, now)))"
)
FORMULA = read_formula(TEXT, names={"D", "line"})


def test_free_variables_come_in_order_of_first_appearance() -> None:
    assert free_variables(FORMULA) == ("y", "x", "z", "v", "w")


def test_a_bound_variable_is_free_outside_its_quantifier() -> None:
    assert free_variables(read_formula("(exists x. p(x)) and q(x)")) == ("x",)
    assert free_variables(read_formula("exists x. p(x) and q(x)")) == ()


def test_an_aggregate_binds_in_its_weight_and_body() -> None:
    formula = read_formula("sum{f(x, y), x: p(x, z)} > 0")
    assert isinstance(formula, Compare)
    assert free_in_term(formula.left) == ("y", "z")


def test_predicates_and_names_are_listed_once() -> None:
    assert predicates(FORMULA) == (("p", 2), ("q", 2), ("r", 3))
    assert names(FORMULA) == ("D", "line", "now")


def test_every_part_is_met_outside_first() -> None:
    formula = read_formula("once[0,1d] (exists x . p(x) implies count{u: q(u)} > x)")
    kinds = [type(part) for part in formulas(formula)]
    assert kinds == [Once, Exists, Implies, Atom, Compare, Atom]
    assert children(formula) == (formula.body,) if isinstance(formula, Once) else False
    assert terms_of(formula) == ()
