"""Points in zones: 10 M detections of the front against disjoint and overlapping zones."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from benchmarks.figure import Figure, Paired, paired, seconds_of
from benchmarks.front import Spots, detections, star_zones
from benchmarks.machine import versions
from benchmarks.peer import start_sedona
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from holdfire.base.zone_index import Hits, ZoneIndex

REPEATS = 5
BAND_DEG = 0.03
"""About 3 km."""
RATIO = 5.0
JOIN = (
    "SELECT count(*) FROM points JOIN shapes ON ST_Contains(shapes.geometry, points.geometry)"
)


def overlapping(zones: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The zones, each with a hole in its middle, and a band of about 3 km around each.

    A band touches its zone everywhere and overlaps its neighbours and their bands.
    """
    holed, bands = [], []
    for zone in zones:
        holed.append(zone.difference(affinity.scale(zone, 0.4, 0.4, origin="centroid")))
        bands.append(zone.buffer(BAND_DEG, quad_segs=2).difference(zone))
    return holed + bands


def _near(zone: BaseGeometry, spots: Spots) -> np.ndarray:
    """The points within the bounds of a zone."""
    west, south, east, north = zone.bounds
    lon, lat = spots.lon, spots.lat
    return np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _zone_by_zone(zones: Sequence[BaseGeometry], spots: Spots) -> int:
    """Shapely's fastest way: contains_xy of each prepared zone within its bounds."""
    hits = 0
    for zone in zones:
        near = _near(zone, spots)
        shapely.prepare(zone)
        hits += int(shapely.contains_xy(zone, spots.lon[near], spots.lat[near]).sum())
    return hits


def _tree(zones: Sequence[BaseGeometry], points: np.ndarray) -> int:
    """Shapely's tree built on the points, asked with each zone (the fast way round)."""
    for zone in zones:
        shapely.prepare(zone)
    found = shapely.STRtree(points).query(zones, predicate="contains")
    return int(found.shape[1])


def _forget(zones: Sequence[BaseGeometry]) -> None:
    """Make shapely forget what it prepared, as at a first use."""
    for zone in zones:
        shapely.destroy_prepared(zone)


def _compare(zones: Sequence[BaseGeometry], spots: Spots, hits: Hits) -> None:
    """End the program unless every hit is shapely's and every hit of shapely's is there."""
    point = np.repeat(np.arange(len(spots.lon)), np.diff(hits.offsets))
    order = np.argsort(hits.zone_ids, kind="stable")
    first = np.searchsorted(hits.zone_ids[order], np.arange(len(zones) + 1))
    for number, zone in enumerate(zones):
        near = _near(zone, spots)
        shapely.prepare(zone)
        theirs = near[shapely.contains_xy(zone, spots.lon[near], spots.lat[near])]
        if not np.array_equal(point[order[first[number] : first[number + 1]]], theirs):
            raise SystemExit(f"zone {number} differs from shapely")


def _figure(
    name: str, title: str, count: int, got: Paired, peer: str, goal_m: float, settings: str,
    used: dict[str, str],
) -> Figure:  # fmt: skip
    """A rate beside a peer's; met where both the rate and the ratio are."""
    rate = count / got.ours_s / 1e6
    least = f"{goal_m:g} and " if goal_m else ""
    return Figure(
        name, title, rate, "M points/s", f"at least {least}{RATIO:g} x the peer",
        rate >= goal_m and got.ratio >= RATIO, peer, count / got.peer_s / 1e6, got.ratio,
        settings, used,
    )  # fmt: skip


def _beside(
    kind: str, title: str, zones: Sequence[BaseGeometry], spots: Spots, goal_m: float
) -> list[Figure]:
    """One set of zones against shapely and SedonaDB, the index built anew and ready."""
    index, count = ZoneIndex(zones), len(spots.lon)
    hits = index.hits(spots.lon, spots.lat)
    _compare(zones, spots, hits)
    corners = int(shapely.get_num_coordinates(np.array(zones, dtype=object)).sum())
    settings = (
        f"{count:,} points, {len(zones)} zones of together {corners:,} vertices,"
        f" {len(hits.zone_ids) / count:.2f} hits a point, equal to shapely's pair by pair."
    )

    def whole() -> float:
        return seconds_of(lambda: ZoneIndex(zones).hits(spots.lon, spots.lat))

    def ready() -> float:
        return seconds_of(lambda: index.hits(spots.lon, spots.lat))

    def shapely_whole() -> float:
        _forget(zones)
        return seconds_of(lambda: _zone_by_zone(zones, spots))

    def shapely_ready() -> float:
        return seconds_of(lambda: _zone_by_zone(zones, spots))

    used, one_each = versions("shapely", "numba"), f"{settings} One core each."
    anew = f"{title}, index built anew"
    figures = [
        _figure(f"zones.{kind}shapely", anew, count, paired(whole, shapely_whole, REPEATS),
                "shapely contains_xy per zone, one thread", 0.0, one_each, used),
        _figure(f"zones.{kind}ready", f"{title}, index ready", count,
                paired(ready, shapely_ready, REPEATS),
                "shapely contains_xy per zone, prepared, one thread", goal_m, one_each, used),
    ]  # fmt: skip
    peer, more = start_sedona()
    if peer is None:
        none = Figure(f"zones.{kind}sedona", anew, count / whole() / 1e6, "M points/s", "-",
                      None, "SedonaDB (not installed)", settings=settings)  # fmt: skip
        return [*figures, none]
    with tempfile.TemporaryDirectory() as folder:
        where, shapes = Path(folder) / "points.parquet", Path(folder) / "shapes.parquet"
        pq.write_table(pa.table({"x": spots.lon, "y": spots.lat}), where)
        pq.write_table(pa.table({"wkb": shapely.to_wkb(zones).tolist()}), shapes)
        peer.ask(points=str(where), shapes=str(shapes))
        found = peer.ask(sql=JOIN)["value"]
        if int(found) != len(hits.zone_ids):
            raise SystemExit(f"SedonaDB finds {found:.0f} hits, holdfire {len(hits.zone_ids)}")
        got = paired(whole, lambda: peer.ask(sql=JOIN)["seconds"], REPEATS)
        peer.close()
    both = f"{settings} Holdfire on one core, SedonaDB on all."
    return [
        *figures,
        _figure(f"zones.{kind}sedona", anew, count, got, "SedonaDB spatial join, all threads",
                0.0, both, used | more),
    ]  # fmt: skip


def _beside_tree(zones: Sequence[BaseGeometry], spots: Spots) -> Figure:
    """A tenth of the points, made into geometries, against shapely's tree of points."""
    some = slice(0, len(spots.lon) // 10)
    lon, lat = spots.lon[some], spots.lat[some]
    points = np.asarray(shapely.points(lon, lat), dtype=object)

    def tree() -> float:
        _forget(zones)
        return seconds_of(lambda: _tree(zones, points))

    got = paired(lambda: seconds_of(lambda: ZoneIndex(zones).hits(lon, lat)), tree, REPEATS)
    return Figure(
        "zones.tree", "Points in zones, index built anew", len(lon) / got.ours_s / 1e6,
        "M points/s", f"at least {RATIO:g} x the peer", got.ratio >= RATIO,
        "shapely STRtree of the points", len(lon) / got.peer_s / 1e6, got.ratio,
        f"{len(lon):,} points, 60 zones x 5,000 vertices. One core each.", versions("shapely"),
    )  # fmt: skip


def run(scale: str) -> list[Figure]:
    """Compare hits pair by pair first, then time; compiled code is ready before."""
    spots = detections(10_000_000 if scale == "full" else 1_000_000)
    zones = star_zones()
    ZoneIndex(zones[:1]).hits(spots.lon[:9], spots.lat[:9])
    return [
        *_beside("", "Points in zones", zones, spots, 20.0),
        _beside_tree(zones, spots),
        *_beside(
            "overlapping.", "Points in overlapping zones", overlapping(zones), spots, 12.0
        ),
    ]
