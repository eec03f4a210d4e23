"""The places of observation or detection rows, read back from their flat columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from holdfire.base.place import Covariance, Place, PlaceKind

__all__ = ["place_of", "places_of"]

_NAMES = (
    "lon",
    "lat",
    "half_e_m",
    "half_n_m",
    "radius_m",
    "az_low_deg",
    "az_high_deg",
    "range_low_m",
    "range_high_m",
    "admin_code",
    "gazetteer",
)
_COLUMNS = ("place_kind", "area_wkb", "cov_ee_m2", "cov_en_m2", "cov_nn_m2", *_NAMES)


def place_of(row: Mapping[str, Any]) -> Place:
    """The place of one row; what the source stated verbatim (``stated``) is not repeated.

    Raises ``BadQuantity`` when the row's covariance is not one.
    """
    ee, en, nn = row["cov_ee_m2"], row["cov_en_m2"], row["cov_nn_m2"]
    return Place(
        PlaceKind(row["place_kind"] or PlaceKind.NONE),
        covariance=None if ee is None or nn is None else Covariance(ee, en or 0.0, nn),
        wkb=row["area_wkb"],
        **{name: row[name] for name in _NAMES},
    )


def places_of(rows: pa.Table) -> list[Place]:
    """The places of all rows, in their order; equal rows share one object."""
    seen: dict[tuple[object, ...], Place] = {}
    columns = [rows.column(name).to_pylist() for name in _COLUMNS]
    places = []
    for values in zip(*columns, strict=True):
        if values not in seen:
            seen[values] = place_of(dict(zip(_COLUMNS, values, strict=True)))
        places.append(seen[values])
    return places
