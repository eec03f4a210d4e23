"""What is a theorem of the model must hold of the program.

The first three hold for events of one family of classes. Beside an ordinary fire existence
is that of the use of force alone, and then a further fire may explain the first one away.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.incidents.cluster import Cluster
from holdfire.incidents.existence import finding_of
from holdfire.incidents.spread import Spread
from holdfire.incidents.witness import Witness

Clusters = Callable[..., Cluster]
FORCE_ONLY = (Phenomenon.EXPLOSION, Phenomenon.STRIKE)
SEEDS = range(40)


def existence(cluster: Cluster) -> float:
    return finding_of(cluster, tuple(range(len(cluster.witnesses)))).exists[1]


def sub(cluster: Cluster, size: int) -> Cluster:
    return Cluster(
        cluster.witnesses[:size], cluster.claims[:size], cluster.centre, cluster.spreads[:size]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_further_member_never_lowers_existence(clusters: Clusters, seed: int) -> None:
    cluster = clusters(6, seed, FORCE_ONLY)
    values = [existence(sub(cluster, size)) for size in range(1, 7)]
    assert all(b >= a - 1e-12 for a, b in pairwise(values))


@pytest.mark.parametrize("seed", SEEDS)
def test_more_false_alarms_never_raise_existence(clusters: Clusters, seed: int) -> None:
    cluster = clusters(5, seed, FORCE_ONLY)
    for at in range(5):
        evidence = cluster.witnesses[at].lead
        worse = replace(evidence, exists=(0.0, 0.5 * evidence.exists[1], 1.0))
        changed = list(cluster.witnesses)
        changed[at] = Witness((worse,), worse)
        lower = Cluster(tuple(changed), cluster.claims, cluster.centre, cluster.spreads)
        assert existence(lower) <= existence(cluster) + 1e-12


@pytest.mark.parametrize("seed", SEEDS)
def test_a_watch_that_saw_nothing_never_raises_existence(clusters: Clusters, seed: int) -> None:
    cluster = clusters(5, seed, FORCE_ONLY)
    missed = {
        (kind, Modality.CAMERA): (math.log(0.3), math.log(0.5), math.log(0.7))
        for kind in FORCE_ONLY
    }
    claims = tuple(replace(one, misses=missed) for one in cluster.claims)
    watched = Cluster(cluster.witnesses, claims, cluster.centre, cluster.spreads)
    assert existence(watched) <= existence(cluster) + 1e-12


@pytest.mark.parametrize("seed", SEEDS)
def test_the_interval_encloses_the_value(clusters: Clusters, seed: int) -> None:
    low, value, high = finding_of(clusters(5, seed), tuple(range(5))).exists
    assert 0.0 <= low <= value <= high <= 1.0


@pytest.mark.parametrize("seed", range(10))
def test_units_of_length_change_nothing(clusters: Clusters, seed: int) -> None:
    cluster = clusters(5, seed)
    metres = tuple(
        Spread(1e3 * s.east, 1e3 * s.north, 1e6 * s.ee, 1e6 * s.en, 1e6 * s.nn)
        for s in cluster.spreads
        if s is not None
    )
    claims = tuple(
        replace(one, log_density={k: v - math.log(1e6) for k, v in one.log_density.items()})
        for one in cluster.claims
    )
    other = Cluster(cluster.witnesses, claims, cluster.centre, metres)
    assert existence(other) == pytest.approx(existence(cluster), rel=1e-12)
