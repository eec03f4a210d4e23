"""The strip between two lines."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.base.polyline import Polyline

__all__ = ["strip_between"]


def strip_between(first: Polyline, second: Polyline) -> BaseGeometry | None:
    """The polygon (degrees) that two lines and the straight joins of their ends enclose.

    ``None`` when it is not one simple strip: a line of several parts, or lines that cross.
    """
    if len(first.parts) != 1 or len(second.parts) != 1:
        return None
    one = np.stack(first.parts[0], axis=1)
    two = np.stack(second.parts[0], axis=1)
    for other in (two[::-1], two):
        strip = shapely.Polygon(np.concatenate((one, other)))
        if strip.is_valid and strip.area > 0.0:
            return strip
    return None
