"""The bytes of one dated map to batches: one area for each feature."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from holdfire.observations.batching import Kept, batched
from holdfire.observations.control.manifest import MANIFEST
from holdfire.observations.control.meaning import area_of
from holdfire.observations.quarantine import Fault, Reason, quarantined
from holdfire.observations.record import Batch, Quarantined, ReadContext

__all__ = ["probe", "read"]

_SHOWN = 400


def probe(head: bytes) -> float:
    """How sure (0..1) these first bytes begin a dated map of polygons."""
    plain = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:4096]
    if not plain.startswith(b"{") or b'"FeatureCollection"' not in plain:
        return 0.0
    if b"Polygon" not in head[: 1 << 16]:
        return 0.0
    return 0.9 if b'"name": "deepstatemap_data_' in plain else 0.3


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every feature as an area held, or quarantined, in file order."""
    return batched(_rows(raw, context))


def _rows(raw: bytes, context: ReadContext) -> Iterator[Kept | Quarantined]:
    """Each feature, believed or not; a file that is no collection is one row."""
    whole = _collection(raw)
    if isinstance(whole, Fault):
        shown = raw[:_SHOWN].decode("utf-8", "backslashreplace")
        yield quarantined(context, MANIFEST.name, 0, whole, shown)
        return
    name = str(whole.get("name") or "")
    for row, feature in enumerate(whole["features"], 1):
        found = area_of(feature, name, row, context)
        if isinstance(found, Fault):
            shown = json.dumps(feature, ensure_ascii=False)[:_SHOWN]
            yield quarantined(context, MANIFEST.name, row, found, shown)
        else:
            yield found


def _collection(raw: bytes) -> dict[str, Any] | Fault:
    """The file as a feature collection."""
    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        return Fault("", Reason.JSON, f"not JSON: {str(error)[:100]}")
    if not isinstance(value, dict) or not isinstance(value.get("features"), list):
        return Fault("features", Reason.PARSE, "not a GeoJSON feature collection")
    return value


def _no_constant(name: str) -> float:
    """JSON has no NaN and no Infinity."""
    message = f"{name} is not JSON"
    raise ValueError(message)
