"""An exercise from end to end: generate, verify, score; for three seeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.conftest import Run

from holdfire.cli.program import run_program

FIGURES = {
    "incident_precision",
    "incident_recall",
    "incident_f1",
    "location_error_km",
    "region90_coverage",
    "existence_ece",
    "verdicts_right",
    "verdicts_wrong",
    "verdicts_undetermined",
}


def scored(
    run_report: Run, folder: Path, seed: int, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[dict[str, Any], dict[str, float | None]]:
    drill, out = folder / "drill", folder / "out"
    arguments = ["minsk-like", "--seed", str(seed), "--days", "20", "--out", str(drill)]
    assert run_program(["exercise", "generate", *arguments, *more]) == 0
    report = run_report(out, drill / "agreement.yaml", "--data", drill / "observations")
    capsys.readouterr()
    assert run_program(["exercise", "score", str(drill), "--out", str(out), "--json"]) == 0
    figures: dict[str, float | None] = json.loads(capsys.readouterr().out)
    return report, figures


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_score_of_an_exercise(
    run_report: Run, tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    report, figures = scored(run_report, tmp_path, seed, capsys)
    assert set(figures) >= FIGURES
    assert report["synthetic"]
    shares = [figures[name] for name in FIGURES if name.startswith("incident")]
    assert all(value is not None and 0.0 < value <= 1.0 for value in shares)
    assert figures["verdicts_wrong"] == 0
    assert (figures["verdicts_right"] or 0) > 0
