"""The asserted happenings of observations: one row each, columns passed through whole."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa

from holdfire.base.phenomenon import Phenomenon
from holdfire.detections.columns import Flags, codes_of, equal_to, filled, one_of, rows_where
from holdfire.observations.record import OBSERVATION_SCHEMA

__all__ = ["SILENT", "asserted_rows", "distinct_observations", "every_assertion"]

# Kinds that are no happening: an area held is a holding, a sensor's state is coverage, and a
# statement says what somebody said.
SILENT = frozenset({Phenomenon.AREA_HELD, Phenomenon.SENSOR_STATE, Phenomenon.STATEMENT})

_PLACE_COLUMNS = [
    name
    for name in OBSERVATION_SCHEMA.names
    if name in {"place_kind", "lon", "lat", "radius_m", "area_wkb", "admin_code", "gazetteer"}
    or name.startswith(("cov_", "half_", "az_", "range_"))
]


def distinct_observations(observations: pa.Table) -> pa.Table:
    """One row per observation id, whatever files it came in.

    Of rows with one id and different content (a corrected list) the one with the smallest
    file hash and row number stays, so the order of reading does not matter.
    """
    codes, ids = codes_of(observations.column("id"))
    if len(ids) == observations.num_rows:
        return observations
    repeated = np.flatnonzero(np.bincount(codes)[codes] > 1)
    keys = observations.select(["id", "raw_sha256", "record_index"]).take(repeated)
    keys = keys.append_column("row", pa.array(repeated))
    order = keys.sort_by(
        [("id", "ascending"), ("raw_sha256", "ascending"), ("record_index", "ascending")]
    )
    rows = order.column("row").to_numpy()
    _, first = np.unique(codes[rows], return_index=True)
    keep = np.ones(observations.num_rows, dtype=bool)
    keep[repeated] = False
    keep[rows[first]] = True
    return rows_where(observations, keep)


def _later_rows(rows: pa.Table) -> list[dict[str, Any]]:
    """The second and later assertions of ``rows`` as rows of the same columns."""
    found: list[dict[str, Any]] = []
    for base in rows.to_pylist():
        for number, later in enumerate(json.loads(base["further"]), start=1):
            row = dict(base)
            if "place_kind" in later:
                row.update(dict.fromkeys(_PLACE_COLUMNS))
                hexed = later.pop("area_wkb_hex", None)
                row["area_wkb"] = None if hexed is None else bytes.fromhex(hexed)
            row.update({key: value for key, value in later.items() if key in row})
            row["number"] = str(number)
            found.append(row)
    return found


def _told(rows: pa.Table) -> Flags:
    """Rows with a term of the source for what they assert."""
    terms = rows.column("source_term")
    return filled(terms) & ~equal_to(terms, "")


def every_assertion(observations: pa.Table) -> pa.Table:
    """Each assertion as one row, with ``number`` ("0" for the row's first), silent or not.

    ``further`` is read only where it is filled; other columns are passed through unchanged.
    """
    number = pa.repeat(pa.scalar("0"), observations.num_rows)
    rows = observations.append_column("number", number)
    several = rows_where(rows, filled(rows.column("further")))
    if not several.num_rows:
        return rows
    later = pa.Table.from_pylist(_later_rows(several), schema=rows.schema)
    return pa.concat_tables([rows, later])


def asserted_rows(observations: pa.Table) -> pa.Table:
    """Each asserted happening as one row; see :func:`every_assertion`.

    Rows of kinds in :data:`SILENT`, and rows that assert nothing, are left out.
    """
    rows = every_assertion(observations)
    kinds = rows.column("phenomenon")
    nothing = equal_to(kinds, Phenomenon.UNKNOWN.value) & ~_told(rows)
    silent = one_of(kinds, (kind.value for kind in SILENT))
    return rows_where(rows, ~nothing & ~silent & filled(kinds))
