"""Distances between uncertain places, many at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from holdfire.base.frame import space_from_degrees
from holdfire.base.geodesy import local_offsets_m
from holdfire.base.region import Moments

__all__ = ["SAME_PLACE", "apart", "middle_of", "space_of"]

SAME_PLACE = 9.21
"""Squared Mahalanobis distance within which two places agree (99 % of true pairs)."""


def space_of(spots: Sequence[Moments | None]) -> npt.NDArray[np.float64]:
    """Earth-centred coordinates; those without a place share the origin of the frame."""
    known = np.array([one is not None for one in spots])
    space = np.zeros((len(spots), 3))
    degrees = np.array([one[:2] for one in spots if one is not None]).reshape(-1, 2)
    space[known] = space_from_degrees(degrees[:, 0], degrees[:, 1])
    return space


def apart(left: Sequence[Moments], right: Sequence[Moments]) -> npt.NDArray[np.float64]:
    """Squared Mahalanobis distance of pairs of places."""
    a, b = np.array(left).reshape(-1, 5), np.array(right).reshape(-1, 5)
    east, north = local_offsets_m(a[:, 0], a[:, 1], b[:, 0], b[:, 1])
    ee, en, nn = (a[:, k] + b[:, k] for k in (2, 3, 4))
    squared: npt.NDArray[np.float64] = (
        nn * east**2 - 2.0 * en * east * north + ee * north**2
    ) / (ee * nn - en**2)
    return squared


def middle_of(spots: Sequence[Moments]) -> tuple[float, float]:
    """The mean longitude and latitude of places near each other, whatever their order.

    A plane about it is the same for a mirrored map and for any order of the places.
    """
    lon0 = min(one[0] for one in spots)
    turns = [(one[0] - lon0 + 180.0) % 360.0 - 180.0 for one in spots]
    lat = math.fsum(one[1] for one in spots) / len(spots)
    return (lon0 + math.fsum(turns) / len(spots) + 180.0) % 360.0 - 180.0, lat
