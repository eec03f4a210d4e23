from __future__ import annotations

import pytest

from holdfire.agreement.accord.points.robust import check_robust
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.surface_text import read_formula


@pytest.mark.parametrize(
    "text",
    [
        "seen(u) and not once[0,7d] inspected(u)",
        "access(u) and not (not logout(u) since[0,*) login(u))",
        "found(f) and not eventually[0,24h] (done(f) or waived(f))",
        "q(x) and historically[0,3s] not (p(x) and x > 3)",
        "q(x) and ((not p(x) and x > 3) since[0,3s] r(x))",
    ],
)
def test_facts_and_their_absence_mean_the_same_at_points_and_instants(text: str) -> None:
    check_robust(read_formula(text, ticks_per_second=1))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("q(x) and (p(x) since[0,3s] r(x))", "may fail between two facts"),
        ("q(x) and historically[0,3s] p(x)", "may fail between two facts"),
        ("q(x) and always[0,3s] x > 3", "may fail between two facts"),
        ("q(x) and once[2s,3s] not p(x)", "may hold between two facts"),
        ("q(x) and once[2s,3s] (not p(x) since[0,*) r(x))", "may hold between two facts"),
        ("q(x) and eventually[0,3s] x > 2", "may hold between two facts"),
    ],
)
def test_states_between_facts_are_refused_by_name(text: str, part: str) -> None:
    with pytest.raises(NotMonitorable, match=part):
        check_robust(read_formula(text, ticks_per_second=1))
