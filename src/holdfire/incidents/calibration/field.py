"""A table of detections as a calibration takes it: placed witnesses, channels and a ground.

A channel is a modality, as in the misses of a table: detections do not say which sensor they
come from. Where a channel looked is told by the misses of the other channels' witnesses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.detections.coverage import Coverage
from holdfire.incidents.association import Scene, scene_of
from holdfire.incidents.calibration.applying import apply
from holdfire.incidents.calibration.calibrating import rates_of
from holdfire.incidents.calibration.ground import Ground, kernel
from holdfire.incidents.calibration.overlap import middle_times
from holdfire.incidents.calibration.parameters import ChannelFit, Fit
from holdfire.incidents.calibration.record import CalibrationRecord
from holdfire.incidents.density import grid_cell
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Field", "field_of", "parametrised"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Field:
    """A table as a calibration takes it.

    ``table`` of placed witnesses, its ``ground`` with the column and row of each cell,
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


def _cells(
    table: WitnessTable, anchor: tuple[float, float], cell_km: float
) -> tuple[list[tuple[int, int]], Ints]:
    """The columns and rows of the grid's cells with a witness, and the cell of each."""
    at = [grid_cell(lon, lat, anchor, cell_km) for lon, lat in table.place.tolist()]
    cells = sorted(set(at))
    number = {one: place for place, one in enumerate(cells)}
    return cells, np.array([number[one] for one in at], np.int64)


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
    cells, cell = _cells(table, (model.anchor_lon, model.anchor_lat), model.cell_km)
    times = middle_times(table)
    low, high = np.quantile(times, [0.025, 0.975])
    period = (float(low), float(low + max(high - low, 86_400.0)))
    near = kernel(np.array(cells, np.float64) * model.cell_km, model.cell_km)
    volume = _looked(table, cell, len(cells)) * model.cell_km**2 * (period[1] - period[0])
    ground = Ground(cell, volume, near, period)
    return Field(table, ground, cells, _names(scene), bool(table.lane[0]))


def _looked(table: WitnessTable, cell: Ints, cells: int) -> npt.NDArray[np.float64]:
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


def parametrised(scene: Scene, record: CalibrationRecord) -> Scene:
    """The scene under the parameters of a record, channels matched by name.

    Cells are those of the record's own grid, wherever the detections of this scene lie; one
    that it does not list has the mean density. Raises ``BadInput`` where parameters of an
    exercise meet real rows, or the reverse.
    """
    if (scene.table.lane != int(record.measurement.synthetic)).any():
        raise BadInput(
            Code.CALIBRATION_MIXED, "what is measured on exercises does not speak for the world"
        )
    cells, cell = _cells(scene.table, record.anchor, record.cell_km)
    values = {(one.column, one.row): one.per_km2_s for one in record.density}
    mean = float(np.mean(list(values.values())))
    density = np.array([values.get(one, mean) for one in cells])
    names = _names(scene)
    known = {one.name: one for one in record.channels}
    channels = tuple(known.get(name, _untold(name)) for name in names)
    fit = Fit(channels, (), record.happenings, np.log(density), 0, record.settled)
    rates = rates_of(fit, correct_clocks=record.measurement.clocks_corrected)
    return replace(scene, table=apply(scene.table, cell, rates))


def _untold(name: str) -> ChannelFit:
    """A channel of which a record says nothing: what is stated of it stays."""
    return ChannelFit(name, 0, 0, None, None, None, None)
