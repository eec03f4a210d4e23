"""The weight of two and three members against numeric integration over place and time."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from holdfire.incidents.cluster import Cluster, log_fit

Clusters = Callable[..., Cluster]


def integral(cluster: Cluster) -> float:
    """∫∫∫ Π g(x, y, t) dx dy dt on a grid, every density written out again."""
    axis = np.arange(-14.0, 14.0, 0.05)
    e, n = np.meshgrid(axis, axis)
    space = np.ones_like(e)
    step = 0.01
    t = np.arange(-500.0, 500.0, step) + step / 2
    time = np.ones_like(t)
    for witness, spread in zip(cluster.witnesses, cluster.spreads, strict=True):
        assert spread is not None
        inverse = np.linalg.inv([[spread.ee, spread.en], [spread.en, spread.nn]])
        de, dn = e - spread.east, n - spread.north
        q = inverse[0, 0] * de**2 + 2 * inverse[0, 1] * de * dn + inverse[1, 1] * dn**2
        space *= np.exp(-q / 2) * math.sqrt(float(np.linalg.det(inverse))) / (2 * math.pi)
        one = witness.time
        if one.variance:
            time *= np.exp(-((t - one.low) ** 2) / (2 * one.variance))
            time /= math.sqrt(2 * math.pi * one.variance)
        else:
            time *= ((t > one.low) & (t < one.high)) / (one.high - one.low)
    return float(space.sum() * 0.05**2 * time.sum() * step)


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("seed", range(8))
def test_the_closed_form_is_the_integral(clusters: Clusters, size: int, seed: int) -> None:
    cluster = clusters(size, seed)
    scans = {one.lead.scan for one in cluster.witnesses}
    found = log_fit(cluster, tuple(range(size)))
    if len(scans) < size:
        assert found == -math.inf
        return
    # A window's edge between two grid points errs by at most 0.01 s of some 10 s.
    assert math.exp(found) == pytest.approx(integral(cluster), rel=2e-3)
