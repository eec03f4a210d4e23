"""From observations to detections: each asserted happening once, by its detector."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from holdfire.base.phenomenon import Modality
from holdfire.detections.assertion import asserted_rows, distinct_observations
from holdfire.detections.calibration import Traits, shipped_calibration
from holdfire.detections.columns import one_of, rows_where
from holdfire.detections.origin import origin_groups
from holdfire.detections.passthrough.detector import DETECTOR as PASSTHROUGH
from holdfire.detections.port import Detector
from holdfire.detections.record import DETECTION_SCHEMA
from holdfire.detections.sighting.detector import DETECTOR as SIGHTING
from holdfire.detections.thermal.detector import DETECTOR as THERMAL

__all__ = ["DETECTORS", "detect", "p_detect_of"]

DETECTORS: tuple[Detector, ...] = (THERMAL, SIGHTING, PASSTHROUGH)
"""Every detector; together they cover all modalities, none twice."""


def detect(
    observations: pa.Table, *, origin_systems: Mapping[str, str] | None = None
) -> pa.Table:
    """The detections of a table of ``OBSERVATION_SCHEMA``, as ``DETECTION_SCHEMA``.

    One row per asserted happening; an observation read from several files gives its
    detections once. Areas held, states of sensors and statements give none.
    ``origin_systems`` maps a source to the system its records come from (its manifest's
    ``origin_system``); a source not named is its own system. The row order follows the
    input and means nothing; ids, groups and numbers do not depend on it.
    """
    distinct = distinct_observations(observations)
    groups = origin_groups(distinct, origin_systems or {})
    rows = asserted_rows(distinct.append_column("origin_group", groups))
    parts = [DETECTION_SCHEMA.empty_table()]
    for detector in DETECTORS:
        names = (one.value for one in detector.modalities)
        own = rows_where(rows, one_of(rows.column("modality"), names))
        if own.num_rows:
            parts.append(detector.promote(own))
    return pa.concat_tables(parts)


def p_detect_of(traits: Traits) -> tuple[float, float] | None:
    """The measured interval of the probability to detect, ``None`` if nobody measured it."""
    for detector in DETECTORS:
        if Modality(traits.modality) in detector.modalities:
            entry = shipped_calibration(detector.name.partition("@")[0]).find(traits)
            return None if entry is None else entry.p_detect
    return None
