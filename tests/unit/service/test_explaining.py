"""An explanation is what the report says of one clause, and a wrong name is answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from holdfire.base.errors import BadInput
from holdfire.service import explain_verdict, report_of, verdict_names


def clause(name: str, verdict: str) -> dict[str, Any]:
    return {
        "id": name,
        "verdict": verdict,
        "window": None,
        "reason": "because",
        "through": "accord",
        "formula": "exists e . force(e)",
        "matches": [{"incident": "i1"}],
        "settled_by": ["whose it was"] if verdict == "undetermined" else [],
        "witness": [],
    }


REPORT = {
    "readings": [
        {"id": "A", "clauses": [clause("1", "violated"), clause("2", "undetermined")]},
        {"id": "B", "clauses": [clause("1", "complied"), clause("1", "violated")]},
    ]
}


def test_a_clause_is_explained_under_every_reading_and_version() -> None:
    found = explain_verdict(REPORT, "1")
    assert [(one["name"], one["verdict"]) for one in found] == [
        ("A/1", "violated"),
        ("B/1", "complied"),
        ("B/1", "violated"),
    ]
    assert [one["verdict"] for one in explain_verdict(REPORT, "A/1")] == ["violated"]
    assert explain_verdict(REPORT, "A/2")[0]["settled_by"] == ["whose it was"]
    assert verdict_names(REPORT) == ("A/1", "A/2", "B/1")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(BadInput) as raised:
        explain_verdict(REPORT, "A/3")
    assert "A/1" in str(raised.value)


def test_a_report_is_found_by_its_folder_or_file_and_nothing_else_is_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "report.json").write_text(json.dumps(REPORT), "utf-8")
    assert report_of(tmp_path, None, None) == REPORT
    assert report_of(tmp_path / "report.json", None, None) == REPORT
    for text in ("[]", "{", '{"a": 1}'):
        (tmp_path / "report.json").write_text(text, "utf-8")
        with pytest.raises(BadInput):
            report_of(tmp_path, None, None)
