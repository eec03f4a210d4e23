"""The largest number seen together, of sightings that each have a time and a count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from holdfire.base.instant import from_micros
from holdfire.verification.evidence import Evidence
from holdfire.verification.factor import FloatArray, Joined
from holdfire.verification.headcount import exceeds
from holdfire.verification.matching import SUBSTANTIAL

__all__ = ["Most", "largest"]

_MOST_KEYS = 5
_LONGEST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Most:
    """The probability of more than the limit, at each end of the doubt, and the counts.

    ``fewest``..``most`` is the largest number counted together; ``most`` is ``None`` when a
    sighting gives no count. ``keys`` are the incidents concerned.
    """

    low: float
    value: float
    high: float
    fewest: int
    most: int | None
    origins: frozenset[str]
    keys: tuple[str, ...]


def largest(evidence: Evidence, each: Joined, limit: int, zone: str) -> Most:
    """The time at which most is known to have been there, and the day it could have been.

    ``each`` is the probability of every incident that it is one of the things counted.
    """
    possible = np.flatnonzero(each.high > 0.0)
    if not len(possible):
        return Most(0.0, 0.0, 0.0, 0, 0, frozenset(), ())
    together = [
        _chance(evidence, each, limit, group) for group in _overlapping(evidence, possible)
    ]
    best = max(together, key=lambda one: (one.low, one.fewest, one.value))
    days = [
        _chance(evidence, each, limit, group) for group in _by_day(evidence, possible, zone)
    ]
    worst = max(days, key=lambda one: (one.high, one.most is None, one.most or 0))
    return Most(
        best.low,
        best.value,
        max(worst.high, best.high),
        best.fewest,
        None if worst.most is None else max(worst.most, best.fewest),
        best.origins,
        tuple(dict.fromkeys((*best.keys, *worst.keys)))[:_MOST_KEYS],
    )


def _chance(evidence: Evidence, each: Joined, limit: int, group: NDArray[np.int64]) -> Most:
    """One group of sightings that were, or may have been, there together."""
    fewest = [max(evidence.incidents[i].count_low or 1, 1) for i in group]
    highest = [evidence.incidents[i].count_high for i in group]
    unlimited = [limit + 1 if count is None else count for count in highest]
    shown = each.low[group] >= SUBSTANTIAL
    maybe = each.high[group] >= SUBSTANTIAL
    open_end = any(c is None and m for c, m in zip(highest, maybe, strict=True))
    sure = [int(i) for i, there in zip(group, shown, strict=True) if there]
    return Most(
        exceeds(_pairs(each.low[group], fewest), limit),
        exceeds(_pairs(each.value[group], fewest), limit),
        exceeds(_pairs(each.high[group], unlimited), limit),
        sum(c for c, there in zip(fewest, shown, strict=True) if there),
        None if open_end else sum(c for c, m in zip(unlimited, maybe, strict=True) if m),
        frozenset(g for i in sure for g in evidence.incidents[i].origin_groups),
        tuple(evidence.incidents[int(i)].id for i in group),
    )


def _pairs(chances: FloatArray, counts: Iterable[int]) -> list[tuple[float, int]]:
    """Probability and count of each sighting."""
    return [(float(p), count) for p, count in zip(chances, counts, strict=True)]


def _overlapping(evidence: Evidence, possible: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The sightings whose times hold each start of a sighting."""
    start, end = evidence.start_us[possible], evidence.end_us[possible]
    return [possible[(start <= at) & (end >= at)] for at in np.unique(start)]


def _by_day(
    evidence: Evidence, possible: NDArray[np.int64], zone: str
) -> list[NDArray[np.int64]]:
    """The sightings of each civil day that they may have happened on."""
    info = ZoneInfo(zone)
    days: dict[object, list[int]] = {}
    for index in possible.tolist():
        first = from_micros(int(evidence.start_us[index])).astimezone(info).date()
        last = from_micros(int(evidence.end_us[index])).astimezone(info).date()
        for step in range(min((last - first).days, _LONGEST_DAYS) + 1):
            days.setdefault(first + timedelta(days=step), []).append(index)
    return [np.array(group, np.int64) for group in days.values()]
