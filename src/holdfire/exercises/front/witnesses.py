"""The front's detections as the solver's table of witnesses, in kilometres of a plane."""

from __future__ import annotations

import numpy as np

from holdfire.exercises.front.drawing import Front
from holdfire.exercises.front.parameters import FrontParameters
from holdfire.exercises.front.sensor import column
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["witnesses"]


def witnesses(front: Front, parameters: FrontParameters) -> WitnessTable:
    """One witness for each detection, in the front's order; of the truth it holds nothing.

    A witness exists by λ p / (κ + λ p): its sensor's chance to detect p and false alarms κ,
    and the density of events λ where it stands. One watch covers everything.
    """
    count, sensor = len(front), front.sensor.astype(np.int32)
    cell = parameters.density.cell(front.place)
    rate = parameters.density.value.ravel()
    real = rate[:, None] * parameters.detects
    share = (real / (real + parameters.false)).ravel()[cell * len(parameters.detects) + sensor]
    spread, time = np.zeros((count, 3)), np.zeros((count, 5))
    spread[:, 0] = spread[:, 2] = (column("place_km") ** 2)[sensor]
    time[:, 0], time[:, 1] = front.time, (column("time_s") ** 2)[sensor]
    time[:, 2], time[:, 3] = -np.inf, np.inf
    misses = np.broadcast_to(
        np.log1p(-parameters.detects)[None, :, None, None], (1, len(parameters.detects), 1, 3)
    )
    none, zero = np.full(count, -1, np.int32), np.zeros(count, np.int32)
    return WitnessTable(
        row=np.arange(count), place=front.place, scale=np.ones((count, 2)), spread=spread,
        shape=none, time=time, second=none, exists=np.repeat(share[:, None], 3, axis=1),
        kind=zero, cell=cell.astype(np.int32), watch=zero, channel=sensor, lane=zero,
        statement=none, key_start=np.arange(count + 1), keys=sensor,
        shares=np.zeros((1, 1)), densities=np.log(rate)[:, None], misses=misses.copy(),
        further=np.zeros((0, 7)), leads=np.ones((1, 1), np.bool_),
    )  # fmt: skip
