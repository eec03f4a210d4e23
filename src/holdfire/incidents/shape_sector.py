"""Sectors seen from a place: a density in azimuth times a prior in range.

Seen from its origin a sector has the density p(θ) p(r) / r per km². With a normal the integral
along each azimuth is closed, and the integral over azimuths is a sum over equal steps. An
uncertain origin is a blur of the whole sector, so it adds to the covariance of the normal.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.shape_normal import Normal, normal_share

__all__ = ["Cell", "azimuth_moments", "range_share", "sector_cell", "sector_meets"]

Floats = npt.NDArray[np.float64]

Cell = tuple[float, float, float, float]
"""Low and high azimuth about the middle (radians), low and high range (km)."""

_ROOT_HALF = math.sqrt(0.5)
_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)
_CUT = 6.0
_SOFT = 5.0
_PANEL = 2.25
_STEP = 0.75
_MOST_STEPS = 256
_X, _W = np.polynomial.legendre.leggauss(5)


@compiled
def _profile(numbers: Floats, at: int, turn: float) -> float:
    """The density (per radian) at an azimuth ``turn`` from the middle, in −π to π."""
    half, soft = numbers[at + 2], numbers[at + 3]
    dense: float = 0.5 / math.pi
    if half == 0.0:
        z = turn / soft
        dense = math.exp(-0.5 * z * z) / (soft * _ROOT_TWO_PI * numbers[at + 7])
    elif half < math.pi:
        dense = normal_share((turn - half) / soft, (turn + half) / soft)
        dense /= 2.0 * half * numbers[at + 7]
    return dense


@compiled
def _sums(z: float) -> tuple[float, float, float]:
    """The standard normal distribution function integrated once, twice and three times."""
    below = 0.5 * math.erfc(-z * _ROOT_HALF)
    here = math.exp(-0.5 * z * z) / _ROOT_TWO_PI
    return (
        z * below + here,
        0.5 * ((z * z + 1.0) * below + z * here),
        ((z * z + 3.0) * z * below + (z * z + 2.0) * here) / 6.0,
    )


@compiled
def _up_to(half: float, soft: float, turn: float) -> tuple[float, float, float]:
    """The density of the azimuths integrated once, twice and three times up to a turn."""
    if half == 0.0:
        z = turn / soft
        once, twice, _ = _sums(z)
        return 0.5 * math.erfc(-z * _ROOT_HALF), soft * once, soft * soft * twice
    upper, lower = _sums((turn + half) / soft), _sums((turn - half) / soft)
    scale = soft / (2.0 * half)
    return (
        scale * (upper[0] - lower[0]),
        scale * soft * (upper[1] - lower[1]),
        scale * soft * soft * (upper[2] - lower[2]),
    )


@compiled
def azimuth_moments(
    half: float, soft: float, low: float, high: float
) -> tuple[float, float, float]:
    """Share, mean and variance of the azimuths between two turns, before any cut at ±π."""
    middle, width = 0.5 * (low + high), high - low
    share = 0.5 * width / math.pi
    if half < math.pi:
        a, b = _up_to(half, soft, low), _up_to(half, soft, high)
        share = b[0] - a[0]
        # About the middle: by parts, with the integrals of the density.
        x, y = low - middle, high - middle
        first = y * b[0] - x * a[0] - (b[1] - a[1])
        second = y * y * b[0] - x * x * a[0] - 2.0 * (y * b[1] - x * a[1])
        second += 2.0 * (b[2] - a[2])
        if share > 1e-9:
            mean = min(max(first / share, x), y)
            spread = second / share - mean * mean
            return share, middle + mean, min(max(spread, 1e-3 * width * width), y * y)
    return max(share, 0.0), middle, width * width / 12.0


@compiled
def range_share(numbers: Floats, at: int, low: float, high: float) -> float:
    """The share of the ranges between two values inside near to far."""
    near, far = numbers[at + 4], numbers[at + 5]
    share: float = (high - low) / (far - near)
    return share if numbers[at + 6] == 0.0 else share * (high + low) / (far + near)


@compiled
def _ray(numbers: Floats, at: int, turn: float, normal: Normal) -> float:
    """p(θ) times the integral of p(r) and the normal along one azimuth."""
    east, north, ee, en, nn = normal
    azimuth = numbers[at + 1] + turn
    s, c = math.sin(azimuth), math.cos(azimuth)
    det = ee * nn - en * en
    square = (nn * s * s - 2.0 * en * s * c + ee * c * c) / det
    cross = s * north - c * east
    beside = cross * cross / (square * det)
    if beside > 150.0:
        return 0.0
    root = math.sqrt(square)
    centre = ((nn * s - en * c) * east + (ee * c - en * s) * north) / (det * square)
    near, far = numbers[at + 4], numbers[at + 5]
    z0, z1 = (near - centre) * root, (far - centre) * root
    inside: float = normal_share(z0, z1) * _ROOT_TWO_PI / root
    if numbers[at + 6] == 0.0:
        inside /= far - near
    else:
        ends = math.exp(-0.5 * z0 * z0) - math.exp(-0.5 * z1 * z1)
        inside = max(centre * inside + ends / square, 0.0) * 2.0 / (far * far - near * near)
    peak = math.exp(-0.5 * beside) / (2.0 * math.pi * math.sqrt(det))
    return _profile(numbers, at, turn) * inside * peak


@compiled
def _swept(
    numbers: Floats, at: int, low: float, high: float, step: float, normal: Normal
) -> float:
    """The integral over azimuths from low to high by equal steps.

    Where the integrand dies away at both ends, or goes full circle, this converges faster
    than any power of the step.
    """
    steps = min(max(8, math.ceil((high - low) / step)), _MOST_STEPS)
    step = (high - low) / steps
    total = 0.0
    for k in range(steps):
        turn = low + (k + 0.5) * step
        total += _ray(numbers, at, turn, normal)
    return total * step


@compiled
def _paneled(
    numbers: Floats, at: int, low: float, high: float, scale: float, normal: Normal
) -> float:
    """The same where the ends are cut off: Gauss-Legendre panels of about two scales."""
    panels = min(max(1, math.ceil((high - low) / (_PANEL * scale))), _MOST_STEPS)
    half = 0.5 * (high - low) / panels
    total = 0.0
    for panel in range(panels):
        middle = low + (2 * panel + 1) * half
        for k in range(5):
            total += _W[k] * _ray(numbers, at, middle + half * _X[k], normal)
    return total * half


@compiled
def _view(normal: Normal) -> tuple[float, float, float]:
    """Azimuth of the mean of a normal, its angular width (1 sigma), and half the view."""
    east, north, ee, en, nn = normal
    distance = math.hypot(east, north)
    if distance == 0.0:
        return 0.0, 0.5, math.pi
    s, c = east / distance, north / distance
    across = math.sqrt(ee * c * c - 2.0 * en * s * c + nn * s * s)
    ahead = math.sqrt(ee * s * s + 2.0 * en * s * c + nn * c * c)
    spare = distance - _CUT * ahead
    view = math.pi
    if spare > 0.1 * distance:
        view = math.atan(_CUT * across / spare)
    return math.atan2(east, north), min(across / (distance + ahead), 0.5), view


@compiled
def sector_meets(numbers: Floats, at: int, normal: Normal) -> float:
    """The integral (km⁻²) of a sector and a normal, which already holds the blur."""
    half, soft = numbers[at + 2], numbers[at + 3]
    azimuth, width, view = _view(normal)
    turn = azimuth - numbers[at + 1]
    turn -= 2.0 * math.pi * math.floor(turn / (2.0 * math.pi) + 0.5)
    if half >= math.pi:
        return _swept(numbers, at, turn - view, turn + view, _STEP * width, normal)
    support = min(half + _SOFT * soft, math.pi)
    fine = min(width, soft)
    total = 0.0
    for image in range(-1, 2):
        low = max(turn - view + 2.0 * math.pi * image, -support)
        high = min(turn + view + 2.0 * math.pi * image, support)
        if low < high and support < math.pi:
            total += _swept(numbers, at, low, high, _STEP * fine, normal)
        elif low < high:
            total += _paneled(numbers, at, low, high, fine, normal)
    return total


@compiled
def sector_cell(numbers: Floats, at: int, cell: Cell) -> tuple[float, Normal]:
    """The share of the mass of a sector in a cell, and the cell as a normal with the blur."""
    low, high, near, far = cell
    share, turn, spread = azimuth_moments(numbers[at + 2], numbers[at + 3], low, high)
    share *= range_share(numbers, at, near, far) / numbers[at + 7]
    if numbers[at + 6] == 0.0:
        reach, square = 0.5 * (near + far), (near * near + near * far + far * far) / 3.0
    else:
        reach = (2.0 / 3.0) * (far * far + far * near + near * near) / (far + near)
        square = 0.5 * (near * near + far * far)
    # As if the azimuth were uniform with this variance: exact enough in small cells.
    half = math.sqrt(3.0 * spread)
    once, twice = math.sin(half) / half, math.sin(2.0 * half) / (2.0 * half)
    ahead = reach * once
    along = max(0.5 * square * (1.0 + twice) - ahead * ahead, 0.0) + numbers[at]
    across = 0.5 * square * (1.0 - twice) + numbers[at]
    s, c = math.sin(numbers[at + 1] + turn), math.cos(numbers[at + 1] + turn)
    return share, (
        ahead * s,
        ahead * c,
        along * s * s + across * c * c,
        (along - across) * s * c,
        along * c * c + across * s * s,
    )
