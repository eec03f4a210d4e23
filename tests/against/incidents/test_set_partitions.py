"""Existence against the enumeration of every set partition (Bell numbers)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from holdfire.base.phenomenon import FORCE, Phenomenon
from holdfire.incidents.cluster import Cluster
from holdfire.incidents.existence import finding_of, partition_sum
from holdfire.incidents.occurrence import Occurrence

Clusters = Callable[..., Cluster]


def partitions(members: Sequence[int]) -> Iterator[list[list[int]]]:
    """Every way to divide the members into blocks."""
    if not members:
        yield []
        return
    first, rest = members[0], members[1:]
    for smaller in partitions(rest):
        yield [[first], *smaller]
        for at in range(len(smaller)):
            yield [*smaller[:at], [first, *smaller[at]], *smaller[at + 1 :]]


def time_fit(times: Sequence[Occurrence]) -> float:
    """∫ Π g dt by a fine grid: Simpson's rule between the windows' edges."""
    low = max([one.low for one in times if not one.variance], default=-math.inf)
    high = min([one.high for one in times if not one.variance], default=math.inf)
    normals = [one for one in times if one.variance]
    if low >= high:
        return 0.0
    if normals:
        weights = [1.0 / one.variance for one in normals]
        mean = sum(w * one.low for w, one in zip(weights, normals, strict=True)) / sum(weights)
        slack = 14.0 / math.sqrt(sum(weights))
        low, high = max(low, mean - slack), min(high, mean + slack)
        if low >= high:
            return 0.0
    t = np.linspace(low, high, 4001)
    product = np.ones_like(t)
    for one in times:
        if one.variance:
            product *= np.exp(-((t - one.low) ** 2) / (2 * one.variance))
            product /= math.sqrt(2 * math.pi * one.variance)
        else:
            product /= one.high - one.low
    simpson = np.ones_like(t)
    simpson[1:-1:2], simpson[2:-1:2] = 4.0, 2.0
    return float((product * simpson).sum() * (t[1] - t[0]) / 3.0)


def space_fit(cluster: Cluster, block: Sequence[int]) -> float:
    """∫∫ Π g by collapsing the normals two at a time (another closed form than ours)."""
    total = 1.0
    spreads = [spread for at in block if (spread := cluster.spreads[at]) is not None]
    mean = np.array([spreads[0].east, spreads[0].north])
    cov = np.array([[spreads[0].ee, spreads[0].en], [spreads[0].en, spreads[0].nn]])
    for one in spreads[1:]:
        other = np.array([[one.ee, one.en], [one.en, one.nn]])
        both, gap = cov + other, np.array([one.east, one.north]) - mean
        q = float(gap @ np.linalg.solve(both, gap))
        total *= math.exp(-q / 2) / (2 * math.pi * math.sqrt(float(np.linalg.det(both))))
        gain = cov @ np.linalg.inv(both)
        mean, cov = mean + gain @ gap, cov - gain @ cov
    return total


def event_weight(
    cluster: Cluster, block: Sequence[int], kinds: frozenset[Phenomenon], end: int
) -> float:
    """The weight of the block as one event of one of the kinds, straight from the model."""
    members = [cluster.witnesses[at] for at in block]
    scans = [one.lead.scan for one in members]
    if len(set(scans)) < len(scans):
        return 0.0
    causes = 0.0
    for kind in kinds:
        logs = [cluster.claims[at].log_share.get(kind) for at in block]
        if any(one is None for one in logs):
            continue
        share = math.exp(sum(one for one in logs if one is not None))
        density = [math.exp(cluster.claims[at].log_density[kind]) for at in block]
        mean = float(np.prod(density)) ** (1.0 / len(block))
        causes += share * mean ** (1 - len(block))
    exists = float(np.prod([one.exists[end] for one in members]))
    if len(block) == 1:
        return exists * causes
    return exists * causes * space_fit(cluster, block) * time_fit([one.time for one in members])


def by_enumeration(cluster: Cluster, end: int) -> tuple[float, float]:
    """Existence and expected number given one, from every partition of the cluster."""
    members = list(range(len(cluster.witnesses)))
    shown = {one.lead.phenomenon for one in cluster.witnesses}
    leading = FORCE if shown & FORCE else frozenset(Phenomenon)
    every = frozenset(Phenomenon)
    whole = absent = number = 0.0
    for partition in partitions(members):
        product, without, ratio = 1.0, 1.0, 0.0
        for block in partition:
            event = event_weight(cluster, block, every, end)
            led = event_weight(cluster, block, leading, end)
            nothing = 1.0 - cluster.witnesses[block[0]].exists[end] if len(block) == 1 else 0.0
            product *= event + nothing
            without *= event - led + nothing
            ratio += led / (event + nothing) if event + nothing else 0.0
        whole += product
        absent += without
        number += product * ratio
    exists = 1.0 - absent / whole
    return exists, number / whole / exists


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_existence_and_number_are_those_of_the_enumeration(
    clusters: Clusters, size: int, seed: int
) -> None:
    cluster = clusters(size, seed)
    found = finding_of(cluster, tuple(range(size)))
    for end in range(3):
        expected, number = by_enumeration(cluster, end)
        # Simpson on 4,001 points errs by 1e-10 at a narrow normal cut by a window's edge.
        assert found.exists[end] == pytest.approx(expected, rel=1e-9)
        if end == 1:
            assert found.number == pytest.approx(number, rel=1e-8)


@pytest.mark.parametrize("size", [2, 3, 4, 5, 6, 7])
def test_the_subset_sum_is_the_sum_over_partitions_to_twelve_digits(size: int) -> None:
    rng = np.random.default_rng(size)
    weights = 10.0 ** rng.uniform(-6.0, 6.0, 1 << size)
    expected = math.fsum(
        math.prod(float(weights[sum(1 << at for at in block)]) for block in partition)
        for partition in partitions(list(range(size)))
    )
    assert partition_sum(weights[None, :])[0] == pytest.approx(expected, rel=1e-12)
