"""How dense happenings of each class are where witnesses stand, by cell of the model's grid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.incidents.cause import CLASSES
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.witness import Witness

__all__ = ["DensityGrid", "density_grid", "grid_cell"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]

_KM_PER_DEG = 111.195
_NOWHERE = (1 << 30, 1 << 30)


@dataclass(frozen=True, slots=True)
class DensityGrid:
    """Densities by cell.

    ``cell`` (n,) the cell of each witness, ``densities`` (cells, classes) log happenings per
    km² and second.
    """

    cell: Codes
    densities: Floats


def grid_cell(
    lon: float, lat: float, anchor: tuple[float, float], cell_km: float
) -> tuple[int, int]:
    """Column and row of the model's grid; its cells are square to within the map's stretch.

    Cell (0, 0) is centred on the anchor (longitude, latitude in degrees), so a mirrored
    table has a mirrored grid.
    """
    across = (lon - anchor[0] + 180.0) % 360.0 - 180.0
    east = across * _KM_PER_DEG * math.cos(math.radians(anchor[1]))
    north = (lat - anchor[1]) * _KM_PER_DEG
    return round(east / cell_km), round(north / cell_km)


def density_grid(witnesses: Sequence[Witness], model: AssociationModel) -> DensityGrid:
    """The densities under the model where the witnesses stand; without a place: the mean."""
    anchor = (model.anchor_lon, model.anchor_lat)
    at = [
        _NOWHERE if one.spot is None else grid_cell(*one.spot[:2], anchor, model.cell_km)
        for one in witnesses
    ]
    number = {cell: place for place, cell in enumerate(sorted(set(at)))}
    background = dict(model.background)
    known = {(one.kind, one.column, one.row): one.per_km2_s for one in model.densities}
    table = np.array(
        [
            [known.get((kind, *cell), background.get(kind, 0.0)) for kind in CLASSES]
            for cell in number
        ]
    ).reshape(-1, len(CLASSES))
    cells = np.array([number[cell] for cell in at], np.int32)
    return DensityGrid(cells, np.log(np.maximum(table, model.least_per_km2_s)))
