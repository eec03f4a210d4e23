"""Densities in the plane on a grid: sharp ones drawn, then blurred by a filter."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.ndimage import gaussian_filter
from scipy.stats import norm

Grid = npt.NDArray[Any]
Sharp = Callable[[Grid, Grid], Grid]


@dataclass(frozen=True)
class Drawn:
    """A density: sharp at offsets from its place (km), the place, and a 1-sigma blur."""

    sharp: Sharp
    east: float = 0.0
    north: float = 0.0
    blur: float = 0.0


def box(half_e: float, half_n: float) -> Sharp:
    area = 4.0 * half_e * half_n
    return lambda e, n: ((np.abs(e) < half_e) & (np.abs(n) < half_n)) / area


def disc(radius: float) -> Sharp:
    return lambda e, n: (np.hypot(e, n) < radius) / (math.pi * radius**2)


def polygon(outline: shapely.Polygon) -> Sharp:
    shapely.prepare(outline)
    return lambda e, n: shapely.contains_xy(outline, e, n) / outline.area


def bell(ee: float, en: float, nn: float) -> Sharp:
    det = ee * nn - en * en

    def sharp(e: Grid, n: Grid) -> Grid:
        square = (nn * e**2 - 2.0 * en * e * n + ee * n**2) / det
        found: Grid = np.exp(-square / 2.0) / (2.0 * math.pi * math.sqrt(det))
        return found

    return sharp


def sector(
    azimuth: tuple[float, float, float], near: float, far: float, *, in_area: bool
) -> Sharp:
    """``azimuth``: middle, half width (0: normal, π: all round), softness, in radians."""
    middle, half, soft = azimuth

    def turned(turn: Grid) -> Grid:
        if half >= math.pi:
            return np.full_like(turn, 0.5 / math.pi)
        found = np.zeros_like(turn)
        for image in (turn - 2.0 * math.pi, turn, turn + 2.0 * math.pi):
            if half == 0.0:
                found += norm.pdf(image, scale=soft)
            else:
                ends = norm.cdf((image + half) / soft) - norm.cdf((image - half) / soft)
                found += ends / (2.0 * half)
        return found

    def sharp(e: Grid, n: Grid) -> Grid:
        r = np.hypot(e, n)
        turn = (np.arctan2(e, n) - middle + math.pi) % (2.0 * math.pi) - math.pi
        ranged = (
            2.0 / (far**2 - near**2) if in_area else 1.0 / (np.maximum(r, 1e-6) * (far - near))
        )
        return turned(turn) * ranged * ((r >= near) & (r <= far))

    return sharp


def on_grid(one: Drawn, east: Grid, north: Grid) -> Grid:
    """The density at the nodes of a square grid, averaged over 3 x 3 points of each cell.

    The sharp density is drawn six sigma of its blur beyond the grid.
    """
    step = float(east[1] - east[0])
    edge = math.ceil(6.0 * one.blur / step)
    more = np.arange(-edge, len(east) + edge) * step
    parts = []
    for a in (-1, 0, 1):
        for b in (-1, 0, 1):
            x, y = east[0] + more + a * step / 3, north[0] + more + b * step / 3
            parts.append(one.sharp(*np.meshgrid(x - one.east, y - one.north)))
    sharp: Grid = np.mean(parts, axis=0)
    if one.blur == 0.0:
        return sharp
    blurred: Grid = gaussian_filter(sharp, one.blur / step, mode="constant", truncate=6.0)
    return blurred[edge:-edge, edge:-edge]


def product(
    members: Sequence[Drawn], middle: tuple[float, float], half: float, count: int
) -> tuple[float, np.ndarray, np.ndarray]:
    """Integral, mean and covariance of the product over a square about a middle (km)."""
    axis = (np.arange(count) - (count - 1) / 2.0) * (2.0 * half / count)
    east, north = middle[0] + axis, middle[1] + axis
    value = np.prod([on_grid(one, east, north) for one in members], axis=0)
    total = float(value.sum())
    e, n = np.meshgrid(east, north)
    mean = np.array([(value * e).sum(), (value * n).sum()]) / total
    de, dn = e - mean[0], n - mean[1]
    cov = np.array([(value * a * b).sum() / total for a, b in ((de, de), (de, dn), (dn, dn))])
    return total * (2.0 * half / count) ** 2, mean, cov
