"""Minsk Package: the OSCE observes, by technical means too."""

from __future__ import annotations

import pytest
from tests.fakes.asking import ask
from tests.fakes.happening import beside, incident, period, utc

from holdfire.agreement import load_library
from holdfire.base.phenomenon import Phenomenon
from holdfire.verification import Verdict

SPAN = period("2015-03-01T00:00+02:00", "2015-03-10T00:00+02:00")
AT = utc("2015-03-05T12:00+02:00")
FULL = {"body": ("OSCE",), "means": ("uav",), "reason": ("denied",)}


@pytest.mark.parametrize(
    ("change", "verdict", "kind"),
    [
        ({}, Verdict.VIOLATED, ""),
        ({"reason": ("weather",)}, Verdict.UNOBSERVED, "gap"),
        ({"reason": ()}, Verdict.UNDETERMINED, "register"),
        ({"body": ()}, Verdict.UNDETERMINED, "definition"),
        ({"body": ("another body",)}, Verdict.UNOBSERVED, "gap"),
        ({"means": ("binoculars",)}, Verdict.UNOBSERVED, "gap"),
    ],
)
def test_whom_it_kept_away_and_why_decides(
    change: dict[str, tuple[str, ...]], verdict: Verdict, kind: str
) -> None:
    traits = {key: value for key, value in {**FULL, **change}.items() if value}
    found = ask(
        load_library("minsk-package-2015"),
        "3",
        [incident(Phenomenon.RESTRICTION, beside(0.0), AT, attributes=traits)],
        [],
        SPAN,
    )
    assert found.verdict is verdict
    if kind == "gap":
        assert {w.kind for w in found.witness} <= {"gap"}
    elif kind:
        assert kind in {w.kind for w in found.witness}
