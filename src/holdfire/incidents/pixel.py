"""Pixels of one satellite pass that touch: one fire, seen once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from holdfire.base.geodesy import local_offsets_m
from holdfire.base.phenomenon import Modality
from holdfire.incidents.distance import space_of
from holdfire.incidents.evidence import Evidence
from holdfire.incidents.neighbour import Reach, near_pairs

__all__ = ["touching"]

_TOUCH = 1.05  # pixels are given to about a twentieth of their size


def touching(evidence: Sequence[Evidence]) -> list[tuple[int, int]]:
    """Pairs of pixels of one scan that touch."""
    places = [
        i
        for i, one in enumerate(evidence)
        if one.modality is Modality.THERMAL and one.scan and one.spot is not None
    ]
    if not places:
        return []
    spots = [one.spot for one in (evidence[i] for i in places) if one.spot is not None]
    table = np.array(spots)
    half = np.sqrt(3.0 * table[:, [2, 4]])
    scans = [(evidence[i].source, evidence[i].scan or "") for i in places]
    names = {name: number for number, name in enumerate(sorted(set(scans)))}
    points = Reach(
        space_of(spots),
        _TOUCH * np.hypot(half[:, 0], half[:, 1]),
        np.zeros(len(spots)),
        np.ones(len(spots)),
        np.array([names[one] for one in scans]),
    )
    pairs: list[tuple[int, int]] = []
    for i, j in near_pairs(points):
        east, north = local_offsets_m(table[i, 0], table[i, 1], table[j, 0], table[j, 1])
        reach = _TOUCH * (half[i] + half[j])
        touch = (np.abs(east) <= reach[:, 0]) & (np.abs(north) <= reach[:, 1])
        pairs.extend(zip(i[touch].tolist(), j[touch].tolist(), strict=True))
    return [(places[i], places[j]) for i, j in pairs]
