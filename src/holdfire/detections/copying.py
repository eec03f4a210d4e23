"""Which reports are copies of one message: their wording, day and place agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from holdfire.base.geodesy import distance_m
from holdfire.base.phenomenon import Modality
from holdfire.detections.columns import NO_TIME, equal_to, filled, micros_of
from holdfire.detections.wording import fingerprint, near_pairs

__all__ = ["NEAR_M", "copied_pairs"]

NEAR_M = 25_000.0
"""Copies of one message are placed within this distance, or one of them nowhere."""

_DAY_US = 86_400_000_000
_WINDOW = 50  # equal texts are compared with this many that follow in time

_NEEDED = ["id", "narrative", "language", "t_start", "t_end", "lon", "lat"]


@dataclass(frozen=True, slots=True)
class _Message:
    """A text with its time (microseconds) and place."""

    row: int
    id: str
    start: int
    end: int
    lon: float | None
    lat: float | None


_Texts = dict[tuple[str, tuple[int, ...]], list[_Message]]


def _messages(reports: pa.Table, rows: list[int]) -> _Texts:
    """The messages by language and fingerprint, each list in order of time and id."""
    found: _Texts = defaultdict(list)
    starts = micros_of(reports.column("t_start")).tolist()
    ends = micros_of(reports.column("t_end")).tolist()
    names = ("id", "narrative", "language", "lon", "lat")
    columns = [reports.column(name).to_pylist() for name in names]
    for row, start, end, id_, text, language, lon, lat in zip(
        rows, starts, ends, *columns, strict=True
    ):
        mark = fingerprint(text)
        if mark and NO_TIME not in (start, end):
            message = _Message(row, id_, start, end, lon, lat)
            found[language or "", mark].append(message)
    for messages in found.values():
        messages.sort(key=lambda one: (one.start, one.id))
    return found


def _agree(left: _Message, right: _Message) -> bool:
    """Are the two messages within a day and :data:`NEAR_M` of each other?"""
    if max(left.start, right.start) - min(left.end, right.end) > _DAY_US:
        return False
    if left.lon is None or left.lat is None or right.lon is None or right.lat is None:
        return True
    return float(distance_m(left.lon, left.lat, right.lon, right.lat)) <= NEAR_M


def _close(lefts: list[_Message], rights: list[_Message]) -> Iterator[tuple[int, int]]:
    """Agreeing pairs of two lists in time order; each looks at its next few in time."""
    sides = [(one, 0) for one in lefts]
    if rights is not lefts:
        sides += [(one, 1) for one in rights]
    merged = sorted(sides, key=lambda pair: (pair[0].start, pair[0].id))
    for at, (one, side) in enumerate(merged):
        for other, other_side in merged[at + 1 : at + 1 + _WINDOW]:
            if (rights is lefts or side != other_side) and _agree(one, other):
                yield one.row, other.row


def copied_pairs(observations: pa.Table) -> list[tuple[int, int]]:
    """Row numbers of reports that are exact or near copies of one another.

    Only rows of the modality *report* with a text and a time are looked at: the formulas
    of instruments and patrols resemble each other without being copies. Linked pairs are
    enough to join a whole group; not every pair of a large group is listed.
    """
    reported = equal_to(observations.column("modality"), Modality.REPORT.value)
    rows = np.flatnonzero(reported & filled(observations.column("narrative"))).tolist()
    if not rows:
        return []
    by_text = _messages(observations.select(_NEEDED).take(pa.array(rows)), rows)
    pairs: list[tuple[int, int]] = []
    by_language: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for (language, mark), messages in sorted(by_text.items()):
        by_language[language].append(mark)
        pairs.extend(_close(messages, messages))
    for language, marks in by_language.items():
        for left, right in near_pairs(marks):
            pairs.extend(
                _close(by_text[language, marks[left]], by_text[language, marks[right]])
            )
    return pairs
