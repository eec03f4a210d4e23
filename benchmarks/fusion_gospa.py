"""Distance between what was found and what was, by GOSPA (goal F4)."""

from __future__ import annotations

import numpy as np
from benchmarks.figure import Figure
from benchmarks.fusion_fronts import Fused, fused, table_of, warm_up
from benchmarks.fusion_page import Table, keep
from benchmarks.fusion_peers import Radius, by_radius, means, tuned
from benchmarks.machine import versions
from numpy.typing import NDArray

from holdfire.exercises.front.drawing import DENSITIES, Front, FrontPlan
from holdfire.exercises.score.gospa import Gospa, Points, gospa

GOAL = 0.20
SIZES = {"full": 300_000, "quick": 50_000}
PER_DAY = ("735", "4965", "20623")
COLUMNS = (
    "events a day", "front", "truth", "grouping", "GOSPA a day, km", "localisation, km²",
    "missed", "false", "against the best radius",
)  # fmt: skip

Ints = NDArray[np.int64]


def _truth(front: Front, least: int) -> Points:
    """The events with at least so many detections."""
    counts = np.bincount(front.truth[front.truth >= 0], minlength=len(front.event_time))
    kept = counts >= least
    return Points(front.event_place[kept], front.event_time[kept])


def _grouped(front: Front, cell: Ints) -> Points:
    """The mean place and time of each group of two or more detections."""
    points, kept = means(front, cell), np.bincount(cell) >= 2
    return Points(points.place[kept], points.time[kept])


def _found(ours: Fused, least: int) -> Points:
    """The incidents with existence of at least one half and so many sensors."""
    found = ours.found
    kept = (found.exists[:, 1] >= 0.5) & (found.size >= least)
    return Points(found.place[kept], found.time[kept, :2].mean(axis=1))


def _by_truth(front: Front) -> Ints:
    """Groups by the true events; every false alarm alone."""
    alone = len(front.event_time) + np.arange(len(front))
    return np.unique(np.where(front.truth >= 0, front.truth, alone), return_inverse=True)[1]


def _scores(ours: Fused, least: int) -> tuple[dict[str, Gospa], float]:
    """GOSPA of ours, of the best radius and of the true groups; the period in days."""
    front, true = ours.front, _truth(ours.front, least)
    days = front.plan.seconds / 86_400.0

    def score(at: Radius) -> float:
        return -gospa(true, _grouped(front, by_radius(front, at))).squared

    best = tuned(score, Radius(6.0, 60.0)).ranked[0]
    name = f"radius ({best.km:g} km, {best.seconds:g} s)"
    return {
        "holdfire": gospa(true, _found(ours, least)),
        name: gospa(true, _grouped(front, by_radius(front, best))),
        "true ids": gospa(true, _grouped(front, _by_truth(front))),
    }, days


def run(scale: str) -> list[Figure]:
    """Events with two or more detections, which can be won; and all events."""
    warm_up()
    figures: list[Figure] = []
    rows: list[list[str]] = []
    for per_day in PER_DAY:
        for variant in ("hot spots", "full"):
            plan = FrontPlan(SIZES[scale], DENSITIES[per_day])
            ours = fused(*table_of(plan, variant))
            for least in (2, 1) if variant == "hot spots" else (2,):
                scores, days = _scores(ours, least)
                peer = next(name for name in scores if name.startswith("radius"))
                theirs = scores[peer].per_day(days)
                truth = "two or more detections" if least == 2 else "at least one detection"
                for name, one in scores.items():
                    change = one.per_day(days) / theirs - 1.0
                    rows.append(
                        [per_day, variant, truth, name, f"{one.per_day(days):.1f}",
                         f"{one.localisation:,.0f}", f"{one.missed:,}", f"{one.false:,}",
                         "–" if name == peer else f"{change:+.1%}"]
                    )  # fmt: skip
                    print(" | ".join(rows[-1]), flush=True)
                if least == 2:
                    own = scores["holdfire"].per_day(days)
                    key = f"{variant.replace(' ', '-')}.{per_day}"
                    figures.append(
                        Figure(
                            f"fusion.gospa.{key}",
                            f"GOSPA a day, {variant}, {per_day} events a day", own, "km",
                            f"at least {GOAL:.0%} below the best radius",
                            own <= (1.0 - GOAL) * theirs, peer, theirs, theirs / own,
                            f"{len(ours.front):,} detections; events with two or more"
                            " detections; true ids"
                            f" {scores['true ids'].per_day(days):.1f} km.",
                            versions("scipy"),
                        )
                    )  # fmt: skip
    if scale == "full":
        text = (
            "p = 2, c = 10 km, a minute counts as a kilometre; 300,000 detections. Holdfire:"
            " incidents of at least half existence (against events with two detections: of at"
            " least two sensors). Radius: groups of two or more detections, tuned for this"
            " figure. The root is shown: 20 % less of it is 36 % less of its square."
        )
        keep("gospa", [Table("Distance to the truth", text, COLUMNS, rows)])
    return figures
