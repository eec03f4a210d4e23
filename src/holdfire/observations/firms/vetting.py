"""Which rows of a block are believed: every field checked, every refusal explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from holdfire.observations.coordinate import Region, coordinates, number
from holdfire.observations.firms.columns import (
    Flags,
    Floats,
    Ints,
    Meanings,
    decimals_of,
    meanings_of,
    numbers_of,
)
from holdfire.observations.firms.lines import Piece, Refusal, Texts
from holdfire.observations.firms.meaning import (
    Claim,
    Moment,
    Pixel,
    claim_of,
    day_of,
    minute_of,
    pixel_of,
)
from holdfire.observations.firms.shape import NUMERIC, Shape
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import ReadContext

__all__ = ["Vetted", "vetted"]

_VIIRS_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Vetted:
    """The believed rows of a block as texts, numbers and meanings; the refused ones."""

    texts: Mapping[str, Texts]
    rows: Ints
    lon: Floats
    lat: Floats
    moments: Meanings[Moment]
    pixels: Meanings[Pixel]
    claims: Meanings[Claim]
    refused: tuple[Refusal, ...]


def vetted(piece: Piece, shape: Shape, region: Region | None, context: ReadContext) -> Vetted:
    """Check every row of the piece; rows keep their numbers."""
    texts = piece.texts
    lon, _ = numbers_of(texts["longitude"], "longitude")
    lat, _ = numbers_of(texts["latitude"], "latitude")
    found = Vetted(
        texts,
        piece.rows,
        lon,
        lat,
        _moments(texts, shape, context),
        _pixels(texts, shape),
        _claims(texts),
        piece.refused,
    )
    unreadable = {
        name: numbers_of(texts[name], name)[1] for name in NUMERIC if name in shape.columns
    }
    bad = found.moments.bad | found.pixels.bad | found.claims.bad | ~_placed(lon, lat, region)
    for flags in unreadable.values():
        bad |= flags
    return _without(found, bad, unreadable, shape, region) if bad.any() else found


def _placed(lon: Floats, lat: Floats, region: Region | None) -> Flags:
    """Which rows have a believable place."""
    good: Flags = (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & ((lon != 0) | (lat != 0))
    return good if region is None else good & ~region.suspects(lon, lat)


def _moments(
    texts: Mapping[str, Texts], shape: Shape, context: ReadContext
) -> Meanings[Moment]:
    """When each row was seen."""
    if not shape.timed:
        return meanings_of([texts["acq_date"]], partial(day_of, context=context))
    if shape.has("satellite"):
        columns = [texts["satellite"], texts["acq_date"], texts["acq_time"]]
        return meanings_of(columns, partial(minute_of, context=context))
    columns = [texts["acq_date"], texts["acq_time"]]
    return meanings_of(columns, partial(minute_of, "", context=context))


def _pixels(texts: Mapping[str, Texts], shape: Shape) -> Meanings[Pixel]:
    """The extent of each row's pixel."""
    if shape.has("scan", "track"):
        columns = [texts["scan"], texts["track"]]
        return meanings_of(columns, partial(pixel_of, instrument=shape.instrument))
    kinds = (pixel_of("", "", "viirs"), pixel_of("", "", "modis"))
    count = len(texts["latitude"])
    if shape.instrument:
        place = 0 if shape.instrument == "viirs" else 1
        return Meanings(np.full(count, place, dtype=np.int64), kinds)
    digits = np.maximum(decimals_of(texts["latitude"]), decimals_of(texts["longitude"]))
    return Meanings((digits < _VIIRS_DECIMALS).astype(np.int64), kinds)


def _claims(texts: Mapping[str, Texts]) -> Meanings[Claim]:
    """What the source says of each row's existence."""
    empty = pa.repeat(pa.scalar(""), len(texts["latitude"]))
    columns = [texts.get("confidence", empty), texts.get("type", empty)]
    return meanings_of(columns, claim_of)


def _without(
    found: Vetted,
    bad: Flags,
    unreadable: Mapping[str, Flags],
    shape: Shape,
    region: Region | None,
) -> Vetted:
    """The rows that are not bad, and the bad ones with their faults."""
    refused = list(found.refused)
    for row in np.flatnonzero(bad).tolist():
        values = {name: str(found.texts[name][row].as_py()) for name in shape.columns}
        fault = _fault(found, row, values, unreadable, region)
        refused.append((int(found.rows[row]), fault, ",".join(values.values())))
    kept = np.flatnonzero(~bad)
    where = pa.array(kept, pa.int64())
    return Vetted(
        {name: column.take(where) for name, column in found.texts.items()},
        found.rows[kept],
        found.lon[kept],
        found.lat[kept],
        found.moments.picked(kept),
        found.pixels.picked(kept),
        found.claims.picked(kept),
        tuple(sorted(refused, key=lambda item: item[0])),
    )


def _fault(
    found: Vetted,
    row: int,
    values: Mapping[str, str],
    unreadable: Mapping[str, Flags],
    region: Region | None,
) -> Fault:
    """The first thing that is wrong with a row."""
    place = coordinates(values["longitude"], values["latitude"], region)
    if isinstance(place, Fault):
        return place
    for meanings in (found.moments, found.pixels, found.claims):
        fault = meanings.fault(row)
        if fault is not None:
            return fault
    for name, flags in unreadable.items():
        value = number(values[name], name)
        if flags[row] and isinstance(value, Fault):
            return value
    return Fault("", Reason.PARSE, "a row that contradicts itself")
