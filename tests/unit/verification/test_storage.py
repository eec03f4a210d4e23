"""Dayton: heavy weapons in cantonments after day 120."""

from __future__ import annotations

from tests.fakes.asking import ask, square
from tests.fakes.happening import beside, incident, period, utc, watched

from holdfire.agreement import attach, load_library
from holdfire.base.phenomenon import Phenomenon
from holdfire.verification import ClauseVerdict, Verdict

MOSCOW = attach(load_library("moscow-1994"), [square("storage_sites", 36.9, 47.9, 37.1, 48.1)])
SPAN = period("1994-06-01T00:00+03:00", "1994-06-10T00:00+03:00")
AT = utc("1994-06-05T12:00+03:00")
TANK = {"kind": ("tank",)}


def asked(km: float) -> ClauseVerdict:
    tank = incident(Phenomenon.WEAPON_PRESENT, beside(km), AT, attributes=TANK)
    seen = watched(SPAN.start, SPAN.end, (Phenomenon.WEAPON_PRESENT,))
    return ask(MOSCOW, "2b", [tank], [seen], SPAN)


def test_moscow_a_tank_in_storage_keeps_it_and_one_outside_does_not() -> None:
    assert asked(0.0).verdict is Verdict.COMPLIED
    assert asked(60.0).verdict is Verdict.VIOLATED


def test_moscow_without_the_sites_it_is_open() -> None:
    tank = incident(Phenomenon.WEAPON_PRESENT, beside(60.0), AT, attributes=TANK)
    found = ask(load_library("moscow-1994"), "2b", [tank], [], SPAN)
    assert found.verdict is Verdict.UNDETERMINED
    assert {w.kind for w in found.witness} == {"geometry"}


def test_dayton_before_day_120_nothing_is_due() -> None:
    span = period("1996-03-01T00:00+01:00", "1996-03-10T00:00+01:00")
    tank = incident(Phenomenon.WEAPON_PRESENT, beside(0.0), span.start, attributes=TANK)
    found = ask(load_library("dayton-1a-1995"), "IV4", [tank], [], span)
    assert found.verdict is Verdict.UNDETERMINED
    assert "Not yet due" in found.reason
