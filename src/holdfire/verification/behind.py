"""How far something stands behind its reference line: the possible distances, measured.

For an incident that a clause on distances is asked of one by one, the engine is given the
distances themselves and the distance required of the object, each as a set at the level of
the clause's standard, so that the comparison of the article is the one that is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from holdfire.agreement.accord.trace import Lack, Possible
from holdfire.agreement.required import Required
from holdfire.verification.atlas import FALSE, TRUE, Atlas, TruthArray
from holdfire.verification.nearness import IntArray, limit_mm, on_side_of
from holdfire.verification.points import Points
from holdfire.verification.scene import Scene

__all__ = ["FAR", "Bearing", "Measured"]

FAR = 2**52
"""Millimetres: farther than anything on the earth."""

_TENTHS = 10

Ends = tuple[IntArray, IntArray]


class Bearing:
    """Whose line each place is measured from: one line, or the line of whoever stands there."""

    __slots__ = ("atlas", "bound", "everybody", "line", "lines")

    def __init__(
        self, atlas: Atlas, line: str, lines: Mapping[str, str], bound: frozenset[str]
    ) -> None:
        self.atlas = atlas
        self.line = line
        self.lines = lines
        self.bound = bound or frozenset(lines)
        self.everybody = all(party.id in lines for party in atlas.agreement.parties)

    def ends(self, points: Points, which: IntArray) -> Ends:
        """The least and the most millimetres behind the line, for each place."""
        if not self.lines:
            return _reach(self.atlas, self.line, points, which)
        lows, highs, candidates = [], [], []
        for party, line in self.lines.items():
            side = on_side_of(self.atlas, line, points, which, party)
            low, high = self._own(party, line, points, which, side)
            lows.append(low)
            highs.append(high)
            candidates.append(side != FALSE)
        candidate = np.stack(candidates)
        if self.everybody:
            candidate |= ~candidate.any(axis=0)
        low = np.where(candidate, np.stack(lows), FAR).min(axis=0)
        high = np.where(candidate, np.stack(highs), -1).max(axis=0)
        return low, np.where(high < 0, FAR, high)

    def _own(
        self, party: str, line: str, points: Points, which: IntArray, side: TruthArray
    ) -> Ends:
        """Behind the line of one party; nothing in front of it, without end where unbound."""
        if party not in self.bound:
            return np.full(len(which), FAR), np.full(len(which), FAR)
        low, high = _reach(self.atlas, line, points, which)
        told = any(party in self.atlas.sides(chart.shape) for chart in self.atlas.charts(line))
        if not told:
            return low, high
        return np.where(side == TRUE, low, 0), np.where(side == FALSE, 0, high)


def _reach(atlas: Atlas, name: str, points: Points, which: IntArray) -> Ends:
    """The distance to a line over all its shapes that may hold at the time of each place."""
    low, high = np.full(len(which), FAR), np.full(len(which), -1)
    start, end = points.start_us[which], points.end_us[which]
    held = np.zeros((2, len(which)), np.bool_)
    for chart in atlas.charts(name):
        held[0] |= (start >= chart.start_us) & (start < chart.end_us)
        held[1] |= (end >= chart.start_us) & (end < chart.end_us)
        here = np.flatnonzero((start < chart.end_us) & (end >= chart.start_us))
        if len(here):
            near, far = points.distance_mm(
                chart.shape.wkb, atlas.line(chart.shape), which[here]
            )
            low[here] = np.minimum(low[here], near)
            high[here] = np.maximum(high[here], far)
    known = held.all(axis=0)
    return np.where(known, low, 0), np.where(known, high, FAR)


class Measured:
    """Distances and requirements of single incidents, as the engine is asked of them.

    ``name`` is the line as the formula calls it.
    """

    __slots__ = ("bearing", "name", "required", "scene")

    def __init__(
        self, name: str, bearing: Bearing, required: Sequence[Required], scene: Scene
    ) -> None:
        self.name = name
        self.bearing = bearing
        self.required = required
        self.scene = scene

    def __call__(
        self, index: int, unknown: Mapping[str, Lack]
    ) -> tuple[Mapping[str, Possible], Mapping[str, Possible]]:
        """What is required of one incident, and how far it stands."""
        limit = self.required[int(self.scene.evidence.trait[index])]
        if limit.distance is None:
            return {}, {}
        ends = limit_mm(limit.distance)
        bar = ends[1] if "object" in unknown else ends[0]
        lack = unknown.get("object") if ends[0] != ends[1] else None
        required = Possible(low=ends[0] * _TENTHS, high=ends[1] * _TENTHS, lack=lack)
        distance = self._distance(index, bar, unknown.get("place"))
        return {"required": required}, {self.name: distance}

    def _distance(self, index: int, bar: int, lack: Lack | None) -> Possible:
        """The possible distances, in tenths of a millimetre.

        Where the place is known as well as the standard asks, the set leaves out the places
        at which the object would keep its distance; together they weigh no more than the
        doubt that the standard allows.
        """
        evidence = self.scene.evidence
        which = np.arange(evidence.first[index], evidence.first[index + 1], dtype=np.int64)
        if not len(which):
            return Possible(low=0, high=None, lack=lack)
        low, high = self.bearing.ends(evidence.nodes, which)
        if lack is None and (high < bar).any():
            low, high = low[high < bar], high[high < bar]
        least, most = int(low.min()) * _TENTHS, int(high.max()) * _TENTHS
        return Possible(low=least, high=None if most >= FAR * _TENTHS else most, lack=lack)
