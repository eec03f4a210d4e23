"""The probability of a normal inside a polygon, as a sum over its edges.

After whitening, the probability is by Green's theorem the integral of F(x) φ(y) dy along the
boundary with F(x) = Φ(x) − 1. The x axis is laid towards the nearest point of the boundary,
so that far outside nothing cancels. Edges are integrated by Gauss-Legendre rules in panels of
at most two standard deviations; the error is below 1e-7 of the larger of 1e-2 and the result.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.shape_normal import Normal, normal_share

__all__ = ["share_in_edges"]

Floats = npt.NDArray[np.float64]

_ROOT_HALF = math.sqrt(0.5)
_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)
_FAR = 12.0
_CUT = 6.5
_LONG, _SHORT = 2.0, 0.4

_SIX = np.polynomial.legendre.leggauss(6)
_THREE = np.polynomial.legendre.leggauss(3)
_X6, _W6, _X3, _W3 = *_SIX, *_THREE

Edge = tuple[float, float, float, float]
Root = tuple[float, float, float, float, float]


@compiled
def _white(numbers: Floats, at: int, root: Root) -> Edge:
    """An edge in standard deviations about the mean: the lower triangular root solved."""
    east, north, a, b, c = root
    x0, x1 = (numbers[at] - east) / a, (numbers[at + 2] - east) / a
    y0, y1 = (numbers[at + 1] - north - b * x0) / c, (numbers[at + 3] - north - b * x1) / c
    return x0, y0, x1, y1


@compiled
def _nearest(numbers: Floats, at: int, count: int, root: Root) -> tuple[float, float]:
    """The point of the boundary nearest to the mean, in standard deviations."""
    best, best_x, best_y = np.inf, 0.0, 0.0
    for k in range(count):
        x0, y0, x1, y1 = _white(numbers, at + 4 * k, root)
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        t = 0.0
        if length > 0.0:
            t = min(max(-(x0 * dx + y0 * dy) / length, 0.0), 1.0)
        x, y = x0 + t * dx, y0 + t * dy
        if x * x + y * y < best:
            best, best_x, best_y = x * x + y * y, x, y
    return best_x, best_y


@compiled
def _clip(start: float, step: float, low: float, high: float) -> tuple[float, float]:
    """The part of 0 to 1 where ``start + t step`` lies between two values."""
    if step == 0.0:
        return (0.0, 1.0) if low <= start <= high else (1.0, 0.0)
    t0, t1 = (low - start) / step, (high - start) / step
    if t0 > t1:
        t0, t1 = t1, t0
    return max(t0, 0.0), min(t1, 1.0)


@compiled
def _panels(x0: float, y0: float, dx: float, dy: float, low: float, high: float) -> float:
    """The integral of F(x) φ(y) dy over the part of an edge from low to high."""
    length = math.hypot(dx, dy) * (high - low)
    panels = max(1, math.ceil(length / _LONG))
    half = 0.5 * (high - low) / panels
    total = 0.0
    for panel in range(panels):
        middle = low + (2 * panel + 1) * half
        if length < _SHORT:
            for k in range(3):
                t = middle + half * _X3[k]
                y = y0 + t * dy
                part = math.erfc((x0 + t * dx) * _ROOT_HALF) * math.exp(-0.5 * y * y)
                total += _W3[k] * part
        else:
            for k in range(6):
                t = middle + half * _X6[k]
                y = y0 + t * dy
                part = math.erfc((x0 + t * dx) * _ROOT_HALF) * math.exp(-0.5 * y * y)
                total += _W6[k] * part
    return -0.5 * total * half * dy / _ROOT_TWO_PI


@compiled
def _along(x0: float, y0: float, dx: float, dy: float, reach: float) -> float:
    """The integral of F(x) φ(y) dy along an edge; F is −1 on the far left, 0 beyond reach."""
    if dy == 0.0:
        return 0.0
    low, high = _clip(y0, dy, -_CUT, _CUT)
    total = 0.0
    start, stop = _clip(x0, dx, -np.inf, -_CUT)
    start, stop = max(low, start), min(high, stop)
    if start < stop:
        ya, yb = y0 + start * dy, y0 + stop * dy
        total -= normal_share(ya, yb) if ya < yb else -normal_share(yb, ya)
    start, stop = _clip(x0, dx, -_CUT, reach)
    start, stop = max(low, start), min(high, stop)
    if start < stop:
        total += _panels(x0, y0, dx, dy, start, stop)
    return total


@compiled
def share_in_edges(numbers: Floats, at: int, count: int, normal: Normal) -> float:
    """The probability of a normal inside ``count`` edges that begin at ``numbers[at]``.

    Each edge is four numbers (km) with the inside on its left; holes run the other way.
    """
    a = math.sqrt(normal[2])
    b = normal[3] / a
    root = (normal[0], normal[1], a, b, math.sqrt(normal[4] - b * b))
    x, y = _nearest(numbers, at, count, root)
    distance = math.hypot(x, y)
    c, s, reach = 1.0, 0.0, _CUT
    if 0.0 < distance <= _FAR:
        c, s, reach = x / distance, y / distance, distance + _CUT
    total = 0.0
    for k in range(count):
        x0, y0, x1, y1 = _white(numbers, at + 4 * k, root)
        u0, v0 = c * x0 + s * y0, c * y0 - s * x0
        u1, v1 = c * x1 + s * y1, c * y1 - s * x1
        total += _along(u0, v0, u1 - u0, v1 - v0, reach)
    if distance > _FAR:
        return 1.0 if total > 0.5 else 0.0
    return min(max(total, 0.0), 1.0)
