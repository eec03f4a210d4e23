"""Donbas, January to December 2020: the change of the rate at 27 July 2020."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.conftest import Run

# 00:01 on 27 July 2020 in Kyiv is 21:01 on 26 July UTC.
FULL_CEASEFIRE = "2020-07-26T21:01:00Z"


@pytest.fixture(scope="module")
def report(
    run_report: Run, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("donbas")
    zone = folder / "zone.geojson"
    zone.write_text(json.dumps(two_oblasts(shared_data)), "utf-8")
    return run_report(
        folder / "out",
        "donbas-2020",
        "--data",
        shared_data / "ucdp_ukraine" / "UCDP-GED-Ukraine.csv.gz",
        "--data",
        shared_data / "osce_smm_reports",
        "--geometry",
        zone,
        "--from",
        "2020-01-01T00:00+02:00",
        "--to",
        "2021-01-01T00:00+02:00",
    )


def two_oblasts(shared_data: Path) -> dict[str, Any]:
    """The two oblasts of the published boundary set as the zone of the agreement."""
    raw = gzip.decompress(
        (shared_data / "ukraine_boundaries" / "oblast_2020.geojson.gz").read_bytes()
    )
    features = [
        feature
        for feature in json.loads(raw)["features"]
        if any(
            name in json.dumps(feature["properties"], ensure_ascii=False)
            for name in ("Донецьк", "Луганськ", "Donets", "Luhans")
        )
    ]
    assert len(features) == 2
    for feature in features:
        feature["properties"] = {
            "name": "donetsk_luhansk",
            "kind": "zone",
            "source": "oblast polygons 2020, CC BY-SA",
        }
    return {"type": "FeatureCollection", "features": features}


def test_every_row_is_accounted_for(report: dict[str, Any]) -> None:
    by_name = {source["name"]: source for source in report["sources"]}
    # Records as the csv module of the standard library counts them: some span lines.
    assert by_name["ucdp"]["rows_in"] == 3883
    assert by_name["osce"]["rows_in"] == 22
    assert by_name["ucdp"]["in_period"] > 0


def test_a_source_without_a_row_in_the_period_is_shown_as_a_gap(report: dict[str, Any]) -> None:
    by_name = {source["name"]: source for source in report["sources"]}
    assert by_name["osce"]["in_period"] == 0
    assert any("osce" in gap.lower() for gap in report["gaps"])


def test_the_rate_changed_at_the_full_ceasefire_with_its_interval(
    report: dict[str, Any],
) -> None:
    (step,) = [
        s for s in report["rate_steps"] if s["at"] == FULL_CEASEFIRE and s["source"] == "ucdp"
    ]
    assert step["before"] > step["after"] > 0
    assert step["low"] < step["ratio"] < step["high"] < 1
    # 1 January (Kyiv) to 27 July 00:01, and from there to the end of the year.
    assert step["before_days"] + step["after_days"] == pytest.approx(366, abs=0.01)


def test_the_report_says_what_the_sources_cannot_see(report: dict[str, Any]) -> None:
    assert all(source["cannot_see"] for source in report["sources"])
    assert report["gaps"]


def test_silence_is_never_compliance(report: dict[str, Any]) -> None:
    verdicts = {c["verdict"] for r in report["readings"] for c in r["clauses"]}
    assert "complied" not in verdicts
