"""29 August to 5 September 2022, no ceasefire: independent sources and chance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.journeys.conftest import Run


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("week")


@pytest.fixture(scope="module")
def report(run_report: Run, shared_data: Path, out: Path) -> dict[str, Any]:
    return run_report(
        out,
        "no-ceasefire-2022",
        "--data",
        shared_data / "firms_europe_2022",
        "--data",
        shared_data / "ucdp_ukraine",
        "--data",
        shared_data / "air_raid_sirens",
        "--data",
        shared_data / "viina_extract" / "VIINA_2022_REBUILD.csv.gz",
        "--data",
        shared_data / "viina_extract" / "VIINA_2022_EXACT_DEDUPE.csv.gz",
        "--from",
        "2022-08-29T00:00Z",
        "--to",
        "2022-09-05T00:00Z",
    )


def test_every_row_is_accounted_for(report: dict[str, Any]) -> None:
    by_name = {source["name"]: source for source in report["sources"]}
    assert by_name["firms"]["rows_in"] == 1205 + 1812 + 5968
    assert by_name["alarms"]["rows_in"] == 17483 + 15233
    assert report["accounting"]["duplicates"] >= 1205 + 1812


def test_the_two_alarm_records_never_count_as_two_witnesses(
    report: dict[str, Any], out: Path
) -> None:
    assert report["accounting"]["incidents"] > 0
    table = pq.read_table(out / "incidents.parquet").to_pylist()
    alarms_only = [row for row in table if set(row["sources"]) == {"alarms"}]
    assert alarms_only
    assert {row["origins"] for row in alarms_only} == {1}


def test_corroboration_stands_beside_chance(report: dict[str, Any]) -> None:
    assert report["chance"]
    for pair in report["chance"]:
        assert pair["shifts"] >= 200
        assert pair["low"] <= pair["mean"] <= pair["high"]
        assert pair["left"] != pair["right"]


def test_no_clause_is_judged_where_no_text_was_in_force(report: dict[str, Any]) -> None:
    assert not [
        c for r in report["readings"] for c in r["clauses"] if c["verdict"] == "violated"
    ]
