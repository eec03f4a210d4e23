"""Points in zones: 1 M detections of the front against 60 zones of 5,000 vertices."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from benchmarks.figure import Figure, paired, seconds_of
from benchmarks.front import Spots, detections, star_zones
from benchmarks.machine import versions
from benchmarks.peer import start_sedona

from holdfire.base.zone_index import ZoneIndex

REPEATS = 9
JOIN = (
    "SELECT count(*) FROM points JOIN shapes ON ST_Contains(shapes.geometry, points.geometry)"
)


def _zone_by_zone(zones: list[shapely.Polygon], spots: Spots) -> int:
    """Shapely's fastest way: contains_xy of each prepared zone within its bounds."""
    hits = 0
    for zone in zones:
        west, south, east, north = zone.bounds
        lon, lat = spots.lon, spots.lat
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        shapely.prepare(zone)
        hits += int(shapely.contains_xy(zone, lon[near], lat[near]).sum())
    return hits


def _tree(zones: list[shapely.Polygon], points: np.ndarray) -> int:
    """Shapely's tree built on the points, asked with each zone (the fast way round)."""
    for zone in zones:
        shapely.prepare(zone)
    found = shapely.STRtree(points).query(zones, predicate="contains")
    return int(found.shape[1])


def _unprepared(zones: list[shapely.Polygon]) -> None:
    """Make shapely forget what it prepared, as at a first use."""
    for zone in zones:
        shapely.destroy_prepared(zone)


def run(scale: str) -> list[Figure]:
    """Compare hits pair by pair first, then time."""
    spots = detections(1_000_000 if scale == "full" else 100_000)
    zones = star_zones()
    count = len(spots.lon)
    index = ZoneIndex(zones)
    offsets, ids = index.hits(spots.lon, spots.lat)
    for number, zone in enumerate(zones):
        mine = np.zeros(count, dtype=bool)
        mine[np.repeat(np.arange(count), np.diff(offsets))[ids == number]] = True
        if (mine != shapely.contains_xy(zone, spots.lon, spots.lat)).any():
            raise SystemExit(f"zone {number} differs from shapely")
    points = np.asarray(shapely.points(spots.lon, spots.lat), dtype=object)
    settings = (
        f"{count:,} points, 60 zones x 5,000 vertices, hits equal to shapely's pair by pair."
    )

    def whole() -> float:
        return seconds_of(lambda: ZoneIndex(zones).hits(spots.lon, spots.lat))

    def ready() -> float:
        return seconds_of(lambda: index.hits(spots.lon, spots.lat))

    def shapely_whole() -> float:
        _unprepared(zones)
        return seconds_of(lambda: _zone_by_zone(zones, spots))

    def shapely_tree() -> float:
        _unprepared(zones)
        return seconds_of(lambda: _tree(zones, points))

    used = versions("shapely")
    figures = []
    for name, ours, peer, title, peer_name in (
        ("shapely", whole, shapely_whole, "Points in zones, index built anew",
         "shapely contains_xy per zone"),
        ("ready", ready, lambda: seconds_of(lambda: _zone_by_zone(zones, spots)),
         "Points in zones, index ready", "shapely contains_xy per zone, prepared"),
        ("tree", whole, shapely_tree, "Points in zones, index built anew",
         "shapely STRtree of the points"),
    ):  # fmt: skip
        got = paired(ours, peer, REPEATS)
        figures.append(
            Figure(f"zones.{name}", title, count / got.ours_s / 1e6, "M points/s",
                   "no slower than the peer", got.ratio >= 1.0, peer_name,
                   count / got.peer_s / 1e6, got.ratio, f"{settings} One core each.", used)
        )  # fmt: skip
    figures.append(_beside_sedona(zones, spots, whole, len(ids), settings))
    return figures


def _beside_sedona(
    zones: list[shapely.Polygon],
    spots: Spots,
    whole: Callable[[], float],
    hits: int,
    settings: str,
) -> Figure:
    """The same join in SedonaDB, which uses every core."""
    count = len(spots.lon)
    peer, used = start_sedona()
    title, goal = "Points in zones, index built anew", "no slower than the peer"
    if peer is None:
        rate, name = count / whole() / 1e6, "SedonaDB (not installed)"
        return Figure(
            "zones.sedona", title, rate, "M points/s", goal, None, name, settings=settings
        )
    with tempfile.TemporaryDirectory() as folder:
        where, shapes = Path(folder) / "points.parquet", Path(folder) / "shapes.parquet"
        pq.write_table(pa.table({"x": spots.lon, "y": spots.lat}), where)
        pq.write_table(pa.table({"wkb": shapely.to_wkb(zones).tolist()}), shapes)
        peer.ask(points=str(where), shapes=str(shapes))
        found = peer.ask(sql=JOIN)["value"]
        if int(found) != hits:
            raise SystemExit(f"SedonaDB finds {found:.0f} hits, holdfire {hits}")
        got = paired(whole, lambda: peer.ask(sql=JOIN)["seconds"], REPEATS)
        peer.close()
    return Figure(
        "zones.sedona", title, count / got.ours_s / 1e6, "M points/s", goal, got.ratio >= 1.0,
        "SedonaDB spatial join", count / got.peer_s / 1e6, got.ratio,
        f"{settings} Holdfire on one core, SedonaDB on all.", versions("shapely") | used,
    )  # fmt: skip
