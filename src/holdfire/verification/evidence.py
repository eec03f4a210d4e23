"""The incidents of a run as columns, so that a clause is asked of all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.base.instant import micros
from holdfire.base.phenomenon import Phenomenon
from holdfire.incidents.record import Incident
from holdfire.verification.factor import Factor, FloatArray
from holdfire.verification.points import Points

__all__ = ["PHENOMENA", "Evidence", "Trait", "existence", "gather"]

PHENOMENA = tuple(Phenomenon)
"""The order of the columns of ``Evidence.shares``."""

Trait = tuple[tuple[str, tuple[object, ...]], ...]
"""The possible attribute values of an incident, by name in rising order."""

_SIGMAS = 2.0
"""A time of normal accuracy is taken as known to two sigmas (95 %)."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Incidents in order of their ids. ``start_us``/``end_us`` enclose the time of each.

    ``exists`` has the columns low, value, high. ``shares`` are class probabilities in the
    order of :data:`PHENOMENA`. ``nodes`` are the weighted places of all incidents, one after
    the other: those of incident ``i`` are ``first[i]:first[i + 1]``, none without a region.
    ``trait[i]`` numbers the attribute values of the incident in ``traits``.
    """

    incidents: tuple[Incident, ...]
    start_us: NDArray[np.int64]
    end_us: NDArray[np.int64]
    exists: FloatArray
    shares: FloatArray
    nodes: Points
    weight: FloatArray
    owner: NDArray[np.int64]
    first: NDArray[np.int64]
    trait: NDArray[np.int64]
    traits: tuple[Trait, ...]

    @property
    def size(self) -> int:
        """The number of incidents."""
        return len(self.incidents)


def gather(incidents: Iterable[Incident]) -> Evidence:
    """The incidents as columns; their order does not matter."""
    rows = tuple(sorted(incidents, key=lambda item: item.id))
    start, end = _times(rows)
    counts = np.array(
        [0 if item.region is None else len(item.region.nodes) for item in rows], np.int64
    )
    first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    owner = np.repeat(np.arange(len(rows), dtype=np.int64), counts)
    flat = np.array(
        [node for item in rows if item.region is not None for node in item.region.nodes],
        np.float64,
    ).reshape(-1, 3)
    trait, traits = _traits(rows)
    return Evidence(
        incidents=rows,
        start_us=start,
        end_us=end,
        exists=np.array(
            [(i.existence.low, i.existence.value, i.existence.high) for i in rows], np.float64
        ).reshape(-1, 3),
        shares=_shares(rows),
        nodes=Points(flat[:, 0].copy(), flat[:, 1].copy(), start[owner], end[owner]),
        weight=flat[:, 2].copy(),
        owner=owner,
        first=first,
        trait=trait,
        traits=traits,
    )


def _times(rows: tuple[Incident, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last possible microsecond of each incident."""
    slack = [round(_SIGMAS * (item.time.sigma_s or 0.0) * 1e6) for item in rows]
    start = [micros(item.time.start) - s for item, s in zip(rows, slack, strict=True)]
    end = [micros(item.time.end) + s for item, s in zip(rows, slack, strict=True)]
    return np.array(start, np.int64), np.array(end, np.int64)


def _shares(rows: tuple[Incident, ...]) -> FloatArray:
    """Class probabilities, one row for each incident."""
    column = {phenomenon: index for index, phenomenon in enumerate(PHENOMENA)}
    shares = np.zeros((len(rows), len(PHENOMENA)))
    for row, item in enumerate(rows):
        for phenomenon, share in item.classes:
            shares[row, column[phenomenon]] += share
    return shares


def _traits(rows: tuple[Incident, ...]) -> tuple[NDArray[np.int64], tuple[Trait, ...]]:
    """Each distinct set of attribute values once, and which one every incident has."""
    known: dict[str, int] = {}
    traits: list[Trait] = []
    which = []
    for item in rows:
        trait = tuple((name, tuple(item.attributes[name])) for name in sorted(item.attributes))
        key = repr(trait)
        if key not in known:
            known[key] = len(traits)
            traits.append(trait)
        which.append(known[key])
    return np.array(which, np.int64), tuple(traits)


def existence(evidence: Evidence) -> Factor:
    """Did it happen at all?"""
    low, value, high = evidence.exists.T
    return Factor(
        "existence", low, value, value, high, "weak", "whether it happened is not sure enough"
    )
