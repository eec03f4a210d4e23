"""Bands, depths, party lines, platforms and exceptions of real agreements.

Authority: the terms as the public sources of the library quote them. Lines are drawn along
a meridian, because the texts only name theirs; distances are geodesics on WGS 84.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.asking import ask, meridian
from tests.fakes.happening import LON, beside, incident, period, utc, watched

from holdfire.agreement import Agreement, attach, load_library
from holdfire.agreement.area import DepthArea
from holdfire.agreement.terms import Exclusion
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.quantity import Unit, within
from holdfire.verification import ClauseVerdict, Verdict, verify

WEAPON = Phenomenon.WEAPON_PRESENT

# Golan 1974: 75 tanks in the first 10 km of a side; from 10 to 20 km 450.

GOLAN = attach(
    load_library("golan-1974"),
    [meridian(name, {"left": "IL", "right": "SY"}) for name in ("A", "B")],
)
JULY = period("1974-07-01T00:00+02:00", "1974-07-02T00:00+02:00")
WATCHED = watched(JULY.start, JULY.end, (WEAPON, Phenomenon.FORCES_PRESENT))


def tanks(groups: list[tuple[int, float]], clause: str) -> ClauseVerdict:
    """Groups of tanks, each a number and a place, all seen at one time."""
    noon = utc("1974-07-01T12:00+02:00")
    seen = [
        incident(
            WEAPON,
            beside(km),
            noon,
            attributes={"kind": ("tank",)},
            count=(count, count),
            name=f"{number}",
        )
        for number, (count, km) in enumerate(groups)
    ]
    return ask(GOLAN, clause, seen, [WATCHED], JULY)


def kept(found: ClauseVerdict) -> bool:
    """No count of tanks is too high; what a gun of short range is, the text leaves open."""
    doubts = [w.what for w in found.witness if w.what.startswith("tank")]
    return found.verdict is not Verdict.VIOLATED and not doubts


def test_golan_one_of_76_tanks_moved_to_10_1_km_meets_the_limit() -> None:
    assert tanks([(75, -5.0), (1, -9.9)], "L10.IL").verdict is Verdict.VIOLATED
    assert kept(tanks([(75, -5.0), (1, -10.1)], "L10.IL"))


def test_golan_the_next_band_has_its_own_limit() -> None:
    assert tanks([(451, -15.0)], "L20b.IL").verdict is Verdict.VIOLATED
    assert kept(tanks([(450, -15.0)], "L20b.IL"))
    assert kept(tanks([(450, -15.0), (75, -5.0)], "L20b.IL"))


def test_golan_the_limit_binds_each_side_alike() -> None:
    assert tanks([(76, 5.0)], "L10.SY").verdict is Verdict.VIOLATED
    assert tanks([(76, 5.0)], "L10.IL").verdict is Verdict.COMPLIED


def test_golan_74_give_or_take_5_lacks_a_count_and_says_who_could_give_one() -> None:
    noon = utc("1974-07-01T12:00+02:00")
    traits = {"kind": ("tank",)}
    seen = incident(WEAPON, beside(-5.0), noon, attributes=traits, count=(69, 79))
    found = ask(GOLAN, "L10.IL", [seen], [WATCHED], JULY)
    assert found.verdict is Verdict.UNDETERMINED
    assert any("between 69 and 79" in w.what and "count" in w.supplier for w in found.witness)
    assert any("between 69 and 79" in said for said in found.settled_by)


def test_golan_the_formula_shows_band_and_limit() -> None:
    formula = tanks([(1, -5.0)], "L10.IL").formula
    assert "> 75" in formula
    assert 'dist(place(u), "A") < 10 km' in formula


# Idlib 2018: a depth of 15 to 20 km.

IDLIB = attach(load_library("idlib-2018-2020"), [meridian("contact_line")])
NOVEMBER = period("2018-11-01T00:00+02:00", "2018-11-02T00:00+02:00")


def at_depth(km: float, agreement: Agreement = IDLIB) -> ClauseVerdict:
    gun = incident(
        WEAPON,
        beside(km),
        utc("2018-11-01T12:00+02:00"),
        attributes={"kind": ("artillery",)},
    )
    seen = watched(NOVEMBER.start, NOVEMBER.end, (WEAPON, Phenomenon.FORCES_PRESENT))
    return ask(agreement, "M3", [gun], [seen], NOVEMBER)


@pytest.mark.parametrize(
    ("km", "verdict"),
    [
        (14.9, Verdict.VIOLATED),
        (15.1, Verdict.UNDETERMINED),
        (19.9, Verdict.UNDETERMINED),
        (20.1, Verdict.COMPLIED),
    ],
)
def test_idlib_inside_15_km_surely_beyond_20_km_surely_not(km: float, verdict: Verdict) -> None:
    found = at_depth(km)
    assert found.verdict is verdict
    assert "<= between(15 km, 20 km)" in found.formula
    if verdict is Verdict.UNDETERMINED:
        assert found.witness[0].kind == "geometry"
        assert found.witness[0].supplier


def narrowed(low: float, high: float) -> Agreement:
    """The agreement with a depth that is known better."""
    reading = IDLIB.readings[0]
    clauses = tuple(
        replace(
            clause,
            terms=Exclusion(
                clause.terms.objects,
                DepthArea("contact_line", within(low, high, Unit.KILOMETRE)),
            ),
        )
        if clause.id == "M3" and isinstance(clause.terms, Exclusion)
        else clause
        for clause in reading.clauses
    )
    return replace(IDLIB, readings=(replace(reading, clauses=clauses),))


def test_idlib_a_depth_known_better_never_turns_an_answer_into_its_opposite() -> None:
    opposite = {Verdict.VIOLATED: Verdict.COMPLIED, Verdict.COMPLIED: Verdict.VIOLATED}
    settled = 0
    for km in (14.0, 15.5, 16.5, 17.5, 18.5, 19.5, 21.0):
        wide = at_depth(km).verdict
        for low, high in ((15.0, 19.0), (16.0, 20.0), (17.0, 18.0), (17.4, 17.4)):
            better = at_depth(km, narrowed(low, high)).verdict
            assert better is not opposite.get(wide), (km, low, high)
            assert wide is Verdict.UNDETERMINED or better is wide
            settled += wide is Verdict.UNDETERMINED and better is not wide
    assert settled


# Minsk Package 2015: one reference line per side; exchanging the labels exchanges the answer.

MAY = period("2015-04-01T00:00+03:00", "2015-05-01T00:00+03:00")


def package(left: str, right: str, km: float) -> ClauseVerdict:
    lines = [
        meridian("loc_actual", {"left": left, "right": right}),
        meridian("loc_memo", {"left": left, "right": right}, LON - 0.2),
    ]
    agreement = attach(load_library("minsk-package-2015"), lines)
    gun = incident(
        WEAPON,
        beside(km),
        utc("2015-04-10T12:00+03:00"),
        attributes={"kind": ("artillery",), "calibre_mm": (152,)},
    )
    return ask(agreement, "2a", [gun], [], MAY, reading="A")


def test_minsk_package_a_gun_26_km_behind_its_own_line_is_far_enough() -> None:
    assert package("UA", "CADR_CALR", -26.0).verdict is not Verdict.VIOLATED
    assert package("UA", "CADR_CALR", -24.0).verdict is Verdict.VIOLATED


def test_minsk_package_exchanging_the_sides_exchanges_the_lines() -> None:
    # West of both lines by 24 km of the eastern one: about 9 km from the western one.
    assert package("UA", "CADR_CALR", -26.0).verdict is not Verdict.VIOLATED
    assert package("CADR_CALR", "UA", -26.0).verdict is Verdict.VIOLATED


# Korea 2018: notified medical flights pass, the same flight without notice does not.

KOREA = attach(
    load_library("korea-cma-2018"),
    [
        meridian(name, {"left": "ROK", "right": "DPRK"})
        for name in ("MDL", "MDL_east", "MDL_west")
    ],
)
DECEMBER = period("2018-12-01T00:00+09:00", "2018-12-02T00:00+09:00")


def flight(kind: str, **traits: tuple[str, ...]) -> ClauseVerdict:
    seen = incident(
        Phenomenon.AIRCRAFT,
        beside(5.0),
        utc("2018-12-01T12:00+09:00"),
        attributes={"kind": (kind,), **traits},
    )
    sky = watched(DECEMBER.start, DECEMBER.end, (Phenomenon.AIRCRAFT, Phenomenon.UAV))
    return ask(KOREA, "rw" if kind == "rotary_wing" else "fwE", [seen], [sky], DECEMBER)


def test_korea_2018_a_medical_flight_needs_its_notice() -> None:
    medical = {"purpose": ("medical evacuation",), "operator": ("armed forces",)}
    told = flight("rotary_wing", **medical, notified=("yes",))
    untold = flight("rotary_wing", **medical, notified=("no",))
    assert told.verdict is Verdict.COMPLIED
    assert untold.verdict is Verdict.VIOLATED


def test_korea_2018_a_flight_of_unknown_purpose_is_undetermined() -> None:
    found = flight("rotary_wing", notified=("yes",))
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness[0].kind == "attribution"


def test_korea_2018_a_commercial_aircraft_is_never_in_scope() -> None:
    traits = {"purpose": ("commercial",), "operator": ("commercial aircraft",)}
    assert not flight("fixed_wing", **traits, notified=("no",)).matches


# Silence: taking all coverage away turns complied into unobserved, adding some settles more.


def test_golan_without_coverage_nothing_is_complied() -> None:
    with_sight = verify(GOLAN, [], [WATCHED], JULY).readings[0].clauses
    without = verify(GOLAN, [], [], JULY).readings[0].clauses
    complied = [c.clause for c in with_sight if c.verdict is Verdict.COMPLIED]
    assert complied
    blind = {c.clause: c.verdict for c in without}
    assert {blind[name] for name in complied} == {Verdict.UNOBSERVED}


def test_golan_more_coverage_never_settles_less() -> None:
    settled = {Verdict.COMPLIED, Verdict.VIOLATED}
    half = replace(WATCHED, time=period("1974-07-01T00:00+02:00", "1974-07-01T12:00+02:00"))
    known = 0
    for coverage in ([], [half], [half, WATCHED]):
        clauses = verify(GOLAN, [], coverage, JULY).readings[0].clauses
        now_known = sum(c.verdict in settled for c in clauses)
        assert now_known >= known
        known = now_known
    assert known
