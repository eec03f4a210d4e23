"""Renaming the parties and mirroring the map changes nothing but the names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.journeys.conftest import Run

from holdfire.cli.program import run_program

SEED, DAYS = "5", "12"
# A mirrored map gives the same distances up to the rounding of the geodesic's last bits.
DIGITS = 9


def drill(folder: Path, *more: str) -> Path:
    arguments = ["minsk-like", "--seed", SEED, "--days", DAYS, "--out", str(folder)]
    assert run_program(["exercise", "generate", *arguments, *more]) == 0
    return folder


def verify(run_report: Run, folder: Path, out: Path) -> dict[str, Any]:
    return run_report(out, folder / "agreement.yaml", "--data", folder / "observations")


def rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in sorted(value.items())}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def exchanged(text: str) -> str:
    """The id of a clause or party with the two parties' letters exchanged."""
    return text.translate(str.maketrans("AB", "BA"))


def judged(report: dict[str, Any], *, swap: bool) -> dict[str, Any]:
    """Every clause without the ids that hash a longitude, by clause."""
    found = {}
    for clause in report["readings"][0]["clauses"]:
        name = exchanged(clause["id"]) if swap else clause["id"]
        actors = [exchanged(actor) if swap else actor for actor in clause["actors"]]
        matches = [
            (match["origins"], rounded(match["probability"]), rounded(match["parts"]))
            for match in clause["matches"]
        ]
        shares = {
            (exchanged(side) if swap else side): round(share, 6)
            for side, share in clause["coverage"]["by_side"].items()
        }
        found[name] = {
            "kind": clause["kind"],
            "window": clause["window"],
            "verdict": clause["verdict"],
            "probability": rounded(clause["probability"]),
            "actors": sorted(actors),
            "matches": sorted(matches, key=repr),
            "share": rounded(clause["coverage"]["share"]),
            "by_side": shares,
            "figures": rounded(clause["figures"]),
        }
    return found


@pytest.fixture(scope="module")
def plain(run_report: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("plain")
    return verify(run_report, drill(folder / "drill"), folder / "out")


def test_the_mirrored_exercise_has_the_same_report_up_to_the_names(
    run_report: Run, plain: dict[str, Any], tmp_path: Path
) -> None:
    mirrored = verify(run_report, drill(tmp_path / "drill", "--mirrored"), tmp_path / "out")
    assert mirrored["accounting"] == plain["accounting"]
    assert judged(mirrored, swap=True) == judged(plain, swap=False)
    assert len(judged(plain, swap=False)) >= 9


def test_other_names_change_nothing_but_the_names(
    run_report: Run, plain: dict[str, Any], tmp_path: Path
) -> None:
    folder = drill(tmp_path / "drill")
    text = (folder / "agreement.yaml").read_text("utf-8")
    names = {p["id"]: p["name"] for p in yaml.safe_load(text)["parties"]}
    swapped = text.replace(names["A"], "\0").replace(names["B"], names["A"])
    (folder / "agreement.yaml").write_text(swapped.replace("\0", names["B"]), "utf-8")
    other = verify(run_report, folder, tmp_path / "out")
    before, after = json.dumps(plain["readings"]), json.dumps(other["readings"])
    restored = after.replace(names["A"], "\0").replace(names["B"], names["A"])
    assert restored.replace("\0", names["B"]) == before
    assert other["accounting"] == plain["accounting"]
