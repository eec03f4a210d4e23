from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from holdfire.base.errors import BadInput, MalformedAgreement
from holdfire.service.checking import check_text

NORMS = files("holdfire.agreement.accord.norms") / "examples" / "heavy-weapons.yaml"


def test_a_library_agreement_is_checked_with_its_traces() -> None:
    found = check_text("minsk-memo-2014")
    assert (found.kind, found.count) == ("agreement", 9)
    assert {problem.rule for problem in found.problems} >= {"W1", "W2", "W4", "W17"}
    row = next(row for row in found.traces if row["clause"] == "4a")
    assert "dist(place of u1, loc) = 14.9999999 km" in row["violating"][0]["trace"]
    assert row["complying_change"] == ["but dist(place of u1, loc) = 15 km"]
    assert row["words"]["dist"]
    assert row["line"] == 75


def test_a_file_of_norms_is_told_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "hw.yaml"
    path.write_text(NORMS.read_text("utf-8"), "utf-8")
    found = check_text(str(path))
    assert (found.name, found.kind, found.count) == ("heavy-weapons/1", "norms", 1)
    outcomes = {world["outcome"]: world["trace"] for world in found.traces[0]["worlds"]}
    assert set(outcomes) == {"violated", "complied", "undetermined"}
    assert any("dist" in line for line in outcomes["violated"])


def test_norms_with_a_mistake_are_refused_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    text = NORMS.read_text("utf-8")
    path.write_text(
        text.replace("< 25 km", "< 25 mm").replace("severity: serious", "sverity: x"), "utf-8"
    )
    with pytest.raises(MalformedAgreement) as caught:
        check_text(str(path))
    assert {problem.rule for problem in caught.value.problems} >= {"L1"}
    assert all(problem.file == str(path) for problem in caught.value.problems)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        check_text(str(tmp_path / "none.yaml"))
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("title: Übung".encode("latin-1"))
    with pytest.raises(BadInput):
        check_text(str(latin))
