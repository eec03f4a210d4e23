"""The use of force after the first day: rates that decay, hot spots, both sides alike."""

from __future__ import annotations

import math

import numpy as np

from holdfire.base.object_category import ObjectCategory
from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.world.calendar import seconds_of
from holdfire.exercises.world.front import Front
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.plan import Plan

__all__ = ["FIRST_RATE", "FLOOR_RATE", "draw_force", "rate_on"]

FIRST_RATE, FLOOR_RATE, DECAY_DAYS = 27.0, 3.0, 5.0
"""Episodes a day over the whole line: at first above the floor, and the floor."""

_HOT_SPOTS = 6
_HEAVY = (
    ("artillery", 122),
    ("artillery", 152),
    ("mortar", 82),
    ("mortar", 120),
    ("mlrs", 122),
)


def rate_on(day: float) -> float:
    """Expected episodes on a day."""
    return FLOOR_RATE + FIRST_RATE * math.exp(-day / DECAY_DAYS)


def draw_force(
    rng: np.random.Generator, front: Front, plan: Plan, days: int
) -> list[Happening]:
    """Every episode: one place, one time, one or more rounds."""
    spots = rng.uniform(-54.0, 54.0, _HOT_SPOTS)
    drawn = [
        _episode(rng, front, spots, day)
        for day in range(days)
        for _ in range(rng.poisson(rate_on(day)))
    ]
    if plan.waterworks:
        drawn += [_on_waterworks(rng, front, days) for _ in range(1 + rng.poisson(0.5))]
    return drawn


def _episode(rng: np.random.Generator, front: Front, spots: np.ndarray, day: int) -> Happening:
    """One exchange: what is fired from one side falls on the other."""
    hot = rng.random() < 0.5
    y = rng.choice(spots) + rng.normal(0.0, 2.0) if hot else rng.uniform(-57.0, 57.0)
    y = float(np.clip(y, -58.0, 58.0))
    side = int(rng.choice((-1, 1)))
    heavy = rng.random() < 0.55
    depth = abs(rng.normal(0.0, 3.0 if heavy else 0.8))
    x = front.contact_at(y) - side * float(min(depth, 12.0))
    kind, calibre = _HEAVY[int(rng.integers(len(_HEAVY)))]
    rounds = 1 + int(rng.geometric(0.18 if heavy else 0.05))
    start = seconds_of(day, rng.uniform(0.0, 24.0))
    lasts = min(rounds * rng.uniform(5.0, 30.0), 1200.0)
    end = min(start + lasts, seconds_of(day + 1) - 1.0)
    weapon: dict[str, object] = (
        {"kind": [kind], "calibre_mm": [calibre], "mode": "impact"}
        if heavy
        else {"kind": ["small_arms"]}
    )
    what = Phenomenon.EXPLOSION if heavy else Phenomenon.LIGHT_FIRE
    return Happening("", what, x, y, start, end, side, rounds, force=True, attributes=weapon)


def _on_waterworks(rng: np.random.Generator, front: Front, days: int) -> Happening:
    """One strike on the protected object."""
    spot = front.waterworks
    start = seconds_of(int(rng.integers(days)), rng.uniform(0.0, 23.0))
    hit = {
        "object": [ObjectCategory.POWER_TRANSMISSION.value],
        "kind": ["artillery"],
        "mode": "impact",
    }
    return Happening(
        "",
        Phenomenon.STRIKE,
        spot.x + rng.normal(0.0, 0.1),
        spot.y + rng.normal(0.0, 0.1),
        start,
        start + 60.0,
        int(rng.choice((-1, 1))),
        1 + int(rng.poisson(2.0)),
        force=True,
        attributes=hit,
    )
