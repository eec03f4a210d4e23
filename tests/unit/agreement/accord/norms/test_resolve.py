"""Words of a formula: variables, anchors, constants, facts; and what is put in their place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.formula import (
    ALWAYS,
    And,
    Atom,
    Compare,
    Exists,
    Next,
    Not,
    Or,
    Previous,
    Verum,
)
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.resolve import resolve_formula, resolve_term
from holdfire.agreement.accord.norms.scope import Scope
from holdfire.agreement.accord.norms.substitute import (
    all_parts,
    any_part,
    constant_of,
    put,
    put_in_term,
    replaced,
)
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.term import Apply, Arithmetic, Constant, Name, Variable

GOOD = 'norm: G\nmodality: prohibition\nforall: {u: unit}\ncontent: "shown(u)"\n'


@pytest.fixture
def accord(sample: Callable[..., Accord]) -> Accord:
    return sample(GOOD)


def resolved(
    accord: Accord, text: str, *, open_words: bool = False, **sorts: str
) -> tuple[object, Scope]:
    scope = Scope(accord, dict(sorts), open=open_words)
    return resolve_formula(read_formula(text), scope), scope


def test_names_are_constants_and_anchors_stay_names(accord: Accord) -> None:
    found, scope = resolved(accord, "kind(u) = tank and now >= D", u="unit")
    assert found == And(
        (
            Compare("=", Apply("kind", (Variable("u"),)), Constant("tank")),
            Compare(">=", Name("now"), Name("D")),
        )
    )
    assert not scope.refusals


def test_open_words_become_variables_with_their_sort(accord: Accord) -> None:
    found, scope = resolved(accord, "asked(r)", open_words=True)
    assert found == Atom("asked", (Variable("r"),))
    assert scope.sorts == {"r": "request"}


def test_a_quantified_name_hides_one_outside(accord: Accord) -> None:
    found, scope = resolved(accord, "shown(u) and (exists u. asked(u))", u="unit")
    assert not scope.refusals
    assert scope.sorts == {"u": "unit"}
    assert isinstance(found, And)


def test_one_variable_has_one_sort(accord: Accord) -> None:
    _, scope = resolved(accord, "shown(u) and asked(u)", u="any")
    assert [rule for rule, _ in scope.refusals] == ["L2"]


def test_anything_is_quantified_where_it_stands(accord: Accord) -> None:
    found, _ = resolved(accord, "not shown(_)")
    assert isinstance(found, Not)
    assert isinstance(found.body, Exists)


@pytest.mark.parametrize("node", [Previous(ALWAYS, Verum()), Next(ALWAYS, Verum())])
def test_norms_have_no_neighbouring_points(accord: Accord, node: Previous | Next) -> None:
    scope = Scope(accord)
    resolve_formula(node, scope)
    assert [rule for rule, _ in scope.refusals] == ["L4"]


def test_a_reading_puts_one_name_for_another(accord: Accord) -> None:
    scope = Scope(accord, renamed={"tank": "howitzer", "heavy": "member"})
    assert resolve_term(Variable("tank"), scope) == Constant("howitzer")


def test_what_may_stand_for_what(accord: Accord) -> None:
    scope = Scope(accord)
    assert scope.fits("member", "party")
    assert not scope.fits("heavy", "party")
    assert scope.fits("site", "place")
    assert not scope.fits("unit", "site")
    assert scope.belongs("tank", "heavy")
    assert not scope.belongs("tank", "party")
    assert scope.belongs("tank", "unit")
    assert scope.sort_of_name("board") == "body"
    assert scope.sort_of_name("front") == "line"
    assert scope.sort_of_name("nothing") == "any"


def test_terms_in_place_of_variables(accord: Accord) -> None:
    formula = read_formula(
        "shown(u) and (exists u. near(u)) and kind(u) = tank and width(u) + v > 3 mm"
    )
    found = put(formula, {"u": constant_of("a"), "v": constant_of(1)})
    assert "Variable(name='u')" in repr(found)
    assert repr(found).count("Variable(name='u')") == 1
    assert "Variable(name='v')" not in repr(found)
    inside = Arithmetic("+", Variable("v"), Constant(1))
    assert put_in_term(inside, {"v": Constant(2)}) == Arithmetic("+", Constant(2), Constant(1))


def test_one_formula_in_place_of_another() -> None:
    formula = read_formula("p(x) and once[0,1h] (p(x) or not p(x))")
    found = replaced(formula, Atom("p", (Variable("x"),)), Verum())
    assert "predicate='p'" not in repr(found)


def test_joining_what_is_given() -> None:
    p, q = Atom("p"), Atom("q")
    assert all_parts(None, p, None) == p
    assert all_parts(p, Verum(), q) == And((p, q))
    assert all_parts() == Verum()
    assert any_part(p, None, q) == Or((p, q))
    assert any_part() == Verum(value=False)
