"""Counts with their exposure: the exact interval of a rate."""

from __future__ import annotations

from scipy.stats import chi2

from holdfire.verification.verdict import Rate

__all__ = ["poisson_interval", "rate_of"]

_LEVEL = 0.95
_PER = 100.0


def poisson_interval(count: float, level: float = _LEVEL) -> tuple[float, float]:
    """The exact interval of the mean of a Poisson count (Garwood 1936).

    The low end of a count of zero is zero. ``count`` may be an expected count.
    """
    tail = (1.0 - level) / 2.0
    low = 0.0 if count <= 0.0 else float(chi2.ppf(tail, 2.0 * count)) / 2.0
    return low, float(chi2.ppf(1.0 - tail, 2.0 * count + 2.0)) / 2.0


def rate_of(count: float, exposure_km_h: float) -> Rate:
    """The rate per 100 kilometre-hours observed; without exposure there is none."""
    if exposure_km_h <= 0.0:
        return Rate(count, exposure_km_h, None, None, None)
    low, high = poisson_interval(count)
    scale = _PER / exposure_km_h
    return Rate(count, exposure_km_h, count * scale, low * scale, high * scale)
