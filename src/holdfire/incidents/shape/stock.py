"""Shapes as they are collected: each once, by the parameters that make it."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from holdfire.incidents.shape.shapes import NO_SHAPES, Shapes

__all__ = ["WITHIN", "Density", "Spots", "Stock", "normal_limits"]

Floats = npt.NDArray[np.float64]
Spots = tuple[float, float, float, float, float]

WITHIN = math.sqrt(-2.0 * math.log(1e-4))
"""The radius in sigma beyond which a round normal has 1e-4 of its mass."""


@dataclass(frozen=True, slots=True)
class Density:
    """One shape: its cells, moments and limits as in ``Shapes``."""

    cells: Floats
    moments: Spots
    limits: tuple[float, float]


def normal_limits(ee: float, en: float, nn: float) -> tuple[float, float]:
    """Radius with all but 1e-4 of the mass, and log density at the mean, of a normal."""
    largest = (ee + nn) / 2.0 + math.hypot((ee - nn) / 2.0, en)
    peak = -math.log(2.0 * math.pi) - 0.5 * math.log(ee * nn - en * en)
    return WITHIN * math.sqrt(largest), peak


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
