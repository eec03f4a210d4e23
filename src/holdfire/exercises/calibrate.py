"""How often sensors of exercises are right and how often they see: numbers for calibrations.

For each source, modality and kind, over any number of exercise folders: the share of its
detections (copies of one message count once) that are of a true happening, and the share of
happenings in its declared field of view that it detected. Both with the 95 % interval of
Jeffreys. What is measured here speaks for exercises only, never for the world.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import shapely
from scipy.stats import beta

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections import Coverage, detect, judge_coverage
from holdfire.exercises.reading import observations_of
from holdfire.exercises.score.truth import TrueHappening, Truth, read_truth

__all__ = ["LEAST", "Measured", "Share", "calibration", "entries_text", "jeffreys"]

_SAME = {Phenomenon.STRIKE: {Phenomenon.EXPLOSION}, Phenomenon.EXPLOSION: {Phenomenon.STRIKE}}
LEAST = 20
"""Shares of fewer than this many are not written into a calibration."""

_PASSING = (Modality.THERMAL, Modality.UAV)
_SENSORS = {
    "firms": ("VIIRS-",),
    "osce": ("CAM-", "PATROL-"),
    "exercise-arrays": ("ARRAY-",),
    "exercise-air": ("AIR-",),
    "exercise-crossing": ("COUNTER",),
    "exercise-uav": ("UAV-",),
    "exercise-patrols": ("PATROL-",),
    "exercise-watch": ("WATCH-",),
}
# Which sensors of the log write into which source.

Key = tuple[str, Modality, Phenomenon, str]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; the mean and the 95 % interval of the share (Jeffreys)."""

    part: int
    whole: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One source, modality and kind; ``flag`` is ``confidence.low`` or empty.

    ``exists`` is the share of true detections. ``p_detect`` is the share of happenings in
    the declared field of view that were detected: for satellites and sorties of each pass,
    for other sensors of each happening; ``None`` where no field of view is declared.
    """

    source: str
    modality: Modality
    phenomenon: Phenomenon
    flag: str
    exists: Share
    p_detect: Share | None


def jeffreys(part: int, whole: int) -> Share:
    """The share's mean and interval under the Jeffreys prior; closed at 0 and 1.

    The mean ``(part + 1/2) / (whole + 1)`` is never 0 or 1: a certainty cannot be measured.
    """
    low = float(beta.ppf(0.025, part + 0.5, whole - part + 0.5)) if part else 0.0
    high = float(beta.ppf(0.975, part + 0.5, whole - part + 0.5)) if part < whole else 1.0
    return Share(part, whole, (part + 0.5) / (whole + 1.0), low, high)


def calibration(folders: Iterable[Path]) -> tuple[Measured, ...]:
    """The shares over all folders together, in the order of source, modality and kind."""
    right: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    looked: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for folder in folders:
        truth = read_truth(folder)
        observations = pa.concat_tables([table for _, table in observations_of(folder)])
        rows = detect(observations).to_pylist()
        _count_right(rows, truth, right)
        _count_seen(rows, truth, judge_coverage(observations), looked)
    return tuple(
        Measured(
            *key,
            jeffreys(*right[key]),
            jeffreys(*looked[key]) if looked[key][1] else None,
        )
        for key in sorted(right)
    )


def _key(row: dict[str, Any]) -> Key:
    """What a row is counted under."""
    flag = "confidence.low" if "confidence.low" in (row["flags"] or "").split() else ""
    return row["source"], Modality(row["modality"]), Phenomenon(row["phenomenon"]), flag


def entries_text(measured: Iterable[Measured], *, set_name: str, on: date) -> str:
    """The shares as entries of a ``calibration.yaml``, for synthetic rows only."""
    lines = []
    for one in measured:
        if one.exists.whole < LEAST:
            continue
        p = one.p_detect if one.p_detect is not None and one.p_detect.whole >= LEAST else None
        names = {
            "source": one.source,
            "phenomenon": one.phenomenon.value,
            "modality": one.modality.value,
            "synthetic": "true",
            **({"flag": one.flag} if one.flag else {}),
        }
        chosen = ", ".join(f"{name}: {value}" for name, value in names.items())
        e = one.exists
        seen = "null" if p is None else f"{{low: {p.low:.4f}, high: {p.high:.4f}}}"
        lines += [
            f"  - for: {{{chosen}}}",
            f"    exists: {{value: {e.value:.4f}, low: {e.low:.4f}, high: {e.high:.4f}}}",
            f"    p_detect: {seen}",
            f"    measured_on: {set_name}",
            f"    date: {on.isoformat()}",
            "    reason: >-",
            f"      Measured on exercises: {e.part} of {e.whole} detections were of a happening"
            + ("." if p is None else ";"),
        ]
        if p is not None:
            lines.append(f"      {p.part} of {p.whole} chances to see one were taken.")
    return "".join(f"{line}\n" for line in lines)


def _count_right(rows: list[dict[str, Any]], truth: Truth, right: dict[Key, list[int]]) -> None:
    """Add true and all detections; of one origin group one each of true and of false."""
    counted = set()
    for row in rows:
        true = truth.of[row["id"]] is not None
        mark = (_key(row), row["origin_group"], truth.of[row["id"]])
        if mark not in counted:
            counted.add(mark)
            right[_key(row)][0] += true
            right[_key(row)][1] += 1


def _count_seen(
    rows: list[dict[str, Any]],
    truth: Truth,
    coverage: Iterable[Coverage],
    looked: dict[Key, list[int]],
) -> None:
    """Add the happenings that a source could see, and those it saw."""
    seen: dict[tuple[str, Modality, Phenomenon], dict[str, list[datetime]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        happening = truth.of[row["id"]]
        if happening is not None:
            seen[_key(row)[:3]][happening].append(row["t_start"])
    declared = [one for one in coverage if one.p_detect_low is not None]
    for (source, modality, kind), times in seen.items():
        own = {k for s, m, k in seen if (s, m) == (source, modality)}
        mine = [
            c
            for c in declared
            if c.modality is modality
            and kind in c.phenomena
            and c.sensor.startswith(_SENSORS.get(source, ()))
        ]
        shapes = shapely.from_wkb([c.area_wkb for c in mine])
        for one in truth.happenings.values():
            if kind not in _named(one.kind, own):
                continue
            inside = shapely.contains_xy(shapes, one.lon, one.lat)
            looks = [c for c, within in zip(mine, inside, strict=True) if within]
            part, whole = _looks(one, looks, times.get(one.id, []), modality)
            looked[source, modality, kind, ""][0] += part
            looked[source, modality, kind, ""][1] += whole


def _named(kind: Phenomenon, own: set[Phenomenon]) -> set[Phenomenon]:
    """What a source calls such a happening: its kind, or the nearest that it has a word for."""
    return {kind} if kind in own else _SAME.get(kind, set())


def _looks(
    one: TrueHappening, looks: list[Coverage], times: list[datetime], modality: Modality
) -> tuple[int, int]:
    """Of how many chances to see a happening how many were taken."""
    during = [c for c in looks if c.time.start <= one.end and one.start <= c.time.end]
    if modality in _PASSING:
        taken = sum(any(c.time.start <= t <= c.time.end for t in times) for c in during)
        return taken, len(during)
    return int(bool(during) and bool(times)), int(bool(during))
