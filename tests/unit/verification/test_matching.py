from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.happening import beside, incident, utc

from holdfire.base.phenomenon import Phenomenon
from holdfire.incidents.record import Incident
from holdfire.verification.matching import at_least_one, shown_at_least


def seen_by(*sources: str, name: str) -> Incident:
    made = incident(Phenomenon.EXPLOSION, beside(1.0), utc("2020-01-01T00:00+00:00"), name=name)
    return replace(made, sources=sources)


def test_one_source_confirms_nothing_by_repetition() -> None:
    many = [seen_by("a", name=str(n)) for n in range(1000)]
    assert shown_at_least(np.full(1000, 0.8), many) == pytest.approx(0.8)


def test_the_surest_of_one_source_counts() -> None:
    rows = [seen_by("a", name="1"), seen_by("a", name="2")]
    assert shown_at_least(np.array([0.3, 0.7]), rows) == pytest.approx(0.7)


def test_different_sources_are_multiplied() -> None:
    rows = [seen_by("a", name="1"), seen_by("b", name="2")]
    assert shown_at_least(np.array([0.8, 0.8]), rows) == pytest.approx(0.96)


def test_incidents_on_two_sources_are_multiplied() -> None:
    rows = [seen_by("a", "b", name="1"), seen_by("a", "b", name="2")]
    assert shown_at_least(np.array([0.8, 0.8]), rows) == pytest.approx(0.96)


def test_nothing_shows_nothing() -> None:
    assert shown_at_least(np.array([]), []) == 0.0


def test_the_bound_is_never_above_independence() -> None:
    draw = np.random.default_rng(3)
    for _ in range(200):
        low = draw.uniform(0.0, 1.0, 6)
        rows = [seen_by(str(draw.integers(3)), name=str(n)) for n in range(6)]
        bound = shown_at_least(low, rows)
        assert low.max() - 1e-12 <= bound <= at_least_one(low) + 1e-12
