"""Weapons and forces: where each stands on each day, and who crosses the line.

A weapon on one day at one place is one happening. Until the withdrawal it stands 2 to 9 km
behind the nearer of the two lines, after it at least 18 km from both; so whether a clause
is kept does not hang on metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.world.calendar import seconds_of
from holdfire.exercises.world.front import Front
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.plan import Plan

__all__ = ["AWAY_KM", "WEAPONS_A_SIDE", "draw_weapons"]

WEAPONS_A_SIDE = 14
AWAY_KM = 18.0
"""A withdrawn weapon stands at least so far from both lines."""

_TYPES = (
    ("artillery", 122, "D-30"),
    ("artillery", 152, "2S3"),
    ("mlrs", 122, "BM-21"),
    ("mortar", 120, None),
)


@dataclass(frozen=True, slots=True)
class _Weapon:
    """One weapon: its description, both places, and the day on which it leaves, if ever."""

    attributes: dict[str, object]
    near: tuple[float, float]
    away: tuple[float, float]
    leaves: int | None


def draw_weapons(
    rng: np.random.Generator, front: Front, plan: Plan, days: int
) -> list[Happening]:
    """Every weapon on every day, the tanks in the town, the groups across the line."""
    drawn: list[Happening] = []
    for side in (-1, 1):
        weapons = _weapons(rng, front, plan, side)
        for day in range(days):
            drawn += [_standing(rng, weapon, side, day) for weapon in weapons]
    if plan.town:
        drawn += [_in_town(rng, front, days) for _ in range(2 + rng.poisson(2.0))]
    for side in (-1, 1):
        if plan.crosses[side]:
            drawn += [_across(rng, front, side, days) for _ in range(1 + rng.poisson(0.7))]
    return drawn


def _weapons(rng: np.random.Generator, front: Front, plan: Plan, side: int) -> list[_Weapon]:
    """The weapons of one side; when it keeps its promise all of them leave in time."""
    lines = (front.contact(), front.earlier())
    made = []
    for number in range(WEAPONS_A_SIDE):
        kind, calibre, system = _TYPES[int(rng.integers(len(_TYPES)))]
        attributes: dict[str, object] = {"kind": [kind], "calibre_mm": [calibre]}
        if system is not None:
            attributes["system"] = [system]
        y = float(rng.uniform(-50.0, 50.0))
        at = max((front.contact_at(y), front.earlier_at(y)), key=lambda x: side * x)
        near = at + side * float(rng.uniform(2.0, 9.0))
        away = at + side * float(rng.uniform(22.0, 32.0))
        while min(line.distance(shapely.Point(away, y)) for line in lines) < AWAY_KM:
            away += side * 1.0
        leaves = 1 + int(rng.integers(max(1, plan.deadline_day)))
        stays = plan.stays[side] and number < WEAPONS_A_SIDE // 3
        made.append(_Weapon(attributes, (near, y), (away, y), None if stays else leaves))
    return made


def _standing(rng: np.random.Generator, weapon: _Weapon, side: int, day: int) -> Happening:
    """One weapon on one day; it moves a little every day."""
    gone = weapon.leaves is not None and day >= weapon.leaves
    x, y = weapon.away if gone else weapon.near
    x, y = x + float(rng.normal(0.0, 0.3)), y + float(rng.normal(0.0, 0.3))
    start, end = seconds_of(day), seconds_of(day + 1) - 1.0
    what = Phenomenon.WEAPON_PRESENT
    return Happening("", what, x, y, start, end, side, attributes=weapon.attributes)


def _in_town(rng: np.random.Generator, front: Front, days: int) -> Happening:
    """A tank in the settlement that must be free of heavy weapons, for some hours."""
    start = seconds_of(int(rng.integers(days)), rng.uniform(0.0, 18.0))
    return Happening(
        "",
        Phenomenon.WEAPON_PRESENT,
        front.town.x + float(rng.normal(0.0, 0.3)),
        front.town.y + float(rng.normal(0.0, 0.3)),
        start,
        start + float(rng.uniform(1.0, 5.0)) * 3600.0,
        int(rng.choice((-1, 1))),
        attributes={"kind": ["tank"], "calibre_mm": [125]},
    )


def _across(rng: np.random.Generator, front: Front, side: int, days: int) -> Happening:
    """A group of one side beyond the line of contact."""
    y = float(rng.uniform(-50.0, 50.0))
    start = seconds_of(int(rng.integers(days)), rng.uniform(6.0, 16.0))
    return Happening(
        "",
        Phenomenon.FORCES_PRESENT,
        front.contact_at(y) - side * float(rng.uniform(1.5, 3.0)),
        y,
        start,
        start + 3.0 * 3600.0,
        side,
        int(rng.integers(6, 30)),
        attributes={"kind": ["personnel"]},
    )
