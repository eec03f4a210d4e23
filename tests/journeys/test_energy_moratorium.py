"""Energy moratorium, 18 March to 24 April 2025: two readings side by side on real reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.journeys.conftest import Run, clauses


@pytest.fixture(scope="module")
def report(
    run_report: Run, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    return run_report(
        tmp_path_factory.mktemp("energy"),
        "energy-moratorium-2025",
        "--data",
        shared_data / "viina_extract" / "VIINA_2025_REBUILD.csv.gz",
        "--data",
        shared_data / "control_polygons",
        "--from",
        "2025-03-18T00:00+02:00",
        "--to",
        "2025-04-25T00:00+03:00",
    )


def test_every_row_is_accounted_for(report: dict[str, Any]) -> None:
    # 325 rows of reports and one area for each of the 65 days that have a map.
    assert report["accounting"]["rows_in"] == 325 + 65
    assert report["accounting"]["quarantined"] == 0


def test_both_readings_stand_side_by_side(report: dict[str, Any]) -> None:
    assert {reading["id"] for reading in report["readings"]} == {"kremlin", "kyiv"}


def test_a_reading_binds_only_from_its_own_start(report: dict[str, Any]) -> None:
    windows = {
        reading["id"]: reading["clauses"][0]["window"]["start"]
        for reading in report["readings"]
    }
    assert windows["kremlin"] < windows["kyiv"]


def test_silence_is_never_compliance(report: dict[str, Any]) -> None:
    for reading in report["readings"]:
        for clause in reading["clauses"]:
            assert clause["verdict"] != "complied"


def test_the_missing_days_of_the_map_are_said(report: dict[str, Any]) -> None:
    (count,) = report["side_counts"]
    assert count["missing_days"] == 2  # 31 March and 1 April 2025
    assert count["inside"] + count["outside"] + count["unknown"] > 0


def test_each_reading_has_one_clause_with_its_incidents(report: dict[str, Any]) -> None:
    for reading in ("kremlin", "kyiv"):
        (clause,) = clauses(report, reading).values()
        assert clause["kind"] == "protected_object"
        assert clause["reason"]
