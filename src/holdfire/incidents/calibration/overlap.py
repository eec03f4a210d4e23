"""How well pairs of witnesses agree in place and time, against the crowd of others there.

The agreement of two is ∫∫ g g' dx dt over the density ν of detections at the place: the
likelihood ratio of "same happening" against "happens to be here", given both are real. It is
found by the search of links, with a table in which every witness is sure and nothing missed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from holdfire.incidents.linking import find_links
from holdfire.incidents.recognition import Typical, linked_chance
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Agreements", "agreements", "extent_of", "gate_chance", "middle_times", "sharp"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GATE = 0.0
"""Pairs that agree less than this (nats) are left out, and counted as not recognisable."""


_SHARP = 3.5


@dataclass(frozen=True, slots=True)
class Agreements:
    """Pairs of rows and the log of ∫∫ g g' dx dt, per km² and second."""

    left: Ints
    right: Ints
    log_overlap: Floats


def agreements(table: WitnessTable, log_rate: Floats) -> Agreements:
    """All pairs whose overlap is at least the geometric mean of their rates ν (logs, (n,))."""
    count = len(table)
    least = float(log_rate.min())
    zero = np.zeros(count, np.int32)
    sure = np.exp(0.5 * (least - log_rate))
    bare = replace(
        table,
        exists=np.repeat(sure[:, None], 3, axis=1), kind=zero, cell=zero, watch=zero - 1,
        statement=zero - 1, shares=np.zeros((1, 1)), densities=np.full((1, 1), least),
        misses=np.zeros((1, max(int(table.channel.max(initial=0)) + 1, 1), 1, 3)),
        leads=np.ones((1, 1), np.bool_),
    )  # fmt: skip
    links = find_links(bare, GATE)
    overlap = links.llr + 0.5 * (log_rate[links.left] + log_rate[links.right])
    return Agreements(links.left, links.right, overlap)


def extent_of(table: WitnessTable) -> tuple[Floats, Floats]:
    """Area (km², root of the determinant) and variance of time (s²) of each witness."""
    area = np.sqrt(
        np.maximum(table.spread[:, 0] * table.spread[:, 2] - table.spread[:, 1] ** 2, 1e-12)
    )
    bounded = np.isfinite(table.time[:, 2]) & np.isfinite(table.time[:, 3])
    ends = np.where(bounded[:, None], table.time[:, 2:4], 0.0)
    length = ends[:, 1] - ends[:, 0]
    window = length**2 / 12.0
    return area, np.where(table.time[:, 1] > 0.0, table.time[:, 1], np.maximum(window, 1e-6))


def middle_times(table: WitnessTable) -> Floats:
    """The middle of each witness's time, seconds."""
    window = np.isfinite(table.time[:, 2]) & np.isfinite(table.time[:, 3])
    ends = np.where(window[:, None], table.time[:, 2:4], 0.0)
    return np.where(table.time[:, 1] > 0.0, table.time[:, 0], 0.5 * ends.sum(axis=1))


def gate_chance(
    extent: tuple[Floats, Floats], other: tuple[float, float], log_rate: Floats
) -> Floats:
    """The chance that another detection of the same happening agrees enough to be found.

    ``other`` is its extent; ``log_rate`` (n,) how dense such detections are.
    """
    zero = np.zeros(1)
    own = Typical(zero, *extent)
    typical = Typical(zero, *(np.array([value]) for value in other))
    return linked_chance(own, typical, log_rate, GATE)


def sharp(
    extent: tuple[Floats, Floats], other: tuple[float, float], log_rate: Floats
) -> npt.NDArray[np.bool_]:
    """Could a detection with the extent ``other`` agree by far better than by chance?

    Vague pairs say little, and what they say hangs on how even the crowd is.
    """
    peak = -log_rate - 1.5 * math.log(2.0 * math.pi) - np.log(extent[0] + other[0])
    return np.asarray(peak - 0.5 * np.log(extent[1] + other[1]) >= _SHARP)
