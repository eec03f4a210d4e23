"""Distances to a line: 1 M detections of the front and a contact line of 20,000 vertices."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from benchmarks.figure import Figure, Paired, paired, seconds_of
from benchmarks.front import Spots, contact_line, detections
from benchmarks.machine import versions
from benchmarks.peer import start_sedona

from holdfire.base.geodesy import distance_m
from holdfire.base.polyline import Polyline

REPEATS = 5
LIMIT_M = 15_000.0
RATE_M = 2.0
ASKED_OF_PROJ = 50_000
KNN = (
    "SELECT count(*) FROM points JOIN shapes"
    " ON ST_KNN(points.geometry, shapes.geometry, 1, FALSE)"
)
DWITHIN = (
    "SELECT count(*) FROM points WHERE EXISTS (SELECT 1 FROM shapes"
    f" WHERE ST_DWithin(points.geometry, shapes.geometry, {LIMIT_M}))"
)
TITLES = {
    "distance": "Distance to a contact line",
    "within": "Within 15 km of a contact line",
}


def _figure(name: str, peer: str, got: Paired, count: int, used: dict[str, str]) -> Figure:
    """A rate beside a rate."""
    kind = name.partition(".")[0]
    cores = "all cores" if "Sedona" in peer else "one core"
    rate = count / got.ours_s / 1e6
    return Figure(
        f"lines.{name}", TITLES[kind], rate, "M points/s",
        f"at least {RATE_M:g}, and no slower than the peer",
        rate >= RATE_M and got.ratio >= 1.0, peer, count / got.peer_s / 1e6, got.ratio,
        f"{count:,} points, 20,000 vertices, the line's index built anew. Holdfire measures on"
        f" the ellipsoid on one core; the peer in a plane, which is easier, on {cores}.", used,
    )  # fmt: skip


def _error(line: Polyline, spots: Spots) -> Figure:
    """How far distances are from PROJ's geodesics to the same feet, at most."""
    lon, lat = spots.lon[:ASKED_OF_PROJ], spots.lat[:ASKED_OF_PROJ]
    foot_lon, foot_lat = line.foot(lon, lat)
    gap = np.abs(line.distance_m(lon, lat) - distance_m(lon, lat, foot_lon, foot_lat))
    worst = float(gap.max()) * 1000.0
    return Figure(
        "lines.error", "Distance to a contact line: largest error", worst, "mm", "below 1",
        worst < 1.0, settings=f"Against PROJ, {len(lon):,} points, the same feet.",
        versions=versions("pyproj"),
    )  # fmt: skip


def _side(line: Polyline, spots: Spots) -> Figure:
    """The side of the line; nobody else was found who answers it."""
    seconds = median(
        seconds_of(lambda: line.side(spots.lon, spots.lat)) for _ in range(REPEATS)
    )
    rate = len(spots.lon) / seconds / 1e6
    return Figure(
        "lines.side", "Side of a contact line", rate, "M points/s", f"at least {RATE_M:g}",
        rate >= RATE_M, settings=f"{len(spots.lon):,} points, one core, index ready.",
        versions=versions("numba"),
    )  # fmt: skip


def run(scale: str) -> list[Figure]:
    """Shapely and SedonaDB measure in the plane of the generator, holdfire on the earth."""
    spots = detections(1_000_000 if scale == "full" else 100_000)
    line = contact_line()
    count = len(spots.lon)
    made = Polyline(line.lon, line.lat)
    made.within(spots.lon[:9], spots.lat[:9], LIMIT_M)
    checks = [_error(made, spots), _side(made, spots)]
    points = shapely.points(spots.x, spots.y)
    vertices = np.column_stack((line.x, line.y))
    segments = np.asarray(
        shapely.linestrings(np.stack((vertices[:-1], vertices[1:]), axis=1)), dtype=object
    )
    whole_line = shapely.LineString(vertices)

    def distance() -> float:
        return seconds_of(lambda: Polyline(line.lon, line.lat).distance_m(spots.lon, spots.lat))

    def within() -> float:
        return seconds_of(
            lambda: Polyline(line.lon, line.lat).within(spots.lon, spots.lat, LIMIT_M)
        )

    def nearest() -> float:
        return seconds_of(
            lambda: shapely.STRtree(segments).query_nearest(
                points, return_distance=True, all_matches=False
            )
        )

    def dwithin() -> float:
        shapely.destroy_prepared(whole_line)

        def check() -> None:
            shapely.prepare(whole_line)
            shapely.dwithin(whole_line, points, LIMIT_M)

        return seconds_of(check)

    used = versions("shapely", "numba", "pyproj")
    figures = [
        _figure("distance.shapely", "shapely STRtree.query_nearest",
                paired(distance, nearest, REPEATS), count, used),
        _figure("within.shapely", "shapely dwithin, prepared line",
                paired(within, dwithin, REPEATS), count, used),
    ]  # fmt: skip
    return checks + figures + _beside_sedona(spots, segments, distance, within, used)


def _beside_sedona(
    spots: Spots,
    segments: np.ndarray,
    distance: Callable[[], float],
    within: Callable[[], float],
    used: dict[str, str],
) -> list[Figure]:
    """The nearest-neighbour and the distance join of SedonaDB over the segments."""
    count = len(spots.lon)
    peer, more = start_sedona()
    if peer is None:
        return [
            Figure(f"lines.{kind}.sedona", TITLES[kind], count / ours() / 1e6, "M points/s",
                   "no slower than the peer", None, "SedonaDB (not installed)", versions=used)
            for kind, ours in (("distance", distance), ("within", within))
        ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        where, shapes = Path(folder) / "points.parquet", Path(folder) / "shapes.parquet"
        pq.write_table(pa.table({"x": spots.x, "y": spots.y}), where)
        pq.write_table(pa.table({"wkb": shapely.to_wkb(segments).tolist()}), shapes)
        peer.ask(points=str(where), shapes=str(shapes))
        knn = paired(distance, lambda: peer.ask(sql=KNN)["seconds"], REPEATS)
        near = paired(within, lambda: peer.ask(sql=DWITHIN)["seconds"], REPEATS)
        peer.close()
    return [
        _figure("distance.sedona", "SedonaDB KNN join", knn, count, used | more),
        _figure("within.sedona", "SedonaDB distance join", near, count, used | more),
    ]
