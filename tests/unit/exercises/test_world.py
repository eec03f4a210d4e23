from __future__ import annotations

import math

import numpy as np
import pytest
import shapely

from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.world.calendar import START, instant, iso, seconds_of
from holdfire.exercises.world.chance import Streams
from holdfire.exercises.world.fire import draw_fires, draw_heat
from holdfire.exercises.world.force import FIRST_RATE, FLOOR_RATE, draw_force, rate_on
from holdfire.exercises.world.front import Front, draw_front
from holdfire.exercises.world.happening import Happening, numbered
from holdfire.exercises.world.plan import Plan, draw_plan
from holdfire.exercises.world.traffic import LORRIES_A_DAY, draw_flights, draw_lorries
from holdfire.exercises.world.weapons import AWAY_KM, WEAPONS_A_SIDE, draw_weapons
from holdfire.exercises.world.weather import cloudy_segments, draw_weather, segment_of
from holdfire.exercises.world.world import draw_world

KEPT = Plan(6, {-1: False, 1: False}, {-1: False, 1: False}, False, False, False, False)
BROKEN = Plan(6, {-1: True, 1: True}, {-1: True, 1: True}, True, True, True, True)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def front() -> Front:
    return draw_front(rng(3))


def test_each_part_draws_from_its_own_stream() -> None:
    streams = Streams("x", 1, 10)
    assert streams.of("a").random() == streams.of("a").random()
    assert streams.of("a").random() != streams.of("b").random()
    assert Streams("x", 2, 10).of("a").random() != streams.of("a").random()
    assert Streams("y", 1, 10).of("a").random() != streams.of("a").random()


def test_seconds_are_counted_from_the_start() -> None:
    assert instant(0.0) == START
    assert iso(instant(seconds_of(1, 2.5))) == "2024-05-07T02:30:00Z"


def test_lines_run_from_south_to_north_and_places_lie_near_them(front: Front) -> None:
    assert np.all(np.diff(front.y_km) > 0)
    assert front.contact().is_simple
    for spot in (front.town, front.waterworks, front.crossing):
        assert spot.x == front.contact_at(spot.y)
    assert len({spot.name for spot in front.settlements}) == len(front.settlements)
    assert all(1.4 < abs(s.x - front.contact_at(s.y)) < 25.1 for s in front.settlements)
    assert front.reference(front.earlier_side).equals(front.earlier())
    assert front.reference(-front.earlier_side).equals(front.contact())


def test_the_rate_of_force_falls_to_its_floor() -> None:
    assert rate_on(0) == FLOOR_RATE + FIRST_RATE
    assert rate_on(60) == pytest.approx(FLOOR_RATE, abs=1e-3)


def test_what_one_side_fires_falls_on_the_other(front: Front) -> None:
    for one in draw_force(rng(), front, KEPT, 6):
        assert one.side * (one.x - front.contact_at(one.y)) <= 0.0
        assert one.force
        assert one.rounds >= 1


def test_the_number_of_episodes_is_as_expected(front: Front) -> None:
    drawn = draw_force(rng(), front, KEPT, 40)
    expected = sum(rate_on(day) for day in range(40))
    # Poisson: four standard deviations
    assert abs(len(drawn) - expected) < 4 * math.sqrt(expected)


def test_the_water_works_are_struck_only_when_the_plan_says_so(front: Front) -> None:
    for plan, struck in ((KEPT, False), (BROKEN, True)):
        strikes = [d for d in draw_force(rng(), front, plan, 6) if d.kind is Phenomenon.STRIKE]
        assert bool(strikes) is struck
        for one in strikes:
            away = math.hypot(one.x - front.waterworks.x, one.y - front.waterworks.y)
            assert away < 0.6  # six standard deviations of 0.1 km on each axis


def test_weapons_leave_in_time_when_the_promise_is_kept(front: Front) -> None:
    drawn = draw_weapons(rng(), front, KEPT, 12)
    assert len(drawn) == 2 * WEAPONS_A_SIDE * 12
    lines = (front.contact(), front.earlier())
    for one in drawn:
        away = min(line.distance(shapely.Point(one.x, one.y)) for line in lines)
        if one.start_s >= KEPT.deadline_day * 86_400:
            assert away > AWAY_KM - 2.5  # a weapon moves by 0.3 km a day, at most eight of them
        assert one.side * (one.x - front.contact_at(one.y)) > 0.0


def test_some_weapons_stay_near_when_it_is_broken(front: Front) -> None:
    late = [
        one
        for one in draw_weapons(rng(), front, BROKEN, 12)
        if one.start_s >= 6 * 86_400 and one.kind is Phenomenon.WEAPON_PRESENT
    ]
    for side in (-1, 1):
        near = [
            one
            for one in late
            if one.side == side
            and one.attributes["kind"] != ["tank"]
            and front.contact().distance(shapely.Point(one.x, one.y)) < 15.0
        ]
        assert len(near) == 6 * (WEAPONS_A_SIDE // 3)


def test_groups_cross_the_line_only_when_the_plan_says_so(front: Front) -> None:
    for plan, crosses in ((KEPT, False), (BROKEN, True)):
        groups = [
            d
            for d in draw_weapons(rng(), front, plan, 6)
            if d.kind is Phenomenon.FORCES_PRESENT
        ]
        assert bool(groups) is crosses
        assert all(g.side * (g.x - front.contact_at(g.y)) < 0 for g in groups)


def test_flights_near_the_line_and_short_days_follow_the_plan(front: Front) -> None:
    near = [
        [abs(f.x - front.contact_at(f.y)) for f in draw_flights(rng(), front, plan, 30)]
        for plan in (KEPT, BROKEN)
    ]
    assert min(near[0]) >= 12.0
    assert min(near[1]) <= 2.0
    lorries = [
        [d.rounds for d in draw_lorries(rng(), front, plan, 30)] for plan in (KEPT, BROKEN)
    ]
    assert min(lorries[0]) > LORRIES_A_DAY
    assert sum(count < LORRIES_A_DAY for count in lorries[1]) >= 10


def test_fires_burn_where_something_burns(front: Front) -> None:
    heat = draw_heat(rng(), front, 10)
    assert sum(one.x in (front.flares[0].x, front.flares[1].x) for one in heat) == 40
    shots = draw_force(rng(), front, KEPT, 20)
    fires = draw_fires(rng(), numbered([*heat, *shots]))
    by_id = {one.id: one for one in numbered([*heat, *shots])}
    assert all(fire.start_s >= by_id[fire.of].start_s for fire in fires)
    assert all(by_id[fire.of].kind is not Phenomenon.LIGHT_FIRE for fire in fires)
    lit = sum(by_id[fire.of].force for fire in fires)
    heavy = sum(one.kind is Phenomenon.EXPLOSION for one in shots)
    # a share of 0.3 of them, four standard deviations
    assert abs(lit - 0.3 * heavy) < 4 * math.sqrt(0.21 * heavy)


def test_clouds_cover_the_share_they_should_on_average() -> None:
    generator = rng()
    covered = np.mean([cloudy_segments(generator, 0.4).mean() for _ in range(800)])
    # neighbours are alike, so 800 draws count as some 3000 segments: deviation 0.009
    assert covered == pytest.approx(0.4, abs=0.04)
    weather = draw_weather(rng(), 9)
    assert len(weather.fog) == len(weather.storm) == len(weather.cloud) == 9
    assert [segment_of(y) for y in (-60.0, -50.1, -49.9, 59.9, 60.0)] == [0, 0, 1, 11, 11]


def test_the_plan_is_a_fair_coin_for_both_sides() -> None:
    plans = [draw_plan(rng(seed), 20) for seed in range(400)]
    for side in (-1, 1):
        # binomial: four standard deviations of 400 tosses
        assert abs(sum(plan.stays[side] for plan in plans) - 200) < 40
        assert abs(sum(plan.crosses[side] for plan in plans) - 200) < 40
    assert [draw_plan(rng(), days).deadline_day for days in (2, 9, 40)] == [1, 4, 14]


def test_happenings_are_numbered_in_order() -> None:
    one = Happening("", Phenomenon.FLASH, 0.0, 0.0, 1.4, 2.6)
    first, second = numbered([one, one])
    assert (first.id, second.id) == ("h00001", "h00002")
    assert (first.start_s, first.end_s) == (1.0, 3.0)


def test_a_world_does_not_depend_on_its_sensors() -> None:
    again = [draw_world(Streams("minsk-like", 2, 5), 5).happenings for _ in range(2)]
    assert again[0] == again[1]
