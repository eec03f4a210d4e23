"""Which reports are copies, rewrites or translations of one message, and why.

Compared are reports within a day and :data:`NEAR_M` of each other, day by day, in blocks of
place; inside a block only those that share rare keys (``message.candidate``). So the work
grows with the number of reports, and no more than a few days of them are held at a time.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfire.base.geodesy import distance_m
from holdfire.base.phenomenon import Modality
from holdfire.detections.columns import (
    NO_TIME,
    Column,
    Ints,
    codes_of,
    equal_to,
    filled,
    floats_of,
    micros_of,
)
from holdfire.detections.message.candidate import candidates
from holdfire.detections.message.telling import Telling, Verdict, judged, telling_of
from holdfire.detections.message.weighing import Rarity
from holdfire.detections.wording import mark_of

__all__ = ["NEAR_M", "Copy", "copies_of"]

NEAR_M = 25_000.0
"""Copies of one message are placed within this distance, or one of them nowhere."""

_DAY_US = 86_400_000_000
_MOST_DAYS = 8  # of a report that spans weeks only its first days are compared
_WINDOW = 8  # cells of one wording are compared with this many that follow in time
_FINE_DEG = 0.1
_CELL_DEG = 0.5
_REACH_M = NEAR_M / 2.0
_M_PER_DEG = 111_195.0
_SAID = 6.0
_NONE: Ints = np.zeros((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Copy:
    """Two rows of the table that are tellings of one message, ``left < right``."""

    left: int
    right: int
    why: Verdict


@dataclass(frozen=True, slots=True)
class _Reports:
    """The reports in order of time and id: row, text, time (µs), days and place of each."""

    row: Ints
    text: Ints
    start: Ints
    end: Ints
    first: Ints
    last: Ints
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]


def _reports(observations: pa.Table) -> tuple[_Reports, Column]:
    """The dated reports with a text, and the distinct texts."""
    reported = equal_to(observations.column("modality"), Modality.REPORT.value)
    start = micros_of(observations.column("t_start"))
    end = micros_of(observations.column("t_end"))
    dated = (start != NO_TIME) & (end != NO_TIME)
    rows = np.flatnonzero(reported & dated & filled(observations.column("narrative")))
    chosen = observations.select(["id", "narrative", "lon", "lat"]).take(rows)
    ids = np.array(chosen.column("id").to_pylist(), dtype=object)
    order = np.lexsort((np.argsort(np.argsort(ids.astype(str), kind="stable")), start[rows]))
    text, texts = codes_of(chosen.column("narrative"))
    start, end = start[rows][order], end[rows][order]
    first = start // _DAY_US
    last = np.clip(end // _DAY_US + 1, first, first + _MOST_DAYS - 1)
    lon, lat = (floats_of(chosen.column(name))[order] for name in ("lon", "lat"))
    return _Reports(rows[order], text[order], start, end, first, last, lon, lat), texts


def _days(reports: _Reports) -> Iterator[tuple[int, Ints]]:
    """Each day with the reports compared on it, in their order."""
    lengths = reports.last - reports.first + 1
    which = np.repeat(np.arange(len(lengths)), lengths)
    begin = np.repeat(np.cumsum(lengths) - lengths, lengths)
    day = reports.first[which] + np.arange(len(which)) - begin
    order = np.lexsort((which, day))
    day, which = day[order], which[order]
    cuts = np.flatnonzero(np.diff(day)) + 1
    for part in np.split(np.arange(len(day)), cuts):
        if len(part) > 1:
            yield int(day[part[0]]), which[part]


def _agreeing(reports: _Reports, pairs: Ints, day: int) -> Ints:
    """The pairs within a day and :data:`NEAR_M`, each on the first day both are compared."""
    a, b = pairs[:, 0], pairs[:, 1]
    starts = np.maximum(reports.start[a], reports.start[b])
    ends = np.minimum(reports.end[a], reports.end[b])
    kept = (starts - ends <= _DAY_US) & (np.maximum(reports.first[a], reports.first[b]) == day)
    a, b = a[kept], b[kept]
    nowhere = np.isnan(reports.lon[a] + reports.lat[a] + reports.lon[b] + reports.lat[b])
    near = np.array(nowhere)
    where = np.flatnonzero(~nowhere)
    if len(where):
        a_, b_ = a[where], b[where]
        metres = distance_m(reports.lon[a_], reports.lat[a_], reports.lon[b_], reports.lat[b_])
        near[where] = np.asarray(metres) <= NEAR_M
    return np.column_stack((a[near], b[near]))


def _cells(lon: float, lat: float) -> list[tuple[int, int]]:
    """The blocks of place that a report is in; two near ones share one."""
    north = _REACH_M / _M_PER_DEG
    east = north / max(math.cos(math.radians(min(abs(lat) + north, 89.0))), 0.02)
    wide = round(360.0 / _CELL_DEG)
    columns = range(
        math.floor((lon - east) / _CELL_DEG), math.floor((lon + east) / _CELL_DEG) + 1
    )
    lines = range(
        math.floor((lat - north) / _CELL_DEG), math.floor((lat + north) / _CELL_DEG) + 1
    )
    return sorted({(column % wide, line) for column in columns for line in lines})


def _blocks(reports: _Reports, members: Sequence[int]) -> list[list[int]]:
    """Blocks of place; where some reports have none, one block of all as well."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    nowhere = False
    for one in members:
        lon, lat = float(reports.lon[one]), float(reports.lat[one])
        if math.isfinite(lon) and math.isfinite(lat):
            for cell in _cells(lon, lat):
                found[cell].append(one)
        else:
            nowhere = True
    blocks = [found[cell] for cell in sorted(found)]
    return [*blocks, list(members)] if nowhere else blocks


def _fine_cell(reports: _Reports, one: int) -> tuple[float, float] | None:
    """A cell of about ten kilometres: reports in one are near each other."""
    lon, lat = float(reports.lon[one]), float(reports.lat[one])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return None
    return lon // _FINE_DEG, lat // _FINE_DEG


def _equal(reports: _Reports, members: Ints, same: Sequence[bytes]) -> tuple[Ints, list[int]]:
    """Pairs of equal wording, and of each wording and small cell one to stand for all.

    In a cell each is paired with the first and with the one before it in time.
    """
    groups: dict[bytes, dict[tuple[float, float] | None, list[int]]] = defaultdict(dict)
    for one, wording in zip(members.tolist(), same, strict=True):
        groups[wording].setdefault(_fine_cell(reports, one), []).append(one)
    found, chosen = [], []
    for cells in groups.values():
        leads = sorted(cell[0] for cell in cells.values())
        for at, lead in enumerate(leads):
            found += [(lead, other) for other in leads[at + 1 : at + 1 + _WINDOW]]
        for cell in cells.values():
            found += pairwise(cell)
            found += [(cell[0], other) for other in cell[2:]]
        chosen += leads
    return np.array(found, dtype=np.int64).reshape(-1, 2), sorted(chosen)


def _rarity(tellings: Sequence[Telling]) -> Rarity:
    """How often each key occurs among the distinct wordings of a day."""
    distinct = {one.same: one for one in tellings}
    counts = Counter(key for one in distinct.values() for key in one.skeleton.keys)
    return Rarity(counts, len(distinct))


def _weights(tellings: Sequence[Telling], rarity: Rarity) -> dict[int, float]:
    """The weight of each mark of these texts; a cited authority weighs as a rare name."""
    keys = {key for one in tellings for key in one.skeleton.keys}
    said = {f"said:{one.authority}" for one in tellings if one.authority is not None}
    found = {mark_of(key): rarity.weight(key) for key in keys}
    return found | {mark_of(key): _SAID for key in said}


def _of_day(reports: _Reports, day: int, told: dict[int, Telling]) -> Iterator[Copy]:
    """The copies among the reports of one day, given the telling of each."""
    members = np.array(sorted(told), dtype=np.int64)
    equal, chosen = _equal(reports, members, [told[one].same for one in members.tolist()])
    rarity = _rarity(list(told.values()))
    weights = _weights([told[one] for one in chosen], rarity)
    blocks = _blocks(reports, chosen)
    lengths = [len(told[one].marks) for block in blocks for one in block]
    if not lengths:
        return
    rows = np.repeat(np.concatenate(blocks), lengths)
    inside = np.repeat(np.arange(len(blocks)), [len(block) for block in blocks])
    marks = np.concatenate([told[one].marks for block in blocks for one in block])
    heavy = np.array([weights[mark] for mark in marks.tolist()], dtype=np.float64)
    pairs = np.concatenate([equal, candidates(rows, np.repeat(inside, lengths), marks, heavy)])
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    for a, b in _agreeing(reports, pairs, day).tolist():
        why = judged(told[a], told[b], rarity)
        if why is not None:
            left, right = sorted((int(reports.row[a]), int(reports.row[b])))
            yield Copy(left, right, why)


def copies_of(observations: pa.Table) -> list[Copy]:
    """The reports of a table of ``OBSERVATION_SCHEMA`` that are tellings of one message.

    Only rows of the modality *report* with a text and a time are looked at: the formulas of
    instruments and patrols resemble each other without being copies. Linked pairs are
    enough to join a group; not every pair of a large group is listed. The set of pairs does
    not depend on the order of rows.
    """
    reports, texts = _reports(observations)
    known: dict[int, Telling | None] = {}
    found: list[Copy] = []
    for day, members in _days(reports):
        own = reports.text[members].tolist()
        known = {
            text: known[text] if text in known else telling_of(str(texts[text].as_py()))
            for text in set(own)
        }
        told = {
            one: telling
            for one, text in zip(members.tolist(), own, strict=True)
            if (telling := known[text]) is not None
        }
        found.extend(_of_day(reports, day, told))
    return sorted(found, key=lambda one: (one.left, one.right))
