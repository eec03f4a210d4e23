"""Judged coverage: did each source look, where and when, and could it have seen?

A source that states no field of view of its own is judged by its rows: it looked within the
extent of what it reported, on the days (satellites) or over the period (lists, reports,
alarms) of its rows. How probably it sees one happening was never measured, so such coverage
carries no probability and never supports an absence.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from holdfire.base.identity import content_id
from holdfire.base.instant import TimeBasis, TimeSpan, from_micros
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.assertion import SILENT, distinct_observations, every_assertion
from holdfire.detections.columns import (
    NO_TIME,
    Flags,
    Ints,
    codes_of,
    equal_to,
    floats_of,
    micros_of,
    one_of,
    rows_where,
)
from holdfire.detections.coverage import Coverage
from holdfire.detections.declaration import declared_coverage
from holdfire.detections.footprint import extent_wkb

__all__ = ["judge_coverage"]

_DAY_US = 86_400_000_000
_BASIS = {
    Modality.THERMAL: "days with a pixel; swath and cloud not stated",
    Modality.REPORT: "extent of its rows; reports depend on people and media",
    Modality.CURATED: "extent of its rows; a list depends on people and media",
    Modality.ALARM: "extent of its rows; an alarm shows expected danger, not its arrival",
}
_OTHER = "extent of its rows; field of view not stated"


def _record(
    key: tuple[str, str, bool], span: tuple[int, int], area: bytes, kinds: list[str]
) -> Coverage:
    """One judged record of source, modality and synthetic, for a time in microseconds."""
    source, modality, synthetic = key
    seen = tuple(Phenomenon(kind) for kind in sorted(kinds))
    time = TimeSpan(from_micros(span[0]), from_micros(span[1]), TimeBasis.UTC)
    marks = (source, modality, str(synthetic), str(span[0]), str(span[1]), area.hex())
    return Coverage(
        id=content_id("coverage-judged", *marks, *(kind.value for kind in seen)),
        source=source,
        sensor=source,
        modality=Modality(modality),
        time=time,
        area_wkb=area,
        phenomena=seen,
        p_detect_low=None,
        p_detect_high=None,
        reason_blind=None,
        basis=f"judged: {_BASIS.get(Modality(modality), _OTHER)}",
        synthetic=synthetic,
    )


def _spans(starts: Ints, ends: Ints, *, by_day: bool) -> list[tuple[int, int]]:
    """The days with rows, or the whole period of the rows, in microseconds."""
    known = (starts != NO_TIME) & (ends != NO_TIME)
    if not known.any():
        return []
    if not by_day:
        return [(int(starts[known].min()), int(ends[known].max()))]
    days = np.unique(starts[known] // _DAY_US)
    return [(int(day) * _DAY_US, int(day + 1) * _DAY_US - 1) for day in days]


def _from_rows(rows: pa.Table) -> list[Coverage]:
    """Judged coverage of every source, modality and synthetic of the rows."""
    found: list[Coverage] = []
    names = ("source", "modality", "synthetic")
    coded = [codes_of(rows.column(name)) for name in names]
    kinds, kind_names = codes_of(rows.column("phenomenon"))
    starts, ends = micros_of(rows.column("t_start")), micros_of(rows.column("t_end"))
    lon, lat = floats_of(rows.column("lon")), floats_of(rows.column("lat"))
    names_of_kinds = kind_names.to_pylist()
    size = [len(values) for _, values in coded]
    combined = (coded[0][0] * size[1] + coded[1][0]) * size[2] + coded[2][0]
    for code in np.flatnonzero(np.bincount(combined)):
        own: Flags = combined == code
        picks = np.unravel_index(int(code), size)
        source, modality, synthetic = (
            values.to_pylist()[int(pick)]
            for (_, values), pick in zip(coded, picks, strict=True)
        )
        seen = [str(names_of_kinds[int(kind)]) for kind in np.unique(kinds[own])]
        area = extent_wkb(lon[own], lat[own])
        spans = _spans(starts[own], ends[own], by_day=modality == Modality.THERMAL)
        key = (str(source), str(modality), bool(synthetic))
        found.extend(_record(key, span, area, seen) for span in spans)
    return found


def judge_coverage(observations: pa.Table) -> tuple[Coverage, ...]:
    """When and where each sensor or source could have seen which kinds; sorted by id.

    Declared fields of view come from *sensor state* rows, the rest is judged from the rows
    of each source. Never a probability to detect without a declaration or a measurement.
    """
    kinds = observations.column("phenomenon")
    state = equal_to(kinds, Phenomenon.SENSOR_STATE)
    states = every_assertion(distinct_observations(rows_where(observations, state)))
    states = rows_where(states, equal_to(states.column("phenomenon"), Phenomenon.SENSOR_STATE))
    found = declared_coverage(states)
    left_out = {*SILENT, Phenomenon.UNKNOWN}
    reported = rows_where(
        observations, one_of(kinds, (k for k in Phenomenon if k not in left_out))
    )
    if reported.num_rows:
        found.extend(_from_rows(reported))
    return tuple(sorted(found, key=lambda one: one.id))
