"""The region of a table of rows: where its readable coordinates lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from holdfire.observations.coordinate import Region, number, region_of
from holdfire.observations.delimited import rows_of

__all__ = ["region_of_table"]


def region_of_table(text: str, columns: Sequence[str]) -> Region | None:
    """The region of all rows whose ``longitude`` and ``latitude`` can be read.

    All rows are read before any is judged, so their order is no matter.
    """
    pairs = [
        (
            number(row.values.get("longitude", ""), ""),
            number(row.values.get("latitude", ""), ""),
        )
        for row in rows_of(text, columns)
        if row.fault is None
    ]
    good = [(x, y) for x, y in pairs if isinstance(x, float) and isinstance(y, float)]
    points = np.array(good, dtype=np.float64).reshape(-1, 2)
    return region_of(points[:, 0], points[:, 1])
