"""Formulas that mean the same over points and over time."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.robust import check_robust, idle_value
from holdfire.agreement.accord.syntax.surface_text import read_formula


@pytest.mark.parametrize("name", ["r1", "r2", "r3"])
def test_the_shared_rules_are_robust(shared_data: Path, name: str) -> None:
    text = (shared_data / "accord_rules" / f"{name}.mfotl").read_text("utf-8")
    check_robust(read_mfotl(text))


@pytest.mark.parametrize(
    "text",
    [
        "p and not once[0,7d] q",
        "historically[0,7d] not p",
        "always[0,7d] (p implies q)",
        "once[0,1d] (q and once[0,1d] p)",
        "not p since[0,*) q",
        "(not p and not q) since[0,*) q",
        "(not p or r) until[0,1d] q",
        "(not once[0,*) r) since[0,1d] q",
        "x < 3 since[0,1d] q(x)",
        "once[0,1d] (exists x . p(x) and not q(x))",
    ],
)
def test_these_are_robust(text: str) -> None:
    check_robust(read_formula(text))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("once[0,7d] not p", "not p"),
        ("p and eventually[0,7d] (x < 3)", "x < 3"),
        ("historically[0,7d] p", "p"),
        ("always[0,7d] (x < 3)", "x < 3"),
        ("p since[0,*) q", "p"),
        ("not p since[0,*) not q", "not q"),
        ("(once[0,*) p) until[0,1d] q", "once"),
        ("(not once[0,1d] p) since[0,*) q", "not once"),
        ("(not p or x < 3) since[0,*) once[0,1d] q", "once"),
        ("once[0,1d] once[0,1d] p", "once"),
    ],
)
def test_these_are_not(text: str, part: str) -> None:
    with pytest.raises(NotMonitorable, match="where nothing happens, ") as refusal:
        check_robust(read_formula(text))
    assert f"where nothing happens, {part}" in refusal.value.what


def test_neighbouring_points_are_not_robust() -> None:
    with pytest.raises(NotMonitorable, match="no neighbouring points"):
        check_robust(read_mfotl("p() AND PREVIOUS q()"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("p", False),
        ("not p", True),
        ("p and x < 3", False),
        ("not p and x < 3", None),
        ("not p or x < 3", True),
        ("p implies q", True),
        ("true implies q", False),
        ("exists x . p(x)", False),
        ("forall x . not p(x)", True),
        ("once[0,1d] p", None),
        ("true", True),
    ],
)
def test_the_value_where_nothing_happens(text: str, value: bool | None) -> None:  # noqa: FBT001
    assert idle_value(read_formula(text)) is value


def test_bounds_are_shown_as_they_were_written() -> None:
    formula = read_formula("once[0,7d] not p", ticks_per_second=1)
    with pytest.raises(NotMonitorable, match=r"once\[0, 7d\] not p"):
        check_robust(formula, ticks_per_second=1)
