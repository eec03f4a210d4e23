"""Linked witnesses in one plane, and the weight of taking some of them as one happening.

Weights are relative to all members being separate: a single member has weight 1 (less what
misses of others take away), of which ``exists`` is the part that it is a happening at all.
For two or more members::

    W(C) = Π e_i · Σ_c Π share_i(c) · λ_c^(1-n) · M_c · ∫∫ Π g_i(x, t) dx dt

with λ_c the geometric mean of the members' densities and M_c the chance that no other
sensor saw it (1 where none looked). This is the cell weight of the
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
from holdfire.incidents.distance import middle_of
from holdfire.incidents.occurrence import log_meeting
from holdfire.incidents.spread import Spread, log_concurrence
from holdfire.incidents.witness import Witness

__all__ = [
    "MIDDLE",
    "Cluster",
    "cluster_of",
    "log_causes",
    "log_cell",
    "log_fit",
    "total",
]


MIDDLE = 1
"""The middle of low, value and high."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Witnesses in the order given, with their places about ``centre`` (degrees) in km."""

    witnesses: tuple[Witness, ...]
    claims: tuple[Claim, ...]
    centre: tuple[float, float] | None
    spreads: tuple[Spread | None, ...]
    known: dict[tuple[int, ...], float] = field(default_factory=dict, compare=False)
    causes: dict[tuple[tuple[int, ...], int], dict[Phenomenon, float]] = field(
        default_factory=dict, compare=False
    )


def cluster_of(witnesses: Sequence[Witness], claims: Sequence[Claim]) -> Cluster:
    """The cluster of these witnesses about the mean of their places."""
    placed = [(at, spot) for at, one in enumerate(witnesses) if (spot := one.spot) is not None]
    spreads: list[Spread | None] = [None] * len(witnesses)
    centre = None
    if placed:
        centre = middle_of([spot for _, spot in placed])
        table = np.array([spot for _, spot in placed])
        east, north = local_offsets_m(*centre, table[:, 0], table[:, 1])
        for (at, spot), e, n in zip(placed, east.tolist(), north.tolist(), strict=True):
            cov = (one / 1e6 for one in spot[2:])
            spreads[at] = Spread(e / 1e3, n / 1e3, *cov)
    return Cluster(tuple(witnesses), tuple(claims), centre, tuple(spreads))


def _missed(claims: Sequence[Claim], kind: Phenomenon, end: int) -> float:
    """Log of the chance that no sensor of a modality without a witness saw such an event.

    The mean over the members of what each would say at its own place and time.
    """
    if not any(one.misses for one in claims):
        return 0.0
    saw = frozenset().union(*(one.saw for one in claims))
    logs = [
        ends[end]
        for one in claims
        for (what, modality), ends in one.misses.items()
        if what is kind and modality not in saw
    ]
    return math.fsum(logs) / len(claims)


def log_causes(
    cluster: Cluster, cell: tuple[int, ...], end: int = MIDDLE
) -> dict[Phenomenon, float]:
    """Per class that all members may show: log of Π share · λ^(1-n) · misses.

    ``end`` chooses the low (0), middle (1) or high (2) end of existence.
    """
    missed = any(cluster.claims[at].misses for at in cell)
    key = (cell, end if missed else MIDDLE)
    if key not in cluster.causes:
        cluster.causes[key] = _log_causes([cluster.claims[at] for at in cell], end)
    return cluster.causes[key]


def _log_causes(claims: Sequence[Claim], end: int) -> dict[Phenomenon, float]:
    """The value of :func:`log_causes`."""
    kinds = set(claims[0].log_share).intersection(*(one.log_share for one in claims[1:]))
    spare = (len(claims) - 1) / len(claims)
    found = {}
    for kind in sorted(kinds):
        shares = math.fsum(one.log_share[kind] for one in claims)
        densities = math.fsum(one.log_density[kind] for one in claims) if spare else 0.0
        found[kind] = shares - spare * densities + _missed(claims, kind, end)
    return found


def total(logs: Sequence[float]) -> float:
    """Log of the sum of the exponentials; −inf for none."""
    top = max(logs, default=-math.inf)
    if top == -math.inf:
        return top
    return top + math.log(math.fsum(math.exp(one - top) for one in logs))


def log_fit(cluster: Cluster, cell: tuple[int, ...]) -> float:
    """Log ∫∫ Π g: how well two or more members agree on one place and time.

    −inf when they cannot, when two share an origin or a scan, or when one is synthetic and
    another is not.
    """
    if cell not in cluster.known:
        cluster.known[cell] = _log_fit(cluster, cell)
    return cluster.known[cell]


def _log_fit(cluster: Cluster, cell: tuple[int, ...]) -> float:
    """The value of :func:`log_fit`."""
    members = [cluster.witnesses[at] for at in cell]
    spreads = [spread for at in cell if (spread := cluster.spreads[at]) is not None]
    keys = frozenset().union(*(one.keys for one in members))
    distinct = len(keys) == sum(len(one.keys) for one in members)
    mixed = len({one.lead.synthetic for one in members}) > 1
    if len(spreads) < len(cell) or not distinct or mixed:
        return -math.inf
    agreement = log_meeting([one.time for one in members])
    return agreement if agreement == -math.inf else agreement + log_concurrence(spreads)


def log_cell(cluster: Cluster, cell: tuple[int, ...]) -> float:
    """Log W of the members at these rising places as one cell, existences included.

    One member: the log of 1 − e + e · Σ share · misses, which is 0 where nobody else could
    have seen it. More: −inf when they cannot be one happening.
    """
    if len(cell) == 1 and not cluster.claims[cell[0]].misses:
        return 0.0
    exists = [cluster.witnesses[at].exists[MIDDLE] for at in cell]
    causes = list(log_causes(cluster, cell).values())
    if len(cell) == 1:
        return math.log1p(exists[0] * math.expm1(min(total(causes), 0.0)))
    fit = log_fit(cluster, cell) if causes else -math.inf
    if fit == -math.inf:
        return fit
    return fit + total(causes) + math.fsum(math.log(max(one, 1e-300)) for one in exists)
