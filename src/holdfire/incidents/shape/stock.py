"""Shapes as they are collected: each once, by the parameters that make it."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from holdfire.incidents.shape.shapes import NO_SHAPES, Shapes

__all__ = ["Density", "Stock", "density_of", "normal_density"]

Floats = npt.NDArray[np.float64]
Spots = tuple[float, float, float, float, float]

_BEYOND = 1e-4
_WITHIN = math.sqrt(-2.0 * math.log(_BEYOND))


@dataclass(frozen=True, slots=True)
class Density:
    """One shape: its cells, moments and limits as in ``Shapes``."""

    cells: Floats
    moments: Spots
    limits: tuple[float, float]


def _moments(cells: Floats) -> Spots:
    """Mean and covariance of small normals."""
    weight = cells[:, 0]
    east, north = (math.fsum((weight * cells[:, k]).tolist()) for k in (1, 2))
    de, dn = cells[:, 1] - east, cells[:, 2] - north
    squares = (cells[:, 3] + de * de, cells[:, 4] + de * dn, cells[:, 5] + dn * dn)
    ee, en, nn = (math.fsum((weight * square).tolist()) for square in squares)
    return east, north, ee, en, nn


def _radius(cells: Floats, east: float, north: float) -> float:
    """The radius about a place beyond which at most 1e-4 of small normals lies.

    What lies farther from the middle of a normal than t of its longest sigmas is at most
    exp(-t² / 2); the radius is the one at which these add up to the share.
    """
    apart = np.hypot(cells[:, 1] - east, cells[:, 2] - north)
    ee, en, nn = cells[:, 3:].T
    longest = 0.5 * (ee + nn) + np.hypot(0.5 * (ee - nn), en)
    low, high = 0.0, float((apart + _WITHIN * np.sqrt(longest)).max())
    while high - low > 1e-4 * high:
        middle = 0.5 * (low + high)
        over = np.maximum(middle - apart, 0.0)
        beyond = float(cells[:, 0] @ np.exp(-0.5 * over * over / longest))
        low, high = (middle, high) if beyond > _BEYOND else (low, middle)
    return high


def density_of(cells: Floats, peak: float) -> Density:
    """The shape of these cells, given an upper bound of its log density."""
    moments = _moments(cells)
    return Density(cells, moments, (_radius(cells, *moments[:2]), peak))


def normal_density(ee: float, en: float, nn: float) -> Density:
    """A normal about its reference place, km²."""
    peak = -math.log(2.0 * math.pi) - 0.5 * math.log(ee * nn - en * en)
    return density_of(np.array([[1.0, 0.0, 0.0, ee, en, nn]]), peak)


@dataclass
class Stock:
    """Densities in the order of their first use, and where each key stands."""

    densities: list[Density] = field(default_factory=list)
    known: dict[Hashable, int] = field(default_factory=dict)

    def number_of(self, key: Hashable, make: Callable[[], Density | None]) -> int:
        """The number of the shape with this key, made at its first use; -1 if none."""
        if key not in self.known:
            made = make()
            self.known[key] = -1 if made is None else len(self.densities)
            if made is not None:
                self.densities.append(made)
        return self.known[key]

    def shapes(self) -> Shapes:
        """All densities as arrays."""
        if not self.densities:
            return NO_SHAPES
        cells = [len(one.cells) for one in self.densities]
        return Shapes(
            np.concatenate([np.zeros(1, np.int64), np.cumsum(cells, dtype=np.int64)]),
            np.concatenate([one.cells for one in self.densities]),
            np.array([one.moments for one in self.densities]),
            np.array([one.limits for one in self.densities]),
        )
