"""Channels measured from what others confirm, and a run under what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.journeys.conftest import Run

from holdfire.cli.program import run_program

SEED, DAYS = "5", "12"


def measured(folder: Path, *more: str) -> tuple[Path, Path]:
    """An exercise and the parameters of its channels."""
    drill, out = folder / "drill", folder / "parameters.yaml"
    arguments = ["minsk-like", "--seed", SEED, "--days", DAYS, "--out", str(drill)]
    assert run_program(["exercise", "generate", *arguments, *more]) == 0
    given = [str(drill / "observations"), "--out", str(out), "--quiet"]
    assert run_program(["calibrate", *given]) == 0
    return drill, out


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return measured(tmp_path_factory.mktemp("plain"))


def content(path: Path) -> dict[str, Any]:
    """The channels and cells of a file of parameters, to nine digits."""
    raw = yaml.safe_load(path.read_text("utf-8"))

    def rounded(value: Any) -> Any:
        if isinstance(value, float):
            return float(f"{value:.6g}")
        if isinstance(value, dict):
            return {key: rounded(item) for key, item in value.items()}
        return [rounded(item) for item in value] if isinstance(value, list) else value

    return {name: rounded(raw[name]) for name in ("channels", "pairs", "happenings")}


def test_a_run_is_computed_with_the_parameters_and_names_them(
    run_report: Run, plain: tuple[Path, Path], tmp_path: Path
) -> None:
    drill, parameters = plain
    record = yaml.safe_load(parameters.read_text("utf-8"))
    told = [one for one in record["channels"] if one["detects"] is not None]
    assert len(told) >= 3
    assert all(one["detects"]["low"] <= one["detects"]["high"] for one in told)
    given = (drill / "agreement.yaml", "--data", drill / "observations")
    stated = run_report(tmp_path / "a", *given)
    report = run_report(tmp_path / "b", *given, "--parameters", parameters)
    assert stated["parameters"] is None
    assert report["parameters"] == record["id"]
    assert record["id"] in (tmp_path / "b" / "report.html").read_text("utf-8")
    kept = list((tmp_path / "b" / "workspace" / "runs").glob("*/parameters.yaml"))
    assert [path.read_bytes() for path in kept] == [parameters.read_bytes()]
    assert report["readings"] != stated["readings"]


def test_it_is_measured_once(
    plain: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    drill, parameters = plain
    before = parameters.read_bytes()
    given = ["calibrate", str(drill / "observations"), "--out", str(parameters), "--quiet"]
    assert run_program(given) != 0
    assert "HF-5032" in capsys.readouterr().err
    assert parameters.read_bytes() == before
    again = parameters.with_name("again.yaml")
    given[3] = str(again)
    capsys.readouterr()
    assert run_program([*given, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["out"] == str(again)
    assert content(again) == content(parameters)


def test_the_mirrored_exercise_has_the_same_parameters(
    plain: tuple[Path, Path], tmp_path: Path
) -> None:
    _, mirrored = measured(tmp_path, "--mirrored")
    assert content(mirrored) == content(plain[1])
