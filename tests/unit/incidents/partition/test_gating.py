"""Gates hold every pair that reaches the threshold; the bound is that of the best pair."""

import math

import numpy as np
import pytest
from tests.oracle.witnesses import plane

from holdfire.incidents.linking import find_links, largest_gate_km
from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.gating import gates_of, widest_km
from holdfire.incidents.partition.grouping import Groups, groups_of
from holdfire.incidents.partition.ratio import own_terms
from holdfire.incidents.shape.shapes import NO_SHAPES
from holdfire.incidents.witness_table import WitnessTable


def _groups(table: WitnessTable) -> Groups:
    arrays = arrays_of(table)
    return groups_of(arrays, own_terms(arrays), NO_SHAPES.limits)


def _mixed(seed: int, count: int = 160) -> WitnessTable:
    """Witnesses of many sizes and channels, some of them watched by others."""
    rng = np.random.default_rng(seed)
    sigma = np.exp(rng.uniform(-2.0, 2.0, count))
    return plane(
        count,
        place=rng.uniform(0.0, 20.0, (count, 2)),
        spread=np.stack([sigma**2, 0.0 * sigma, sigma**2], axis=1),
        channel=rng.integers(-1, 3, count),
        watch=rng.integers(-1, 2, count),
        misses=np.log(rng.uniform(0.3, 1.0, (2, 3, 1, 1))) * np.ones(3),
        exists=np.repeat(rng.uniform(0.1, 0.9, (count, 1)), 3, axis=1),
    )


@pytest.mark.parametrize("seed", range(5))
def test_every_linked_pair_lies_within_the_gate_of_its_groups(seed: int) -> None:
    table = _mixed(seed)
    groups = _groups(table)
    number = np.empty(len(table), int)
    number[groups.order] = np.repeat(np.arange(len(groups.lane)), np.diff(groups.start))
    gates = {(a, b): gate for a, b, gate in gates_of(groups, -2.0)}
    links = find_links(table, -2.0)
    assert len(links.left) > 10
    for left, right in zip(links.left.tolist(), links.right.tolist(), strict=True):
        a, b = sorted((int(number[left]), int(number[right])))
        apart = math.dist(table.place[left], table.place[right])
        assert apart <= gates[a, b].space_km * (1.0 + 1e-9)
        assert apart <= largest_gate_km(table, -2.0) * (1.0 + 1e-9)


def test_the_bound_is_the_ratio_of_the_best_pair() -> None:
    # Two like witnesses in one place and at one time: their ratio is the bound of the group.
    table = plane(2)
    (ratio,) = find_links(table, -2.0).llr.tolist()
    assert [(a, b) for a, b, _ in gates_of(_groups(table), ratio - 1e-6)] == [(0, 0)]
    assert not list(gates_of(_groups(table), ratio + 1e-6))
    assert widest_km(_groups(table), ratio + 1e-6) == 0.0


def test_a_common_mark_of_whole_groups_closes_the_gate() -> None:
    table = plane(6, marks=[[at, 50] for at in range(6)])
    assert not list(gates_of(_groups(table), -2.0))
    assert len(find_links(table, -2.0).left) == 0
