"""What each frame has."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.formula import Always, Atom, Bound, Eventually, Formula, Until
from holdfire.agreement.accord.syntax.frame import check_frame
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.surface_text import read_formula

A = Atom("a")


@pytest.mark.parametrize(
    "formula", [Eventually(Bound(), A), Always(Bound(3, None), A), Until(Bound(), A, A)]
)
def test_a_future_without_an_end_is_refused_in_both(formula: Formula) -> None:
    with pytest.raises(NotMonitorable, match="never settled"):
        check_frame(formula, "points")
    with pytest.raises(NotMonitorable, match="never settled"):
        check_frame(formula, "timeline")


def test_neighbouring_points_are_of_logs_only() -> None:
    for text in ("p() AND PREVIOUS q()", "NOT NEXT[0,3] p()"):
        check_frame(read_mfotl(text), "points")
        with pytest.raises(NotMonitorable, match="no neighbouring points"):
            check_frame(read_mfotl(text), "timeline")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("p(x) and x in ZONE", "the set ZONE"),
        ("p(x) and x < now", "the named thing now"),
        ("p(x) and x + now < 3", "the named thing now"),
        ("p(x) and caliber(x) > 3", "the function caliber"),
        ("p(x) and count{y: p(y)} > x", "the aggregate count"),
        ("p(x) and x > 100 mm", "the unit of 100 mm"),
        ("once[0,7d] (p(x) and x > 7 d)", "the unit of 7 d"),
    ],
)
def test_a_log_has_facts_only(text: str, named: str) -> None:
    formula = read_formula(text)
    check_frame(formula, "timeline")
    with pytest.raises(NotMonitorable, match=named):
        check_frame(formula, "points")
