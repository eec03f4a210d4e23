"""On which days the rows of a segment lie, and where: what a question need not open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

__all__ = ["DAY_US", "DayExtent", "day_extents", "joined_extents"]

DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class DayExtent:
    """The rows of one UTC day of their start: how many, their latest end, their box.

    ``day`` is counted from 1970, ``t_high`` in µs since then, the box in degrees; it is
    ``None`` where no row of the day has a point.
    """

    day: int
    rows: int
    t_high: int
    west: float | None
    south: float | None
    east: float | None
    north: float | None

    def values(self) -> tuple[int | float | None, ...]:
        """The fields in their order."""
        return (
            self.day, self.rows, self.t_high, self.west, self.south, self.east, self.north
        )  # fmt: skip


def day_extents(table: pa.Table) -> tuple[DayExtent, ...]:
    """The extents of a table with ``t_start``, ``t_end``, ``lon`` and ``lat``, by day.

    Rows without a time belong to no day.
    """
    dated = table.select(["t_start", "t_end", "lon", "lat"])
    dated = dated.filter(dated.column("t_start").is_valid())
    if dated.num_rows == 0:
        return ()
    start = dated.column("t_start").cast(pa.int64()).to_numpy()
    grouped = pa.table(
        {
            "day": np.floor_divide(start, DAY_US),
            "t_end": dated.column("t_end").cast(pa.int64()),
            "lon": dated.column("lon"),
            "lat": dated.column("lat"),
        }
    ).group_by("day")
    found = grouped.aggregate(
        [
            ("day", "count"),
            ("t_end", "max"),
            ("lon", "min"),
            ("lat", "min"),
            ("lon", "max"),
            ("lat", "max"),
        ]
    )
    columns = ("day", "day_count", "t_end_max", "lon_min", "lat_min", "lon_max", "lat_max")
    rows = zip(*(found.column(name).to_pylist() for name in columns), strict=True)
    return tuple(sorted((DayExtent(*row) for row in rows), key=lambda item: item.day))


def joined_extents(parts: Iterable[DayExtent]) -> tuple[DayExtent, ...]:
    """The extents of several tables as those of one, by day."""
    found: dict[int, DayExtent] = {}
    for part in parts:
        held = found.get(part.day)
        found[part.day] = part if held is None else _joined(held, part)
    return tuple(found[day] for day in sorted(found))


def _joined(left: DayExtent, right: DayExtent) -> DayExtent:
    """Two extents of one day as one."""
    return DayExtent(
        left.day,
        left.rows + right.rows,
        max(left.t_high, right.t_high),
        _extreme(min, left.west, right.west),
        _extreme(min, left.south, right.south),
        _extreme(max, left.east, right.east),
        _extreme(max, left.north, right.north),
    )


def _extreme(
    choose: Callable[[float, float], float], left: float | None, right: float | None
) -> float | None:
    """The lower or higher of two values, of which either may be absent."""
    if left is None or right is None:
        return right if left is None else left
    return choose(left, right)
