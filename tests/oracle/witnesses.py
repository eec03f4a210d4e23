"""Tables of witnesses written out by hand, in a plane of kilometres.

Everything a test does not name is plain: one class, one cell of density, nobody looked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from holdfire.incidents.shape.shapes import NO_SHAPES, Shapes
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["normal_time", "plane", "window_time"]

DENSITY = 1e-9


def normal_time(mean: float, sigma_s: float) -> tuple[float, float, float, float, float]:
    """A normal time as a row of the table."""
    return (mean, sigma_s**2, -math.inf, math.inf, 0.0)


def window_time(
    low: float, high: float, growth: float = 0.0
) -> tuple[float, float, float, float, float]:
    """A window of time as a row of the table."""
    return (0.0, 0.0, low, high, growth)


def _marks(marks: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Start and keys of the marks of each witness."""
    counts = [len(one) for one in marks]
    keys = [key for one in marks for key in sorted(one)]
    return {
        "key_start": np.cumsum([0, *counts]).astype(np.int64),
        "keys": np.array(keys, np.int32),
    }


def plane(
    count: int,
    *,
    marks: Sequence[Sequence[int]] | None = None,
    shapes: Shapes = NO_SHAPES,
    **given: Any,
) -> WitnessTable:
    """``count`` witnesses with these columns and tables; ``marks``: own ones if not given."""
    codes = {name: np.zeros(count) for name in ("kind", "cell", "lane")}
    codes |= {
        name: np.full(count, -1.0)
        for name in ("shape", "second", "watch", "channel", "statement")
    }
    fields: dict[str, Any] = {
        "row": np.arange(count),
        "place": np.zeros((count, 2)),
        "scale": np.ones((count, 2)),
        "spread": np.tile([1.0, 0.0, 1.0], (count, 1)),
        "time": np.tile(normal_time(0.0, 60.0), (count, 1)),
        "exists": np.full((count, 3), 0.5),
        "shares": np.zeros((1, 1)),
        "densities": np.full((1, 1), math.log(DENSITY)),
        "further": np.zeros((0, 7)),
        **codes,
        **given,
    }
    kinds, classes = np.shape(fields["shares"])
    fields.setdefault("misses", np.zeros((0, 1, classes, 3)))
    fields.setdefault("leads", np.ones((kinds, classes), bool))
    made: dict[str, Any] = {name: np.array(value, np.float64) for name, value in fields.items()}
    made |= {name: made[name].astype(np.int32) for name in codes}
    made |= {"row": made["row"].astype(np.int64), "leads": made["leads"].astype(np.bool_)}
    made |= _marks(marks if marks is not None else [[at] for at in range(count)])
    return WitnessTable(**made, shapes=shapes)
