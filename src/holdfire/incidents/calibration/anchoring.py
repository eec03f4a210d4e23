"""Happenings that other channels confirm, and what one channel says of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from holdfire.incidents.calibration.ground import Ground, LocalRates
from holdfire.incidents.calibration.overlap import (
    agreements,
    extent_of,
    gate_chance,
    middle_times,
    sharp,
)
from holdfire.incidents.fusing import fuse
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Anchors", "anchors_without"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SURE = 0.5
_TAU = 0.0


@dataclass(frozen=True, slots=True)
class Anchors:
    """Cells of two or more other channels, where the channel looked.

    ``exists`` (m,) their probability without the channel; ``gain`` (m,) agreement with its
    detections less the chance to find a true one; ``time`` (m,) s; ``cell`` (m,) of the
    ground; ``with_`` (m, channels) which channels are in it.
    """

    exists: Floats
    gain: Floats
    time: Floats
    place: Floats
    with_: npt.NDArray[np.bool_]


def anchors_without(
    table: WitnessTable,
    ground: Ground,
    rates: LocalRates,
    channel: int,
) -> Anchors:
    """The anchors of a channel; ``table`` has the parameters."""
    rows = np.flatnonzero(table.channel != channel)
    misses = table.misses.copy()
    misses[:, channel] = 0.0
    part = replace(table, misses=misses).take(rows)
    found = fuse(part, _TAU)
    watch = part.watch[found.first]
    looked = (watch >= 0) & (table.misses[watch, channel, :, 1].min(axis=-1) < 0.0)
    use = np.flatnonzero((found.size >= 2) & (found.exists[:, 1] >= _SURE) & looked)
    number = np.full(len(found.first), -1)
    number[use] = np.arange(len(use))
    with_ = np.zeros((len(use), table.misses.shape[1]), np.bool_)
    inside = number[found.cell] >= 0
    with_[number[found.cell[inside]], part.channel[inside]] = True
    own = np.flatnonzero(table.channel == channel)
    time = found.time[use]
    cell = ground.cell[rows[found.first[use]]]
    joined = _joined(
        table, own, (found.place[use], found.spread[use], time), part.scale[found.first[use]]
    )
    when = np.concatenate([0.5 * (time[:, 0] + time[:, 1]), middle_times(table)[own]])
    log_rate = rates.log_at(
        np.concatenate([cell, ground.cell[own]]), when, np.full(len(when), channel)
    )
    seen = agreements(joined, log_rate)
    size = len(use)
    gain = (
        np.bincount(
            seen.left, weights=np.exp(seen.log_overlap - log_rate[seen.right]), minlength=size
        )[:size]
        if size
        else np.zeros(0)
    )
    extent = extent_of(joined)
    typical = tuple(float(np.median(one[size:])) if len(own) else 1.0 for one in extent)
    chance = gate_chance(
        (extent[0][:size], extent[1][:size]), (typical[0], typical[1]), log_rate[:size]
    )
    middle = 0.5 * (time[:, 0] + time[:, 1])
    clear = sharp(
        (extent[0][:size], extent[1][:size]), (typical[0], typical[1]), log_rate[:size]
    )
    return Anchors(
        found.exists[use, 1][clear], (gain - chance)[clear], middle[clear],
        found.place[use][clear], with_[clear],
    )  # fmt: skip


def _joined(
    table: WitnessTable, own: Ints, cells: tuple[Floats, Floats, Floats], scale: Floats
) -> WitnessTable:
    """A table of cells, as witnesses that share a mark, then the rows ``own``."""
    place, spread, when = cells
    first, more = len(place), len(own)
    count = first + more
    sigma = when[:, 2]
    normal = np.isfinite(sigma) & (sigma > 0.0)
    wide = when[:, 1] - when[:, 0] < 1.0
    time = np.zeros((first, 5))
    time[:, 0] = np.where(normal, 0.5 * (when[:, 0] + when[:, 1]), 0.0)
    time[:, 1] = np.where(normal, np.maximum(sigma, 1e-3) ** 2, 0.0)
    time[:, 2] = np.where(normal, -np.inf, when[:, 0] - wide)
    time[:, 3] = np.where(normal, np.inf, when[:, 1] + wide)
    source = table.take(own)
    none = np.full(first, -1, np.int32)
    zero = np.zeros(count, np.int32)
    return replace(
        table, row=np.arange(count), place=np.concatenate([place, source.place]),
        scale=np.concatenate([scale, source.scale]),
        spread=np.concatenate([spread, source.spread]),
        shape=np.concatenate([none, source.shape]), time=np.concatenate([time, source.time]),
        second=np.concatenate([none, source.second]), exists=np.ones((count, 3)), kind=zero,
        cell=zero, watch=zero - 1, channel=zero, lane=zero, statement=zero - 1,
        key_start=np.arange(count + 1),
        keys=np.concatenate([np.zeros(first, np.int32), np.ones(more, np.int32)]),
        crowded=np.zeros(count, np.bool_),
    )  # fmt: skip
