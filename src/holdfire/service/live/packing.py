"""A batch as bytes and back, and the id that its content has."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from holdfire.base.identity import canonical_json, content_id, sha256_hex
from holdfire.base.instant import parse_instant
from holdfire.detections import DETECTION_SCHEMA, coverage_from, coverage_table
from holdfire.incidents.live import Batch, Correction, Watermark, Withdrawal

__all__ = ["batch_id", "packed", "unpacked"]


def _table_bytes(table: pa.Table) -> bytes:
    """A table as an Arrow stream, compressed."""
    sink = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue()


def _text(instant: datetime | None) -> str | None:
    """ISO 8601, or nothing."""
    return None if instant is None else instant.isoformat()


def _statements(batch: Batch) -> dict[str, Any]:
    """All that is not a table, as JSON values in an order of its own."""
    marks = sorted(batch.watermarks, key=lambda one: (one.source, one.until, str(one.due)))
    return {
        "corrections": [
            [one.replaces, one.by, one.source, one.reason] for one in sorted(batch.corrections)
        ],
        "withdrawals": [
            [one.subject, one.source, one.reason] for one in sorted(batch.withdrawals)
        ],
        "watermarks": [[one.source, _text(one.until), _text(one.due)] for one in marks],
        "groups": dict(batch.groups),
        "revision": batch.revision,
    }


def batch_id(batch: Batch) -> str:
    """The id of all that is told, whatever the order of its rows."""
    rows = sorted(repr(row) for row in batch.detections.to_pylist())
    seen = sorted(repr(one) for one in batch.coverage)
    told = canonical_json(_statements(batch))
    digests = [sha256_hex("\n".join(part).encode()) for part in (rows, seen)]
    return content_id("live-batch", *digests, told)


def packed(batch: Batch) -> bytes:
    """The batch as bytes: a line of JSON, then two Arrow streams."""
    rows, seen = _table_bytes(batch.detections), _table_bytes(coverage_table(batch.coverage))
    head = _statements(batch) | {"sizes": [len(rows), len(seen)]}
    return canonical_json(head).encode() + b"\n" + rows + seen


def _told(head: Mapping[str, Any]) -> dict[str, Any]:
    """The statements of a batch."""
    return {
        "corrections": tuple(Correction(*one) for one in head["corrections"]),
        "withdrawals": tuple(Withdrawal(*one) for one in head["withdrawals"]),
        "watermarks": tuple(
            Watermark(source, parse_instant(until), None if due is None else parse_instant(due))
            for source, until, due in head["watermarks"]
        ),
        "groups": head["groups"],
        "revision": head["revision"],
    }


def unpacked(body: bytes) -> Batch:
    """The batch of :func:`packed`."""
    line, _, rest = body.partition(b"\n")
    head = json.loads(line)
    size, more = head["sizes"]
    rows = pa.ipc.open_stream(rest[:size]).read_all().cast(DETECTION_SCHEMA)
    seen = pa.ipc.open_stream(rest[size : size + more]).read_all()
    return Batch(detections=rows, coverage=coverage_from(seen), **_told(head))
