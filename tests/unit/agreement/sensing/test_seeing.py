from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.sensing.seeing import at_least, seen_once, together, watched_share

chance = st.floats(0.0, 1.0, allow_nan=False)


@pytest.mark.parametrize(
    ("look", "lasting", "revisit", "seen"),
    [
        (0.6, 24.0, None, 0.6),  # continuous: one look
        (0.5, 24.0, 12.0, 0.75),  # two looks: 1 - 0.5^2
        (0.5, 24.0, 24.0, 0.5),  # one look
        (0.5, 6.0, 24.0, 0.125),  # a look falls into a quarter of the cases
        (0.8, 30.0, 12.0, 1 - 0.2**2 * (1 - 0.5 * 0.8)),
        (1.0, 0.0, 24.0, 0.0),  # over between two looks
        (1.0, 24.0, 24.0, 1.0),
        (0.0, 240.0, 1.0, 0.0),
    ],
)
def test_a_violation_is_seen_once(
    look: float, lasting: float, revisit: float | None, seen: float
) -> None:
    assert seen_once(look, lasting, revisit) == pytest.approx(seen, abs=1e-12)


@given(chance, st.floats(0.0, 500.0), st.floats(0.5, 100.0))
def test_the_formula_is_the_mean_over_the_phase_of_the_first_look(
    look: float, lasting: float, revisit: float
) -> None:
    # With a phase u in [0, r) the looks fall at u, u + r, ...: floor((T - u) / r) + 1 of them.
    steps = 400
    mean = 0.0
    for index in range(steps):
        phase = (index + 0.5) / steps * revisit
        looks = math.floor((lasting - phase) / revisit) + 1 if phase < lasting else 0
        mean += (1.0 - (1.0 - look) ** looks) / steps
    assert seen_once(look, lasting, revisit) == pytest.approx(mean, abs=3.0 / steps)


def test_at_least_so_many_of_independent_sensors() -> None:
    assert at_least([0.5, 0.5], 2) == pytest.approx(0.25)
    assert at_least([0.5, 0.5], 1) == pytest.approx(0.75)
    assert at_least([0.2, 0.7, 0.9], 0) == pytest.approx(1.0)
    assert at_least([0.9], 2) == 0.0
    assert at_least([], 1) == 0.0


@given(st.lists(chance, max_size=6), st.integers(0, 6))
def test_the_tail_is_the_sum_over_all_outcomes(chances: list[float], fewest: int) -> None:
    total = 0.0
    for outcome in itertools.product([0, 1], repeat=len(chances)):
        if sum(outcome) >= fewest:
            total += math.prod(
                p if hit else 1.0 - p for p, hit in zip(chances, outcome, strict=True)
            )
    assert at_least(chances, fewest) == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize(
    ("available", "revisit", "holds", "share"),
    [
        (0.9, None, 0.0, 0.9),
        (0.9, 24.0, 12.0, 0.45),
        (0.9, 24.0, 48.0, 0.9),
        (0.9, 24.0, 0.0, 0.0),
    ],
)
def test_the_share_of_time_watched(
    available: float, revisit: float | None, holds: float, share: float
) -> None:
    assert watched_share(available, revisit, holds) == pytest.approx(share)


def test_sensors_watch_together() -> None:
    assert together([]) == 0.0
    assert together([0.5, 0.5]) == pytest.approx(0.75)
    assert together([1.0, 0.2]) == 1.0


@given(st.lists(chance, max_size=5), chance)
def test_another_sensor_never_watches_less(shares: list[float], more: float) -> None:
    assert together([*shares, more]) >= together(shares) - 1e-12
