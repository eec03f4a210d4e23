"""Who held what is sealed; that an area was held, where and on which days, is evidence."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from holdfire.base.instant import TimeBasis, TimeSpan, from_micros
from holdfire.base.phenomenon import Phenomenon
from holdfire.detections.assertion import distinct_observations, every_assertion
from holdfire.detections.columns import NO_TIME, equal_to, filled, micros_of, rows_where
from holdfire.detections.footprint import footprint_wkb
from holdfire.detections.placement import places_of

__all__ = ["Holding", "holdings"]


@dataclass(frozen=True, slots=True)
class Holding:
    """An area that a source shows as held during ``time``.

    ``area_wkb`` is a polygon in longitude/latitude. Whose it is stands in the sealed
    payload of ``observation_id``; ``seal`` points to whose source it is. Neither is opened
    here.
    """

    observation_id: str
    source: str
    time: TimeSpan
    area_wkb: bytes
    seal: str
    synthetic: bool


def holdings(observations: pa.Table) -> tuple[Holding, ...]:
    """The areas held that the observations show, sorted by time, source and id.

    Rows without a time are left out: an undated map says nothing about a day.
    """
    held = equal_to(observations.column("phenomenon"), Phenomenon.AREA_HELD)
    maybe = rows_where(observations, held | filled(observations.column("further")))
    rows = every_assertion(distinct_observations(maybe))
    rows = rows_where(rows, equal_to(rows.column("phenomenon"), Phenomenon.AREA_HELD))
    starts = micros_of(rows.column("t_start")).tolist()
    ends = micros_of(rows.column("t_end")).tolist()
    names = ("id", "source", "time_basis", "sigma_s", "affiliation_seal", "synthetic")
    columns = [rows.column(name).to_pylist() for name in names]
    found = []
    for start, end, place, id_, source, basis, sigma, seal, synthetic in zip(
        starts, ends, places_of(rows), *columns, strict=True
    ):
        if NO_TIME in (start, end):
            continue
        time = TimeSpan(
            from_micros(start), from_micros(end), TimeBasis(basis or TimeBasis.UTC), sigma
        )
        found.append(Holding(id_, source, time, footprint_wkb(place), seal, synthetic))
    return tuple(
        sorted(found, key=lambda one: (one.time.start, one.source, one.observation_id))
    )
