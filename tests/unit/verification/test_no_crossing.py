"""Korea 1953: nobody crosses the demarcation line without leave of the commission."""

from __future__ import annotations

import pytest
from tests.fakes.asking import ask, meridian
from tests.fakes.happening import beside, incident, period, utc, watched

from holdfire.agreement import attach, load_library
from holdfire.base.phenomenon import Phenomenon
from holdfire.verification import ClauseVerdict, Verdict

KOREA = attach(load_library("korea-armistice-1953"), [meridian("MDL")])
SPAN = period("1953-09-01T00:00+09:00", "1953-09-10T00:00+09:00")
AT = utc("1953-09-05T12:00+09:00")


def asked(km: float, **traits: tuple[object, ...]) -> ClauseVerdict:
    crossed = incident(Phenomenon.CROSSING, beside(km), AT, attributes=traits)
    seen = watched(SPAN.start, SPAN.end, (Phenomenon.CROSSING,))
    return ask(KOREA, "7", [crossed], [seen], SPAN)


@pytest.mark.parametrize(
    ("traits", "verdict"),
    [
        ({"authorised": ("no",)}, Verdict.VIOLATED),
        ({"authorised": ("yes",)}, Verdict.COMPLIED),
        ({"authorised": ("yes", "no")}, Verdict.UNDETERMINED),
        ({}, Verdict.UNDETERMINED),
    ],
)
def test_leave_decides(traits: dict[str, tuple[object, ...]], verdict: Verdict) -> None:
    found = asked(0.1, **traits)
    assert found.verdict is verdict
    if verdict is Verdict.UNDETERMINED:
        assert "register" in {w.kind for w in found.witness}


def test_a_crossing_elsewhere_is_not_one_of_this_line() -> None:
    assert asked(5.0, authorised=("no",)).verdict is Verdict.COMPLIED
