"""Areas that a dated map shows as held, and what lies outside them: how each was watched.

A count of incidents inside and outside such an area may only be read beside these two. Both
lie in one box; a day without a map is neither, and is given apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.base.instant import TimeSpan, from_micros
from holdfire.detections.coverage import Coverage
from holdfire.detections.holding import Holding
from holdfire.incidents.record import Incident
from holdfire.verification.exposure_record import Kind, Watched
from holdfire.verification.exposure_survey import box_around, watched_of
from holdfire.verification.exposure_sweep import sweep
from holdfire.verification.held import Holdings
from holdfire.verification.watch import Watch
from holdfire.verification.window import Window

__all__ = ["HeldExposure", "held_exposure"]

_DAY_US = 86_400_000_000
_HOUR_US = 3_600_000_000


@dataclass(frozen=True, slots=True)
class HeldExposure:
    """km²-hours of the box around the incidents: in areas held, out of them, without map."""

    inside: Watched
    outside: Watched
    without_map: Watched


def held_exposure(
    holdings: Sequence[Holding],
    incidents: Iterable[Incident],
    coverage: Iterable[Coverage],
    period: TimeSpan,
    kind: Kind,
) -> HeldExposure | None:
    """How the two were watched for a kind; ``None`` where no incident has a place."""
    window = Window(period.start, period.end)
    places = box_around(incidents)
    if places is None:
        return None
    watch, maps = Watch(coverage), Holdings(holdings)
    first = window.start_us // _DAY_US
    days = np.arange(first, -(-window.end_us // _DAY_US) + 1, dtype=np.int64) * _DAY_US
    edges = np.unique(np.clip(days, window.start_us, window.end_us))
    spells = watch.spells(kind.phenomena, window, kind.size)
    swept = sweep(watch, places.lon, places.lat, spells, edges)
    part = np.full((len(places.lon), len(edges) - 1), 2, np.int64)
    for number, start in enumerate(edges[:-1].tolist()):
        day = from_micros(start).date()
        if maps.has(day):
            held = maps.inside(day, places.lon, places.lat)
            part[:, number] = np.where(held, 0, 1)
    amounts = places.weight[:, None] * np.diff(edges) / _HOUR_US
    spent = (*swept.state, *swept.seen)
    rows = [amounts, *(places.weight[:, None] * s[swept.group] / _HOUR_US for s in spent)]
    inside, outside, without = (
        watched_of([_sum_where(row, part == number) for row in rows]) for number in range(3)
    )
    return HeldExposure(inside, outside, without)


def _sum_where(row: NDArray[np.float64], where: NDArray[np.bool_]) -> float:
    """The sum of the chosen amounts, from the smallest to the largest."""
    return float(np.sort(row[where]).sum())
