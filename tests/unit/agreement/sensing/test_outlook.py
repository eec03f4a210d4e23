from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.sensing.outlook import Outlook, Standing, outlook_of
from holdfire.agreement.sensing.prospect import lasting_hours
from holdfire.agreement.sensing.sensors import Network, Sensor, Span
from holdfire.agreement.sensing.view_share import areas_of, share_by_name

Load = Callable[..., Agreement]
Sense = Callable[..., Network]
TOWN = "- {id: c, summary: s, kind: exclusion, objects: tank, area: town, standard: {min_origins: 1}}"


def by_name(sensor: Sensor, clause: Clause) -> Span:
    return share_by_name(sensor.area, areas_of(clause))


@pytest.fixture
def look(load: Load, sense: Sense) -> Callable[..., Outlook]:
    def outlook(
        clause: str, sensors: str, extra: str = "", month: int | None = None
    ) -> Outlook:
        agreement = load(clause)
        network = sense(agreement, sensors, extra)
        return outlook_of(agreement.readings[0].clauses[0], network, by_name, month=month)

    return outlook


def sensor(
    ident: str, family: str, detects: str, rest: str = "revisit: 12 h, holds: 12 h"
) -> str:
    return f"- {{id: {ident}, title: t, family: {family}, area: town, {rest}, detects: {{{detects}}}}}\n"


SEES = "weapon_present: {p_detect: 0.9}"


def test_two_looks_of_one_drone_in_closed_form(look: Callable[..., Outlook]) -> None:
    found = look(
        TOWN, sensor("u", "uav", SEES, "revisit: 12 h, holds: 12 h, availability: 0.8")
    )
    once = 1 - (1 - 0.9 * 0.8) ** 2
    assert found.alleged == pytest.approx((once, once))
    assert found.unseen == pytest.approx((1 - once, 1 - once))
    assert found.undetermined == pytest.approx((0.0, 0.0))
    assert found.watched == pytest.approx((0.8, 0.8))
    assert found.standing is Standing.SERVED
    assert found.cells[0].shows.shown == "VC"


def test_two_origins_are_needed_where_the_clause_says_so(look: Callable[..., Outlook]) -> None:
    clause = TOWN.replace("min_origins: 1", "min_origins: 2")
    continuous = "revisit: continuous"
    both = sensor("a", "camera", "weapon_present: {p_detect: 0.9}", continuous) + sensor(
        "b", "patrol", "weapon_present: {p_detect: 0.6}", continuous
    )
    found = look(clause, both)
    assert found.alleged == pytest.approx((0.54, 0.54))
    assert found.unseen == pytest.approx((0.04, 0.04))
    assert found.undetermined == pytest.approx((0.42, 0.42))
    total = found.alleged[0] + found.undetermined[0] + found.unseen[0]
    assert total == pytest.approx(1.0)


def test_intervals_enclose_what_any_number_inside_gives(look: Callable[..., Outlook]) -> None:
    wide = look(TOWN, sensor("u", "uav", "weapon_present: {p_detect: 0.5..0.9}"))
    for value in ("0.5", "0.7", "0.9"):
        one = look(TOWN, sensor("u", "uav", f"weapon_present: {{p_detect: {value}}}"))
        for name in ("alleged", "undetermined", "unseen", "watched"):
            low, high = getattr(wide, name)
            assert low - 1e-9 <= getattr(one, name)[0] <= getattr(one, name)[1] <= high + 1e-9


def test_what_no_sensor_detects_nobody_can_observe(look: Callable[..., Outlook]) -> None:
    found = look(TOWN, sensor("u", "uav", "explosion: {p_detect: 0.9}"))
    assert found.standing is Standing.UNSERVED
    assert found.alleged == (0.0, 0.0)
    assert "it does not detect weapons" in found.cells[0].why


def test_a_detector_too_weak_for_absence_never_shows_a_clause_kept(
    look: Callable[..., Outlook],
) -> None:
    found = look(TOWN, sensor("u", "uav", "weapon_present: {p_detect: 0.7}"))
    assert found.standing is Standing.NEVER_KEPT
    assert found.watched == (0.0, 0.0)
    assert found.alleged[0] > 0.9
    assert any("absent_at" in why for why in found.cells[0].why)


def test_what_was_never_measured_supports_no_absence_and_no_low_end(
    look: Callable[..., Outlook],
) -> None:
    found = look(TOWN, sensor("u", "uav", "weapon_present: {p_detect: unmeasured}"))
    assert found.alleged == (0.0, 1.0)
    assert found.watched[0] == 0.0
    assert found.standing is Standing.OPEN


def test_a_family_shows_no_more_than_was_judged(look: Callable[..., Outlook]) -> None:
    found = look(TOWN, sensor("r", "public_report", SEES, "revisit: continuous"))
    assert found.cells[0].shows.shown == "v"
    assert found.standing is Standing.NEVER_KEPT


def test_a_special_kind_is_all_of_it_only_where_it_covers_the_clause(
    look: Callable[..., Outlook],
) -> None:
    tanks = sensor("u", "uav", "tank: {p_detect: 0.9}")
    assert look(TOWN, tanks).cells[0].shows.shown == "VC"
    both = TOWN.replace("objects: tank", "objects: [tank, mortar]")
    partly = look(both, tanks)
    assert partly.cells[0].shows.shown == "v"
    assert partly.alleged[0] == 0.0


def test_small_calibres_are_beyond_a_coarse_instrument(look: Callable[..., Outlook]) -> None:
    heavy = TOWN.replace("objects: tank", 'objects: {kind: artillery, calibre: "> 100 mm"}')
    coarse = "weapon_present: {p_detect: 0.9, min_size: 150 mm}"
    assert look(heavy, sensor("u", "uav", coarse)).cells[0].shows.shown == "v"
    fine = coarse.replace("150", "100")
    assert look(heavy, sensor("u", "uav", fine)).cells[0].shows.shown == "VC"


def test_a_moment_between_two_looks_is_missed_unless_it_leaves_a_trace(
    look: Callable[..., Outlook],
) -> None:
    fire = "- {id: c, summary: s, kind: cessation, acts: [heavy_weapons], area: town}"
    gone = look(fire, sensor("p", "patrol", "heavy_fire: {p_detect: 0.9}", "revisit: 24 h"))
    assert gone.standing is Standing.UNSERVED
    trace = look(
        fire, sensor("p", "patrol", "heavy_fire: {p_detect: 0.9, lasts: 12 h}", "revisit: 24 h")
    )
    assert trace.cells[0].glimpses[0].seen == pytest.approx((0.45, 0.45))


def test_the_worst_season_is_named_and_a_month_chooses_one(
    look: Callable[..., Outlook],
) -> None:
    seasons = "seasons: {summer: [6, 7], winter: [12, 1]}\n"
    sees = "weapon_present: {p_detect: {summer: 0.9, winter: 0.3}}"
    both = look(TOWN, sensor("u", "uav", sees), seasons)
    assert both.season == "winter"
    summer = look(TOWN, sensor("u", "uav", sees), seasons, month=7)
    winter = look(TOWN, sensor("u", "uav", sees), seasons, month=1)
    assert both.alleged == pytest.approx((winter.alleged[0], summer.alleged[1]))
    assert summer.standing is Standing.SERVED
    assert winter.standing is Standing.NEVER_KEPT


def test_who_looks_elsewhere_sees_nothing(look: Callable[..., Outlook]) -> None:
    beyond = TOWN.replace("area: town", "area: {band: 5..9 km, from: front}")
    near = sensor("u", "uav", SEES).replace("area: town", "area: {within: 5 km, of: front}")
    found = look(beyond, near)
    assert found.standing is Standing.UNSERVED
    assert "it looks elsewhere" in found.cells[0].why


def test_the_wait_is_the_latency_and_one_revisit(look: Callable[..., Outlook]) -> None:
    rest = "revisit: 12 h, holds: 12 h, latency: 30 min"
    assert look(TOWN, sensor("u", "uav", SEES, rest)).wait_h == pytest.approx(12.5)
    assert look(TOWN, sensor("u", "uav", SEES)).wait_h is None


def test_all_of_several_needs_must_be_watched(look: Callable[..., Outlook]) -> None:
    fire = "- {id: c, summary: s, kind: cessation, area: town, standard: {min_origins: 1}}"
    loud = sensor("a", "array", "explosion: {p_detect: 0.9}", "revisit: continuous")
    assert look(fire, loud).standing is Standing.NEVER_KEPT
    quiet = sensor("c", "camera", "light_fire: {p_detect: 0.9}", "revisit: continuous")
    found = look(fire, loud + quiet)
    assert found.watched == pytest.approx((1.0, 1.0))
    assert found.standing is Standing.SERVED


def test_a_withdrawal_is_looked_for_until_its_deadline(load: Load) -> None:
    keys = "kind: withdraw_by, objects: tank, area: town, summary: s"
    agreement = load(
        f"- {{id: a, {keys}, starts: signed, deadline: signed + 9 d}}\n- {{id: b, {keys}}}"
    )
    one, two = agreement.readings[0].clauses
    assert lasting_hours(one, 24.0) == pytest.approx(240.0, abs=1.0)
    assert lasting_hours(two, 24.0) == 24.0
