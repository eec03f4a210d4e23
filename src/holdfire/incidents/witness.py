"""Witnesses: copies of one message, and touching pixels of one pass, count as one.

A witness is what enters the statistics once. Members of one origin group that coincide in
kind, time and place are one witness; so are pixels of one scan that touch. Two witnesses
that share an origin group or a scan are never parts of one happening.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from holdfire.base.geodesy import from_offsets, local_offsets_m
from holdfire.base.phenomenon import Modality
from holdfire.base.region import Moments
from holdfire.incidents.cause import Shares
from holdfire.incidents.copy import copied
from holdfire.incidents.distance import middle_of
from holdfire.incidents.evidence import Evidence
from holdfire.incidents.joining import components
from holdfire.incidents.occurrence import Occurrence
from holdfire.incidents.pixel import touching

__all__ = ["Witness", "witnesses_of"]

_LISTS = frozenset({Modality.CURATED, Modality.REGISTER})


@dataclass(frozen=True)
class Witness:
    """Members in order of id; ``lead`` is the surest of them (ties: smallest id)."""

    members: tuple[Evidence, ...]
    lead: Evidence

    @property
    def id(self) -> str:
        """The smallest detection id among the members."""
        return self.members[0].id

    @property
    def time(self) -> Occurrence:
        """When it happened, as the lead tells."""
        assert self.lead.time is not None  # noqa: S101 - undated evidence makes no witness
        return self.lead.time

    @cached_property
    def spot(self) -> Moments | None:
        """Mean and covariance of the mixture of the members' distinct places."""
        spots = sorted({one.spot for one in self.members if one.spot is not None})
        if len(spots) < 2:
            return spots[0] if spots else None
        table = np.array(spots)
        lon, lat = middle_of(spots)
        east, north = local_offsets_m(lon, lat, table[:, 0], table[:, 1])
        mean_e, mean_n = _mean(east), _mean(north)
        place = from_offsets(lon, lat, mean_e, mean_n)
        return (
            float(place[0]),
            float(place[1]),
            _mean(table[:, 2] + (east - mean_e) ** 2),
            _mean(table[:, 3] + (east - mean_e) * (north - mean_n)),
            _mean(table[:, 4] + (north - mean_n) ** 2),
        )

    @cached_property
    def keys(self) -> frozenset[str]:
        """Origins and scans: two witnesses with a common key are not one happening."""
        found = {f"group:{one.group}" for one in self.members}
        found |= {f"scan:{one.source}:{one.scan}" for one in self.members if one.scan}
        found |= {f"list:{one.source}" for one in self.members if one.modality in _LISTS}
        return frozenset(found)

    @cached_property
    def exists(self) -> tuple[float, float, float]:
        """Low, value, high: the largest among the members, so a copy never lowers it."""
        low, value, high = (max(one.exists[k] for one in self.members) for k in range(3))
        return low, value, high

    @property
    def standing(self) -> tuple[object, ...]:
        """The place of this witness in any order that must not depend on east and west.

        Time, kind, source, distance from the equator and existence come before the id, which
        hashes the longitude too: mirroring the map leaves every tie decided as before.
        """
        lead = self.lead
        lat = None if lead.place.lat is None else round(lead.place.lat, 6)
        place = (lat is not None, abs(lat or 0.0), lat or 0.0)
        kind = (lead.modality.value, lead.source, lead.phenomenon.value)
        return (lead.start, lead.end, *kind, *place, lead.exists, len(self.members), self.id)

    @property
    def origin(self) -> str:
        """The one origin group this witness stands for."""
        return min(one.group for one in self.members)


def _mean(values: npt.NDArray[np.float64]) -> float:
    """The exact mean."""
    return math.fsum(values.tolist()) / len(values)


def witnesses_of(evidence: Sequence[Evidence], shares: Shares) -> list[Witness]:
    """The witnesses of dated evidence that is no denial, in order of id.

    ``evidence`` is sorted by id, each id once; the result depends on its content only.
    """
    usable = [one for one in evidence if one.time is not None and not one.denial]
    pairs = copied(usable, shares) + touching(usable)
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    made = []
    for part in components(len(usable), ends[:, 0], ends[:, 1]):
        members = tuple(usable[place] for place in part)
        lead = min(members, key=lambda one: (-one.exists[1], one.start, one.end, one.id))
        made.append(Witness(members, lead))
    return made
