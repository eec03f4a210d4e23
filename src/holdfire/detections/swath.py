"""What a satellite pass surely looked at: the ground between its own pixels, no more.

The swath that was flown is wider, but a list of hits does not say by how much, nor where cloud
lay. So a pass is judged no wider than the convex hull of its pixels, and it looked at the
minutes of its rows. Where nothing burned, this shows nothing: it understates what was looked
at, and never overstates it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import shapely

from holdfire.base.geodesy import from_offsets
from holdfire.detections.columns import Ints, codes_of, floats_of, micros_of
from holdfire.detections.footprint import EMPTY

__all__ = ["Pass", "passes_of"]


@dataclass(frozen=True, slots=True)
class Pass:
    """The rows of one scan with one time: microseconds, hull (WKB, degrees), kinds seen."""

    span: tuple[int, int]
    area_wkb: bytes
    kinds: list[str]


def passes_of(rows: pa.Table) -> list[Pass]:
    """The passes that the rows show, in order of time; rows must have times.

    Rows belong together when they name the same scan and have the same time; without the
    name of a scan the time alone decides. The size of a pixel is taken from ``half_e_m`` and
    ``half_n_m``; where it is not stated the pixel is its centre, and a pass of one such
    pixel covers nothing.
    """
    starts, ends = micros_of(rows.column("t_start")), micros_of(rows.column("t_end"))
    scans, _ = codes_of(rows.column("scan"))
    kinds, names = codes_of(rows.column("phenomenon"))
    keys = np.column_stack((starts, ends, scans))
    distinct, which = np.unique(keys, axis=0, return_inverse=True)
    which = np.asarray(which, np.int64).reshape(-1)
    areas = _hulls(rows, which, len(distinct))
    named = [str(name) for name in names.to_pylist()]
    seen: list[set[str]] = [set() for _ in range(len(distinct))]
    for number, kind in np.unique(np.column_stack((which, kinds)), axis=0).tolist():
        seen[number].add(named[kind])
    return [
        Pass((int(start), int(end)), area, sorted(own))
        for (start, end, _), area, own in zip(distinct.tolist(), areas, seen, strict=True)
    ]


def _hulls(rows: pa.Table, which: Ints, count: int) -> list[bytes]:
    """The convex hull of the pixels of each pass; nothing for a pass without an area."""
    lon, lat = floats_of(rows.column("lon")), floats_of(rows.column("lat"))
    half_e = np.nan_to_num(floats_of(rows.column("half_e_m")))
    half_n = np.nan_to_num(floats_of(rows.column("half_n_m")))
    known = np.isfinite(lon) & np.isfinite(lat)
    corners, owner = [], []
    for east, north in ((-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)):
        place = from_offsets(
            lon[known], lat[known], east * half_e[known], north * half_n[known]
        )
        corners.append(np.column_stack(place))
        owner.append(which[known])
    belongs = np.concatenate(owner)
    order = np.argsort(belongs, kind="stable")
    points = np.asarray(shapely.points(np.concatenate(corners)[order]))
    hulls = np.full(count, None, dtype=object)
    present = np.unique(belongs)
    gathered = shapely.multipoints(points, indices=np.searchsorted(present, belongs[order]))
    hulls[present] = shapely.convex_hull(gathered)
    return [
        bytes(shapely.to_wkb(hull)) if isinstance(hull, shapely.Polygon) else EMPTY
        for hull in hulls
    ]
