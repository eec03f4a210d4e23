"""Formulas of agreements in the surface language."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.formula import (
    Always,
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Implies,
    Member,
    Not,
    Once,
    Or,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.syntax.refusal import BadFormula, NotMonitorable
from holdfire.agreement.accord.syntax.surface_text import read_formula
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
WEEK = Bound(0, 7 * DAY)
A, B, C, P, Q = (Atom(name) for name in "abcpq")
D, LINE, NOW = Name("D"), Name("line"), Name("now")
N, U, X = Variable("n"), Variable("u"), Variable("x")
PLACE = Apply("place", (U,))
SITE = Apply("site", (U,))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("now >= D + 14d", Compare(">=", NOW, Arithmetic("+", D, Constant(14 * DAY, "d")))),
        (
            "caliber(u) > 100 mm and dist(place(u), line) < 25 km",
            And(
                (
                    Compare(">", Apply("caliber", (U,)), Constant(1000, "mm")),
                    Compare("<", Apply("dist", (PLACE, LINE)), Constant(250_000_000, "km")),
                )
            ),
        ),
        (
            "site(u) in storage_sites and once[0,7d] inspected(site(u))",
            And((Member(SITE, "storage_sites"), Once(WEEK, Atom("inspected", (SITE,))))),
        ),
        ("not a", Not(A)),
        ("once[0,7d] a and b", And((Once(WEEK, A), B))),
        ("not a since[0,7d] b", Since(WEEK, Not(A), B)),
        ("a and b since[0,7d] c", And((A, Since(WEEK, B, C)))),
        ("a until[0,7d] b or c", Or((Until(WEEK, A, B), C))),
        ("a or b and c", Or((A, And((B, C))))),
        ("a implies b implies c", Implies(A, Implies(B, C))),
        ("a or b implies c", Implies(Or((A, B)), C)),
        ("not a < b", Not(Compare("<", Variable("a"), Variable("b")))),
        ("forall x, y . p(x) implies q(y)", Forall(("x", "y"), Implies(
            Atom("p", (X,)), Atom("q", (Variable("y"),))))),
        ("exists x. forall u. p(x,u)", Exists(("x",), Forall(("u",), Atom("p", (X, U))))),
        ("(exists x. p(x)) and q", And((Exists(("x",), Atom("p", (X,))), Q))),
        ("true and not false", And((Verum(), Not(Verum(value=False))))),
        ("((x)) = (x)", Compare("=", X, X)),
        ("(a)", A),
        ('x = "a \\"b\\""', Compare("=", X, Constant('a "b"'))),
        ("x != -3", Compare("!=", X, Constant(-3))),
        ('x in "two words"', Member(X, "two words")),
        ("p(_)", Exists(("_1",), Atom("p", (Variable("_1"),)))),
    ],
)  # fmt: skip
def test_a_formula_is_this_tree(text: str, tree: Formula) -> None:
    assert read_formula(text, names={"D", "line"}) == tree


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("24.9 km", Constant(249_000_000, "km")),
        ("25 m", Constant(250_000, "m")),
        ("30 min", Constant(1_800_000_000, "min")),
        ("1.5h", Constant(5_400_000_000, "h")),
        ("2w", Constant(14 * DAY, "w")),
        (
            "a - b - 1",
            Arithmetic("-", Arithmetic("-", Variable("a"), Variable("b")), Constant(1)),
        ),
        (
            "a + b * 2",
            Arithmetic("+", Variable("a"), Arithmetic("*", Variable("b"), Constant(2))),
        ),
        (
            "(a + b) * 2",
            Arithmetic("*", Arithmetic("+", Variable("a"), Variable("b")), Constant(2)),
        ),
        ("count{u: p(u)}", Aggregate("count", None, None, ("u",), Atom("p", (U,)))),
        ("sum[0,7d]{n, x: p(x,n)}", Aggregate("sum", WEEK, N, ("n", "x"), Atom("p", (X, N)))),
        ("sum{n: p(n)}", Aggregate("sum", None, N, ("n",), Atom("p", (N,)))),
        (
            "max{f(x), x: p(x)}",
            Aggregate("max", None, Apply("f", (X,)), ("x",), Atom("p", (X,))),
        ),
        ("duration[0,7d]{a}", Aggregate("duration", WEEK, None, (), A)),
        ("duration{u: p(u)}", Aggregate("duration", None, None, ("u",), Atom("p", (U,)))),
        ("min(a, b)", Apply("min", (Variable("a"), Variable("b")))),
    ],
)
def test_a_term_is_this_tree(text: str, term: Term) -> None:
    found = read_formula(f"x < {text}")
    assert found == Compare("<", X, term)


def test_what_binds_a_name_makes_it_a_variable() -> None:
    x = Atom("p", (X,))
    assert read_formula("p(x)") == x
    assert read_formula("p(x)", names={"x"}) == Atom("p", (Name("x"),))
    assert read_formula("p(x)", names={"x"}, variables={"x"}) == x
    assert read_formula("exists x. p(x)", names={"x"}) == Exists(("x",), x)
    both = read_formula("(exists x. p(x)) and p(x)", names={"x"})
    assert both == And((Exists(("x",), x), Atom("p", (Name("x"),))))
    weight = read_formula("sum{f(x), x: p(x)} > 0", names={"x"})
    assert isinstance(weight, Compare)
    assert weight.left == Aggregate("sum", None, Apply("f", (X,)), ("x",), x)


@pytest.mark.parametrize(
    ("bound", "ticks", "expected"),
    [
        ("[7d, *)", 1_000_000, Bound(7 * DAY, None)),
        ("[0,7d)", 1_000_000, Bound(0, 7 * DAY - 1)),
        ("[0,7d)", 1, Bound(0, 604_799)),
        ("[30m,1h]", 1, Bound(1800, 3600)),
        ("[1.5h,2h]", 1, Bound(5400, 7200)),
        ("[0s,5us]", 1_000_000, Bound(0, 5)),
        ("[0,1us]", 1_000_000, Bound(0, 1)),
    ],
)
def test_bounds_are_closed_and_in_ticks(bound: str, ticks: int, expected: Bound) -> None:
    assert read_formula(f"once{bound} a", ticks_per_second=ticks) == Once(expected, A)


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ('cal("1996-01-19 24:00", "Europe/Sarajevo")', 822_092_400_000_000),
        ('cal("1996-01-20 00:00", "Europe/Sarajevo")', 822_092_400_000_000),
        ('cal("1970-01-01T00:00:00.000001", "UTC")', 1),
    ],
)
def test_civil_times_become_instants(text: str, micros: int) -> None:
    assert read_formula(f"now < {text}") == Compare("<", NOW, Constant(micros, "instant"))


@pytest.mark.parametrize(
    ("time", "zone", "said"),
    [
        ("2021-03-28 02:30", "Europe/Sarajevo", "does not exist or occurs twice"),
        ("2021-10-31 02:30", "Europe/Sarajevo", "does not exist or occurs twice"),
        ("2021-03-28 02:30", "Europe/Nowhere", "time zone"),
        ("2021-03-28 02:30", "../etc", "time zone"),
        ("2021-02-30 02:30", "UTC", "is no instant"),
        ("2021-02-28 02:30+01:00", "UTC", "is no instant"),
        ("9999-12-31 24:00", "UTC", "is no instant"),
        ("0001-01-01 00:00", "Asia/Tokyo", "is no instant"),
        ("soon", "UTC", "is no instant"),
    ],
)
def test_civil_times_that_are_no_instant_are_refused(time: str, zone: str, said: str) -> None:
    with pytest.raises(BadFormula, match=said) as refusal:
        read_formula(f'now < cal("{time}", "{zone}")')
    assert refusal.value.column == 7


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", 1, "expected a formula or a term, found the end"),
        ("a b", 3, "an operator or the end"),
        ("a AND b", 3, "AND is written in lower case"),
        ("a since[0,7d] b since[0,7d] c", 17, "not chained"),
        ("a implies exists x. p(x)", 11, "only at the beginning of a formula"),
        ("once a", 6, "the bound of once"),
        ("once[0,7] a", 8, "has no unit"),
        ("once[0,7y] a", 9, "one of the units"),
        ("once[0,0.5us] a", 8, "not a whole number of ticks"),
        ("once[7d,1d] a", 5, "contains nothing"),
        ("once[0,0d) a", 5, "contains nothing"),
        ("once(0,7d] a", 5, "the bound of once"),
        ("a < b < c", 7, "not chained"),
        ("a < not b", 5, "expected a term"),
        ("a and 3", 7, "found a term"),
        ("(a and b) < 3", 1, "found a formula"),
        ("x < 25.5", 5, "not whole"),
        ("x < 25 miles", 8, "one of the units"),
        ("x < 0.01 mm", 5, "finer than is kept"),
        ("x < 99999999999999999999 km", 5, "too large"),
        ("x < 9999999999999999999", 5, "too large"),
        ("f(_) < 3", 1, "no argument of the function"),
        ("x < _", 5, "cannot stand in a term"),
        ("in(p, Z)", 1, "expected a formula"),
        ("x in not", 6, "the name of a set"),
        ("now", 1, "cannot be the name of a predicate"),
        ("count{p(u)} > 3", 8, "after the variables"),
        ("sum{max{x: p(x)}, y: q(y)} > 3", 5, "holds no aggregate"),
        ("exists x, x. p(x)", 1, "twice"),
        ("exists not. a", 8, "the name of a variable"),
        ("- x > 3", 3, "a number after the minus"),
        ("x = 'a'", 5, "double quotes"),
        ("adopted(f, responsible: X)", 23, "after the arguments"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(
    text: str, column: int, said: str
) -> None:
    with pytest.raises(BadFormula, match=said) as refusal:
        read_formula(text)
    assert (refusal.value.line, refusal.value.column) == (1, column)
    assert refusal.value.next_step


@pytest.mark.parametrize("text", ["eventually[0,*) a", "always[1d,*] a", "a until[0,*) b"])
def test_a_future_without_an_end_is_refused(text: str) -> None:
    with pytest.raises(NotMonitorable, match="without an end"):
        read_formula(text)
    assert isinstance(read_formula(text.replace("*", "9d")), Eventually | Always | Until)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 41 + "a" + ")" * 41,
        "not " * 5000 + "a",
        "once[0,*) " * 101 + "a",
        " implies ".join(["a"] * 5000),
        "exists x. " * 3000 + "p(x)",
        "x < " + " + ".join(["y"] * 500),
        "x < " + "f(" * 50 + "y" + ")" * 50,
        "x < " + "count{u: x < " * 50 + "1" + "}" * 50,
        "a " * 40_000,
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(BadFormula, match=r"nested too deeply|longer than 64 KiB"):
        read_formula(text)
