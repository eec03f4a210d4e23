"""Detections fused in a CPU second, beside DBSCAN and Stone Soup, and memory (goals F1, S3)."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from benchmarks.figure import Figure, paired
from benchmarks.fusion_fronts import TAU, table_of, warm_up
from benchmarks.fusion_page import Table, keep
from benchmarks.fusion_peers import by_dbscan
from benchmarks.fusion_tracker import VARIANTS, detections_per_second
from benchmarks.machine import versions

from holdfire.exercises.front.drawing import Front, FrontPlan
from holdfire.incidents.fusing import fuse
from holdfire.incidents.witness_table import WitnessTable

GOAL, DBSCAN_GOAL, TRACKER_GOAL, MEMORY_GOAL_GB = 0.5e6, 5.0, 500.0, 4.0
SIZES = {"full": 1_000_000, "quick": 50_000}
LARGE = {"full": 10_000_000, "quick": 100_000}
REPEATS = 3


def _cpu(work: object) -> float:
    """CPU seconds of one call."""
    assert callable(work)  # noqa: S101 - ours
    start = time.process_time()
    work()
    return time.process_time() - start


def _beside_dbscan(front: Front, table: WitnessTable, variant: str) -> tuple[Figure, Figure]:
    """Both in turn, in CPU seconds."""
    got = paired(
        lambda: _cpu(lambda: fuse(table, TAU)), lambda: _cpu(lambda: by_dbscan(front)), REPEATS
    )
    rate = len(front) / got.ours_s
    settings = f"{len(front):,} detections, {variant}, 4,965 events a day, one core."
    key, used = variant.replace(" ", "-"), versions("scikit-learn", "numba")
    return (
        Figure(f"fusion.speed.{key}", f"Fusion, {variant}", rate / 1e6, "M detections/CPU s",
               f"at least {GOAL / 1e6}", rate >= GOAL, settings=settings, versions=used),
        Figure(f"fusion.speed.{key}.dbscan", f"Fusion, {variant}, beside DBSCAN", rate / 1e6,
               "M detections/CPU s", f"at least {DBSCAN_GOAL:g} times DBSCAN",
               got.ratio >= DBSCAN_GOAL, "scikit-learn DBSCAN (3 km, 60 s, 2)",
               len(front) / got.peer_s / 1e6, got.ratio, settings, used),
    )  # fmt: skip


def _beside_tracker(rate: float, variant: str) -> Figure:
    """Stone Soup associates what it is made for; the ratio is of detections a second."""
    theirs = detections_per_second(variant)
    key = "tree" if "k-d" in variant else "plain"
    return Figure(
        f"fusion.speed.stonesoup.{key}", "Fusion, full model, beside a tracker", rate / 1e6,
        "M detections/CPU s", f"at least {TRACKER_GOAL:g} times", rate / theirs >= TRACKER_GOAL,
        f"Stone Soup, {variant}", theirs / 1e6, rate / theirs,
        "Its tracks: 100 objects, 5 scans, one false alarm per object; our full front.",
        versions("stonesoup"),
    )  # fmt: skip


def _memory(count: int, variant: str) -> tuple[Figure, Figure]:
    """A large front in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.fusion_worker", str(count), variant],
        check=True, capture_output=True, text=True, timeout=1_800,
    )  # fmt: skip
    got = json.loads(done.stdout.splitlines()[-1])
    rate = got["detections"] / got["cpu_s"]
    settings = (
        f"{got['detections']:,} detections, {variant}; {got['before_gb']:.1f} GB before fusion."
    )
    key = variant.replace(" ", "-")
    return (
        Figure(f"fusion.memory.{key}", f"Peak memory, 10 M detections, {variant}",
               got["peak_gb"], "GB", f"at most {MEMORY_GOAL_GB:g} GB",
               got["peak_gb"] <= MEMORY_GOAL_GB, settings=settings, versions=versions("numba")),
        Figure(f"fusion.speed.large.{key}", f"Fusion, 10 M detections, {variant}", rate / 1e6,
               "M detections/CPU s", f"at least {GOAL / 1e6}", rate >= GOAL,
               settings=settings, versions=versions("numba")),
    )  # fmt: skip


def run(scale: str) -> list[Figure]:
    """The full model and points alone; then ten million points."""
    warm_up()
    figures: list[Figure] = []
    for variant in ("hot spots", "full"):
        front, table = table_of(FrontPlan(SIZES[scale]), variant)
        figures += _beside_dbscan(front, table, variant)
    rate = figures[-1].figure * 1e6
    figures += [_beside_tracker(rate, variant) for variant in VARIANTS]
    figures += _memory(LARGE[scale], "hot spots")
    if scale == "full":
        columns = ["figure", "holdfire", "peer", "peer's", "ratio", "goal"]
        rows = [
            [f.title, f"{f.figure:.3g} {f.unit}", f.peer or "–",
             "–" if f.peer_figure is None else f"{f.peer_figure:.3g}",
             "–" if f.ratio is None else f"{f.ratio:.3g}", f.goal]
            for f in figures
        ]  # fmt: skip
        text = "CPU seconds of one process; both sides in turn, median of three."
        keep("speed", [Table("Speed and memory", text, columns, rows)])
    return figures
