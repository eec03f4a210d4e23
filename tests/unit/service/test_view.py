from __future__ import annotations

from pathlib import Path

import pytest

from holdfire import service
from holdfire.base.errors import BadInput
from holdfire.base.identity import sha256_hex
from holdfire.service.listing import csv_cells, incident_features, incident_rows, neutral_cell
from holdfire.service.view import run_view


def test_an_incident_leads_to_its_sealed_original(demo: service.Demo) -> None:
    view = run_view(demo.workspace, demo.result.id)
    incident = view.incidents[0]
    detections = view.detections_of(incident.id)
    assert {row["id"] for row in detections} == {*incident.detections, *incident.contrary}
    observation = view.observation(detections[0]["observation_id"])
    assert observation is not None
    original = view.original(observation["raw_sha256"], observation["record_index"])
    assert original is not None
    path = demo.workspace / "raw" / original["sha256"][:2] / original["sha256"]
    assert sha256_hex(path.read_bytes()) == original["sha256"] == observation["raw_sha256"]


def test_what_is_not_there_is_none(demo: service.Demo) -> None:
    view = run_view(demo.workspace, demo.result.id)
    assert view.incident("0" * 32) is None
    assert view.detections_of("0" * 32) == ()
    assert view.observation("0" * 32) is None
    assert view.original("0" * 64, 1) is None


def test_the_agreement_comes_back_with_its_shapes(demo: service.Demo) -> None:
    view = run_view(demo.workspace, demo.result.id)
    assert view.agreement.version == view.report["agreement"]["version"]
    assert len(view.agreement.shapes) == len(view.report["agreement"]["shapes"]) > 0


def test_only_matches_of_violated_clauses_are_alleged(demo: service.Demo) -> None:
    view = run_view(demo.workspace, demo.result.id)
    verdicts = {
        (reading["id"], clause["id"]): clause["verdict"]
        for reading in view.report["readings"]
        for clause in reading["clauses"]
    }
    for item in view.alleged():
        assert verdicts[item["reading"], item["clause"]] == "violated"


def test_a_workspace_without_a_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="HF-9003"):
        run_view(tmp_path / "none")
    with service.open_workspace(tmp_path / "w"):
        pass
    with pytest.raises(BadInput, match="HF-9010"):
        run_view(tmp_path / "w")


def test_rows_cells_and_features_tell_the_same_incidents(demo: service.Demo) -> None:
    view = run_view(demo.workspace, demo.result.id)
    rows = incident_rows(view)
    assert [row["id"] for row in rows] == [cells[0] for cells in csv_cells(rows)]
    features = incident_features(view)["features"]
    assert [f["id"] for f in features] == [row["id"] for row in rows]
    for feature, row in zip(features, rows, strict=True):
        assert (feature["geometry"] is None) == (row["lon"] is None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_formula_becomes_text(text: str) -> None:
    assert neutral_cell(text) == "'" + text


def test_other_cells_stay_and_null_is_empty() -> None:
    assert neutral_cell("a=b") == "a=b"
    assert neutral_cell(-1.5) == -1.5
    assert neutral_cell(None) == ""
