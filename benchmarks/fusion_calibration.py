"""Is existence true as often as it says, on fronts that fit the model (goal F3)?"""

from __future__ import annotations

from benchmarks.figure import Figure
from benchmarks.fusion_fronts import Fused, fused, table_of, warm_up
from benchmarks.fusion_page import Table, keep
from benchmarks.machine import versions

from holdfire.exercises.front.drawing import DENSITIES, FrontPlan
from holdfire.exercises.score.existence import Bin

MATCHED = 0.01
PER_DAY = ("735", "4965", "20623")
SIZES = {"full": 300_000, "quick": 50_000}
COLUMNS = (
    "front", "events a day", "ECE", "ECE, two or more sensors", "Brier", "AUC",
    "stated / true", "90 % regions cover",
)  # fmt: skip


def _row(front: str, per_day: str, ours: Fused) -> list[str]:
    """A row of the table."""
    every, several = ours.existence(), ours.existence(2)
    return [
        front, per_day, f"**{every.ece:.4f}**", f"{several.ece:.4f}", f"{every.brier:.3f}",
        f"{every.auc:.3f}", f"{every.stated / every.true:.3f}", f"{ours.covered():.3f}",
    ]  # fmt: skip


def _figure(key: str, title: str, ours: Fused, goal: float) -> Figure:
    """The calibration error against its goal."""
    ece, several = ours.existence().ece, ours.existence(2).ece
    settings = f"{len(ours.front):,} detections; {several:.4f} over cells of two or more."
    return Figure(
        f"fusion.calibration.{key}", title, ece, "ECE", f"at most {goal}", ece <= goal,
        settings=settings, versions=versions("scipy"),
    )  # fmt: skip


def _cover(key: str, ours: Fused) -> Figure:
    """The share of 90 % regions that hold the true place."""
    share = ours.covered()
    return Figure(
        f"fusion.regions.{key}", f"90 % regions that hold the true place, {key}", share,
        "share", "0.88 to 0.92", 0.88 <= share <= 0.92,
        settings="Cells of two or more sensors that stand for an event.",
    )  # fmt: skip


def run(scale: str) -> list[Figure]:
    """Three variants at three densities."""
    warm_up()
    figures: list[Figure] = []
    rows: list[list[str]] = []
    curves: dict[str, tuple[Bin, ...]] = {}
    for per_day in PER_DAY:
        for variant in ("hot spots", "uniform", "full"):
            plan = FrontPlan(SIZES[scale], DENSITIES[per_day], variant != "uniform")
            ours = fused(*table_of(plan, variant))
            rows.append(_row(variant, per_day, ours))
            print(" | ".join(rows[-1]), flush=True)
            key = f"{variant.replace(' ', '-')}.{per_day}"
            title = f"Calibration, {variant}, {per_day} events a day"
            figures += [_figure(key, title, ours, MATCHED), _cover(key, ours)]
            if variant == "hot spots":
                curves[f"{per_day} a day"] = ours.existence().bins
    if scale == "full":
        text = (
            "One cell stands for one event; a fragment is false. ECE: expected calibration"
            " error in ten bins. The model is told what the sensors state."
        )
        keep("calibration", [Table("Calibration", text, COLUMNS, rows)], curves)
    return figures
