"""What a model of the front is told: chances to detect, false alarms, density of events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.exercises.front.drawing import HALF_WIDTH_KM, LENGTH_KM, FrontPlan
from holdfire.exercises.front.sensor import column

__all__ = ["Density", "FrontParameters", "stated"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Density:
    """Events per km² and second in a grid of the belt: ``value`` (along, across)."""

    value: Floats

    def cell(self, place: Floats) -> Ints:
        """The cell (row of ``value.ravel()``) of each place (n, 2) km.

        Beyond an edge it is the cell at the edge.
        """
        along, across = self.value.shape
        at = np.floor(place[:, 0] * (along / LENGTH_KM)).astype(np.int64)
        by = np.floor((place[:, 1] + HALF_WIDTH_KM) * (across / (2.0 * HALF_WIDTH_KM)))
        column_of = np.clip(by.astype(np.int64), 0, across - 1)
        return np.asarray(np.clip(at, 0, along - 1) * across + column_of, np.int64)


@dataclass(frozen=True, slots=True)
class FrontParameters:
    """Per sensor (7,) ``detects`` and ``false`` (false alarms per km² and second); density."""

    detects: Floats
    false: Floats
    density: Density


def stated(plan: FrontPlan) -> FrontParameters:
    """The parameters that the front's sensors state, with a uniform density of events.

    A plan with mistakes states what would hold without them.
    """
    rate = plan.events / plan.volume
    return FrontParameters(
        column("detects"), column("false") * rate, Density(np.full((1, 1), rate))
    )
