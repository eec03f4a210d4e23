"""What moves by leave of the agreement or against it: flights, and lorries at the crossing."""

from __future__ import annotations

import numpy as np

from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.world.calendar import seconds_of
from holdfire.exercises.world.front import HALF_LENGTH_KM, Front
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.plan import Plan

__all__ = ["LORRIES_A_DAY", "NO_FLY_KM", "draw_flights", "draw_lorries"]

NO_FLY_KM = 5.0
"""Nothing flies within so many kilometres of the line of contact."""

LORRIES_A_DAY = 40
"""At least so many lorries must pass each day."""


def draw_flights(
    rng: np.random.Generator, front: Front, plan: Plan, days: int
) -> list[Happening]:
    """Flights far from the line, which are allowed, and near it where the plan says so."""
    drawn = [_flight(rng, front, days, near=False) for _ in range(rng.poisson(0.3 * days))]
    if plan.flights:
        near = 1 + rng.poisson(0.2 * days)
        drawn += [_flight(rng, front, days, near=True) for _ in range(near)]
    return drawn


def _flight(rng: np.random.Generator, front: Front, days: int, *, near: bool) -> Happening:
    """One flight of an unmanned aircraft, at the place where it was nearest to the line."""
    side = int(rng.choice((-1, 1)))
    y = float(rng.uniform(-HALF_LENGTH_KM + 8.0, HALF_LENGTH_KM - 8.0))
    away = float(rng.uniform(0.2, 2.0) if near else rng.uniform(12.0, 20.0))
    start = seconds_of(int(rng.integers(days)), rng.uniform(0.0, 23.0))
    return Happening(
        "",
        Phenomenon.UAV,
        front.contact_at(y) + side * away,
        y,
        start,
        start + float(rng.uniform(300.0, 2400.0)),
        side,
        attributes={"kind": ["uav"]},
    )


def draw_lorries(
    rng: np.random.Generator, front: Front, plan: Plan, days: int
) -> list[Happening]:
    """How many lorries passed on each day; when too few, then on every third day at least."""
    drawn = []
    for day in range(days):
        count = int(rng.integers(LORRIES_A_DAY + 2, 2 * LORRIES_A_DAY))
        if plan.too_few_lorries and (day % 3 == 0 or rng.random() < 0.3):
            count = int(rng.integers(LORRIES_A_DAY // 4, LORRIES_A_DAY - 2))
        drawn.append(
            Happening(
                "",
                Phenomenon.PASSAGE,
                front.crossing.x,
                front.crossing.y,
                seconds_of(day),
                seconds_of(day + 1) - 1.0,
                0,
                count,
                attributes={"object": ["aid_truck"]},
            )
        )
    return drawn
