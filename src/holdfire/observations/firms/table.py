"""Believed rows as a table of observations, built by columns."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute

from holdfire.base.instant import TimeBasis
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.place import PlaceKind
from holdfire.observations.firms.columns import joined
from holdfire.observations.firms.lines import MAX_LINE, Texts
from holdfire.observations.firms.manifest import MANIFEST
from holdfire.observations.firms.shape import Shape
from holdfire.observations.firms.vetting import Vetted
from holdfire.observations.record import OBSERVATION_SCHEMA, ReadContext

__all__ = ["row_keys", "table_of"]

_arrow: Any = pyarrow.compute
_INSTANT = pa.timestamp("us", tz="UTC")


def _prefixes() -> pa.BinaryArray:
    """What ``content_id`` hashes before a key of each length, by that length."""
    name = MANIFEST.name.encode()
    start = b"observation" + len(name).to_bytes(8, "big") + name
    longest = MAX_LINE + 64
    return pa.array([start + n.to_bytes(8, "big") for n in range(longest)], pa.binary())


_PREFIXES = _prefixes()


def row_keys(found: Vetted, shape: Shape) -> Texts:
    """The canonical content of each row: the same row in another file has the same key.

    Date and time stand in it as one number, so that ``24`` and ``0024`` are the same row.
    """
    rest = [name for name in shape.order if name not in {"acq_date", "acq_time"}]
    minute = found.moments.column("minute", pa.string())
    return joined([shape.token, minute, *(found.texts[name] for name in rest)], ",")


def _ids(keys: Texts, engine: duckdb.DuckDBPyConnection) -> pa.ChunkedArray[Any]:
    """``observation_id`` of every key, hashed by columns (SHA-256, first 32 digits)."""
    lengths = _arrow.binary_length(keys)
    raw = _arrow.binary_join_element_wise(
        _PREFIXES.take(lengths), keys.cast(pa.binary()), pa.scalar(b"", pa.binary())
    )
    rows = engine.from_arrow(pa.table({"raw": raw}))
    found: pa.ChunkedArray[Any] = (
        rows.project("left(sha256(raw), 32) AS id").to_arrow_table().column("id")
    )
    return found


def _residual(found: Vetted, shape: Shape) -> Texts:
    """The other columns verbatim, as canonical JSON; no text here needs escaping."""
    if not shape.rest:
        return pa.repeat(pa.scalar("{}"), len(found.rows))
    parts: list[Texts | str] = []
    before = '{"'
    for name in shape.rest:
        parts += [f'{before}{name}":"', found.texts[name]]
        before = '","'
    return joined([*parts, '"}'], "")


def _flags(found: Vetted) -> pa.Array[Any]:
    """Flags of the pixel and of the claim, space-separated."""
    pixels, claims = found.pixels, found.claims
    if pixels.constant("flags") and claims.constant("flags"):
        both = [getattr(m.values[0], "flags", "") if m.values else "" for m in (pixels, claims)]
        return pa.repeat(pa.scalar(" ".join(filter(None, both))), len(found.rows))
    texts = [pixels.column("flags", pa.string()), claims.column("flags", pa.string())]
    trimmed: pa.Array[Any] = _arrow.utf8_trim(joined(texts, " "), " ")
    return trimmed


def table_of(
    found: Vetted, shape: Shape, context: ReadContext, engine: duckdb.DuckDBPyConnection
) -> pa.Table:
    """The rows as a table of ``OBSERVATION_SCHEMA``; the ids equal ``observation_id``."""
    count = len(found.rows)
    basis = TimeBasis.UTC if shape.timed else TimeBasis.DATE_ONLY
    constants: dict[str, Any] = {
        "source": MANIFEST.name,
        "modality": MANIFEST.modality.value,
        "raw_sha256": context.raw_sha256,
        "synthetic": context.synthetic,
        "affiliation_seal": context.affiliation_seal,
        "time_basis": basis.value,
        "place_kind": PlaceKind.AREA.value,
        "phenomenon": Phenomenon.THERMAL.value,
        "attributes": "{}",
    }
    columns: dict[str, Any] = {
        name: pa.repeat(pa.scalar(value), count) for name, value in constants.items()
    }
    columns |= {
        "id": _ids(row_keys(found, shape), engine),
        "record_index": found.rows,
        "lon": found.lon,
        "lat": found.lat,
        "t_start": found.moments.column("start_us", pa.int64()).cast(_INSTANT),
        "t_end": found.moments.column("end_us", pa.int64()).cast(_INSTANT),
        "scan": found.moments.column("scan", pa.string()),
        "half_e_m": found.pixels.column("half_e_m", pa.float64()),
        "half_n_m": found.pixels.column("half_n_m", pa.float64()),
        "stated": found.pixels.column("stated", pa.string()),
        "source_term": found.claims.column("source_term", pa.string()),
        "exists": found.claims.column("exists", pa.float64()),
        "exists_kind": found.claims.column("exists_kind", pa.string()),
        "flags": _flags(found),
        "residual": _residual(found, shape),
        "origin_keys": pa.ListArray.from_arrays(
            pa.array(np.zeros(count + 1), pa.int32()), pa.array([], pa.string())
        ),
    }
    arrays = [
        columns[field.name] if field.name in columns else pa.nulls(count, field.type)
        for field in OBSERVATION_SCHEMA
    ]
    return pa.table(arrays, schema=OBSERVATION_SCHEMA)
