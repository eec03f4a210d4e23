"""Deadlines and amendments of real agreements, one second before and after each.

Authority: the dates as the public sources of the library quote them, on the clocks of the
text. Lines and zones are drawn for the test, because the texts only name theirs.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.fakes.asking import ask, meridian, square
from tests.fakes.happening import SECOND, beside, incident, period, utc, watched

from holdfire.agreement import Agreement, attach, load_library
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.verification import ClauseVerdict, Verdict

WEAPON = Phenomenon.WEAPON_PRESENT
BOX = (36.9, 47.9, 37.1, 48.1)

DAYTON = attach(
    load_library("dayton-1a-1995"), [meridian("ACFL"), square("transfer_areas", *BOX)]
)
LEBANON = attach(load_library("lebanon-2006-2024"), [square("southern_lebanon", *BOX)])


def forces(at: datetime | TimeSpan, agreement: Agreement, clause: str) -> ClauseVerdict:
    """What a clause says of forces seen in its area at a time, over the month around it."""
    start = at.start if isinstance(at, TimeSpan) else at
    kinds = {"kind": ("personnel",), "operator": ("armed forces",), "purpose": ("guard",)}
    seen = incident(Phenomenon.FORCES_PRESENT, beside(0.5), at, attributes=kinds)
    span = TimeSpan(start - timedelta(days=15), start + timedelta(days=15))
    return ask(agreement, clause, [seen], [], span)


@pytest.mark.parametrize(
    ("clause", "deadline"),
    [("IV2a", "1996-01-20T00:00+01:00"), ("IV3", "1996-02-04T00:00+01:00")],
)
def test_dayton_a_zone_is_left_by_the_last_second_of_the_day(
    clause: str, deadline: str
) -> None:
    # Transfer of authority on 20 December 1995, and 30 and 45 days from it.
    end = utc(deadline)
    assert forces(end - SECOND, DAYTON, clause).verdict is not Verdict.VIOLATED
    assert not forces(end - SECOND, DAYTON, clause).matches
    assert forces(end + SECOND, DAYTON, clause).verdict is Verdict.VIOLATED


def test_dayton_areas_that_changed_hands_may_be_entered_from_day_91_on() -> None:
    end = utc("1996-03-21T00:00+01:00")
    assert forces(end - SECOND, DAYTON, "IV3").verdict is Verdict.VIOLATED
    assert not forces(end + SECOND, DAYTON, "IV3").matches


def test_dayton_a_sighting_whose_time_reaches_over_the_deadline_is_a_straddle() -> None:
    end = utc("1996-01-20T00:00+01:00")
    found = forces(TimeSpan(end - 60 * SECOND, end + 60 * SECOND), DAYTON, "IV2a")
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness[0].kind == "straddle"
    after = forces(TimeSpan(end + SECOND, end + 60 * SECOND), DAYTON, "IV2a")
    assert after.verdict is Verdict.VIOLATED


def test_dayton_the_formula_shows_the_deadline_of_the_article() -> None:
    found = forces(utc("1996-01-21T00:00+01:00"), DAYTON, "IV2a")
    assert 'now > cal("1996-01-19 23:00:00", "UTC")' in found.formula
    assert 'dist(place(u), "ACFL") <= 2 km' in found.formula
    assert found.through == "accord"


# Energy 2025: 30 days from 18 March and from 25 March, counted on the clocks of Kyiv.


@pytest.mark.parametrize(
    ("reading", "end"),
    [("kremlin", "2025-04-17T00:00+03:00"), ("kyiv", "2025-04-24T00:00+03:00")],
)
def test_energy_each_reading_ends_on_its_own_day(reading: str, end: str) -> None:
    energy = load_library("energy-moratorium-2025")
    span = period("2025-03-18T00:00+02:00", "2025-05-01T00:00+03:00")
    first = utc(end)
    for at, matched in ((first - SECOND, True), (first + timedelta(days=1), False)):
        hit = incident(
            Phenomenon.STRIKE,
            beside(0.0),
            at,
            attributes={"object": ("power_generation",)},
        )
        found = ask(energy, "E", [hit], [], span, reading=reading)
        assert bool(found.matches) is matched, (reading, at)


# Lebanon 2024: 27 November 04:00 and 60 days; extended to 18 February after they had passed.


def test_lebanon_the_extension_does_not_reach_back() -> None:
    first = utc("2025-01-26T04:00+02:00")
    before = forces(first - SECOND, LEBANON, "W")
    assert before.verdict is not Verdict.VIOLATED
    span = period("2025-01-26T00:00+02:00", "2025-01-26T20:00+02:00")
    kinds = {"kind": ("personnel",)}
    late = incident(Phenomenon.FORCES_PRESENT, beside(0.5), first + SECOND, attributes=kinds)
    found = ask(LEBANON, "W", [late], [], span)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness[0].kind == "attribution"


def test_lebanon_after_the_extension_the_deadline_is_18_february() -> None:
    assert not forces(utc("2025-02-18T23:59:59+02:00"), LEBANON, "W").matches
    kinds = {"kind": ("personnel",)}
    late = incident(
        Phenomenon.FORCES_PRESENT,
        beside(0.5),
        utc("2025-02-19T00:00:01+02:00"),
        attributes=kinds,
    )
    span = period("2025-02-15T00:00+02:00", "2025-03-01T00:00+02:00")
    found = ask(LEBANON, "W", [late], [], span)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness[0].kind == "attribution"
    assert "2025-02-18" in found.formula


def test_lebanon_nobody_seen_in_a_watched_area_after_the_deadline_is_complied() -> None:
    span = period("2025-02-20T00:00+02:00", "2025-02-22T00:00+02:00")
    seen = watched(span.start, span.end, (WEAPON, Phenomenon.FORCES_PRESENT))
    assert ask(LEBANON, "W", [], [seen], span).verdict is Verdict.COMPLIED
    assert ask(LEBANON, "W", [], [], span).verdict is Verdict.UNOBSERVED
