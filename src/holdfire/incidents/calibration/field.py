"""A table of detections as a calibration takes it: placed witnesses, channels and a ground.

A channel is a modality, as in the misses of a table: detections do not say which sensor they
come from. Where a channel looked is told by the misses of the other channels' witnesses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.detections.coverage import Coverage
from holdfire.incidents.association import Scene, scene_of
from holdfire.incidents.calibration.applying import Rates, apply
from holdfire.incidents.calibration.calibrating import rates_of
from holdfire.incidents.calibration.ground import Ground, kernel
from holdfire.incidents.calibration.overlap import middle_times
from holdfire.incidents.calibration.parameters import Fit
from holdfire.incidents.calibration.record import CalibrationRecord
from holdfire.incidents.density import grid_cell
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Field", "field_of", "with_parameters"]


@dataclass(frozen=True)
class Field:
    """``table`` of placed witnesses, its ``ground`` with the column and row of each cell,
    ``names`` of the channels, and whether all of it is of an exercise.
    """

    table: WitnessTable
    ground: Ground
    cells: list[tuple[int, int]]
    names: tuple[str, ...]
    synthetic: bool


def _names(scene: Scene) -> tuple[str, ...]:
    """The modality of each channel."""
    channel = scene.table.channel.tolist()
    found = {
        at: one.lead.modality.value for at, one in zip(channel, scene.witnesses, strict=True)
    }
    return tuple(found.get(at, "") for at in range(scene.table.misses.shape[1]))


def field_of(
    detections: pa.Table, model: AssociationModel, coverage: Iterable[Coverage]
) -> Field:
    """The field of a table of detections; rows of exercises and of the world do not mix."""
    scene = scene_of(detections, model=model, coverage=coverage)
    if not len(scene.placed):
        raise BadInput(Code.NO_DATA, "no detection has a place and a time")
    table = scene.table.take(scene.placed)
    if len(np.unique(table.lane)) > 1:
        raise BadInput(Code.CALIBRATION_MIXED, "rows of an exercise stand among real ones")
    anchor = (model.anchor_lon, model.anchor_lat)
    at = [grid_cell(place[0], place[1], anchor, model.cell_km) for place in table.place.tolist()]
    cells = sorted(set(at))
    number = {cell: place for place, cell in enumerate(cells)}
    cell = np.array([number[one] for one in at], np.int64)
    times = middle_times(table)
    low, high = np.quantile(times, [0.025, 0.975])
    period = (float(low), float(low + max(high - low, 86_400.0)))
    near = kernel(np.array(cells, np.float64) * model.cell_km, model.cell_km)
    volume = _looked(table, cell, len(cells)) * model.cell_km**2 * (period[1] - period[0])
    ground = Ground(cell, volume, near, period)
    return Field(table, ground, cells, _names(scene), bool(table.lane[0]))


def _looked(table: WitnessTable, cell: np.ndarray, cells: int) -> np.ndarray:
    """The share of other channels' witnesses in a cell whose time a channel looked at.

    A channel that nobody says to have looked anywhere counts as always looking: its density
    can be told, its chance to detect cannot.
    """
    channels = table.misses.shape[1]
    looks = np.zeros((len(table), channels))
    seen = np.flatnonzero(table.watch >= 0)
    looks[seen] = (table.misses[table.watch[seen], :, :, 1].min(axis=-1) < 0.0).astype(float)
    found = np.ones((cells, channels))
    for channel in range(channels):
        others = table.channel != channel
        if looks[others, channel].any():
            hits = np.bincount(cell[others], weights=looks[others, channel], minlength=cells)
            asked = np.bincount(cell[others], minlength=cells)
            mean = looks[others, channel].mean()
            found[:, channel] = (hits + mean) / (asked + 1.0)
    return found


def with_parameters(
    field: Field, record: CalibrationRecord, *, correct_clocks: bool = False
) -> WitnessTable:
    """The field's table under the parameters of a record, channels matched by name.

    Raises ``BadInput`` where parameters of an exercise meet real rows, or the reverse.
    """
    if record.measurement.synthetic != field.synthetic:
        raise BadInput(
            Code.CALIBRATION_MIXED, "what is measured on exercises does not speak for the world"
        )
    known = {one.name: one for one in record.channels}
    channels = tuple(known[name] for name in field.names if name in known)
    values = {(one.column, one.row): one.per_km2_s for one in record.density}
    mean = float(np.mean(list(values.values())))
    density = np.array([values.get(cell, mean) for cell in field.cells])
    fit = Fit(channels, (), record.happenings, np.log(density), 0, record.settled)
    told = rates_of(fit, correct_clocks=correct_clocks)
    rows = [at for at, name in enumerate(field.names) if name in known]
    full = np.full((2, len(field.names), 3), np.nan)
    late = np.zeros(len(field.names))
    full[0, rows], full[1, rows], late[rows] = told.detects, told.false, told.clock_s
    return apply(field.table, field.ground, Rates(full[0], full[1], density, late))
