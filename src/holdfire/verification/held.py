"""Incidents beside dated maps of areas held: inside, outside, near the edge, or no map.

A day without a map is never filled from its neighbours: what lies on it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.base.zone_index import zones_of_areas
from holdfire.detections.holding import Holding
from holdfire.incidents.record import Incident
from holdfire.verification.evidence import Evidence, gather
from holdfire.verification.factor import FloatArray

__all__ = ["EDGE", "HeldCount", "Holdings", "count_by_side", "held_shares"]

EDGE = (0.05, 0.95)
"""An incident whose probability of lying inside is between these is near the edge."""

_LONGEST_DAYS = 31


@dataclass(frozen=True, slots=True)
class HeldCount:
    """Incidents by what the maps of their days say about their place.

    ``inside`` and ``outside`` are sums of probabilities, ``unknown`` counts incidents without
    a place or with a day that has no map; the three add up to the number of incidents.
    ``near_edge`` is how many of those placed lie near an edge, ``missing_days`` how many
    days with incidents have no map.
    """

    inside: float
    outside: float
    unknown: float
    near_edge: int
    missing_days: int


class Holdings:
    """Maps of areas held by civil day (UTC): a map counts on every day it touches."""

    __slots__ = ("_by_day",)

    def __init__(self, holdings: Iterable[Holding]) -> None:
        self._by_day: dict[date, list[bytes]] = {}
        for holding in holdings:
            for day in _days(holding.time.start, holding.time.end):
                self._by_day.setdefault(day, []).append(holding.area_wkb)

    def __bool__(self) -> bool:
        """Is there any map?"""
        return bool(self._by_day)

    def has(self, day: date) -> bool:
        """Is there a map of this day?"""
        return day in self._by_day

    def inside(self, day: date, lon: FloatArray, lat: FloatArray) -> NDArray[np.bool_]:
        """Which points lie in an area held on this day?"""
        areas = [shapely.make_valid(shapely.from_wkb(w)) for w in set(self._by_day[day])]
        offsets, _ = zones_of_areas([one for one in areas if one.area > 0.0]).hits(lon, lat)
        held: NDArray[np.bool_] = np.diff(offsets) > 0
        return held


def _days(start: datetime, end: datetime) -> list[date]:
    """The civil days (UTC) of an interval, at most a month of them."""
    first, last = start.astimezone(UTC).date(), end.astimezone(UTC).date()
    count = min((last - first).days, _LONGEST_DAYS)
    return [first + timedelta(days=step) for step in range(count + 1)]


def held_shares(evidence: Evidence, holdings: Holdings) -> tuple[FloatArray, set[date]]:
    """For each incident its probability of lying inside, NaN if unknown; days without map.

    An incident of several days counts each day alike, and is unknown if one has no map.
    """
    days = [_days(item.time.start, item.time.end) for item in evidence.incidents]
    by_day: dict[date, list[int]] = {}
    for index, own in enumerate(days):
        for day in own:
            by_day.setdefault(day, []).append(index)
    total = np.zeros(evidence.size)
    placed = np.diff(evidence.first) > 0
    total[~placed] = np.nan
    missing = {day for day in by_day if not holdings.has(day)}
    for day, members in by_day.items():
        rows = np.array(members, np.int64)
        if day in missing:
            total[rows] = np.nan
            continue
        nodes = np.flatnonzero(np.isin(evidence.owner, rows))
        held = holdings.inside(day, evidence.nodes.lon[nodes], evidence.nodes.lat[nodes])
        weight = evidence.weight[nodes] * held
        part = np.bincount(evidence.owner[nodes], weights=weight, minlength=evidence.size)
        total[rows] += part[rows] / np.array([len(days[i]) for i in members])
    return np.clip(np.round(total, 12), 0.0, 1.0), missing


def count_by_side(incidents: Iterable[Incident], holdings: Sequence[Holding]) -> HeldCount:
    """How many incidents the maps show inside and outside an area held."""
    evidence = gather(incidents)
    shares, missing = held_shares(evidence, Holdings(holdings))
    known = shares[~np.isnan(shares)]
    near = (known > EDGE[0]) & (known < EDGE[1])
    inside = float(known.sum())
    return HeldCount(
        inside=inside,
        outside=float(len(known) - inside),
        unknown=float(evidence.size - len(known)),
        near_edge=int(near.sum()),
        missing_days=len(missing),
    )
