"""A small front as a table of witnesses, with some of every kind of time and watch."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.witnesses import witnesses
from holdfire.incidents.solution import Solution
from holdfire.incidents.witness_table import WitnessTable


def front_table(count: int, seed: int = 0) -> WitnessTable:
    """About ``count`` witnesses of the densest front of seven sensors.

    Every third has a window of time instead of a normal, and every fifth was not watched.
    """
    plan = FrontPlan(count)
    table = witnesses(draw_front(plan, seed), stated(plan))
    number = np.arange(len(table))
    time = table.time.copy()
    vague = number % 3 == 0
    reach = np.sqrt(time[vague, 1])
    time[vague, 2], time[vague, 3] = time[vague, 0] - reach, time[vague, 0] + 2.0 * reach
    time[vague, :2] = 0.0
    watch = np.where(number % 5 == 0, -1, table.watch).astype(np.int32)
    return replace(table, time=time, watch=watch)


def differing(one: Solution, other: Solution) -> list[str]:
    """The arrays of two solutions that are not the same bytes, types and shapes included."""
    found = []
    for each in fields(one):
        mine, theirs = getattr(one, each.name), getattr(other, each.name)
        alike = mine.dtype == theirs.dtype and mine.shape == theirs.shape
        if not alike or mine.tobytes() != theirs.tobytes():
            found.append(each.name)
    return found
