"""Who keeps which promise: drawn first, by the same fair coin for both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

__all__ = ["Plan", "draw_plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """True where the promise is broken; by side (-1 west, +1 east) where sides differ.

    ``deadline_day`` is the day, counted from zero, at whose end weapons must be away.
    """

    deadline_day: int
    stays: Mapping[int, bool]
    crosses: Mapping[int, bool]
    town: bool
    flights: bool
    waterworks: bool
    too_few_lorries: bool


def draw_plan(rng: np.random.Generator, days: int) -> Plan:
    """Toss one coin for each promise."""
    coins = rng.random(8) < 0.5
    return Plan(
        deadline_day=max(1, min(14, days // 2)),
        stays={-1: bool(coins[0]), 1: bool(coins[1])},
        crosses={-1: bool(coins[2]), 1: bool(coins[3])},
        town=bool(coins[4]),
        flights=bool(coins[5]),
        waterworks=bool(coins[6]),
        too_few_lorries=bool(coins[7]),
    )
