from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest

from holdfire.exercises.score.gospa import CUTOFF_KM, Points, gospa

NOTHING = Points(np.zeros((0, 2)), np.zeros(0))


def drawn(count: int, seed: int, width: float = 25.0) -> Points:
    generator = np.random.default_rng(seed)
    return Points(
        generator.uniform(0.0, width, (count, 2)), generator.uniform(0.0, 60.0 * width, count)
    )


def by_every_assignment(events: Points, estimates: Points) -> float:
    """The least sum over every partial assignment."""
    few, many = events, estimates
    if len(few.time) > len(many.time):
        few, many = many, few
    best = math.inf
    for chosen in permutations(range(len(many.time)), len(few.time)):
        total = 50.0 * (len(many.time) - len(few.time))
        for own, other in enumerate(chosen):
            gap = few.place[own] - many.place[other]
            minutes = (few.time[own] - many.time[other]) / 60.0
            # left alone, both cost c²/2
            total += min(float(gap @ gap) + minutes**2, 100.0)
        best = min(best, total)
    return best


@pytest.mark.parametrize("seed", range(40))
def test_the_assignment_is_the_best_of_all(seed: int) -> None:
    events, estimates = drawn(seed % 7, seed), drawn((3 * seed) % 8, seed + 100)
    found = gospa(events, estimates)
    assert found.squared == pytest.approx(by_every_assignment(events, estimates), rel=1e-12)
    pairs = len(events.time) - found.missed
    assert found.false == len(estimates.time) - pairs
    assert found.days.sum() == pytest.approx(found.squared, rel=1e-12)


def test_nothing_found_is_all_missed_and_nothing_true_is_all_false() -> None:
    some = drawn(4, 1)
    assert gospa(some, NOTHING).squared == 4 * CUTOFF_KM**2 / 2
    assert gospa(NOTHING, some).false == 4
    assert gospa(NOTHING, NOTHING).squared == 0.0


def test_a_pair_at_the_cutoff_is_not_made() -> None:
    event = Points(np.zeros((1, 2)), np.zeros(1))
    beside = Points(np.array([[CUTOFF_KM, 0.0]]), np.zeros(1))
    found = gospa(event, beside)
    assert (found.missed, found.false, found.estimate.tolist()) == (1, 1, [-1])


def test_a_pair_over_midnight_counts_on_the_day_of_its_event() -> None:
    event = Points(np.zeros((1, 2)), np.array([86_340.0]))
    late = Points(np.zeros((2, 2)), np.array([86_460.0, 200_000.0]))
    found = gospa(event, late)
    assert found.days.tolist() == [4.0, 0.0, 50.0]
    assert found.per_day(3.0) == pytest.approx(math.sqrt(54.0 / 3.0))


def test_time_can_be_left_out() -> None:
    event = Points(np.zeros((1, 2)), np.zeros(1))
    hours = Points(np.ones((1, 2)), np.array([36_000.0]))
    assert gospa(event, hours, km_per_second=0.0).squared == pytest.approx(2.0)
    assert gospa(event, hours).missed == 1
