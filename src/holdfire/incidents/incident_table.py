"""Incidents as a table and back, without loss; ready for GeoParquet.

``geometry`` is the mean place as a WKB point, ``ellipse`` the 90 % ellipse as a WKB polygon
(both null without a region); they are for maps and are not read back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.geodesy import from_offsets
from holdfire.base.identity import canonical_json
from holdfire.base.instant import TimeBasis, TimeSpan, micros
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.quantity import Probability
from holdfire.incidents.record import Incident, Link, Region

__all__ = ["INCIDENT_SCHEMA", "incident_table", "incidents_from"]

_TEXTS = pa.list_(pa.string())
_ENDS: list[pa.Field[Any]] = [
    pa.field("left", pa.string()),
    pa.field("right", pa.string()),
    pa.field("llr", pa.float64()),
]
_MOMENTS = (
    "lon",
    "lat",
    "cov_ee_m2",
    "cov_en_m2",
    "cov_nn_m2",
    "major_m",
    "minor_m",
    "angle_deg",
)

_FIELDS: list[pa.Field[Any]] = [
    pa.field("id", pa.string()),
    pa.field("detections", _TEXTS),
    pa.field("existence", pa.float64()),
    pa.field("existence_low", pa.float64()),
    pa.field("existence_high", pa.float64()),
    pa.field("calibrated", pa.bool_()),
    pa.field("classes", pa.string()),
    pa.field("attributes", pa.string()),
    pa.field("t_start", pa.timestamp("us", tz="UTC")),
    pa.field("t_end", pa.timestamp("us", tz="UTC")),
    pa.field("time_basis", pa.string()),
    pa.field("sigma_s", pa.float64()),
    *(pa.field(name, pa.float64()) for name in _MOMENTS),
    pa.field("nodes", pa.list_(pa.float64())),
    pa.field("admin_codes", _TEXTS),
    pa.field("origins", pa.int64()),
    pa.field("origin_groups", _TEXTS),
    pa.field("modalities", _TEXTS),
    pa.field("sources", _TEXTS),
    pa.field("count_low", pa.int64()),
    pa.field("count_high", pa.int64()),
    pa.field("synthetic", pa.bool_()),
    pa.field("links", pa.list_(pa.struct(_ENDS))),
    pa.field("contrary", _TEXTS),
    pa.field("flags", _TEXTS),
    pa.field("geometry", pa.binary()),
    pa.field("ellipse", pa.binary()),
]

INCIDENT_SCHEMA = pa.schema(_FIELDS)
"""One row per incident. ``classes`` and ``attributes`` are canonical JSON; ``nodes`` is flat:
longitude, latitude, weight of each node in turn; ``cov_*`` in m², ``major_m``/``minor_m`` in
metres, ``angle_deg`` clockwise from north."""

_CORNERS = 36


def _ellipses(regions: Sequence[Region]) -> list[bytes]:
    """The 90 % ellipses as WKB polygons of 36 corners."""
    if not regions:
        return []
    turn = np.arange(_CORNERS) * (2.0 * np.pi / _CORNERS)
    axes = np.array([(r.major_m, r.minor_m, np.radians(r.angle_deg)) for r in regions])
    along, across = axes[:, :1] * np.cos(turn), axes[:, 1:2] * np.sin(turn)
    sine, cosine = np.sin(axes[:, 2:]), np.cos(axes[:, 2:])
    lon0, lat0 = (np.array([[getattr(r, name)] for r in regions]) for name in ("lon", "lat"))
    lon, lat = from_offsets(
        lon0, lat0, along * sine + across * cosine, along * cosine - across * sine
    )
    made = shapely.polygons(shapely.linearrings(np.stack([lon, lat], axis=-1)))
    return [bytes(one) for one in shapely.to_wkb(made)]


def _row(item: Incident, ellipse: bytes | None) -> dict[str, object]:
    """One incident as the columns of the schema."""
    region = item.region
    row: dict[str, object] = {
        "id": item.id,
        "detections": list(item.detections),
        "existence": item.existence.value,
        "existence_low": item.existence.low,
        "existence_high": item.existence.high,
        "calibrated": item.existence.calibrated,
        "classes": canonical_json([[kind.value, share] for kind, share in item.classes]),
        "attributes": canonical_json({k: list(v) for k, v in item.attributes.items()}),
        "t_start": micros(item.time.start),
        "t_end": micros(item.time.end),
        "time_basis": item.time.basis.value,
        "sigma_s": item.time.sigma_s,
        "admin_codes": list(item.admin_codes),
        "origins": item.origins,
        "origin_groups": list(item.origin_groups),
        "modalities": [one.value for one in item.modalities],
        "sources": list(item.sources),
        "count_low": item.count_low,
        "count_high": item.count_high,
        "synthetic": item.synthetic,
        "links": [{"left": one.left, "right": one.right, "llr": one.llr} for one in item.links],
        "contrary": list(item.contrary),
        "flags": list(item.flags),
        "ellipse": ellipse,
    }
    if region is not None:
        row |= {name: getattr(region, name) for name in _MOMENTS}
        row["nodes"] = [value for node in region.nodes for value in node]
        row["geometry"] = shapely.to_wkb(shapely.Point(region.lon, region.lat))
    return row


def incident_table(incidents: Iterable[Incident]) -> pa.Table:
    """The incidents as a table of :data:`INCIDENT_SCHEMA`, in their order."""
    items = list(incidents)
    drawn = iter(_ellipses([one.region for one in items if one.region is not None]))
    rows = [_row(one, None if one.region is None else next(drawn)) for one in items]
    return pa.Table.from_pylist(rows, INCIDENT_SCHEMA)


def _region(row: Mapping[str, Any]) -> Region | None:
    """The region of a row, if it has one."""
    if row["lon"] is None:
        return None
    flat = row["nodes"]
    nodes = tuple(zip(flat[0::3], flat[1::3], flat[2::3], strict=True))
    return Region(nodes=nodes, **{name: row[name] for name in _MOMENTS})


def _incident(row: Mapping[str, Any]) -> Incident:
    """The incident of a row."""
    attributes = json.loads(row["attributes"])
    return Incident(
        id=row["id"],
        detections=tuple(row["detections"]),
        existence=Probability(
            row["existence"],
            row["existence_low"],
            row["existence_high"],
            calibrated=row["calibrated"],
        ),
        classes=tuple((Phenomenon(kind), share) for kind, share in json.loads(row["classes"])),
        attributes={name: tuple(values) for name, values in attributes.items()},
        time=TimeSpan(
            row["t_start"].astimezone(UTC),
            row["t_end"].astimezone(UTC),
            TimeBasis(row["time_basis"]),
            row["sigma_s"],
        ),
        region=_region(row),
        admin_codes=tuple(row["admin_codes"]),
        origins=row["origins"],
        origin_groups=tuple(row["origin_groups"]),
        modalities=tuple(Modality(one) for one in row["modalities"]),
        sources=tuple(row["sources"]),
        count_low=row["count_low"],
        count_high=row["count_high"],
        synthetic=row["synthetic"],
        links=tuple(Link(one["left"], one["right"], one["llr"]) for one in row["links"]),
        contrary=tuple(row["contrary"]),
        flags=tuple(row["flags"]),
    )


def incidents_from(table: pa.Table) -> tuple[Incident, ...]:
    """The incidents of :func:`incident_table`, exactly and in their order.

    Raises :class:`BadInput` (``HF-5001``) when a column is missing.
    """
    missing = [name for name in INCIDENT_SCHEMA.names if name not in table.column_names]
    if missing:
        raise BadInput(
            Code.INCIDENT_TABLE_INCOMPLETE,
            f"the table of incidents lacks the columns {', '.join(missing)}",
        )
    return tuple(_incident(row) for row in table.to_pylist())
