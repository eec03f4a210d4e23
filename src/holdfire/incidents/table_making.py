"""From witnesses and a model to the table that is solved."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from holdfire.base.geodesy import from_offsets
from holdfire.base.phenomenon import FORCE, Modality
from holdfire.incidents.cause import CLASSES, share_rows
from holdfire.incidents.channel import is_statement
from holdfire.incidents.degrees import cut_degrees, km_per_degree
from holdfire.incidents.density import DensityGrid, density_grid
from holdfire.incidents.miss import Misses
from holdfire.incidents.missed import MissTable, miss_table
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.occurrence import Occurrence
from holdfire.incidents.shape.floors import ShapeFloors
from holdfire.incidents.shape.making import shapes_of
from holdfire.incidents.shape.shapes import Shapes
from holdfire.incidents.witness import Witness
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["table_of"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]

_MODES = tuple(Modality)
_NOWHERE = (0.0, 0.0, 1e6, 0.0, 1e6)


def _shapes(witnesses: Sequence[Witness], floors: ShapeFloors) -> tuple[Codes, Shapes]:
    """The shape of each witness: that of its one place, or none."""
    places = [one.lead.place for one in witnesses]
    numbers, shapes = shapes_of(places, [one.lead.modality for one in witnesses], floors)
    single = np.array([len({m.place for m in one.members}) == 1 for one in witnesses], bool)
    placed = np.array([one.spot is not None for one in witnesses], bool)
    return np.where(single & placed, numbers, -1).astype(np.int32), shapes


def _places(
    witnesses: Sequence[Witness], shape: Codes, shapes: Shapes
) -> tuple[Floats, Floats]:
    """Mean place in degrees and covariance in km², of a shape those of its density."""
    spots = np.array([one.spot or _NOWHERE for one in witnesses]).reshape(-1, 5)
    place, spread = spots[:, :2].copy(), spots[:, 2:] / 1e6
    shaped = np.flatnonzero(shape >= 0)
    if len(shaped):
        moments = shapes.moments[shape[shaped]]
        origin = np.array([(witnesses[at].lead.place.lon, witnesses[at].lead.place.lat)
                           for at in shaped.tolist()], dtype=np.float64)  # fmt: skip
        lon, lat = from_offsets(
            origin[:, 0], origin[:, 1], moments[:, 0] * 1e3, moments[:, 1] * 1e3
        )
        place[shaped] = np.stack([lon, lat], axis=1)
        spread[shaped] = moments[:, 2:]
    place[:, 0] = cut_degrees(place[:, 0])
    return place, spread


def _component(time: Occurrence) -> tuple[float, float, float, float, float]:
    """A density of time as a row of the table."""
    if time.variance:
        return (time.low, time.variance, -math.inf, math.inf, 0.0)
    return (0.0, 0.0, time.low, time.high, time.growth)


def _times(witnesses: Sequence[Witness]) -> tuple[Floats, Codes, Floats]:
    """First components, rows of second ones, and these."""
    rows: list[tuple[float, ...]] = []
    second: list[int] = []
    further: list[tuple[float, ...]] = []
    for one in witnesses:
        time = one.time
        rows.append(_component(time))
        second.append(len(further) if time.other is not None else -1)
        if time.other is not None:
            weight = time.other_weight
            further.append((1.0 - weight, weight, *_component(time.other)))
    return (
        np.array(rows).reshape(-1, 5),
        np.array(second, np.int32),
        np.array(further).reshape(-1, 7),
    )


def _marks(witnesses: Sequence[Witness]) -> tuple[Ints, Codes]:
    """The marks of each witness as numbers in rising order."""
    names = sorted({key for one in witnesses for key in one.keys})
    number = {name: at for at, name in enumerate(names)}
    lists = [sorted(number[key] for key in one.keys) for one in witnesses]
    start = np.cumsum([0, *map(len, lists)]).astype(np.int64)
    return start, np.array([key for one in lists for key in one], np.int32)


def _leads() -> npt.NDArray[np.bool_]:
    """Per kind the classes that existence is about: those of force if the kind shows it."""
    force = np.array([kind in FORCE for kind in CLASSES])
    return np.array(
        [force if kind in FORCE else np.ones(len(CLASSES), bool) for kind in CLASSES]
    )


def _statements(witnesses: Sequence[Witness]) -> Codes:
    """The channel of each witness that only passes on words, −1 for all others."""
    sources = sorted({one.lead.source for one in witnesses})
    return np.array(
        [sources.index(one.lead.source) if is_statement(one) else -1 for one in witnesses],
        np.int32,
    )


def table_of(
    witnesses: Sequence[Witness],
    model: AssociationModel,
    misses: Sequence[Misses],
) -> WitnessTable:
    """The table of witnesses in this order; ``misses`` are those of each.

    Witnesses without a place stand at 0, 0 and must not be searched for links.
    """
    shape, shapes = _shapes(witnesses, model.floors)
    place, spread = _places(witnesses, shape, shapes)
    time, second, further = _times(witnesses)
    exists = np.array([one.exists for one in witnesses]).reshape(-1, 3)
    kind = np.array([CLASSES.index(one.lead.phenomenon) for one in witnesses], np.int32)
    start, keys = _marks(witnesses)
    with np.errstate(divide="ignore"):
        shares = np.log(share_rows(model.shares, CLASSES))
    grid: DensityGrid = density_grid(witnesses, model)
    area = np.sqrt(spread[:, 0] * spread[:, 2] - spread[:, 1] ** 2)
    variance = np.array([one.time.spread_s2 for one in witnesses])
    channel = np.array([_MODES.index(one.lead.modality) for one in witnesses], np.int32)
    missed: MissTable = miss_table(misses, exists, channel, grid, (area, variance), model)
    return WitnessTable(
        row=np.arange(len(witnesses), dtype=np.int64),
        place=place,
        scale=km_per_degree(place[:, 1]),
        spread=spread,
        shape=shape,
        time=time,
        second=second,
        exists=exists,
        kind=kind,
        cell=grid.cell,
        watch=missed.watch,
        channel=missed.channel,
        lane=np.array([one.lead.synthetic for one in witnesses], np.int32),
        statement=_statements(witnesses),
        key_start=start,
        keys=keys,
        shares=shares,
        densities=grid.densities,
        misses=missed.misses,
        further=further,
        leads=_leads(),
        shapes=shapes,
    )
