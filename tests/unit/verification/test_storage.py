"""Dayton: heavy weapons in cantonments after day 120."""

from __future__ import annotations

from tests.fakes.asking import ask, meridian, square
from tests.fakes.drafting import drafted
from tests.fakes.happening import beside, incident, period, utc, watched

from holdfire.agreement import attach, load_agreement, load_library
from holdfire.base.phenomenon import Phenomenon
from holdfire.verification import ClauseVerdict, Verdict

SITES = attach(load_library("moscow-1994"), [square("storage_sites", 36.9, 47.9, 37.1, 48.1)])
LINES = {"A": 36.8, "B": 37.0, "D": 37.2, "E": 37.4}
MOSCOW = attach(SITES, [meridian(name, lon=lon) for name, lon in LINES.items()])
SPAN = period("1994-06-01T00:00+03:00", "1994-06-10T00:00+03:00")
AT = utc("1994-06-05T12:00+03:00")
TANK = {"kind": ("tank",)}


TEXT = drafted(
    """\
zones: {ground: the ground, depot: the depot}
clauses:
  - {id: "1", kind: storage, objects: tank, sites: [depot],
     summary: Tanks in the depot., source: K, evidence: seen}
""",
    starts="1994-01-01T00:00",
)


def asked(km: float) -> ClauseVerdict:
    tank = incident(Phenomenon.WEAPON_PRESENT, beside(km), AT, attributes=TANK)
    seen = watched(SPAN.start, SPAN.end, (Phenomenon.WEAPON_PRESENT,))
    return ask(MOSCOW, "2b", [tank], [seen], SPAN)


def test_moscow_a_tank_in_storage_keeps_it_and_one_outside_does_not() -> None:
    assert asked(0.0).verdict is Verdict.COMPLIED
    assert asked(60.0).verdict is Verdict.VIOLATED


def test_a_watched_depot_says_nothing_about_what_stands_elsewhere() -> None:
    seen = watched(
        SPAN.start, SPAN.end, (Phenomenon.WEAPON_PRESENT,), box=(36.8, 47.85, 37.2, 48.15)
    )
    found = ask(MOSCOW, "2b", [], [seen], SPAN)
    assert found.verdict is Verdict.UNOBSERVED
    assert found.coverage.share is not None
    assert found.coverage.share < 0.1


def test_the_ground_of_the_depot_is_no_part_of_where_absence_must_be_seen() -> None:
    text = load_agreement(TEXT, name="t", origin="t")
    site = attach(text, [square("depot", 36.9, 47.9, 37.1, 48.1)])
    depot = watched(
        SPAN.start, SPAN.end, (Phenomenon.WEAPON_PRESENT,), box=(36.9, 47.9, 37.1, 48.1)
    )
    around = attach(site, [square("ground", 36.895, 47.895, 37.105, 48.105)])
    seen = ask(around, "1", [], [depot], SPAN)
    assert seen.verdict is Verdict.UNOBSERVED
    assert seen.coverage.share == 0.0
    same = attach(site, [square("ground", 36.9, 47.9, 37.1, 48.1)])
    nothing_left = ask(same, "1", [], [depot], SPAN)
    assert nothing_left.verdict is Verdict.UNOBSERVED
    assert nothing_left.coverage.share is None


def test_where_only_the_sites_have_a_shape_it_is_open_however_much_was_seen() -> None:
    seen = watched(SPAN.start, SPAN.end, (Phenomenon.WEAPON_PRESENT,))
    found = ask(SITES, "2b", [], [seen], SPAN)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.witness[0].kind == "geometry"
    assert "but the storage sites" in found.witness[0].what


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
