"""Sinai, Zone C: only the multinational force and civil police."""

from __future__ import annotations

from tests.fakes.asking import ask, square
from tests.fakes.happening import beside, incident, period, utc, watched

from holdfire.agreement import attach, load_library
from holdfire.base.phenomenon import Phenomenon
from holdfire.verification import Verdict

SINAI = attach(load_library("sinai-1979"), [square("C", 36.5, 47.5, 37.5, 48.5)])
SPAN = period("1982-05-01T00:00+02:00", "1982-05-10T00:00+02:00")
AT = utc("1982-05-05T12:00+02:00")
SEEN = [watched(SPAN.start, SPAN.end, (Phenomenon.WEAPON_PRESENT, Phenomenon.FORCES_PRESENT))]

OTHER: dict[str, tuple[object, ...]] = {
    "operator": ("an armoured brigade",),
    "purpose": ("combat",),
}


def verdict(km: float, traits: dict[str, tuple[object, ...]], *, seen: bool) -> Verdict:
    there = incident(Phenomenon.FORCES_PRESENT, beside(km), AT, attributes=traits)
    return ask(SINAI, "ZC", [there], SEEN if seen else [], SPAN).verdict


def test_forces_without_an_owner_leave_it_open() -> None:
    found = ask(SINAI, "ZC", [incident(Phenomenon.FORCES_PRESENT, beside(0.0), AT)], SEEN, SPAN)
    assert found.verdict is Verdict.UNDETERMINED
    assert "attribution" in {w.kind for w in found.witness}


def test_those_permitted_keep_it_and_others_do_not() -> None:
    assert verdict(0.0, {"operator": ("MFO",)}, seen=True) is Verdict.COMPLIED
    assert verdict(0.0, OTHER, seen=False) is Verdict.VIOLATED


def test_outside_the_zone_nothing_matches_and_without_a_look_nothing_is_said() -> None:
    assert verdict(80.0, OTHER, seen=True) is Verdict.COMPLIED
    assert verdict(80.0, OTHER, seen=False) is Verdict.UNOBSERVED
