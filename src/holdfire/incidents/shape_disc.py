"""The probability of a normal inside a disc, as an integral around its edge.

Green's theorem as for polygons: the integral of F(x) φ(y) dy in standard deviations, with
F(x) = Φ(x) − 1 and the x axis towards the near edge. Around the whole edge equally spaced
points converge faster than any power of their number; the edge of a disc that is wide beside
the normal is followed only where it is near.
"""

from __future__ import annotations

import math

import numpy as np

from holdfire.base.compiled import compiled
from holdfire.incidents.shape_normal import Normal

__all__ = ["share_in_disc"]

_ROOT_HALF = math.sqrt(0.5)
_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)
_CUT = 6.5
_FAR = 12.0
_POINTS = 256
_SPACING = 0.8
_PANEL = 2.0
_MOST_PANELS = 4096
_TURN = np.arange(_POINTS) * (2.0 * np.pi / _POINTS)
_COS, _SIN = np.cos(_TURN), np.sin(_TURN)
_X, _W = np.polynomial.legendre.leggauss(6)

Axes = tuple[float, float, float, float, float, float]
"""x and y of the centre, then what a step east or north adds to x and y, in sigma."""


@compiled
def _axes(normal: Normal, radius: float) -> Axes:
    """Whitened coordinates about the mean with x towards the near edge of the disc."""
    east, north, ee, en, nn = normal
    a = math.sqrt(ee)
    b = en / a
    c = math.sqrt(nn - b * b)
    x, y = -east / a, (-north + b * east / a) / c
    length = math.hypot(x, y)
    if length == 0.0:
        cos, sin = 1.0, 0.0
    elif east * east + north * north < radius * radius:
        cos, sin = -x / length, -y / length
    else:
        cos, sin = x / length, y / length
    ex, ey = 1.0 / a, -b / (a * c)
    return (
        cos * x + sin * y,
        cos * y - sin * x,
        cos * ex + sin * ey,
        cos * ey - sin * ex,
        sin / c,
        cos / c,
    )


@compiled
def _rate(axes: Axes, radius: float, cos: float, sin: float) -> float:
    """F(x) φ(y) dy per radian at the point of the edge with this cosine and sine."""
    e, n = radius * cos, radius * sin
    y = axes[1] + axes[3] * e + axes[5] * n
    if abs(y) > _CUT:
        return 0.0
    x = axes[0] + axes[2] * e + axes[4] * n
    slope = axes[5] * e - axes[3] * n
    return -math.erfc(x * _ROOT_HALF) * math.exp(-0.5 * y * y) * slope


@compiled
def _followed(axes: Axes, radius: float, middle: float, half: float, fine: float) -> float:
    """The integral over the edge within ``half`` of an angle, in panels of ``fine`` radians."""
    panels = min(max(1, math.ceil(2.0 * half / fine)), _MOST_PANELS)
    step = half / panels
    total = 0.0
    for panel in range(panels):
        at = middle - half + (2 * panel + 1) * step
        for k in range(6):
            angle = at + step * _X[k]
            total += _W[k] * _rate(axes, radius, math.cos(angle), math.sin(angle))
    return total * step


@compiled
def share_in_disc(radius: float, normal: Normal) -> float:
    """The probability of a normal inside a disc about the origin, radius in km."""
    east, north, ee, en, nn = normal
    spread = math.hypot(0.5 * (ee - nn), en)
    large = math.sqrt(0.5 * (ee + nn) + spread)
    small = math.sqrt(ee * nn - en * en) / large
    apart = math.hypot(east, north)
    if apart - radius > _FAR * large:
        return 0.0
    if radius - apart > _FAR * large:
        return 1.0
    axes = _axes(normal, radius)
    points = 16
    while points * _SPACING * small < 2.0 * math.pi * radius:
        points *= 2
    total = 0.0
    if points <= _POINTS:
        stride = _POINTS // points
        for k in range(0, _POINTS, stride):
            total += _rate(axes, radius, _COS[k], _SIN[k])
        total *= 2.0 * math.pi / points
    else:
        half = 2.0 * math.asin(min(1.0, (_CUT + 1.0) * large / apart)) if apart else math.pi
        middle = math.atan2(north, east)
        near = half < 0.5 * math.pi
        half = half if near else math.pi
        total = _followed(axes, radius, middle, half, _PANEL * small / radius)
        if near and apart < radius:
            total += 2.0 * _ROOT_TWO_PI
    return min(max(0.5 * total / _ROOT_TWO_PI, 0.0), 1.0)
