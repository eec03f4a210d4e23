"""A detection: something was there, with an error model that can be computed with."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from holdfire.observations.record import OBSERVATION_SCHEMA

__all__ = ["DETECTION_SCHEMA"]

_PLACE: list[pa.Field[Any]] = [
    OBSERVATION_SCHEMA.field(name)
    for name in (
        "place_kind",
        "lon",
        "lat",
        "cov_ee_m2",
        "cov_en_m2",
        "cov_nn_m2",
        "half_e_m",
        "half_n_m",
        "radius_m",
        "az_low_deg",
        "az_high_deg",
        "range_low_m",
        "range_high_m",
        "area_wkb",
        "admin_code",
        "gazetteer",
    )
]

_FIELDS: list[pa.Field[Any]] = [
    pa.field("id", pa.string()),
    pa.field("observation_id", pa.string()),
    pa.field("detector", pa.string()),
    pa.field("source", pa.string()),
    pa.field("modality", pa.string()),
    pa.field("synthetic", pa.bool_()),
    pa.field("scan", pa.string()),
    pa.field("origin_group", pa.string()),
    pa.field("t_start", pa.timestamp("us", tz="UTC")),
    pa.field("t_end", pa.timestamp("us", tz="UTC")),
    pa.field("time_basis", pa.string()),
    pa.field("sigma_s", pa.float64()),
    *_PLACE,
    pa.field("phenomenon", pa.string()),
    pa.field("attributes", pa.string()),
    pa.field("count_low", pa.int64()),
    pa.field("count_high", pa.int64()),
    pa.field("count_approx", pa.bool_()),
    pa.field("exists", pa.float64()),
    pa.field("exists_low", pa.float64()),
    pa.field("exists_high", pa.float64()),
    pa.field("calibrated", pa.bool_()),
    pa.field("flags", pa.string()),
]

DETECTION_SCHEMA = pa.schema(_FIELDS)
"""One row per asserted happening. ``exists`` is the probability that something of this kind
really was there, given this detection alone; ``calibrated`` says whether that number was
ever measured. ``origin_group`` is equal for copies of one message."""
