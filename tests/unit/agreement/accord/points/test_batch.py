from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.formula import Atom, Bound, Eventually
from holdfire.agreement.accord.points.batch import evaluate
from holdfire.agreement.accord.syntax.log import LogPoint
from holdfire.base.truth import Truth

Table = Callable[..., dict[tuple[int | str, ...], str]]

PLAIN = "@0 P()\n@2 Q()\n@2 P()\n@3\n@7 Q()\n@9"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("P()", "101000"),
        ("NOT P()", "010111"),
        ("P() OR Q()", "111010"),
        ("P() IMPLIES Q()", "010111"),
        ("ONCE P()", "111111"),
        ("ONCE[0,2] P()", "111100"),  # two ticks, the end included
        ("ONCE[1,2] P()", "011100"),
        ("ONCE[3,7] P()", "000111"),
        ("ONCE[3,*) P()", "000111"),
        ("PAST_ALWAYS[0,1] NOT P()", "010011"),
        ("EVENTUALLY[0,5] Q()", "111110"),
        ("EVENTUALLY[1,5] Q()", "111100"),
        ("ALWAYS[0,1] NOT Q()", "101101"),
        ("PREVIOUS P()", "010100"),
        ("PREVIOUS[2,5] P()", "010000"),
        ("NEXT Q()", "100100"),
        ("NEXT[0,3] Q()", "100000"),
        ("(NOT Q()) SINCE P()", "101100"),
        ("(NOT P()) SINCE[1,4] Q()", "000001"),
        ("(NOT P()) SINCE[0,2] Q()", "010011"),
        ("(NOT P()) UNTIL[0,5] Q()", "010110"),
        ("(NOT P()) UNTIL[0,3] Q()", "010010"),
        ("P() SINCE Q()", "011010"),
        ("NOT Q() AND ONCE[0,0] Q()", "001000"),
    ],
)
def test_closed_rules_over_points(table: Table, rule: str, expected: str) -> None:
    assert table(rule, PLAIN) == {(): expected}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("P() AND Q()", "0?0"),
        ("P() OR Q()", "11?"),
        ("NOT Q()", "1??"),
        ("ONCE Q()", "0??"),
        ("(NOT Q()) SINCE P()", "11?"),
        ("EVENTUALLY[0,9] (P() AND Q())", "??0"),
    ],
)
def test_unknown_facts_leave_open_what_depends_on_them(
    table: Table, rule: str, expected: str
) -> None:
    assert table(rule, "@1 P()\n@3 P() ?Q()\n@4 ?Q()") == {(): expected}


def test_rows_are_the_values_of_the_free_variables(table: Table) -> None:
    log = '@0 r("a",1)\n@1 r("b",2) q(2)\n@5 r("a",1) q(1)'
    assert table("r(x,n) AND NOT q(n)", log) == {("a", 1): "100"}
    assert table("EXISTS n. r(x,n) AND q(n)", log) == {("a",): "001", ("b",): "010"}
    assert table("ONCE[0,4] r(x,n)", log) == {("a", 1): "111", ("b", 2): "011"}
    assert table("r(x,n) AND n > 1", log) == {("b", 2): "010"}
    assert table('r(x,n) AND x = "a"', log) == {("a", 1): "101"}
    assert table("q(n) AND (NOT r(x,n) SINCE[1,9] r(x,n))", log) == {}


def test_a_complete_log_has_nothing_behind_its_end_and_an_incomplete_one_anything(
    table: Table,
) -> None:
    log = "@0 P()\n@3 Q()"
    assert table("P() AND NOT EVENTUALLY[0,9] R()", log) == {(): "10"}
    assert table("P() AND NOT EVENTUALLY[0,9] R()", log, complete=False) == {(): "?0"}
    assert table("P() AND NOT EVENTUALLY[0,2] R()", log, complete=False) == {(): "10"}
    assert table("EVENTUALLY[0,0] P()", log, complete=False) == {(): "1?"}
    assert table("NEXT P()", log, complete=False) == {(): "0?"}
    assert table("EXISTS x. EVENTUALLY[0,1] p(x)", log, complete=False) == {(): "0?"}


def test_behind_an_open_end_known_values_are_tried_and_types_are_kept(table: Table) -> None:
    rule = "EXISTS x. ((ONCE[0,9] r(x)) UNTIL[1,2] (q(x) AND x > 3))"
    assert table(rule, '@0 r(5) s("a")\n@1 s("b")', complete=False) == {(): "??"}
    assert table(rule, '@0 s("a")\n@1 s("b")', complete=False) == {(): "00"}
    assert table(rule, '@0 r(5) s("a")\n@1 q(5)') == {(): "10"}


def test_the_order_of_arrival_does_not_matter(table: Table) -> None:
    rule = "q(x) AND NOT (NOT p(x) SINCE[0,5] r(x))"
    lines = ["@0 r(1)", "@1 q(1)", "@2 p(1)", "@3 q(1)", "@4 r(1)", "@9 q(1)", "@10 q(1)"]
    whole = table(rule, "\n".join(lines))
    assert whole == {(1,): "0001001"}
    assert table(rule, "\n".join(reversed(lines))) == whole
    assert table(rule, "\n".join(lines[3:] + lines[:3])) == whole


def test_insert_then_withdraw_is_never_inserted(table: Table) -> None:
    rule = "q(x) AND NOT ONCE[0,5] p(x)"
    assert table(rule, "@1 q(1)\n@2\n@3 q(1)") == {(1,): "101"}
    assert table(rule, "@1 q(1)\n@2 p(1)\n@3 q(1)\n@2 -p(1)") == {(1,): "101"}
    assert table(rule, "@1 q(1)\n@2 p(1)\n@3 q(1)") == {(1,): "100"}


def test_an_empty_log_has_no_verdicts() -> None:
    assert evaluate(Atom("p"), []) == {(): ()}
    assert evaluate(Eventually(Bound(0, 3), Atom("p")), [LogPoint(4)]) == {(): (Truth.FALSE,)}
