"""Exercises and the demo: make a simulated ceasefire, verify it, score it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from holdfire.exercises import generate, score, write_exercise
from holdfire.service.agreementfile import find_agreement
from holdfire.service.datafile import find_data_files
from holdfire.service.progress import Progress, silent
from holdfire.service.run import RunRequest, RunResult, run_verification
from holdfire.service.workspace import open_workspace

__all__ = ["Demo", "make_exercise", "run_demo", "score_run"]

DEMO = "minsk-like"


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made: the run, its score against the truth, where the workspace is."""

    result: RunResult
    score: dict[str, float | None]
    workspace: Path


def make_exercise(name: str, *, seed: int, days: int, out: Path, mirrored: bool = False) -> int:
    """Write an exercise folder; returns the number of true happenings."""
    made = generate(name, seed=seed, days=days, mirrored=mirrored)
    write_exercise(made, out)
    return len(made.happenings)


def score_run(folder: Path, out: Path) -> dict[str, float | None]:
    """The figures of a run against the truth of its exercise; ``None`` where undefined."""
    figures: dict[str, Any] = asdict(score(folder, out))
    return {name: None if value is None else float(value) for name, value in figures.items()}


def run_demo(
    out: Path,
    *,
    seed: int,
    days: int,
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> Demo:
    """Generate, verify, score; everything under ``out``."""
    progress("making the exercise", 0, 1)
    folder, results, workspace = out / "exercise", out / "results", out / "workspace"
    make_exercise(DEMO, seed=seed, days=days, out=folder)
    progress("making the exercise", 1, 1)
    request = RunRequest(
        found=find_agreement(str(folder / "agreement.yaml")),
        data=find_data_files([folder / "observations"]),
        out=results,
    )
    with open_workspace(workspace) as opened:
        result = run_verification(opened, request, clock, progress)
    return Demo(result, score_run(folder, results), workspace)
