"""The full variant's detections as the solver's table: classes, shapes, windows, coverage."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import numpy.typing as npt

from holdfire.exercises.front.kinds import CLEAR, DETECTS, FALSE_TYPES, FLOWN, SHARES, TYPES
from holdfire.exercises.front.parameters import FrontParameters
from holdfire.exercises.front.rich import (
    ACOUSTIC,
    BEARING_KM,
    BEARING_ROUND_DEG,
    BEARING_SOFT_DEG,
    REPORT,
    REPORT_KM,
    SAR,
    SAR_KM,
    THERMAL,
    THERMAL_KM,
    UAV,
    WARM_S,
    RichFront,
)
from holdfire.exercises.front.sensor import column
from holdfire.incidents.shape.areas import box_density, disc_density
from holdfire.incidents.shape.sectors import IN_AREA, sector_density
from holdfire.incidents.shape.shapes import Shapes
from holdfire.incidents.shape.stock import Density, Stock
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["rich_witnesses"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]

_ARRAY_KM = 0.05
"""Blur of where an array stands."""


def rich_witnesses(rich: RichFront, parameters: FrontParameters) -> WitnessTable:
    """One witness for each detection, in the front's order; of the truth it holds nothing.

    Of ``parameters`` the false alarms and the density of events are taken; chances to detect
    and confusion are the stated ones, times what ``parameters`` has over the stated chance.
    """
    front, classes = rich.front, len(SHARES)
    sensor, kind = front.sensor.astype(np.int32), rich.type.astype(np.int32)
    detects = DETECTS * (parameters.detects / column("detects"))[:, None]
    # Chance to detect and name (sensor, type, class), times the share of the class.
    real = TYPES * (detects * SHARES)[:, None, :]
    false = FALSE_TYPES * parameters.false[:, None]
    cell = parameters.density.cell(front.place)
    rate = parameters.density.value.ravel()
    seen = rate[:, None, None] * real.sum(axis=-1)
    share = seen / np.maximum(seen + false, 1e-300)
    code = sensor * TYPES.shape[1] + kind
    exists = share.reshape(len(rate), -1)[cell, code]
    with np.errstate(divide="ignore"):
        shares = np.log(real / np.maximum(real.sum(axis=-1, keepdims=True), 1e-300))
    shape, shapes = _shapes(rich)
    count = len(front)
    spread = np.zeros((count, 3))
    spread[:, 0] = spread[:, 2] = (column("place_km") ** 2)[sensor]
    shaped = np.flatnonzero(shape >= 0)
    spread[shaped] = shapes.moments[shape[shaped], 2:]
    return WitnessTable(
        row=np.arange(count), place=rich.origin, scale=np.ones((count, 2)), spread=spread,
        shape=shape, time=_times(rich), second=np.full(count, -1, np.int32),
        exists=np.repeat(exists[:, None], 3, axis=1), kind=code, cell=cell.astype(np.int32),
        watch=rich.looked(front.place, front.time).astype(np.int32), channel=sensor,
        lane=np.zeros(count, np.int32), statement=np.full(count, -1, np.int32),
        key_start=np.arange(count + 1), keys=sensor,
        shares=shares.reshape(-1, classes), densities=np.log(rate[:, None] * SHARES),
        misses=_misses(detects), further=np.zeros((0, 7)),
        leads=np.ones((shares.shape[0] * shares.shape[1], classes), np.bool_), shapes=shapes,
    )  # fmt: skip


def _misses(detects: Floats) -> Floats:
    """(watch, channel, class, 3): watches as ``RichFront.looked`` numbers them."""
    found = np.repeat(np.log1p(-detects)[None], 4, axis=0)
    for watch in range(4):
        found[watch, THERMAL] = np.log1p(-detects[THERMAL] / CLEAR) if watch & 1 else 0.0
        found[watch, UAV] = np.log1p(-detects[UAV] / FLOWN) if watch & 2 else 0.0
    return np.repeat(found[..., None], 3, axis=-1)


def _times(rich: RichFront) -> Floats:
    """(n, 5) as in the table."""
    found = np.zeros((len(rich.front), 5))
    windowed = ~np.isnan(rich.window[:, 0])
    found[:, 0] = np.where(windowed, 0.0, rich.front.time)
    found[:, 1] = rich.sigma_s**2
    found[:, 2] = np.where(windowed, rich.window[:, 0], -np.inf)
    found[:, 3] = np.where(windowed, rich.window[:, 1], np.inf)
    found[:, 4] = np.where(rich.front.sensor == THERMAL, 1.0 / WARM_S, 0.0)
    return found


def _shapes(rich: RichFront) -> tuple[Codes, Shapes]:
    """The number of each detection's shape, -1 normal; and the shapes."""
    stock = Stock()
    code = np.full(len(rich.front), -1, np.int32)
    sensor = rich.front.sensor
    pixel, damage = (half := THERMAL_KM)[0], (foot := SAR_KM)[0]
    code[sensor == THERMAL] = stock.number_of(
        "pixel", lambda: box_density(pixel, pixel, half[1])
    )
    code[sensor == SAR] = stock.number_of(
        "damage", lambda: box_density(damage, damage, foot[1])
    )
    code[sensor == REPORT] = stock.number_of("settlement", lambda: disc_density(*REPORT_KM))
    around = round(360.0 / BEARING_ROUND_DEG)
    sectors = np.array(
        [stock.number_of(step, partial(_sector, step)) for step in range(around)], np.int32
    )
    heard = np.flatnonzero((sensor == ACOUSTIC) & (rich.bearing >= 0))
    code[heard] = sectors[rich.bearing[heard]]
    return code, stock.shapes()


def _sector(step: int) -> Density:
    """The sector of a bearing that was rounded to this step."""
    half = math.radians(BEARING_ROUND_DEG) / 2.0
    azimuth = (2.0 * half * step, half, math.radians(BEARING_SOFT_DEG))
    return sector_density(azimuth, (*BEARING_KM, IN_AREA), _ARRAY_KM)
