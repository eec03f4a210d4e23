"""Judged coverage: did each source look, where and when, and could it have seen?

A source that states no field of view of its own is judged by its rows. A satellite pass looked
during its own rows, over no more ground than they show; lists, reports and alarms looked over
the period and in the box of theirs. How probably a source sees one happening is not known
unless somebody measured it; without that, such coverage never supports an absence.
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
from holdfire.detections.port import DetectionRates
from holdfire.detections.swath import passes_of

__all__ = ["judge_coverage"]

_BASIS = {
    Modality.THERMAL: "a pass, no wider than its pixels; cloud not stated",
    Modality.REPORT: "extent of its rows; reports depend on people and media",
    Modality.CURATED: "extent of its rows; a list depends on people and media",
    Modality.ALARM: "extent of its rows; an alarm shows expected danger, not its arrival",
}
_OTHER = "extent of its rows; field of view not stated"


_Key = tuple[str, str, bool]
"""Source, modality, synthetic."""


def _record(
    key: _Key,
    span: tuple[int, int],
    area: bytes,
    kinds: list[str],
    until: int,
    rates: DetectionRates | None,
) -> Coverage:
    """One judged record for a time in microseconds; ``until`` is the source's watermark."""
    source, modality, synthetic = key
    seen = tuple(Phenomenon(kind) for kind in sorted(kinds))
    time = TimeSpan(from_micros(span[0]), from_micros(span[1]), TimeBasis.UTC)
    marks = (source, modality, str(synthetic), str(span[0]), str(span[1]), area.hex())
    found = None if rates is None else _rated(rates, source, Modality(modality), seen)
    measured = "; probability to detect estimated" if found else ""
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
        basis=f"judged: {_BASIS.get(Modality(modality), _OTHER)}{measured}",
        synthetic=synthetic,
        p_by_phenomenon=found or (),
        processed_until=from_micros(until),
    )


def _rated(
    rates: DetectionRates, source: str, modality: Modality, seen: tuple[Phenomenon, ...]
) -> tuple[tuple[Phenomenon, float, float], ...]:
    """The kinds for which somebody measured this source."""
    found = ((kind, rates.p_detect_of(source, modality, kind)) for kind in seen)
    return tuple((kind, *ends) for kind, ends in found if ends is not None)


def _from_rows(rows: pa.Table, rates: DetectionRates | None) -> list[Coverage]:
    """Judged coverage of every source, modality and synthetic of the rows."""
    found: list[Coverage] = []
    names = ("source", "modality", "synthetic")
    coded = [codes_of(rows.column(name)) for name in names]
    starts, ends = micros_of(rows.column("t_start")), micros_of(rows.column("t_end"))
    known = (starts != NO_TIME) & (ends != NO_TIME)
    size = [len(values) for _, values in coded]
    combined = (coded[0][0] * size[1] + coded[1][0]) * size[2] + coded[2][0]
    for code in np.flatnonzero(np.bincount(combined)):
        own: Flags = (combined == code) & known
        if not own.any():
            continue
        picks = np.unravel_index(int(code), size)
        source, modality, synthetic = (
            values.to_pylist()[int(pick)]
            for (_, values), pick in zip(coded, picks, strict=True)
        )
        key = (str(source), str(modality), bool(synthetic))
        mine, until = rows_where(rows, own), int(ends[own].max())
        if modality == Modality.THERMAL:
            found.extend(
                _record(key, one.span, one.area_wkb, one.kinds, until, rates)
                for one in passes_of(mine)
            )
        else:
            area = extent_wkb(floats_of(mine.column("lon")), floats_of(mine.column("lat")))
            seen = [str(kind) for kind in codes_of(mine.column("phenomenon"))[1].to_pylist()]
            span = (int(starts[own].min()), until)
            found.append(_record(key, span, area, seen, until, rates))
    return found


def judge_coverage(
    observations: pa.Table, *, rates: DetectionRates | None = None
) -> tuple[Coverage, ...]:
    """When and where each sensor or source could have seen which kinds; sorted by id.

    Declared fields of view come from *sensor state* rows, the rest is judged from the rows
    of each source. Never a probability to detect without a declaration or a measurement:
    ``rates`` are measured ones, used for what is judged. The watermark of a judged source is
    the end of its newest row.
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
        found.extend(_from_rows(reported, rates))
    return tuple(sorted(found, key=lambda one: one.id))
