"""Exact in time, at each place: who was watching, how well, between any two changes.

Places in the same areas are one group. Time is cut wherever a record begins or ends; between
two cuts nothing changes, so no instant is sampled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.verification.exposure_kernel import sweep_groups
from holdfire.verification.factor import FloatArray
from holdfire.verification.watch import Spell, Watch

__all__ = ["BLIND", "MEASURED", "UNMEASURED", "Swept", "sweep"]

MEASURED, UNMEASURED, BLIND = 0, 1, 2

IntArray = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """What each group of places saw in each bin; place ``i`` is of group ``group[i]``.

    ``state[s]`` are microseconds in state :data:`MEASURED`, :data:`UNMEASURED` or
    :data:`BLIND`, shape (groups, bins). ``seen[k]`` are microseconds times the probability
    to detect: best single sensor low, middle, high, then independent sensors low, middle,
    high. ``sources`` are the same of each source by itself, ``blind`` the microseconds by
    source and reason in which a sensor was blind (each sensor for itself), both over all
    bins, shape (groups,).
    """

    group: IntArray
    state: IntArray
    seen: FloatArray
    sources: dict[tuple[str, str], tuple[IntArray, FloatArray]]
    blind: dict[tuple[str, str], IntArray]


def sweep(
    watch: Watch, lon: FloatArray, lat: FloatArray, spells: Sequence[Spell], edges: IntArray
) -> Swept:
    """What the spells saw at the places, by bin; ``edges`` (µs) are the borders of the bins."""
    ordered = sorted(spells, key=lambda s: (s.source, s.modality.value, s.sensor))
    areas = {area: number for number, area in enumerate(sorted({s.area_wkb for s in ordered}))}
    held = watch.inside(list(areas), lon, lat)
    packed = np.packbits(held, axis=1) if areas else np.zeros((len(lon), 1), np.uint8)
    _, shown, group = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    column = np.array([areas[s.area_wkb] for s in ordered], np.int64)
    lists = [np.flatnonzero(held[at, column]) for at in shown]
    spans = np.array([(s.start_us, s.end_us) for s in ordered], np.int64).reshape(-1, 2)
    cuts = [np.unique(np.append(spans[own], edges)) for own in lists]
    keys = list(dict.fromkeys((s.source, s.modality.value) for s in ordered))
    reasons = list(dict.fromkeys((s.source, s.blind) for s in ordered if s.blind is not None))
    shape = (len(shown), len(edges) - 1)
    outcome = (
        np.zeros((3, *shape), np.int64),
        np.zeros((6, *shape)),
        np.zeros((len(keys), 3, len(shown)), np.int64),
        np.zeros((len(keys), 6, len(shown))),
        np.zeros((len(reasons), len(shown)), np.int64),
    )
    sweep_groups(
        (_starts(lists), np.concatenate([*lists, np.zeros(0, np.int64)])),
        spans,
        _marks(ordered, keys, reasons),
        np.array([s.chance or (0.0, 0.0) for s in ordered], np.float64).reshape(-1, 2),
        edges,
        (_starts(cuts), np.concatenate(cuts)),
        outcome,
    )
    return Swept(
        np.asarray(group, np.int64).reshape(-1),
        outcome[0],
        outcome[1],
        {key: (outcome[2][number], outcome[3][number]) for number, key in enumerate(keys)},
        {
            (source, str(reason)): outcome[4][number]
            for number, (source, reason) in enumerate(reasons)
        },
    )


def _starts(lists: Sequence[IntArray]) -> IntArray:
    """Where each list begins when all stand one after the other, and where the last ends."""
    return np.concatenate(([0], np.cumsum([len(own) for own in lists]))).astype(np.int64)


def _marks(
    spells: Sequence[Spell],
    keys: Sequence[tuple[str, str]],
    reasons: Sequence[tuple[str, str | None]],
) -> IntArray:
    """Source, sensor, state and reason of each spell as numbers."""
    source = {key: number for number, key in enumerate(keys)}
    reason = {key: number for number, key in enumerate(reasons)}
    sensor: dict[tuple[str, str, str], int] = {}
    rows = []
    for spell in spells:
        key = (spell.source, spell.modality.value)
        own = sensor.setdefault((*key, spell.sensor), len(sensor))
        if spell.blind is not None:
            state = BLIND
        else:
            state = UNMEASURED if spell.chance is None else MEASURED
        why = 0 if spell.blind is None else reason[(spell.source, spell.blind)]
        rows.append((source[key], own, state, why))
    return np.array(rows, np.int64).reshape(-1, 4)
