"""GOSPA against Stone Soup's metric, which has no parts and no k-d tree."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime

import numpy as np
import pytest

from holdfire.exercises.score.gospa import CUTOFF_KM, Points, gospa

with warnings.catch_warnings():
    # Stone Soup imports packages that still use what they call deprecated.
    warnings.simplefilter("ignore")
    from stonesoup.metricgenerator.ospametric import GOSPAMetric  # type: ignore[import-untyped]
    from stonesoup.types.state import State  # type: ignore[import-untyped]

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def drawn(count: int, generator: np.random.Generator) -> Points:
    return Points(
        generator.uniform(0.0, 60.0, (count, 2)), generator.uniform(0.0, 3_600.0, count)
    )


def states(points: Points) -> list[State]:
    axes = np.column_stack((points.place, points.time / 60.0))
    return [State(row[:, None], timestamp=NOW) for row in axes]


@pytest.mark.parametrize("seed", range(30))
def test_value_and_split_are_those_of_stone_soup(seed: int) -> None:
    generator = np.random.default_rng(seed)
    events, estimates = (drawn(int(n), generator) for n in generator.integers(1, 60, 2))
    metric = GOSPAMetric(p=2.0, c=CUTOFF_KM)
    theirs = metric.compute_gospa_metric(states(estimates), states(events))[0].value
    found = gospa(events, estimates)
    assert np.sqrt(found.squared) == pytest.approx(float(theirs["distance"]), rel=1e-12)
    assert found.localisation == pytest.approx(float(theirs["localisation"]), rel=1e-10)
    assert 50.0 * found.missed == pytest.approx(float(theirs["missed"]))
    assert 50.0 * found.false == pytest.approx(float(theirs["false"]))
