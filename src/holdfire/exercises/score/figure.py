"""Figures of a comparison: calibration, location, shares; each defined where it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.base.geodesy import local_offsets_m

__all__ = ["BINS", "Placed", "brier", "calibration_error", "f1", "inside_ellipse", "ratio"]

BINS = 10
"""Equal-width bins of the reliability diagram."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An incident's mean place and 90 % ellipse (degrees, metres) beside the true place."""

    lon: float
    lat: float
    major_m: float
    minor_m: float
    angle_deg: float
    true_lon: float
    true_lat: float


def ratio(part: float, whole: float) -> float | None:
    """A share; not defined of nothing."""
    return part / whole if whole else None


def f1(precision: float | None, recall: float | None) -> float | None:
    """The harmonic mean; 0 when both are 0, not defined when one is not."""
    if precision is None or recall is None:
        return None
    both = precision + recall
    return 2.0 * precision * recall / both if both else 0.0


def _arrays(
    stated: Sequence[float], true: Sequence[bool]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Both as arrays of numbers."""
    return np.asarray(stated, dtype=np.float64), np.asarray(true, dtype=np.float64)


def calibration_error(stated: Sequence[float], true: Sequence[bool]) -> float | None:
    """The expected calibration error: mean of |mean stated - share true| weighted by bin."""
    if not stated:
        return None
    said, was = _arrays(stated, true)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(said[bins == b].mean() - was[bins == b].mean())) * float((bins == b).sum())
        for b in np.unique(bins)
    ]
    return sum(gaps) / len(said)


def brier(stated: Sequence[float], true: Sequence[bool]) -> float | None:
    """The mean squared difference between what was said and what was."""
    if not stated:
        return None
    said, was = _arrays(stated, true)
    return float(np.mean((said - was) ** 2))


def inside_ellipse(one: Placed) -> bool:
    """Does the true place lie inside the 90 % ellipse?"""
    east, north = (
        float(v) for v in local_offsets_m(one.lon, one.lat, one.true_lon, one.true_lat)
    )
    angle = np.radians(one.angle_deg)
    along = east * np.sin(angle) + north * np.cos(angle)
    across = east * np.cos(angle) - north * np.sin(angle)
    return bool((along / one.major_m) ** 2 + (across / one.minor_m) ** 2 <= 1.0)
