"""What is true of each clause, and what a perfect observer could know with these sensors.

Truth: a clause is violated if and only if a happening of the drawn world breaks it. Knowable:
``violated`` if at least one of those happenings was noticed by a sensor; ``complied`` if none
exists and at least :data:`ENOUGH` of the clause's area and time was under sensors that
together would notice it with a probability of :data:`SURE`; ``undetermined`` otherwise.
The perfect observer makes no mistake about which rows are true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.agreement_text import DISTANCE_KM
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.shift import Shift
from holdfire.exercises.world.front import HALF_LENGTH_KM
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.traffic import LORRIES_A_DAY, NO_FLY_KM
from holdfire.exercises.world.world import World

__all__ = ["ENOUGH", "SURE", "VerdictTruth", "breaking", "true_verdicts"]

ENOUGH = 0.8
SURE = 0.8

_STEP_KM, _STEP_S = 4.0, 3600.0
_HEAVY = (["artillery"], ["mortar"], ["mlrs"])


@dataclass(frozen=True, slots=True)
class VerdictTruth:
    """One clause: what is true, what could be known, the share of it that was covered."""

    clause: str
    verdict: str
    knowable: str
    coverage: float
    breaking: tuple[str, ...]


def true_verdicts(
    world: World, shifts: Sequence[Shift], noticed: frozenset[str], face: Face
) -> tuple[VerdictTruth, ...]:
    """The truth of every clause, in the order of the agreement."""
    broken = breaking(world, face)
    grounds = _grounds(world, face)
    found = []
    for clause, happenings in broken.items():
        covered = _covered(*grounds[clause], shifts)
        ids = tuple(one.id for one in happenings)
        if ids:
            knowable = "violated" if noticed.intersection(ids) else "undetermined"
        else:
            knowable = "complied" if covered >= ENOUGH else "undetermined"
        verdict = "violated" if ids else "complied"
        found.append(VerdictTruth(clause, verdict, knowable, covered, ids))
    return tuple(found)


def breaking(world: World, face: Face) -> dict[str, tuple[Happening, ...]]:
    """For each clause, in the order of the agreement, the happenings that break it."""
    broken = {"1": tuple(one for one in world.happenings if one.force)}
    for side in (-1, 1):
        own = face.party(side)
        groups, contact, reference = _broken_by(world, side)
        broken |= {f"2{own}": groups, f"4{own}": contact, f"5{own}": reference}
    return broken | _broken_by_anybody(world)


def _near(one: Happening, shape: shapely.Geometry, km: float) -> bool:
    """Is it nearer than this?"""
    return bool(shapely.distance(shape, shapely.Point(one.x, one.y)) < km)


def _broken_by(world: World, side: int) -> tuple[tuple[Happening, ...], ...]:
    """One side's groups across the line; its heavy weapons too near to either line."""
    deadline = world.plan.deadline_day * 86_400.0
    own = [one for one in world.happenings if one.side == side]
    groups = tuple(one for one in own if one.kind is Phenomenon.FORCES_PRESENT)
    heavy = [
        one
        for one in own
        if one.kind is Phenomenon.WEAPON_PRESENT
        and one.start_s >= deadline
        and one.attributes.get("kind") in _HEAVY
    ]
    lines = (world.front.contact(), world.front.reference(side))
    contact, reference = (
        tuple(one for one in heavy if _near(one, line, DISTANCE_KM)) for line in lines
    )
    return groups, contact, reference


def _broken_by_anybody(world: World) -> dict[str, tuple[Happening, ...]]:
    """What breaks the clauses that bind everybody, after the first."""
    front, all_of = world.front, world.happenings
    town, contact = shapely.Point(front.town.x, front.town.y), front.contact()
    reach = front.town.radius_m / 1000.0
    tanks = [one for one in all_of if one.attributes.get("kind") == ["tank"]]
    flights = [one for one in all_of if one.kind is Phenomenon.UAV]
    passed = [one for one in all_of if one.kind is Phenomenon.PASSAGE]
    return {
        "3": tuple(one for one in tanks if _near(one, town, reach)),
        "6": tuple(one for one in flights if _near(one, contact, NO_FLY_KM)),
        "7": tuple(one for one in all_of if one.force and "object" in one.attributes),
        "8": tuple(one for one in passed if one.rounds < LORRIES_A_DAY),
    }


_Ground = tuple[Sequence[tuple[float, float]], tuple[float, float], frozenset[Phenomenon]]


def _grounds(world: World, face: Face) -> Mapping[str, _Ground]:
    """For each clause points of its area, its time in seconds, and what must be seen."""
    front, whole = world.front, (0.0, world.days * 86_400.0)
    after = (world.plan.deadline_day * 86_400.0, whole[1])
    ys = np.arange(-HALF_LENGTH_KM + 2.0, HALF_LENGTH_KM, _STEP_KM)

    def band(depths: Iterable[float]) -> list[tuple[float, float]]:
        return [(front.contact_at(float(y)) + d, float(y)) for y in ys for d in depths]

    force = frozenset({Phenomenon.EXPLOSION, Phenomenon.LIGHT_FIRE})
    weapons = frozenset({Phenomenon.WEAPON_PRESENT})
    grounds: dict[str, _Ground] = {"1": (band((-6.0, -2.0, 2.0, 6.0)), whole, force)}
    for side in (-1, 1):
        own = face.party(side)
        beyond, behind = band((-side * 2.0,)), band(side * d for d in (2.0, 6.0, 10.0, 14.0))
        grounds[f"2{own}"] = (beyond, whole, frozenset({Phenomenon.FORCES_PRESENT}))
        grounds[f"4{own}"] = grounds[f"5{own}"] = (behind, after, weapons)
    town, water, crossing = (
        [(spot.x, spot.y)] for spot in (front.town, front.waterworks, front.crossing)
    )
    grounds["3"] = (town, whole, weapons)
    grounds["6"] = (band((-4.0, 0.0, 4.0)), whole, frozenset({Phenomenon.UAV}))
    grounds["7"] = (water, whole, frozenset({Phenomenon.STRIKE}))
    grounds["8"] = (crossing, whole, frozenset({Phenomenon.PASSAGE}))
    return grounds


def _covered(
    points: Sequence[tuple[float, float]],
    time: tuple[float, float],
    kinds: frozenset[Phenomenon],
    shifts: Sequence[Shift],
) -> float:
    """The share of points and hours at which all kinds would be noticed surely enough."""
    where = shapely.points(np.asarray(points))
    hours = np.arange(time[0] + _STEP_S / 2.0, time[1], _STEP_S)
    least = np.ones((len(points), len(hours)))
    for kind in sorted(kinds):
        missed = np.ones_like(least)
        for shift in shifts:
            if kind not in shift.phenomena or shift.p_detect == 0.0:
                continue
            during = (hours >= shift.start_s) & (hours < shift.end_s)
            if during.any():
                inside = shapely.intersects(_field(shift), where)
                missed[np.ix_(inside, during)] *= 1.0 - shift.p_detect
        least = np.minimum(least, 1.0 - missed)
    return float(np.mean(least >= SURE))


def _field(shift: Shift) -> shapely.Geometry:
    """The field of view of a shift, prepared for many points."""
    if shift.corners:
        shape: shapely.Geometry = shapely.Polygon(shift.corners)
    else:
        shape = shapely.Point(shift.x, shift.y).buffer(shift.range_km)
    shapely.prepare(shape)
    return shape
