"""Is existence true as often as it says, matched and with a mistaken model (goal F3)?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.figure import Figure
from benchmarks.fusion_fronts import Fused, fused, table_of, warm_up
from benchmarks.fusion_page import Table, keep
from benchmarks.machine import versions

from holdfire.exercises.front.drawing import DENSITIES, FrontPlan
from holdfire.exercises.front.parameters import FrontParameters, stated
from holdfire.exercises.score.existence import Bin

MATCHED, MISTAKEN = 0.01, 0.03
PER_DAY = ("735", "4965", "20623")
SIZES = {"full": 300_000, "quick": 50_000}
MISTAKES: Mapping[str, Callable[[FrontPlan], FrontPlan]] = {
    "false alarms doubled": lambda plan: replace(plan, false_times=2.0),
    "chance to detect halved": lambda plan: replace(plan, detects_times=0.5),
    "acoustic clock 16 s late": lambda plan: replace(plan, acoustic_late_s=16.0),
}
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


def _given(plan: FrontPlan, told: str) -> FrontParameters | None:
    """What the model is given; ``None``: what is stated, with the density estimated."""
    return stated(plan) if told == "uniform density" else None


def run(scale: str) -> list[Figure]:
    """Matched at three densities, then three mistakes at 4,965 events a day."""
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
    for mistake, change in MISTAKES.items():
        plan = change(FrontPlan(SIZES[scale], DENSITIES["4965"]))
        for told in ("uniform density", "density estimated"):
            ours = fused(*table_of(plan, "hot spots", _given(plan, told)))
            rows.append(_row(f"{mistake}, not told, {told}", "4965", ours))
            print(" | ".join(rows[-1]), flush=True)
        key = f"mistaken.{mistake.replace(' ', '-')}"
        figures.append(
            _figure(key, f"Calibration, {mistake}, the model not told", ours, MISTAKEN)
        )
        curves[mistake] = ours.existence().bins
    if scale == "full":
        text = (
            "One cell stands for one event; a fragment is false. ECE: expected calibration"
            " error in ten bins. The model is told what the sensors state."
        )
        keep("calibration", [Table("Calibration", text, COLUMNS, rows)], curves)
    return figures
