"""Sets of instants as sorted, disjoint, half-open intervals of whole microseconds (UTC).

An interval set is an ``(n, 2)`` array of starts and ends, ``start < end``, sorted and not
touching. All results are exact: no rounding, so the order of the input does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "NO_TIME",
    "IntervalSet",
    "complement",
    "holds",
    "intersection",
    "length_us",
    "union",
    "without",
]

IntervalSet = NDArray[np.int64]

NO_TIME: IntervalSet = np.empty((0, 2), np.int64)
"""The empty set."""


def union(parts: Iterable[IntervalSet]) -> IntervalSet:
    """Every instant of any part; parts may overlap, touch and be unsorted inside."""
    rows = [part for part in parts if len(part)]
    if not rows:
        return NO_TIME
    joined = np.concatenate(rows)
    joined = joined[np.lexsort((joined[:, 1], joined[:, 0]))]
    reach = np.maximum.accumulate(joined[:, 1])
    opens = np.ones(len(joined), np.bool_)
    opens[1:] = joined[1:, 0] > reach[:-1]
    first = np.flatnonzero(opens)
    last = np.append(first[1:] - 1, len(joined) - 1)
    return np.stack((joined[first, 0], reach[last]), axis=1)


def complement(times: IntervalSet, start_us: int, end_us: int) -> IntervalSet:
    """Every instant of ``[start_us, end_us)`` that is not in the set."""
    inside = _clipped(times, start_us, end_us)
    edges = np.concatenate(([start_us], inside.ravel(), [end_us])).reshape(-1, 2)
    return edges[edges[:, 0] < edges[:, 1]]


def _clipped(times: IntervalSet, start_us: int, end_us: int) -> IntervalSet:
    """The part of the set inside ``[start_us, end_us)``."""
    cut = np.clip(times, start_us, end_us)
    return cut[cut[:, 0] < cut[:, 1]]


def without(times: IntervalSet, taken: IntervalSet) -> IntervalSet:
    """The instants of the first set that are not in the second."""
    if not len(times) or not len(taken):
        return times
    return intersection(times, complement(taken, int(times[0, 0]), int(times[-1, 1])))


def intersection(first: IntervalSet, second: IntervalSet) -> IntervalSet:
    """The instants of both sets."""
    if not len(first) or not len(second):
        return NO_TIME
    low = np.searchsorted(second[:, 1], first[:, 0], side="right")
    high = np.searchsorted(second[:, 0], first[:, 1], side="left")
    count = np.maximum(high - low, 0)
    which = np.repeat(np.arange(len(first)), count)
    other = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + low[which]
    starts = np.maximum(first[which, 0], second[other, 0])
    ends = np.minimum(first[which, 1], second[other, 1])
    return np.stack((starts, ends), axis=1)


def length_us(times: IntervalSet) -> int:
    """How long the set is, in microseconds."""
    return int((times[:, 1] - times[:, 0]).sum())


def holds(times: IntervalSet, at_us: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of these instants are in the set?"""
    if not len(times):
        return np.zeros(len(at_us), np.bool_)
    place = np.searchsorted(times[:, 0], at_us, side="right") - 1
    found: NDArray[np.bool_] = (place >= 0) & (at_us < times[np.maximum(place, 0), 1])
    return found
