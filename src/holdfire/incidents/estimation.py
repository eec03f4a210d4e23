"""The neutral model of a table: how dense happenings and false reports are where it looks.

Everything is estimated from the table's own extent and written into the model, so that the
model can be kept, shown, changed and used again. No side enters: the grid is square, its
anchor the middle of the rows, and every source is treated by the same rule.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.calibration import Traits
from holdfire.detections.detection import p_detect_of
from holdfire.incidents.cause import CLASSES, NEUTRAL, share_rows
from holdfire.incidents.density import grid_cell
from holdfire.incidents.evidence import distinct, evidence_of
from holdfire.incidents.model import (
    AssociationModel,
    Density,
    Kernel,
    SourceTerms,
    TypicalWitness,
)
from holdfire.incidents.witness import Witness, witnesses_of

__all__ = ["model_for"]

_LEAST_DAYS = 7.0
_LEAST_KM2 = 10_000.0
_LEAST_EVENTS = 1.0
_CELL_KM = 25.0
_DAY_S = 86_400.0

_Cell = tuple[int, int]
_Masses = dict[Phenomenon, dict[_Cell, float]]


def _period_s(witnesses: Sequence[Witness]) -> float:
    """The length of the table in seconds; a few stray dates do not stretch it."""
    middles = np.array([one.time.middle for one in witnesses])
    low, high = np.percentile(middles, [2.5, 97.5])
    return max(float(high - low) / 0.95, _LEAST_DAYS * _DAY_S)


def _anchor(witnesses: Sequence[Witness]) -> tuple[float, float]:
    """The median longitude and latitude of the witnesses with a place."""
    spots = [one.spot[:2] for one in witnesses if one.spot is not None]
    if not spots:
        return 0.0, 0.0
    middle = np.median(np.array(spots), axis=0)
    return float(middle[0]), float(middle[1])


def _masses(witnesses: Sequence[Witness], anchor: tuple[float, float]) -> _Masses:
    """The expected happenings by class and grid cell, summed exactly."""
    shares = share_rows(NEUTRAL, [one.lead.phenomenon for one in witnesses])
    terms: dict[tuple[Phenomenon, _Cell], list[float]] = defaultdict(list)
    for one, row in zip(witnesses, shares, strict=True):
        if one.spot is None:
            continue
        cell = grid_cell(one.spot[0], one.spot[1], anchor, _CELL_KM)
        for place in np.flatnonzero(row).tolist():
            terms[CLASSES[place], cell].append(one.exists[1] * float(row[place]))
    found: _Masses = defaultdict(dict)
    for (kind, cell), values in terms.items():
        found[kind][cell] = math.fsum(values)
    return found


def _unseen(witnesses: Sequence[Witness]) -> dict[Phenomenon, float]:
    """By class the factor by which measured detection probabilities raise the number."""
    shares = share_rows(NEUTRAL, [one.lead.phenomenon for one in witnesses])
    by_source: dict[tuple[Phenomenon, str], list[float]] = defaultdict(list)
    everything: dict[Phenomenon, list[float]] = defaultdict(list)
    for one, row in zip(witnesses, shares, strict=True):
        lead = one.lead
        traits = Traits(lead.source, lead.modality, lead.phenomenon, lead.synthetic)
        measured = p_detect_of(traits)
        for place in np.flatnonzero(row).tolist():
            mass = one.exists[1] * float(row[place])
            everything[CLASSES[place]].append(mass)
            if measured is not None and sum(measured) > 0.0:
                by_source[CLASSES[place], lead.source].append(mass * 2.0 / sum(measured))
    factor = dict.fromkeys(everything, 1.0)
    for (kind, _), values in by_source.items():
        whole = math.fsum(everything[kind])
        if whole > 0.0:
            factor[kind] = max(factor[kind], math.fsum(values) / whole)
    return factor


def _densities(
    masses: _Masses, factor: dict[Phenomenon, float], volume: tuple[float, float]
) -> tuple[list[tuple[Phenomenon, float]], list[Density]]:
    """Background and smoothed cell densities by class; ``volume`` is km² and seconds.

    A cell has the mean of itself and its eight neighbours, drawn towards the background
    with the weight of one cell.
    """
    area, period = volume
    cell_volume = _CELL_KM**2 * period
    background, found = [], []
    for kind in CLASSES:
        cells = masses.get(kind, {})
        if not cells:
            continue
        mean = factor[kind] * math.fsum(cells.values()) / (area * period)
        background.append((kind, mean))
        for column, row in sorted(cells):
            near = [
                cells.get((column + i, row + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1)
            ]
            density = (factor[kind] * math.fsum(near) / cell_volume + mean) / 10.0
            found.append(Density(kind, column, row, density))
    return background, found


def _sources(witnesses: Sequence[Witness], volume: tuple[float, float]) -> list[SourceTerms]:
    """What the table holds of each source and modality."""
    grouped: dict[tuple[str, Modality, bool], list[Witness]] = defaultdict(list)
    for one in witnesses:
        grouped[one.lead.source, one.lead.modality, one.lead.synthetic].append(one)
    area, period = volume
    found = []
    for (source, modality, synthetic), own in sorted(grouped.items()):
        kinds = {one.lead.phenomenon for one in own}
        known = [p_detect_of(Traits(source, modality, kind, synthetic)) for kind in kinds]
        measured = [sum(ends) / 2.0 for ends in known if ends is not None]
        real = math.fsum(one.exists[1] for one in own)
        found.append(
            SourceTerms(
                source,
                modality,
                synthetic,
                len(own),
                real,
                min(measured) if measured else None,
                (len(own) - real) / (area * period),
            )
        )
    return found


def _typical(witnesses: Sequence[Witness]) -> tuple[TypicalWitness, ...]:
    """The middle witness of each modality."""
    grouped: dict[Modality, list[tuple[float, float, float]]] = defaultdict(list)
    for one in witnesses:
        if one.spot is not None:
            _, _, ee, en, nn = one.spot
            area = math.sqrt(max(ee * nn - en * en, 0.0)) / 1e6
            grouped[one.lead.modality].append((one.exists[1], area, one.time.spread_s2))
    return tuple(
        TypicalWitness(modality, *(float(value) for value in np.median(own, axis=0)))
        for modality, own in sorted(grouped.items(), key=lambda item: item[0].value)
    )


def model_for(detections: pa.Table) -> AssociationModel:
    """The neutral model estimated from the extent of these detections; deterministic.

    Densities count each witness (copies once) with its existence. Where a source has a
    measured probability to detect, the class is at least as dense as that source implies.
    An extent below a week or 10,000 km² counts as that much, so that a table of a few rows
    does not make its own coincidences look certain.
    """
    kernel = Kernel()
    witnesses = witnesses_of(list(evidence_of(distinct(detections), kernel)), NEUTRAL)
    if not witnesses:
        least = _LEAST_EVENTS / (_LEAST_KM2 * _LEAST_DAYS * _DAY_S)
        return AssociationModel(0.0, 0.0, least, (), ())
    anchor = _anchor(witnesses)
    masses = _masses(witnesses, anchor)
    occupied = {cell for cells in masses.values() for cell in cells}
    volume = (max(len(occupied) * _CELL_KM**2, _LEAST_KM2), _period_s(witnesses))
    background, found = _densities(masses, _unseen(witnesses), volume)
    return AssociationModel(
        anchor_lon=anchor[0],
        anchor_lat=anchor[1],
        least_per_km2_s=1e-3 * _LEAST_EVENTS / (volume[0] * volume[1]),
        background=tuple(background),
        densities=tuple(found),
        sources=tuple(_sources(witnesses, volume)),
        typical=_typical(witnesses),
        cell_km=_CELL_KM,
        kernel=kernel,
    )
