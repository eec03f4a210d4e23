from __future__ import annotations

from dataclasses import replace

import pytest

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.shift import Shift
from holdfire.exercises.verdict_truth import VerdictTruth, true_verdicts
from holdfire.exercises.world.chance import Streams
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.world import World, draw_world

DAYS = 6


@pytest.fixture(scope="module")
def calm() -> World:
    world = draw_world(Streams("minsk-like", 4, DAYS), DAYS)
    return replace(world, happenings=())


def truth(
    world: World, *happenings: Happening, shifts: tuple[Shift, ...] = (), seen: bool = False
) -> dict[str, VerdictTruth]:
    shown = replace(world, happenings=happenings)
    noticed = frozenset(one.id for one in happenings) if seen else frozenset()
    return {one.clause: one for one in true_verdicts(shown, shifts, noticed, Face())}


def weapon(world: World, x: float, side: int, day: int) -> Happening:
    start = day * 86_400.0
    return Happening(
        "w",
        Phenomenon.WEAPON_PRESENT,
        world.front.contact_at(0.0) + x,
        0.0,
        start,
        start + 86_399.0,
        side,
        attributes={"kind": ["artillery"], "calibre_mm": [122]},
    )


def broken(found: dict[str, VerdictTruth]) -> set[str]:
    return {name for name, one in found.items() if one.verdict == "violated"}


def test_calm_breaks_nothing_and_without_sensors_nobody_knows(calm: World) -> None:
    found = truth(calm)
    assert broken(found) == set()
    assert {one.knowable for one in found.values()} == {"undetermined"}
    assert {one.coverage for one in found.values()} == {0.0}


def test_force_breaks_the_cessation_and_is_known_when_it_was_noticed(calm: World) -> None:
    shot = Happening("f", Phenomenon.EXPLOSION, 0.0, 0.0, 5.0, 9.0, 1, force=True)
    assert broken(truth(calm, shot)) == {"1"}
    assert truth(calm, shot)["1"].knowable == "undetermined"
    assert truth(calm, shot, seen=True)["1"].knowable == "violated"


def test_a_weapon_breaks_its_own_sides_clauses_after_the_deadline_only(calm: World) -> None:
    late = calm.plan.deadline_day
    assert broken(truth(calm, weapon(calm, -8.0, -1, late))) == {"4A", "5A"}
    assert broken(truth(calm, weapon(calm, 8.0, 1, late))) == {"4B", "5B"}
    assert broken(truth(calm, weapon(calm, -8.0, -1, late - 1))) == set()
    assert broken(truth(calm, weapon(calm, -26.0, -1, late))) == set()


def test_the_mirror_gives_the_clauses_to_the_other_party(calm: World) -> None:
    world = replace(calm, happenings=(weapon(calm, -8.0, -1, calm.plan.deadline_day),))
    found = true_verdicts(world, (), frozenset(), Face(mirrored=True))
    assert {one.clause for one in found if one.verdict == "violated"} == {"4B", "5B"}


def test_flights_are_forbidden_near_the_line_only(calm: World) -> None:
    at = calm.front.contact_at(10.0)
    near, far = (
        Happening("u", Phenomenon.UAV, at + away, 10.0, 5.0, 600.0, 1) for away in (2.0, 9.0)
    )
    assert broken(truth(calm, near)) == {"6"}
    assert broken(truth(calm, far)) == set()


def test_tanks_are_forbidden_in_the_town_only(calm: World) -> None:
    town = calm.front.town
    tank = {"kind": ["tank"], "calibre_mm": [125]}
    inside, outside = (
        Happening(
            "t", Phenomenon.WEAPON_PRESENT, town.x + x, town.y, 5.0, 9.0, 1, attributes=tank
        )
        for x in (1.0, 2.0)
    )
    assert broken(truth(calm, inside)) == {"3"}
    assert broken(truth(calm, outside)) == set()


def test_one_day_below_the_number_breaks_the_flow(calm: World) -> None:
    passed = Happening("p", Phenomenon.PASSAGE, 0.0, 0.0, 0.0, 86_399.0, 0, 40)
    assert broken(truth(calm, passed)) == set()
    assert broken(truth(calm, replace(passed, rounds=39))) == {"8"}


def test_a_strike_on_the_protected_object_breaks_two_clauses(calm: World) -> None:
    hit = {"object": ["power_transmission"]}
    strike = Happening(
        "s", Phenomenon.STRIKE, 0.0, 0.0, 5.0, 9.0, 1, force=True, attributes=hit
    )
    assert broken(truth(calm, strike)) == {"1", "7"}


def watch(world: World, share: float, p_detect: float) -> Shift:
    spot = world.front.waterworks
    return Shift(
        "W",
        Modality.CAMERA,
        0.0,
        share * DAYS * 86_400.0,
        (Phenomenon.STRIKE,),
        p_detect,
        spot.x,
        spot.y,
        1.0,
    )


def test_quiet_is_known_when_enough_of_the_time_was_watched_surely_enough(calm: World) -> None:
    # 144 hours: the share is counted in whole hours
    whole = truth(calm, shifts=(watch(calm, 0.9, 0.9),))["7"]
    assert whole.coverage == pytest.approx(0.9, abs=1 / 144)
    assert whole.knowable == "complied"
    assert truth(calm, shifts=(watch(calm, 0.7, 0.9),))["7"].knowable == "undetermined"
    assert truth(calm, shifts=(watch(calm, 1.0, 0.7),))["7"].coverage == 0.0


def test_two_doubtful_sensors_together_are_sure_enough(calm: World) -> None:
    pair = (watch(calm, 1.0, 0.6), watch(calm, 1.0, 0.6))
    assert truth(calm, shifts=pair)["7"].coverage == 1.0
    assert truth(calm, shifts=pair)["1"].coverage == 0.0
