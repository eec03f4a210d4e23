"""Was anybody looking? Coverage as strips of time and as the area nobody looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.base.instant import TimeSpan
from holdfire.detections.coverage import Coverage

__all__ = ["Sight", "Strip", "Unseen", "sight_of", "strips", "unseen"]


class Sight(StrEnum):
    """What one coverage record is worth.

    ``seen``: watched with a measured detection probability. ``looked``: watched, but nobody
    measured what would be missed, so it supports no absence. ``blind``: there, unable to see.
    """

    SEEN = "seen"
    LOOKED = "looked"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of time in one state (UTC)."""

    start: datetime
    end: datetime
    sight: Sight


@dataclass(frozen=True, slots=True)
class Unseen:
    """Areas of a window of time: at which nobody looked, and looked at without a measure."""

    nobody: BaseGeometry
    unmeasured: BaseGeometry


def sight_of(record: Coverage) -> Sight:
    """The state of one record."""
    if record.reason_blind is not None:
        return Sight.BLIND
    return Sight.LOOKED if record.p_detect_low is None else Sight.SEEN


def strips(coverage: Iterable[Coverage]) -> dict[str, tuple[Strip, ...]]:
    """For each source its stretches of each state, overlapping ones joined, in time order."""
    sorted_ends: dict[tuple[str, Sight], list[tuple[datetime, datetime]]] = defaultdict(list)
    for record in coverage:
        key = (record.source, sight_of(record))
        sorted_ends[key].append((record.time.start, record.time.end))
    found: dict[str, list[Strip]] = defaultdict(list)
    for (source, sight), ends in sorted_ends.items():
        found[source].extend(Strip(start, end, sight) for start, end in _joined(ends))
    order = list(Sight)
    return {
        source: tuple(sorted(found[source], key=lambda s: (s.start, order.index(s.sight))))
        for source in sorted(found)
    }


def _joined(ends: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Overlapping or touching (within a second) intervals as one."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(ends):
        if joined and (start - joined[-1][1]).total_seconds() <= 1.0:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def unseen(coverage: Iterable[Coverage], span: TimeSpan, area: BaseGeometry) -> Unseen:
    """The parts of ``area`` (degrees) no source looked at during any moment of ``span``.

    A place counts as looked at when some record overlaps the span there; the share of the
    time is a matter for the strips. Blind records show nothing.
    """
    shapes: dict[Sight, set[bytes]] = {sight: set() for sight in Sight}
    for record in coverage:
        if record.time.overlaps(span):
            shapes[sight_of(record)].add(record.area_wkb)
    seen = _union(shapes[Sight.SEEN])
    looked = _union(shapes[Sight.LOOKED])
    nobody = shapely.difference(area, shapely.union(seen, looked))
    unmeasured = shapely.intersection(area, shapely.difference(looked, seen))
    return Unseen(nobody, unmeasured)


def _union(wkbs: set[bytes]) -> BaseGeometry:
    """One shape of many, broken ones mended first."""
    if not wkbs:
        return shapely.from_wkt("POLYGON EMPTY")
    shapes = shapely.make_valid(shapely.from_wkb(np.array(sorted(wkbs), dtype=object)))
    return shapely.union_all(shapes)
