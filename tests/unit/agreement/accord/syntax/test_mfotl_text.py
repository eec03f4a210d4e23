"""Rules in the form that MonPoly reads, with its precedence."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Formula,
    Implies,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.free import free_variables
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.refusal import BadFormula, NotMonitorable
from holdfire.agreement.accord.term import Constant, Variable

DAY = 86_400
EVER = Bound()
A, B, C, P, Q = (Atom(name) for name in "abcpq")
X = Variable("x")


@pytest.mark.parametrize(
    ("name", "free"),
    [("r1", ("w", "c", "d", "s")), ("r2", ("f", "x", "g", "c")), ("r3", ("f", "x", "g"))],
)
def test_the_shared_rules_have_these_free_variables(
    shared_data: Path, name: str, free: tuple[str, ...]
) -> None:
    text = (shared_data / "accord_rules" / f"{name}.mfotl").read_text("utf-8")
    assert free_variables(read_mfotl(text)) == free


def test_a_shared_rule_is_this_tree(shared_data: Path) -> None:
    text = (shared_data / "accord_rules" / "r3.mfotl").read_text("utf-8")
    f, g = Variable("f"), Variable("g")
    assert read_mfotl(text) == And(
        (
            Atom("finding", (f, X, g)),
            Compare("=", g, Constant("grave")),
            Not(Eventually(Bound(0, 3 * DAY), Atom("remedied", (f,)))),
            Not(Eventually(Bound(3 * DAY, 3 * DAY + 3600), Atom("escalated", (f,)))),
        )
    )


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("ONCE p() AND q()", Once(EVER, And((P, Q)))),
        ("NOT p() SINCE q()", Since(EVER, Not(P), Q)),
        ("a() AND b() SINCE c()", Since(EVER, And((A, B)), C)),
        ("a() SINCE b() SINCE c()", Since(EVER, A, Since(EVER, B, C))),
        ("a() SINCE b() UNTIL[0,3] c()", Since(EVER, A, Until(Bound(0, 3), B, C))),
        ("ONCE a() SINCE b()", Since(EVER, Once(EVER, A), B)),
        ("a() SINCE ONCE b() SINCE c()", Since(EVER, A, Since(EVER, Once(EVER, B), C))),
        ("NOT ONCE a() AND b()", Not(Once(EVER, And((A, B))))),
        ("a() AND NOT ONCE b() OR c()", And((A, Not(Once(EVER, Or((B, C))))))),
        ("a() OR b() AND c()", Or((A, And((B, C))))),
        ("a() AND b() OR c()", Or((And((A, B)), C))),
        ("a() IMPLIES b() IMPLIES c()", Implies(A, Implies(B, C))),
        ("a() OR b() IMPLIES c()", Implies(Or((A, B)), C)),
        ("a() EQUIV b()", And((Implies(A, B), Implies(B, A)))),
        ("EXISTS x. a() EQUIV b()", Exists(("x",), And((Implies(A, B), Implies(B, A))))),
        ("EXISTS x. p() SINCE q()", Since(EVER, Exists(("x",), P), Q)),
        ("ONCE EXISTS x. a() AND b()", Once(EVER, Exists(("x",), And((A, B))))),
        ("EXISTS x. ONCE a() SINCE b()", Since(EVER, Exists(("x",), Once(EVER, A)), B)),
        ("NOT a() AND b()", And((Not(A), B))),
        ("NOT x = 3 AND b()", And((Not(Compare("=", X, Constant(3))), B))),
        ("NOT NOT a()", Not(Not(A))),
        ("a() AND b() AND c()", And((A, B, C))),
        ("(a() AND b()) AND c()", And((And((A, B)), C))),
        ("a() AND (b() AND c())", And((A, And((B, C))))),
        ("TRUE OR FALSE", Or((Verum(), Verum(value=False)))),
        ("PREV a()", Previous(EVER, A)),
        ("PREVIOUS[2,2] a()", Previous(Bound(2, 2), A)),
        ("p(x,-5,\"a 'b'\")", Atom("p", (X, Constant(-5), Constant("a 'b'")))),
        ("x >= -5", Compare(">=", X, Constant(-5))),
        ('"a" = x', Compare("=", Constant("a"), X)),
        ("(* a (comment *) a() # and another", A),
        ("p(_)", Exists(("_1",), Atom("p", (Variable("_1"),)))),
        ("p(_1,_)", Exists(("_1", "_2"), Atom("p", (Variable("_1"), Variable("_2"))))),
        ("file-open()", Atom("file-open")),
    ],
)
def test_reading_follows_precedence(text: str, tree: Formula) -> None:
    assert read_mfotl(text) == tree


@pytest.mark.parametrize(
    ("interval", "bound"),
    [
        ("", EVER),
        ("[0,*)", EVER),
        ("[0,*]", EVER),
        ("[3,5]", Bound(3, 5)),
        ("[3,5)", Bound(3, 4)),
        ("(3,5]", Bound(4, 5)),
        ("(3,5)", Bound(4, 4)),
        ("(3,*)", Bound(4, None)),
        ("[7d,14d]", Bound(7 * DAY, 14 * DAY)),
        ("[7d,14d)", Bound(7 * DAY, 14 * DAY - 1)),
        ("(1m,2h]", Bound(61, 7200)),
        ("[0 , 24h]", Bound(0, DAY)),
        ("[1s,2]", Bound(1, 2)),
    ],
)
def test_intervals_become_closed_bounds(interval: str, bound: Bound) -> None:
    assert read_mfotl(f"ONCE{interval} p()") == Once(bound, P)
    assert read_mfotl(f"ONCE {interval} (p())") == Once(bound, P)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("EVENTUALLY p()", "EVENTUALLY without an end"),
        ("ALWAYS[3,*) p()", "ALWAYS without an end"),
        ("p() UNTIL q()", "UNTIL without an end"),
        ("LET a() = b() IN a()", "a definition"),
        ("x <- CNT y p(y)", "an aggregate"),
        ("p(x) AND (s <- SUM x; y p(x,y))", "an aggregate"),
        ("MATCHP (a() b())", "a regular expression"),
        ("|> a()", "a regular expression"),
        ('x MATCHES r"a"', "a test inside a text"),
        ("x + 1 = 3", "arithmetic"),
        ("x = y - 1", "arithmetic"),
        ("p(x+1)", "arithmetic"),
        ("f2i(x) = 3", "a function"),
        ("x = YEAR(y)", "a function"),
        ("p(x) AND x != 3", "the comparison !="),
        ("x = 1.5", "a number with a fraction"),
    ],
)
def test_what_is_outside_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(NotMonitorable, match=named) as refusal:
        read_mfotl(text)
    assert refusal.value.where.startswith("line 1, column ")
    assert refusal.value.next_step


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("", 1, 1, "found the end"),
        ("p() AND\nq", 2, 2, "a comparison after q, or q()"),
        ("p(x", 1, 4, "after the arguments of p"),
        ("p(x) q(x)", 1, 6, "an operator or the end"),
        ("(p()", 1, 5, "expected '\\)'"),
        ("ONCE[5,3] p()", 1, 5, "contains nothing"),
        ("ONCE[3,3) p()", 1, 5, "contains nothing"),
        ("ONCE[3y,4] p()", 1, 7, "units s, m, h, d"),
        ("ONCE[0,3 p()", 1, 10, "at the end of the interval"),
        ("x = 7d", 1, 5, "only in an interval"),
        ("x-y = 3", 1, 1, "a sign other than letters"),
        ("x = 'a'", 1, 5, "double quotes"),
        ('x = "a', 1, 5, "not closed"),
        ("x = $", 1, 5, "has no meaning"),
        ("EXISTS x, x. p(x)", 1, 1, "twice"),
        ("EXISTS _x. p(_x)", 1, 8, "begin with _"),
        ("x = _", 1, 5, "begin with _"),
        ("EXISTS AND. p()", 1, 8, "the name of a variable"),
        ("x = 99999999999999999999", 1, 5, "too large"),
        (" EQUIV ".join(["p()"] * 12), 1, 85, "at most 8 EQUIV"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(
    text: str, line: int, column: int, said: str
) -> None:
    with pytest.raises(BadFormula, match=said) as refusal:
        read_mfotl(text)
    assert (refusal.value.line, refusal.value.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 41 + "p()" + ")" * 41,
        "NOT " * 5000 + "p()",
        "ONCE " * 101 + "p()",
        " SINCE ".join(["p()"] * 5000),
        " IMPLIES ".join(["p()"] * 5000),
        "EXISTS x. " * 3000 + "p(x)",
        "p() " * 20_000,
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(BadFormula, match=r"nested too deeply|longer than 64 KiB"):
        read_mfotl(text)


def test_forty_parentheses_are_read() -> None:
    assert read_mfotl("(" * 40 + "x = 1" + ")" * 40) == Compare("=", X, Constant(1))


def test_a_long_flat_rule_is_read() -> None:
    rule = read_mfotl(" AND ".join(["p()"] * 5000))
    assert isinstance(rule, And)
    assert len(rule.parts) == 5000
