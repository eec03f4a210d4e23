"""The ground of a front for calibration: the belt over its period, everybody looking."""

from __future__ import annotations

import numpy as np

from holdfire.exercises.front.drawing import HALF_WIDTH_KM, LENGTH_KM, Front
from holdfire.exercises.front.intensity import GRID
from holdfire.exercises.front.parameters import Density, FrontParameters
from holdfire.exercises.front.sensor import SENSORS
from holdfire.incidents.calibration.applying import Rates
from holdfire.incidents.calibration.ground import Ground, square_ground

__all__ = ["ground_of_front", "parameters_of"]


def ground_of_front(front: Front) -> Ground:
    """Cells as :data:`GRID` has them."""
    box = np.array([0.0, -HALF_WIDTH_KM]), np.array([LENGTH_KM, HALF_WIDTH_KM])
    period = (0.0, front.plan.seconds)
    return square_ground(front.place, period, box, len(SENSORS), (GRID.cell_km, GRID.kernel_km))


def parameters_of(rates: Rates, given: FrontParameters) -> FrontParameters:
    """Measured rates as the front's parameters; what was not measured is as ``given``."""
    known = np.isfinite(rates.detects[:, 1])
    return FrontParameters(
        np.where(known, rates.detects[:, 1], given.detects),
        np.where(known, rates.false[:, 1], given.false),
        Density(rates.density.reshape(GRID.shape)),
    )
