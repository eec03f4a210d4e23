import itertools
import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from holdfire.incidents.claim import claims_of
from holdfire.incidents.cluster import cluster_of, log_cell
from holdfire.incidents.estimation import model_for
from holdfire.incidents.link import links_of
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]
Witnesses = Callable[..., list[Witness]]
TAU = -2.0
SENSORS: tuple[dict[str, Any], ...] = (
    {"sigma_km": 0.1, "sigma_s": 5.0, "modality": "camera"},
    {"sigma_km": 2.0, "sigma_s": 20.0},
    {"sigma_km": 4.0, "lasts": 24.0, "modality": "report"},
    {"sigma_km": 0.2, "modality": "thermal", "phenomenon": "thermal"},
)


def mixed(row: Row, size: int, seed: int) -> list[dict[str, Any]]:
    """Sensors of unlike accuracy in a small space, so that many pairs are near the gate."""
    chance = random.Random(seed)
    rows = []
    for number in range(size):
        given = chance.choice(SENSORS)
        place = {"north_km": chance.uniform(-25, 25), "lon": 37.8 + chance.uniform(-0.3, 0.3)}
        rows.append(row(f"{number:04}", hours=chance.uniform(0, 72), **place, **given))
    return rows


@pytest.mark.parametrize("seed", [1, 2])
def test_no_pair_that_reaches_the_threshold_is_missed(
    row: Row, table: Table, witnesses: Witnesses, seed: int
) -> None:
    rows = mixed(row, 150, seed)
    found = witnesses(*rows)
    claims = claims_of(found, model_for(table(*rows)), [{} for _ in found])
    links = links_of(found, claims, TAU)
    fast = {
        (int(i), int(j)): v for i, j, v in zip(links.left, links.right, links.llr, strict=True)
    }
    slow = {}
    for i, j in itertools.combinations(range(len(found)), 2):
        both = cluster_of([found[i], found[j]], [claims[i], claims[j]])
        value = log_cell(both, (0, 1))
        if value >= TAU:
            slow[i, j] = value
    assert len(slow) > 20, "the sample holds pairs on both sides of the gate"
    # Pairs within 1e-6 of the threshold may fall on either side of it.
    sure = {pair for pair, value in slow.items() if value > TAU + 1e-6}
    assert sure <= set(fast)
    for pair, value in fast.items():
        assert value == pytest.approx(slow.get(pair, TAU), abs=1e-6)


def test_too_many_in_one_place_and_time_have_no_links_and_are_marked(
    row: Row, table: Table, witnesses: Witnesses
) -> None:
    rows = [row(f"{k:05}", lasts=1.0) for k in range(2_100)]
    rows.append(row("far", lasts=1.0, north_km=300.0))
    found = witnesses(*rows)
    links = links_of(found, claims_of(found, model_for(table(*rows[:3])), [{}] * 2_101), TAU)
    assert int(links.crowded.sum()) == 2_100
    assert len(links.left) == 0


def test_fewer_than_two_places_have_no_links(row: Row, witnesses: Witnesses) -> None:
    found = witnesses(row("a"))
    links = links_of(found, [], TAU)
    assert len(links.left) == 0
    assert math.isfinite(float(np.sum(links.llr)))
