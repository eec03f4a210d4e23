"""Detections that speak against a happening: rows which say that nothing was there."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from holdfire.incidents.cause import Shares, related
from holdfire.incidents.distance import SAME_PLACE, apart, space_of
from holdfire.incidents.evidence import Evidence
from holdfire.incidents.neighbour import Reach, near_pairs
from holdfire.incidents.witness import Witness

__all__ = ["denied"]


def denied(
    denials: Sequence[Evidence], witnesses: Sequence[Witness], shares: Shares
) -> dict[int, list[str]]:
    """By place of the witness the ids of denials of its kind at its place and time.

    A denial never lowers existence by itself: who did not see it may not have looked.
    """
    usable = [one for one in denials if one.time is not None and one.spot is not None]
    placed = [at for at, one in enumerate(witnesses) if one.spot is not None]
    if not usable or not placed:
        return {}
    spots = [one.spot for one in usable if one.spot is not None]
    spots += [spot for at in placed if (spot := witnesses[at].spot) is not None]
    times = [one.time for one in usable if one.time is not None]
    times += [witnesses[at].time for at in placed]
    spans = np.array([one.reach(3.0) for one in times])
    points = Reach(
        space_of(spots),
        np.array([math.sqrt(SAME_PLACE * (s[2] + s[4])) for s in spots]),
        spans.mean(axis=1),
        (spans[:, 1] - spans[:, 0]) / 2.0,
        np.zeros(len(spots), dtype=np.int64),
    )
    meets = related(shares)
    found: dict[int, list[str]] = {}
    for i, j in near_pairs(points):
        cross = (i < len(usable)) & (j >= len(usable))
        for a, b in zip(i[cross].tolist(), j[cross].tolist(), strict=True):
            one, at = usable[a], placed[b - len(usable)]
            same = meets[one.phenomenon, witnesses[at].lead.phenomenon]
            if same and float(apart([spots[a]], [spots[b]])[0]) <= SAME_PLACE:
                found.setdefault(at, []).append(one.id)
    return found
