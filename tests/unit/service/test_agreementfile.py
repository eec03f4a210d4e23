from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.agreement import library_names
from holdfire.base.errors import BadInput
from holdfire.service.agreementfile import (
    agreement_from_run,
    check_agreement,
    find_agreement,
    keep_agreement,
    list_agreements,
)
from holdfire.service.showing import agreement_line, problem_fields, show_agreement

LINE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, '
    '"geometry": {"type": "LineString", "coordinates": [[37, 47], [38, 48]]}}]}'
)


def test_every_name_of_the_library_is_found() -> None:
    assert len(list_agreements()) == len(library_names()) >= 15


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(BadInput, match="HF-9004") as caught:
        find_agreement("minsk")
    assert "minsk-memo-2014" in caught.value.next_step


def test_a_line_is_attached_under_the_name_given(tmp_path: Path) -> None:
    path = tmp_path / "line.geojson"
    path.write_text(LINE)
    found = find_agreement("minsk-memo-2014", [f"loc={path}"])
    assert [shape.name for shape in found.agreement.shapes] == ["loc"]
    keep_agreement(found, tmp_path / "run")
    back = agreement_from_run(tmp_path / "run")
    assert back.shapes == found.agreement.shapes
    assert back.version == found.agreement.version


def test_a_geometry_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput, match="HF-9005"):
        find_agreement("minsk-memo-2014", ["none.geojson"])


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="UTF-8"):
        find_agreement(str(tmp_path / "x.yaml"))


def test_every_clause_is_shown_as_a_sentence() -> None:
    for agreement in list_agreements():
        shown = show_agreement(agreement)
        assert shown["id"] == agreement_line(agreement)["id"]
        for reading in shown["readings"]:
            assert all(clause["sentence"] for clause in reading["clauses"])


def test_a_missing_line_is_linted() -> None:
    _, problems = check_agreement("minsk-memo-2014")
    fields = [problem_fields(problem) for problem in problems]
    assert any(field["rule"] == "W2" for field in fields)
    assert all(field["message"] and field["next_step"] for field in fields)
