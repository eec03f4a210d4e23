from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from tests.fakes.run_view import FakeRun

from holdfire.web.twin import answer_csv, incident_row, neutral_cell, plain, shape_features


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_can_be_run_by_a_spreadsheet(text: str) -> None:
    assert str(neutral_cell(text)).startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    assert neutral_cell(-12.5) == -12.5


def test_formula_cells_are_neutral_in_the_written_file() -> None:
    raw = answer_csv([{"a": "=cmd()", "b": -1, "c": None}], "x").body
    row = next(csv.DictReader(io.StringIO(bytes(raw).decode())))
    assert row == {"a": "'=cmd()", "b": "-1", "c": ""}


def test_values_json_cannot_say_become_null() -> None:
    value = {"n": float("nan"), "i": float("inf"), "t": datetime(2026, 1, 1, tzinfo=UTC)}
    assert plain(value) == {"n": None, "i": None, "t": "2026-01-01T00:00:00Z"}
    json.dumps(plain(value), allow_nan=False)


def test_an_incident_without_a_place_has_null_coordinates(run: FakeRun) -> None:
    item = next(item for item in run.incidents if item.region is None)
    row = incident_row(item)
    assert row["lon"] is None
    assert row["major_m"] is None


def test_shapes_keep_their_dates_and_sources(run: FakeRun) -> None:
    features = shape_features(run.agreement.shapes)
    assert {f["properties"]["name"] for f in features} >= {"contact_line"}
    assert all(f["properties"]["source"] for f in features)
