"""Writing formulas in the surface language."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Exists,
    Formula,
    Implies,
    Member,
    Not,
    Once,
    Previous,
    Since,
    Until,
)
from holdfire.agreement.accord.free import names
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.syntax.surface_words import write_formula, write_term
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)

DAY = 86_400_000_000
A, B = Atom("a"), Atom("b")
X, N = Variable("x"), Variable("n")


@pytest.mark.parametrize(
    "text",
    [
        "now >= D + 14 d",
        "caliber(u) > 100 mm and dist(place(u), line) < 25 km",
        "site(u) in storage_sites and once[0, 7d] inspected(site(u))",
        "not a since[7d, *) b",
        "once[0, 7d) a",
        "not (x < 3)",
        "(a since[0, 1h] b) and c",
        "forall x . p(x) implies (exists y . q(x, y))",
        "(a and b) and c or d",
        "sum[0, 22d]{n, x: passage(x, n)} < 13200",
        "max{f(x), x: p(x)} > 1.5 km",
        "duration[0, 7d]{a} >= 6 d",
        'now > cal("1996-01-19 23:00:00", "UTC")',
        "x - (y - 3) * -2 = 0",
        'x in "two words"',
        "eventually[1min, 90s] not a",
    ],
)
def test_canonical_text_is_written_back(text: str) -> None:
    tree = read_formula(text, names={"D", "line"})
    assert write_formula(tree) == text
    assert read_formula(text, names=names(tree)) == tree


@pytest.mark.parametrize(
    ("bound", "ticks", "text"),
    [
        (Bound(0, 604_799), 1, "once[0, 604799s] a"),
        (Bound(0, 604_800), 1, "once[0, 7d] a"),
        (Bound(0, 7 * DAY - 1), 1_000_000, "once[0, 7d) a"),
        (Bound(0, 7 * DAY - 2), 1_000_000, "once[0, 604799999998us] a"),
        (Bound(90_000_000, None), 1_000_000, "once[90s, *) a"),
    ],
)
def test_bounds_are_written_in_the_largest_whole_unit(
    bound: Bound, ticks: int, text: str
) -> None:
    assert write_formula(Once(bound, A), ticks_per_second=ticks) == text
    assert read_formula(text, ticks_per_second=ticks) == Once(bound, A)


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (Previous(Bound(), A), "neighbouring points"),
        (Until(Bound(), A, B), "future without an end"),
        (Since(Bound(3, 1), A, B), "contains nothing"),
        (Atom("not"), "the name 'not'"),
        (Atom("contact-line"), "the name 'contact-line'"),
        (Atom("p", (Name("true"),)), "the name 'true'"),
        (And((A,)), "fewer than two"),
        (Exists((), A), "without variables"),
        (Compare("<", X, Constant("a", "km")), "text with a unit"),
        (Compare("<", X, Constant(1, "h")), "1 base units in h"),
        (Compare("<", X, Constant(10**30, "instant")), "outside the years"),
        (Compare("<", X, Aggregate("sum", None, None, ("n",), A)), "variables and weight"),
        (Compare("<", X, Aggregate("count", None, N, ("n",), A)), "variables and weight"),
        (Compare("<", X, Aggregate("sum", None, N, ("x",), A)), "not among its variables"),
    ],
)
def test_what_the_language_cannot_say_is_refused(tree: Formula, said: str) -> None:
    with pytest.raises(NotMonitorable, match=said):
        write_formula(tree)


def test_parentheses_stand_only_where_they_are_needed() -> None:
    assert write_formula(Implies(Implies(A, B), Implies(A, B))) == (
        "(a implies b) implies a implies b"
    )
    assert write_formula(Not(And((A, B)))) == "not (a and b)"
    assert write_formula(Not(Not(A))) == "not not a"
    assert write_formula(Member(X, "in")) == 'x in "in"'


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Arithmetic("-", Arithmetic("-", X, X), X), "x - x - x"),
        (Arithmetic("-", X, Arithmetic("-", X, X)), "x - (x - x)"),
        (Constant(-249_000_000, "km"), "-24.9 km"),
        (Constant(5, "mm"), "0.5 mm"),
        (Apply("f", ()), "f()"),
    ],
)
def test_terms_are_written(term: Term, text: str) -> None:
    assert write_term(term) == text
    assert read_formula(f"x < {text}") == Compare("<", X, term)
