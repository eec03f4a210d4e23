"""Which formulas have all their variables given by facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.agreement.accord.syntax.guard import check_guarded, check_open_end
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.surface_text import read_formula


@pytest.mark.parametrize("name", ["r1", "r2", "r3"])
def test_the_shared_rules_are_guarded(shared_data: Path, name: str) -> None:
    text = (shared_data / "accord_rules" / f"{name}.mfotl").read_text("utf-8")
    check_guarded(read_mfotl(text), frame="points")


@pytest.mark.parametrize(
    "text",
    [
        "TRUE",
        "p(x)",
        "x = 3",
        "p(x) AND NOT q(x)",
        "NOT q(x) AND p(x)",
        "y = x AND p(x)",
        "x = y AND y = z AND p(z)",
        "p(x) AND x < 3",
        "p(x) OR q(x)",
        "p(x) OR x = 3",
        "NOT (NOT p(x) OR q(x))",
        "NOT (p(x) IMPLIES q(x))",
        "NOT NOT p(x)",
        "EXISTS x. p(x)",
        "EXISTS y. p(x)",
        "NOT EXISTS x. p(x)",
        "FORALL x. p(x) IMPLIES q(x)",
        "FORALL x. NOT p(x)",
        "NOT FORALL x. NOT p(x)",
        "NOT FORALL x. NOT p(x,y)",
        "q(y) AND FORALL x. p(x,y) IMPLIES q(x)",
        "ONCE p(x)",
        "PREVIOUS p(x)",
        "NEXT p(x)",
        "EVENTUALLY[0,3] p(x)",
        "p(x) SINCE q(x)",
        "NOT p(x) SINCE q(x)",
        "NOT p(x) SINCE q(x,y)",
        "NOT p(x) UNTIL[0,3] q(x)",
        "NOT PAST_ALWAYS NOT p(x)",
        "NOT ALWAYS[0,3] NOT p(x)",
        "p(x) AND PAST_ALWAYS NOT q(x)",
        "p(x) AND ONCE (NOT q(x))",
        "p(x,y) AND (q(x) OR q(y))",
        "p(x,y) AND (p(y,y) SINCE q(x))",
        "p(x) AND (q(y) OR x = y)",
    ],
)
def test_these_are_guarded(text: str) -> None:
    check_guarded(read_mfotl(text), frame="points")


@pytest.mark.parametrize(
    ("text", "variable", "part"),
    [
        ("NOT p(x)", "x", "p(x)"),
        ("x < 3", "x", "x < 3"),
        ("x = y", "x", "x = y"),
        ("NOT x = 3", "x", "x = 3"),
        ("p(x) AND NOT q(y)", "y", "q(y)"),
        ("p(x) AND NOT q(x,y)", "y", "q(x, y)"),
        ("p(x) OR q(y)", "y", "p(x) OR q(y)"),
        ("p(x) AND (q(y) OR x < y)", "y", "x < y"),
        ("p(x) IMPLIES q(x)", "x", "p(x)"),
        ("EXISTS x. NOT p(x)", "x", "p(x)"),
        ("q(x) AND EXISTS x. NOT p(x)", "x", "p(x)"),
        ("NOT EXISTS x. p(x,y)", "y", "EXISTS x. p(x, y)"),
        ("FORALL x. p(x)", "x", "p(x)"),
        ("FORALL x. p(x,y) IMPLIES q(x)", "y", "FORALL x. p(x, y) IMPLIES q(x)"),
        ("p(x,y) SINCE q(x)", "y", "p(x, y)"),
        ("p(x) SINCE NOT q(x)", "x", "q(x)"),
        ("NOT (p(x) SINCE q(x))", "x", "p(x) SINCE q(x)"),
        ("ONCE NOT q(x)", "x", "q(x)"),
        ("PAST_ALWAYS p(x)", "x", "PAST_ALWAYS p(x)"),
        ("p(x) AND ONCE (q(y) AND z < 3)", "z", "z < 3"),
    ],
)
def test_these_are_refused_with_the_variable_and_the_part(
    text: str, variable: str, part: str
) -> None:
    with pytest.raises(NotMonitorable, match=f"the variable {variable} ") as refusal:
        check_guarded(read_mfotl(text), frame="points")
    assert refusal.value.where == part
    assert variable in refusal.value.next_step


def test_a_key_from_outside_is_a_guard() -> None:
    formula = read_formula("caliber(u) > 100 mm and not excepted(u)")
    check_guarded(formula, frame="timeline", given=("u",))
    with pytest.raises(NotMonitorable, match="the variable u "):
        check_guarded(formula, frame="timeline")


@pytest.mark.parametrize(
    "text",
    [
        "p(u) and once[0,7d] inspected(site(u))",
        "p(z) and count{u: q(u, z)} > 3",
        "x = count{u: q(u)}",
        "sum{n, x: p(x, n)} < 3",
        "sum{f(x), x: p(x)} < 3",
        "duration[0,7d]{a} < 3 d",
    ],
)
def test_terms_of_given_variables_are_computed(text: str) -> None:
    check_guarded(read_formula(text), frame="timeline")


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("inspected(site(u))", "u"),
        ("count{u: q(u, z)} > 3", "z"),
        ("count{u: not q(u)} > 3", "u"),
        ("count{u, v: q(u)} > 3", "v"),
        ("sum{f(y), x: p(x)} < 3", "y"),
        ("place(x) in ZONE", "x"),
    ],
)
def test_terms_give_nothing(text: str, variable: str) -> None:
    with pytest.raises(NotMonitorable, match=f"the variable {variable} "):
        check_guarded(read_formula(text), frame="timeline")


def test_intricate_formulas_are_settled_quickly() -> None:
    """Each level waits for the one around it; the work stays bounded."""
    inner = "p(x)"
    for _ in range(12):
        inner = f"({inner} AND NOT q(y) AND NOT q(z))"
    check_guarded(read_mfotl(f"{inner} AND r(z) AND r(y)"), frame="points")


def test_a_chain_of_any_order_is_settled_or_refused() -> None:
    """The work stays bounded: forwards one pass is enough, backwards it would take many."""
    links = [f"x{number} = x{number + 1}" for number in range(1000)]
    check_guarded(read_mfotl(" AND ".join(["p(x0)", *links])), frame="points")
    check_guarded(read_mfotl(" AND ".join([*links[:200], "p(x200)"])), frame="points")
    with pytest.raises(NotMonitorable, match="too intricate"):
        check_guarded(read_mfotl(" AND ".join([*links, "p(x1000)"])), frame="points")


@pytest.mark.parametrize(
    "text",
    [
        "EVENTUALLY[0,5] p(x)",
        "NEXT p(x)",
        "EVENTUALLY[0,5] (p(y) AND q(x))",
        "NOT ALWAYS[0,5] NOT p(x)",
        "p(x) AND (q(y) OR EVENTUALLY[0,1] q(y))",
    ],
)
def test_the_future_may_not_be_the_first_to_name_the_rows_of_an_open_log(text: str) -> None:
    formula = read_mfotl(text)
    check_guarded(formula, frame="points")
    with pytest.raises(NotMonitorable, match="follows the end of the log"):
        check_open_end(formula)


@pytest.mark.parametrize(
    "text",
    [
        "p(x) AND EVENTUALLY[0,5] q(x)",
        "EXISTS x. EVENTUALLY[0,5] p(x)",
        "p(x) AND NOT EVENTUALLY[0,5] q(x)",
    ],
)
def test_the_future_may_test_rows_that_are_named_before(text: str) -> None:
    check_open_end(read_mfotl(text))
