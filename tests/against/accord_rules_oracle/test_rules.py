"""The three worked rules through the direct evaluator: the published verdicts, line for line.

The trees are written out by hand, so that neither a reader nor an engine has a part in it.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tests.oracle.points import Log, evaluate

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Formula,
    Not,
    Once,
    Or,
)
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.term import Constant, Value, Variable
from holdfire.base.truth import Truth

DAY, HOUR = 86_400, 3_600
FACT = re.compile(r"(\w+)(\([^)]*\))")


def v(name: str) -> Variable:
    return Variable(name)


def is_(name: str, value: Value) -> Compare:
    return Compare("=", v(name), Constant(value))


R1 = And((
    Atom("seen", (v("w"), v("c"), v("d"), v("s"))),
    Compare(">", v("c"), Constant(100)),
    Compare("<", v("d"), Constant(25_000)),
    Once(Bound(14 * DAY, None), Atom("dday")),
    Not(Once(Bound(0, 7 * DAY), Atom("inspected", (v("s"),)))),
))  # fmt: skip
R2 = And((
    And((
        Atom("finding", (v("f"), v("x"), v("g"))),
        is_("g", "grave"),
        Or((is_("c", "a"), is_("c", "b"))),
    )),
    Not(Eventually(Bound(0, 24 * HOUR), Or((
        Atom("activated", (v("f"), v("c"))), Atom("waived", (v("f"), v("c"))),
    )))),
))  # fmt: skip
R3 = And(
    (
        Atom("finding", (v("f"), v("x"), v("g"))),
        is_("g", "grave"),
        Not(Eventually(Bound(0, 72 * HOUR), Atom("remedied", (v("f"),)))),
        Not(Eventually(Bound(72 * HOUR, 73 * HOUR), Atom("escalated", (v("f"),)))),
    )
)
RULES: dict[str, Formula] = {"r1": R1, "r2": R2, "r3": R3}


def arguments(text: str) -> tuple[Value, ...]:
    return tuple(ast.literal_eval(f"({text[1:-1]},)")) if text != "()" else ()


def log_of(text: str) -> Log:
    points = []
    for line in text.splitlines():
        stamp, _, rest = line[1:].partition(" ")
        facts = {(name, arguments(args)): Truth.TRUE for name, args in FACT.findall(rest)}
        points.append((int(stamp), facts))
    return points


def verdicts(log: Log, rule: Formula) -> list[str]:
    table = evaluate(rule, log)
    lines = []
    for number, (stamp, _) in enumerate(log):
        keys = sorted(key for key, values in table.items() if values[number] is Truth.TRUE)
        shown = (
            "(" + ",".join(f'"{a}"' if isinstance(a, str) else str(a) for a in key) + ")"
            for key in keys
        )
        if keys:
            lines.append(f"@{stamp} (time point {number}): " + " ".join(shown))
    return lines


@pytest.mark.parametrize("rule", RULES)
def test_the_published_verdicts(rule: str, shared_data: Path) -> None:
    folder = shared_data / "accord_rules"
    log = log_of((folder / "l.log").read_text("utf-8"))
    assert len(log) == 16
    expected = (folder / f"{rule}.expected").read_text("utf-8").splitlines()
    assert verdicts(log, RULES[rule]) == expected


@pytest.mark.parametrize("rule", RULES)
def test_the_reader_reads_the_rule_as_written_by_hand(rule: str, shared_data: Path) -> None:
    text = (shared_data / "accord_rules" / f"{rule}.mfotl").read_text("utf-8")
    log = log_of((shared_data / "accord_rules" / "l.log").read_text("utf-8"))
    for few in (log[:2], log[5:7], log[9:11], log[12:14]):  # few constants: all are tried
        assert evaluate(read_mfotl(text), few) == evaluate(RULES[rule], few)


@pytest.mark.parametrize(("age", "flagged"), [(7 * DAY, False), (7 * DAY + 1, True)])
def test_an_inspection_exactly_seven_days_ago_still_excepts(age: int, flagged: bool) -> None:  # noqa: FBT001 - the verdict is the case
    seen = ("seen", ("w", 122, 9000, "S7"))
    log: Log = [
        (0, {("dday", ()): Truth.TRUE}),
        (20 * DAY, {("inspected", ("S7",)): Truth.TRUE}),
        (20 * DAY + age, {seen: Truth.TRUE}),
    ]
    assert bool(verdicts(log, R1)) is flagged


@pytest.mark.parametrize(("age", "flagged"), [(14 * DAY - 1, False), (14 * DAY, True)])
def test_the_rule_begins_exactly_fourteen_days_after(age: int, flagged: bool) -> None:  # noqa: FBT001 - as above
    seen = ("seen", ("w", 122, 9000, "none"))
    log: Log = [(0, {("dday", ()): Truth.TRUE}), (age, {seen: Truth.TRUE})]
    assert bool(verdicts(log, R1)) is flagged


@pytest.mark.parametrize(
    ("act", "age", "flagged"),
    [
        ("remedied", 72 * HOUR, False),
        ("remedied", 72 * HOUR + 1, True),
        ("escalated", 72 * HOUR - 1, True),
        ("escalated", 72 * HOUR, False),
        ("escalated", 73 * HOUR, False),
        ("escalated", 73 * HOUR + 1, True),
    ],
)
def test_the_edges_of_remedy_and_escalation(act: str, age: int, flagged: bool) -> None:  # noqa: FBT001 - as above
    log: Log = [
        (0, {("finding", ("F", "X", "grave")): Truth.TRUE}),
        (age, {(act, ("F",)): Truth.TRUE}),
        (80 * HOUR, {}),
    ]
    assert bool(verdicts(log, R3)) is flagged
