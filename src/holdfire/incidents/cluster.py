"""Linked witnesses in one plane, and the weight of taking some of them as one happening.

Weights are relative to all members being separate: a single member has weight 1, of which
``exists`` is the part that it is a happening at all. For two or more members::

    W(C) = Π e_i · Σ_c Π share_i(c) · λ_c^(1-n) · ∫∫ Π g_i(x, t) dx dt

with λ_c the geometric mean of the members' densities. This is the cell weight of the
Poisson multi-Bernoulli model divided by the members' own densities; see the decision record.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from holdfire.base.geodesy import local_offsets_m
from holdfire.base.phenomenon import Phenomenon
from holdfire.incidents.claim import Claim
from holdfire.incidents.occurrence import log_meeting
from holdfire.incidents.spread import Spread, log_concurrence
from holdfire.incidents.witness import Witness

__all__ = [
    "Cluster",
    "cluster_of",
    "log_causes",
    "log_cell",
    "log_fit",
    "log_weight",
    "total",
]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Witnesses in order of id, with their places about ``centre`` (degrees) in km."""

    witnesses: tuple[Witness, ...]
    claims: tuple[Claim, ...]
    centre: tuple[float, float] | None
    spreads: tuple[Spread | None, ...]
    known: dict[tuple[int, ...], float] = field(default_factory=dict, compare=False)


def cluster_of(witnesses: Sequence[Witness], claims: Sequence[Claim]) -> Cluster:
    """The cluster of these witnesses; the first with a place is the centre."""
    spots = [one.spot for one in witnesses]
    centre = next((spot[:2] for spot in spots if spot is not None), None)
    spreads: list[Spread | None] = [None] * len(spots)
    if centre is not None:
        placed = [(at, spot) for at, spot in enumerate(spots) if spot is not None]
        table = np.array([spot for _, spot in placed])
        east, north = local_offsets_m(*centre, table[:, 0], table[:, 1])
        for (at, spot), e, n in zip(placed, east.tolist(), north.tolist(), strict=True):
            cov = (one / 1e6 for one in spot[2:])
            spreads[at] = Spread(e / 1e3, n / 1e3, *cov)
    return Cluster(tuple(witnesses), tuple(claims), centre, tuple(spreads))


def log_causes(cluster: Cluster, cell: Sequence[int]) -> dict[Phenomenon, float]:
    """Per class that all members may show: log of Π share · λ^(1-n)."""
    claims = [cluster.claims[at] for at in cell]
    kinds = set(claims[0].log_share).intersection(*(one.log_share for one in claims[1:]))
    spare = (len(cell) - 1) / len(cell)
    found = {}
    for kind in sorted(kinds):
        shares = math.fsum(one.log_share[kind] for one in claims)
        densities = math.fsum(one.log_density[kind] for one in claims)
        found[kind] = shares - spare * densities
    return found


def total(logs: Sequence[float]) -> float:
    """Log of the sum of the exponentials; −inf for none."""
    top = max(logs, default=-math.inf)
    if top == -math.inf:
        return top
    return top + math.log(math.fsum(math.exp(one - top) for one in logs))


def log_fit(cluster: Cluster, cell: Sequence[int]) -> float:
    """Log ∫∫ Π g: how well two or more members agree on one place and time; −inf if not."""
    spreads = [spread for at in cell if (spread := cluster.spreads[at]) is not None]
    if len(spreads) < len(cell):
        return -math.inf
    agreement = log_meeting([cluster.witnesses[at].time for at in cell])
    if agreement == -math.inf:
        return agreement
    return agreement + log_concurrence(spreads)


def log_weight(cluster: Cluster, cell: tuple[int, ...]) -> float:
    """Log W of the members at these rising places, with all existences taken as 1.

    −inf when two members share an origin or a scan, differ in being synthetic, have no
    class in common, or cannot have happened at one place and time.
    """
    if len(cell) == 1:
        return 0.0
    if cell not in cluster.known:
        cluster.known[cell] = _log_weight(cluster, cell)
    return cluster.known[cell]


def log_cell(cluster: Cluster, cell: tuple[int, ...]) -> float:
    """Log W of the members as one happening, existences included; 0 for a single one."""
    if len(cell) == 1:
        return 0.0
    exists = [max(cluster.witnesses[at].exists[1], 1e-300) for at in cell]
    return log_weight(cluster, cell) + math.fsum(math.log(one) for one in exists)


def _log_weight(cluster: Cluster, cell: tuple[int, ...]) -> float:
    """The value of :func:`log_weight` for two or more members."""
    members = [cluster.witnesses[at] for at in cell]
    keys = frozenset().union(*(one.keys for one in members))
    if len(keys) < sum(len(one.keys) for one in members):
        return -math.inf
    if len({one.lead.synthetic for one in members}) > 1:
        return -math.inf
    causes = list(log_causes(cluster, cell).values())
    if not causes:
        return -math.inf
    fit = log_fit(cluster, cell)
    return fit if fit == -math.inf else fit + total(causes)
