"""Verdicts that the published terms of real agreements fix beforehand.

Authority: the terms as the public sources of the library quote them. Lines are drawn along
a meridian, because the texts only name theirs; distances are geodesics on WGS 84.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from tests.fakes.drafting import drafted
from tests.fakes.happening import (
    LON,
    NORTH,
    SECOND,
    SOUTH,
    beside,
    incident,
    period,
    utc,
    watched,
)

from holdfire.agreement import Agreement, Shape, ShapeKind, attach, load_agreement, load_library
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.verification import ClauseVerdict, Verdict, verify

WEAPON = Phenomenon.WEAPON_PRESENT


def line(name: str, left: str, right: str, lon: float = LON) -> Shape:
    drawn = shapely.LineString([(lon, SOUTH), (lon, NORTH)])
    return Shape(
        name,
        ShapeKind.LINE,
        shapely.to_wkb(drawn),
        source="drawn for the test",
        sides={"left": left, "right": right},
    )


def clause(agreement: Agreement, reading: str, name: str, *things: object) -> ClauseVerdict:
    incidents, coverage, span = things
    verified = verify(agreement, incidents, coverage, span)  # type: ignore[arg-type] # as given
    found = next(r for r in verified.readings if r.reading == reading)
    return next(c for c in found.clauses if c.clause == name)


# Minsk Package 2015: widths 50/70/140 km are 25/35/70 per side, one reference line per side.

PACKAGE = attach(
    load_library("minsk-package-2015"),
    [line("loc_actual", "UA", "CADR_CALR"), line("loc_memo", "UA", "CADR_CALR", LON - 0.2)],
)
MARCH = period("2015-04-01T00:00+03:00", "2015-05-01T00:00+03:00")
APRIL_10 = utc("2015-04-10T12:00+03:00")


@pytest.mark.parametrize(
    ("kind", "name", "per_side"), [("artillery", "2a", 25.0), ("mlrs", "2b", 35.0)]
)
def test_minsk_package_a_width_is_half_of_it_on_each_side(
    kind: str, name: str, per_side: float
) -> None:
    traits = {"kind": (kind,), "calibre_mm": (152,)}
    for km, expected in ((per_side - 0.01, Verdict.VIOLATED), (per_side + 1.0, None)):
        gun = incident(WEAPON, beside(-km), APRIL_10, attributes=traits)
        found = clause(PACKAGE, "A", name, [gun], [], MARCH)
        if expected is None:
            assert found.verdict is not Verdict.VIOLATED
            assert not found.matches
        else:
            assert found.verdict is expected


def test_minsk_package_each_side_measures_from_its_own_line() -> None:
    # The other side's line lies about 14.9 km farther west: a gun 20 km east of the actual
    # line is 34.9 km behind the line of the side it stands on.
    traits = {"kind": ("artillery",), "calibre_mm": (152,)}
    east = incident(WEAPON, beside(20.0), APRIL_10, attributes=traits)
    west = incident(WEAPON, beside(-20.0), APRIL_10, attributes=traits)
    assert clause(PACKAGE, "A", "2a", [east], [], MARCH).verdict is not Verdict.VIOLATED
    assert clause(PACKAGE, "A", "2a", [west], [], MARCH).verdict is Verdict.VIOLATED


def test_minsk_package_a_gun_of_exactly_100_mm_splits_the_translations() -> None:
    traits = {"kind": ("artillery",), "calibre_mm": (100,)}
    gun = incident(WEAPON, beside(-10.0), APRIL_10, attributes=traits)
    assert clause(PACKAGE, "A", "2a", [gun], [], MARCH).verdict is Verdict.VIOLATED
    other = clause(PACKAGE, "A-more-than-100", "2a", [gun], [], MARCH)
    assert other.verdict is not Verdict.VIOLATED


def test_minsk_package_without_its_lines_is_undetermined() -> None:
    traits = {"kind": ("artillery",), "calibre_mm": (152,)}
    gun = incident(WEAPON, beside(-1.0), APRIL_10, attributes=traits)
    found = clause(load_library("minsk-package-2015"), "A", "2a", [gun], [], MARCH)
    assert found.verdict is Verdict.UNDETERMINED
    assert {w.kind for w in found.witness} == {"geometry"}


# Minsk Memorandum 2014: the table of systems beats the general 15 km both ways.

MEMO = attach(load_library("minsk-memo-2014"), [line("loc", "UA", "CADR_CALR")])
OCTOBER = period("2014-10-01T00:00+03:00", "2014-11-01T00:00+03:00")
OCTOBER_10 = utc("2014-10-10T12:00+03:00")


def memo(km: float, **traits: tuple[object, ...]) -> set[str]:
    """The clauses of the memorandum that a weapon at this distance matches."""
    gun = incident(WEAPON, beside(km), OCTOBER_10, attributes=traits)
    verified = verify(MEMO, [gun], [], OCTOBER)
    return {
        c.clause
        for c in verified.readings[0].clauses
        if c.kind == "min_distance" and c.verdict is Verdict.VIOLATED
    }


def test_minsk_memo_a_122_mm_gun_at_10_km_is_too_near() -> None:
    assert memo(10.0, kind=("artillery",), calibre_mm=(122,))


def test_minsk_memo_a_120_mm_mortar_at_10_km_is_far_enough() -> None:
    traits = {"kind": ("mortar",), "calibre_mm": (120,), "system": ("2B11",)}
    assert not memo(10.0, **traits)
    assert memo(7.9, **traits)


def test_minsk_memo_the_table_alone_binds_a_100_mm_gun() -> None:
    traits = {"kind": ("anti_tank_gun",), "calibre_mm": (100,), "system": ("MT-12",)}
    assert memo(8.5, **traits)
    assert not memo(10.0, **traits)


# Golan 1974: 75 tanks in the first 10 km of a side.

GOLAN = attach(load_library("golan-1974"), [line("A", "IL", "SY"), line("B", "IL", "SY")])
JUNE = period("1974-07-01T00:00+02:00", "1974-07-02T00:00+02:00")
NOON = utc("1974-07-01T12:00+02:00")


def tanks(low: int, high: int, km: float = -5.0) -> ClauseVerdict:
    seen = incident(WEAPON, beside(km), NOON, attributes={"kind": ("tank",)}, count=(low, high))
    return clause(GOLAN, GOLAN.readings[0].id, "L10.IL", [seen], [], JUNE)


def test_golan_76_tanks_in_the_band_are_too_many() -> None:
    assert tanks(76, 76).verdict is Verdict.VIOLATED


def test_golan_the_same_tanks_beyond_the_band_are_not() -> None:
    assert tanks(76, 76, km=-10.1).verdict is not Verdict.VIOLATED


def test_golan_74_give_or_take_5_is_undetermined() -> None:
    found = tanks(69, 79)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness


# Korea 2018: fixed wing 40 km east, 20 km west of marker 0646.

KOREA = attach(
    load_library("korea-cma-2018"),
    [
        line("MDL", "ROK", "DPRK"),
        line("MDL_east", "ROK", "DPRK"),
        line("MDL_west", "ROK", "DPRK", LON - 5.0),
    ],
)
DECEMBER = period("2018-12-01T00:00+09:00", "2018-12-02T00:00+09:00")


@pytest.mark.parametrize(
    ("phenomenon", "kind", "km", "lon", "broken"),
    [
        (Phenomenon.AIRCRAFT, "fixed_wing", 30.0, LON, True),
        (Phenomenon.AIRCRAFT, "fixed_wing", 30.0, LON - 5.0, False),
        (Phenomenon.UAV, "uav", 12.0, LON, True),
        (Phenomenon.UAV, "uav", 12.0, LON - 5.0, False),
    ],
)
def test_korea_2018_platform_by_segment(
    phenomenon: Phenomenon, kind: str, km: float, lon: float, *, broken: bool
) -> None:
    # The whole line MDL lies with its eastern part: only clauses by segment are asked.
    flight = incident(
        phenomenon,
        beside(km, lon=lon),
        utc("2018-12-01T12:00+09:00"),
        attributes={
            "kind": (kind,),
            "purpose": ("training",),
            "operator": ("armed forces",),
            "notified": ("no",),
        },
    )
    verified = verify(KOREA, [flight], [], DECEMBER)
    matched = {c.clause for c in verified.readings[0].clauses if c.matches}
    assert bool(matched) is broken, matched


# Energy 2025: two lists, two starts, never one merged answer.

ENERGY = load_library("energy-moratorium-2025")
SPRING = period("2025-03-18T00:00+02:00", "2025-04-25T00:00+03:00")


def strike(day: str, category: str) -> dict[str, bool]:
    hit = incident(
        Phenomenon.STRIKE,
        beside(0.0),
        utc(f"{day}T12:00+02:00"),
        attributes={"object": (category,)},
    )
    verified = verify(ENERGY, [hit], [], SPRING)
    return {r.reading: any(c.matches for c in r.clauses) for r in verified.readings}


def test_energy_a_production_site_on_20_march_is_outside_both_readings() -> None:
    assert strike("2025-03-20", "oil_gas_production") == {"kremlin": False, "kyiv": False}


def test_energy_the_same_site_on_26_march_is_under_one_list_only() -> None:
    assert strike("2025-03-26", "oil_gas_production") == {"kremlin": False, "kyiv": True}


def test_energy_a_power_station_on_20_march_is_under_the_earlier_start_only() -> None:
    assert strike("2025-03-20", "power_generation") == {"kremlin": True, "kyiv": False}


# Gaza 2025: 600 lorries a day; one party's count is an open fact.


def test_gaza_flow_is_24_3_percent_of_what_was_due() -> None:
    gaza = load_library("gaza-2025")
    span = period("2025-10-10T00:00+03:00", "2025-11-01T00:00+02:00")
    claimed = incident(
        Phenomenon.PASSAGE,
        (34.3, 31.3),
        TimeSpan(span.start, span.end - SECOND),
        attributes={"object": ("aid trucks",)},
        count=(3203, 3203),
    )
    found = clause(gaza, gaza.readings[0].id, "AID", [claimed], [], span)
    figures = dict(found.figures)
    assert figures["due"] == 13_200
    assert figures["counted"] == 3_203
    assert figures["share"] == pytest.approx(0.243, abs=0.0005)
    assert found.verdict is Verdict.UNDETERMINED


# An amendment: one second before and after its effective instant.

AMENDED = drafted(
    """\
clauses:
  - {id: "1", kind: cessation, summary: No weapon is used., source: K, evidence: seen}
amendments:
  - id: pause
    title: the ban ends
    source: K
    adopted: 2020-01-10
    effective: 2020-01-10T12:00
    ends: ["1"]
"""
)


def test_an_event_is_judged_by_the_text_of_its_own_second() -> None:
    agreement = load_agreement(AMENDED, name="test", origin="test")
    effective = utc("2020-01-10T12:00+00:00")
    span = period("2020-01-01T00:00+00:00", "2020-02-01T00:00+00:00")
    for at, matched in ((effective - SECOND, True), (effective + SECOND, False)):
        shell = incident(Phenomenon.EXPLOSION, beside(0.0), at)
        verified = verify(agreement, [shell], [], span)
        assert any(c.matches for c in verified.readings[0].clauses) is matched


# Silence: without coverage never complied, with coverage complied.

SILENT = AMENDED.split("amendments:", maxsplit=1)[0]


def test_silence_needs_coverage() -> None:
    text = SILENT.replace("kind: cessation,", "kind: no_fly, objects: [uav], area: town,")
    text = text.replace("sources:", "zones: {town: a town}\nsources:")
    agreement = load_agreement(text, name="test", origin="test")
    zone = Shape("town", ShapeKind.ZONE, shapely.to_wkb(shapely.box(36.9, 47.9, 37.1, 48.1)))
    agreement = attach(agreement, [zone])
    span = period("2020-01-02T00:00+00:00", "2020-01-03T00:00+00:00")
    seen = watched(span.start, span.end, (Phenomenon.UAV, Phenomenon.AIRCRAFT))
    reading = agreement.readings[0].id
    assert clause(agreement, reading, "1", [], [seen], span).verdict is Verdict.COMPLIED
    for blind in (
        [],
        [replace(seen, p_detect_low=None, p_detect_high=None)],
        [replace(seen, p_detect_low=0.5)],
        [replace(seen, phenomena=(Phenomenon.THERMAL,))],
        [replace(seen, time=period("2020-01-02T00:00+00:00", "2020-01-02T06:00+00:00"))],
        [replace(seen, area_wkb=shapely.to_wkb(shapely.box(0, 0, 1, 1)))],
        [replace(seen, modality=Modality.MAP, reason_blind="cloud")],
    ):
        assert clause(agreement, reading, "1", [], blind, span).verdict is Verdict.UNOBSERVED
