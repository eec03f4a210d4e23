"""What each witness claims: classes with their shares, and how dense such events are here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.incidents.cause import CLASSES, share_rows
from holdfire.incidents.miss import Misses
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.witness import Witness

__all__ = ["Claim", "claims_of", "grid_cell"]

_KM_PER_DEG = 111.195


@dataclass(frozen=True, slots=True)
class Claim:
    """Per class with a share above zero: log share, and log density per km² and second.

    ``misses`` holds the sensors that looked here and reported nothing; ``saw`` the
    modalities of the witness itself.
    """

    log_share: dict[Phenomenon, float]
    log_density: dict[Phenomenon, float]
    misses: Misses = field(default_factory=dict)
    saw: frozenset[Modality] = frozenset()


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


def claims_of(
    witnesses: Sequence[Witness], model: AssociationModel, misses: Sequence[Misses]
) -> list[Claim]:
    """The claims of the witnesses under the model, in their order."""
    shares = share_rows(model.shares, [one.lead.phenomenon for one in witnesses])
    background = dict(model.background)
    cells = {(one.kind, one.column, one.row): one.per_km2_s for one in model.densities}
    anchor = (model.anchor_lon, model.anchor_lat)
    made = []
    for one, row, missed in zip(witnesses, shares, misses, strict=True):
        kinds = [CLASSES[place] for place in np.flatnonzero(row).tolist()]
        spot = one.spot
        cell = None if spot is None else grid_cell(spot[0], spot[1], anchor, model.cell_km)
        found = {}
        for kind in kinds:
            density = background.get(kind, 0.0)
            if cell is not None:
                density = cells.get((kind, *cell), density)
            found[kind] = math.log(max(density, model.least_per_km2_s))
        share = {kind: math.log(float(row[CLASSES.index(kind)])) for kind in kinds}
        saw = frozenset(member.modality for member in one.members)
        made.append(Claim(share, found, missed, saw))
    return made
