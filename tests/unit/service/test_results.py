"""What a run leaves behind: the six files, the lines of its sources, its score."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.service.conftest import MADE

from holdfire import service
from holdfire.base.errors import BadInput
from holdfire.service.daily import report_day
from holdfire.service.drill import make_exercise, score_run
from holdfire.service.outcome import write_outcome
from holdfire.service.segment import read_segments
from holdfire.service.silence import source_gaps
from holdfire.service.sourceline import manifests, source_lines
from holdfire.service.workspace import workspace_at

FILES = {
    "report.json",
    "report.html",
    "incidents.parquet",
    "detections.parquet",
    "coverage.parquet",
    "quarantine.parquet",
}


def test_a_run_writes_six_files(demo: service.Demo) -> None:
    assert {p.name for p in demo.result.folder.iterdir()} >= FILES


def test_the_report_is_written_last(demo: service.Demo, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    class Broken:
        def encode(self) -> bytes:
            raise Stop

    view = service.run_view(demo.workspace, demo.result.id)
    (tmp_path / "report.json").write_text("{}")
    with pytest.raises(Stop):
        write_outcome(
            tmp_path,
            incidents=view.incidents,
            detections=pq.read_table(view.folder / "detections.parquet").drop(["geometry"]),
            coverage=view.coverage,
            quarantine=pq.read_table(view.folder / "quarantine.parquet"),
            report={},
            html=Broken(),  # type: ignore[arg-type] # breaks in the middle of the writing
        )
    assert not (tmp_path / "report.json").exists()


def test_every_geoparquet_file_names_its_geometry(demo: service.Demo) -> None:
    for name in ("incidents", "detections", "coverage"):
        schema = pq.read_schema(demo.result.folder / f"{name}.parquet")
        geo = json.loads((schema.metadata or {})[b"geo"])
        assert geo["version"] == "1.1.0"
        assert geo["primary_column"] in schema.names


def test_each_source_has_its_line(demo: service.Demo) -> None:
    report = demo.result.report
    lines = {line["name"]: line for line in report["sources"]}
    assert sum(line["rows_in"] for line in lines.values()) == report["accounting"]["rows_in"]
    assert all(line["cannot_see"] for line in lines.values())
    assert lines["firms"]["title"] == manifests()["firms"].title


def test_a_silent_source_is_the_first_gap(demo: service.Demo) -> None:
    with workspace_at(demo.workspace) as opened:
        files = opened.ledger.files()
        rows = read_segments(opened.observed, [files[0].observed_segment])
        lines = source_lines(opened, files, rows)
    silent = replace(lines[0], in_period=0)
    heard = [replace(line, in_period=1) for line in lines[1:]]
    gaps = source_gaps([*heard, silent])
    assert gaps[0].startswith(f"{silent.name}: no observation inside the period")


def test_a_score_has_a_number_or_says_that_it_has_none(demo: service.Demo) -> None:
    figures = score_run(demo.workspace.parent / "exercise", demo.result.folder)
    assert figures == demo.score
    assert all(value is None or value >= 0.0 for value in figures.values())


def test_an_exercise_counts_its_happenings(tmp_path: Path) -> None:
    assert make_exercise("minsk-like", seed=2, days=3, out=tmp_path) > 0


def test_an_unknown_exercise_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        make_exercise("none", seed=1, days=3, out=tmp_path)


def test_a_day_without_rows_is_still_reported(demo: service.Demo, tmp_path: Path) -> None:
    text = demo.workspace.parent / "exercise" / "agreement.yaml"
    with workspace_at(demo.workspace) as opened:
        found = service.find_agreement(str(text))
        result = report_day(opened, found, "2031-01-01", out=tmp_path, clock=lambda: MADE)
    assert result.report["accounting"]["incidents"] == 0
    assert result.report["gaps"]
