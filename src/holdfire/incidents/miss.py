"""Misses: sensors that looked, could have seen it, and did not report it.

A miss counts only where a sensor's coverage carries a probability to detect, contains the
place and time, and names the class among the things it sees. A blind sensor, a coverage
without a probability, or a place outside its area changes nothing. Sensors are taken by
modality: where a cell has a witness of a modality, no other sensor of it counts as a miss,
because detections do not say which sensor they come from.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from holdfire.base.instant import micros
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import Covariance, point
from holdfire.base.region import Node, nodes_of, share_inside
from holdfire.detections.coverage import Coverage
from holdfire.incidents.occurrence import Occurrence, share_between
from holdfire.incidents.witness import Witness

__all__ = ["Misses", "misses_of"]

Misses = dict[tuple[Phenomenon, Modality], tuple[float, float, float]]
"""By class and modality the log of the chance that nothing of it saw such a happening here,
for the low, middle and high end of existence (so with the high, middle, low p_detect)."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Watch:
    """The coverage records of one sensor over one area."""

    modality: Modality
    synthetic: bool
    area: shapely.Geometry
    records: tuple[Coverage, ...]


def _watches(coverage: Iterable[Coverage]) -> list[_Watch]:
    """The records that can make a miss, by sensor and area, in a fixed order."""
    grouped: dict[tuple[str, str, str, bool, bytes], list[Coverage]] = defaultdict(list)
    for one in {record.id: record for record in coverage}.values():
        if one.p_detect_low is not None and one.reason_blind is None:
            key = (one.source, one.sensor, one.modality.value, one.synthetic, one.area_wkb)
            grouped[key].append(one)
    found = []
    for (_, _, modality, synthetic, wkb), records in sorted(grouped.items()):
        area = shapely.from_wkb(wkb, on_invalid="ignore")
        if area is not None and not area.is_empty and area.is_valid:
            shapely.prepare(area)
            ordered = tuple(sorted(records, key=lambda one: one.id))
            found.append(_Watch(Modality(modality), synthetic, area, ordered))
    return found


def _seen(watch: _Watch, time: Occurrence) -> dict[Phenomenon, list[float]]:
    """By class the chance (low, middle, high p_detect) to see it at this time, if inside."""
    chances: dict[Phenomenon, list[float]] = {}
    for one in watch.records:
        start, end = micros(one.time.start) / 1e6, micros(one.time.end) / 1e6
        share = share_between(time, start, end)
        if share <= 0.0 or one.p_detect_low is None:
            continue
        low, high = one.p_detect_low, one.p_detect_high or one.p_detect_low
        for kind in one.phenomena:
            sums = chances.setdefault(kind, [0.0, 0.0, 0.0])
            for at, value in enumerate((low, 0.5 * (low + high), high)):
                sums[at] += share * value
    return chances


def _nodes(witness: Witness) -> tuple[Node, ...]:
    """Nodes of the witness's place, for the share of it inside an area."""
    assert witness.spot is not None  # noqa: S101 - only placed witnesses are asked
    lon, lat, ee, en, nn = witness.spot
    return nodes_of(point(lon, lat, Covariance(ee, en, nn))) or ((lon, lat, 1.0),)


def _of_witness(witness: Witness, watches: Sequence[_Watch]) -> Misses:
    """The misses at one witness's place and time, without those of its own modality."""
    own = {one.modality for one in witness.members}
    found: Misses = {}
    nodes = _nodes(witness)
    for watch in watches:
        if watch.modality in own or watch.synthetic != witness.lead.synthetic:
            continue
        chances = _seen(watch, witness.time)
        if not chances:
            continue
        inside = share_inside(nodes, lambda x, y: shapely.contains_xy(watch.area, x, y))  # noqa: B023 - used at once
        if inside <= 0.0:
            continue
        for kind, (low, middle, high) in chances.items():
            key = (kind, watch.modality)
            logs = found.get(key, (0.0, 0.0, 0.0))
            more = (math.log1p(-min(inside * p, _SURE)) for p in (high, middle, low))
            a, b, c = (log + step for log, step in zip(logs, more, strict=True))
            found[key] = (a, b, c)
    return found


_SURE = 1.0 - 1e-9


def misses_of(witnesses: Sequence[Witness], coverage: Iterable[Coverage]) -> list[Misses]:
    """For each witness the misses of the sensors that looked at its place and time."""
    watches = _watches(coverage)
    if not watches:
        return [{} for _ in witnesses]
    tree = shapely.STRtree([watch.area for watch in watches])
    found: list[Misses] = []
    for one in witnesses:
        if one.spot is None:
            found.append({})
            continue
        lon, lat, ee, _, nn = one.spot
        north = 3.5 * math.sqrt(nn) / 110_000.0
        east = 3.5 * math.sqrt(ee) / (111_000.0 * max(math.cos(math.radians(lat)), 0.01))
        box = shapely.box(lon - east, lat - north, lon + east, lat + north)
        near = sorted(tree.query(box).tolist())
        found.append(_of_witness(one, [watches[at] for at in near]))
    return found
