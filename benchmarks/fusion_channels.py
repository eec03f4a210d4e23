"""Channels measured by ``calibrate``: is existence true with them, do intervals hold (F3)?

Seeds that nothing was chosen on. The model is mistaken in three ways and told what the
sensors state, or what was measured on the very detections, without their truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from benchmarks.figure import Figure
from benchmarks.fusion_fronts import Fused, fused, warm_up
from benchmarks.fusion_page import Table, keep
from benchmarks.machine import versions

from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.grounding import ground_of_front, parameters_of
from holdfire.exercises.front.intensity import density_of_counts
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.sensor import SENSORS, column
from holdfire.exercises.front.witnesses import witnesses
from holdfire.incidents.calibration.applying import moved_times
from holdfire.incidents.calibration.calibrating import calibrated, rates_of

MATCHED, MISTAKEN, HOLDS = 0.01, 0.03, (0.85, 0.95)
SEEDS = {"full": (11, 12), "quick": (11,)}
SIZES = {"full": 300_000, "quick": 50_000}
SMALL, SMALL_SEEDS = 60_000, {"full": range(201, 207), "quick": range(201, 203)}
MISTAKES: Mapping[str, Callable[[FrontPlan], FrontPlan]] = {
    "none": lambda plan: plan,
    "false alarms doubled": lambda plan: replace(plan, false_times=2.0),
    "chance to detect halved": lambda plan: replace(plan, detects_times=0.5),
    "acoustic clock 16 s late": lambda plan: replace(plan, acoustic_late_s=16.0),
}
COLUMNS = (
    "mistake", "seed", "told", "ECE", "ECE, two or more sensors", "Brier", "stated / true",
)  # fmt: skip
SMALL_COLUMNS = (
    "mistake", "fits", "hold p", "hold false alarms", "p / true", "happenings / true",
)  # fmt: skip


def _three(plan: FrontPlan, seed: int) -> dict[str, Fused]:
    """The front fused with stated parameters, with the density estimated, and measured."""
    front, given = draw_front(plan, seed), stated(plan)
    table = witnesses(front, given)
    names = tuple(one.name for one in SENSORS)
    fit = calibrated(table, ground_of_front(front), names, correct_clocks=True)
    rates = rates_of(fit, correct_clocks=True)
    told = witnesses(front, parameters_of(rates, given))
    told = replace(told, time=moved_times(told, rates.clock_s))
    return {
        "stated": fused(front, table),
        "stated, density estimated": fused(
            front, witnesses(front, density_of_counts(front, given))
        ),
        "measured": fused(front, told),
    }


def _row(mistake: str, seed: int, told: str, ours: Fused) -> list[str]:
    """A row of the table."""
    every, several = ours.existence(), ours.existence(2)
    return [
        mistake, str(seed), told, f"**{every.ece:.4f}**", f"{several.ece:.4f}",
        f"{every.brier:.3f}", f"{every.stated / every.true:.3f}",
    ]  # fmt: skip


def _fits(plan: FrontPlan, seed: int) -> list[tuple[float, float, float, float]]:
    """Of each channel measured: is p in its interval, are false alarms; p and Λ by truth."""
    front = draw_front(plan, seed)
    names = tuple(one.name for one in SENSORS)
    fit = calibrated(witnesses(front, stated(plan)), ground_of_front(front), names)
    true = column("detects") * plan.detects_times
    wrong = column("false") * plan.false_times * plan.events / plan.volume
    found = []
    for one, p, false in zip(fit.channels, true, wrong, strict=True):
        if one.detects is not None and one.false_per_km2_s is not None:
            inside = one.detects.low <= p <= one.detects.high
            held = one.false_per_km2_s.low <= false <= one.false_per_km2_s.high
            share = fit.happenings.value / plan.events
            found.append((float(inside), float(held), one.detects.value / p, share))
    return found


def _intervals(scale: str) -> tuple[list[Figure], list[list[str]]]:
    """How many intervals of 90 % hold the truth, on small fronts."""
    figures, rows = [], []
    for mistake in list(MISTAKES)[:3]:
        plan = MISTAKES[mistake](FrontPlan(SMALL))
        fits = np.array([one for seed in SMALL_SEEDS[scale] for one in _fits(plan, seed)])
        p, false, ratio, events = fits.mean(axis=0).tolist()
        rows.append([mistake, str(len(fits)), f"**{p:.3f}**", f"{false:.3f}", f"{ratio:.3f}",
                     f"{events:.3f}"])  # fmt: skip
        print(" | ".join(rows[-1]), flush=True)
        figures.append(
            Figure(
                f"fusion.channels.intervals.{mistake.replace(' ', '-')}",
                f"90 % intervals of p that hold it, mistake: {mistake}", p, "share",
                f"{HOLDS[0]} to {HOLDS[1]}", HOLDS[0] <= p <= HOLDS[1],
                settings=f"{len(fits)} channels of fronts of {SMALL:,} detections.",
                versions=versions("scipy"),
            )
        )  # fmt: skip
    return figures, rows


def run(scale: str) -> list[Figure]:
    """Every mistake on every seed, told in three ways; then intervals."""
    warm_up()
    figures: list[Figure] = []
    rows: list[list[str]] = []
    for mistake, change in MISTAKES.items():
        goal, worst = MATCHED if mistake == "none" else MISTAKEN, []
        for seed in SEEDS[scale]:
            for told, ours in _three(change(FrontPlan(SIZES[scale])), seed).items():
                rows.append(_row(mistake, seed, told, ours))
                print(" | ".join(rows[-1]), flush=True)
                if told == "measured":
                    worst.append((ours.existence().ece, ours.existence(2).ece))
        ece, several = max(worst)
        figures.append(
            Figure(
                f"fusion.channels.ece.{mistake.replace(' ', '-')}",
                f"Calibration with measured channels, mistake: {mistake}", ece, "ECE",
                f"at most {goal}", ece <= goal,
                settings=f"{SIZES[scale]:,} detections, worst of {len(worst)} seeds; "
                f"{several:.4f} over cells of two or more.", versions=versions("scipy"),
            )
        )  # fmt: skip
    more, small = _intervals(scale)
    if scale == "full":
        text = (
            "The front with hot spots, 4,965 events a day. *Stated*: what the sensors state;"
            " *measured*: by `calibrate`, on the detections alone, clocks corrected."
        )
        interval = (
            f"Fronts of {SMALL:,} detections; shares of 90 % intervals that hold the truth."
        )
        keep(
            "channels",
            [
                Table("Channels measured by other channels", text, COLUMNS, rows),
                Table("Intervals of measured channels", interval, SMALL_COLUMNS, small),
            ],
        )
    return figures + more
