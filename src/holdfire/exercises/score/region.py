"""Do the regions that are to hold the true place in 90 of 100 cases do so?"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

__all__ = ["inside_regions"]

Floats = npt.NDArray[np.float64]


def inside_regions(
    place: Floats, spread: Floats, true: Floats, share: float = 0.9
) -> npt.NDArray[np.bool_]:
    """Whether each true place (n, 2) km is in its region.

    The region is the ellipse that holds this share of a normal density of mean ``place``
    (n, 2) km and covariance ``spread`` (n, 3) ee, en, nn km².
    """
    ee, en, nn = spread.T
    east, north = (true - place).T
    squared = (nn * east**2 - 2.0 * en * east * north + ee * north**2) / (ee * nn - en**2)
    return np.asarray(squared <= -2.0 * math.log1p(-share), np.bool_)
