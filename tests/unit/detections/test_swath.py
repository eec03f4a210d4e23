from __future__ import annotations

import random
from collections.abc import Callable

import pyarrow as pa
import shapely

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import NOWHERE, Place, PlaceKind, point
from holdfire.detections.assertion import every_assertion
from holdfire.detections.swath import passes_of
from holdfire.observations.record import Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]
HOT = {"source": "firms", "modality": Modality.THERMAL, "kind": Phenomenon.THERMAL}


def pixel(lon: float, lat: float) -> Place:
    return Place(PlaceKind.AREA, lon, lat, half_e_m=200.0, half_n_m=200.0)


def test_every_pixel_lies_in_its_own_pass_and_no_pass_is_wider_than_its_pixels(
    seen: Make, table: Table
) -> None:
    draw = random.Random(3)
    scans = {
        f"N {n}": [(36 + draw.random(), 48 + draw.random()) for _ in range(9)] for n in range(5)
    }
    rows = [
        seen(f"{scan} {n}", place=pixel(*spot), scan=scan, **HOT)
        for scan, spots in scans.items()
        for n, spot in enumerate(spots)
    ]
    draw.shuffle(rows)
    found = passes_of(every_assertion(table(*rows)))
    assert len(found) == 5
    hulls = [shapely.from_wkb(one.area_wkb) for one in found]
    for spots in scans.values():
        around = [shapely.Point(spot).buffer(0.006) for spot in spots]
        widest = shapely.convex_hull(shapely.union_all(around))
        mine = [h for h in hulls if all(h.contains(shapely.Point(spot)) for spot in spots)]
        (own,) = [h for h in mine if widest.contains(h)]
        assert own.is_valid


def test_one_scan_at_two_times_is_two_passes(seen: Make, table: Table) -> None:
    rows = table(
        seen("a", place=pixel(36.0, 48.0), scan="N 1", **HOT),
        seen("b", place=pixel(36.0, 48.0), scan="N 1", hours=1, **HOT),
        seen("c", place=pixel(37.0, 48.0), **HOT),
    )
    found = passes_of(every_assertion(rows))
    assert [one.span[0] for one in found] == sorted(one.span[0] for one in found)
    assert len(found) == 3


def test_a_pass_without_a_place_or_extent_covers_nothing(seen: Make, table: Table) -> None:
    rows = table(
        seen("a", place=NOWHERE, scan="N 1", **HOT),
        seen("b", place=point(36.0, 48.0), scan="N 2", **HOT),
    )
    found = passes_of(every_assertion(rows))
    assert [shapely.from_wkb(one.area_wkb).is_empty for one in found] == [True, True]
    assert [one.kinds for one in found] == [["thermal"], ["thermal"]]
