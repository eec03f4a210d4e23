"""Witnesses that stand too dense to be told apart: a flood of coincident rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from holdfire.incidents.witness_table import WitnessTable

__all__ = ["FLOOD", "crowded_rows"]

FLOOD = 2_000
"""More than so many like witnesses in one cell of their own reach cannot be told apart."""

_SIGMAS = 5.0
_BUCKETS = 1 << 21
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)


def _power(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The power of four above each positive value."""
    steps: npt.NDArray[np.float64] = np.exp2(2.0 * np.ceil(0.5 * np.log2(values)))
    return steps


def crowded_rows(table: WitnessTable) -> npt.NDArray[np.bool_]:
    """Which witnesses share a cell of their reach with more than :data:`FLOOD` others.

    A function of each witness and those about it only. A cell is as wide as a power of four
    that holds five sigmas of place and time.
    """
    trace = table.spread[:, 0] + table.spread[:, 2]
    width = _power(_SIGMAS * np.sqrt(np.maximum(trace, 1e-12)))
    window = np.where(np.isfinite(table.time[:, 2]), table.time[:, 3] - table.time[:, 2], 0.0)
    length = _power(np.maximum(_SIGMAS * np.sqrt(table.time[:, 1]), np.maximum(window, 1.0)))
    ends = np.where(table.time[:, 1:2] > 0.0, table.time[:, :1], table.time[:, 2:4])
    middle = ends.mean(axis=1)
    parts = [
        np.floor(table.place[:, 0] * table.scale[:, 0] / width),
        np.floor(table.place[:, 1] * table.scale[:, 1] / width),
        np.floor(middle / length),
        np.log2(width) * 256.0 + np.log2(length) * 4.0 + table.lane,
    ]
    mixed = np.zeros(len(table), np.uint64)
    for part, factor in zip(parts, _MIX, strict=True):
        mixed = (mixed ^ part.astype(np.int64).view(np.uint64)) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(29)
    bucket = (mixed >> np.uint64(43)).astype(np.int64)
    counts = np.bincount(bucket, minlength=_BUCKETS)
    crowded = np.zeros(len(table), np.bool_)
    full = np.flatnonzero(counts[bucket] > FLOOD)
    if len(full):
        _, which, count = np.unique(mixed[full], return_inverse=True, return_counts=True)
        crowded[full] = count[which] > FLOOD
    return crowded
