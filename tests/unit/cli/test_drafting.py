"""The commands of a drafter: check and verifiability."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from holdfire.cli.ending import Ending
from holdfire.cli.program import run_program

CLASH = """\
format: holdfire-agreement/1
id: t
title: t
kind: ceasefire
parties: [{id: X, name: Xland}, {id: Y, name: Yland}]
sites: {depot: the depot}
clauses:
  - {id: a, kind: storage, summary: s, objects: tank, sites: [depot], deadline: 2031-01-01}
  - {id: b, kind: exclusion, summary: s, objects: tank, area: depot}
"""


def test_check_prints_problems_then_traces(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_program(["agreement", "check", "minsk-memo-2014"]) == Ending.DONE
    out = capsys.readouterr().out
    assert "library/minsk-memo-2014.yaml:75 clause 4a [W4] the table is below" in out
    assert "  complies   the same, but dist(place of u1, loc) = 15 km" in out
    assert out.rstrip().splitlines()[-1].startswith("minsk-memo-2014: 9 clauses can be checked")


def test_check_json_has_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(CLASH, "utf-8")
    assert run_program(["agreement", "check", str(path), "--json"]) == Ending.DONE
    found = json.loads(capsys.readouterr().out)
    clash = next(each for each in found["problems"] if each["rule"] == "W16")
    assert (clash["file"], clash["line"], clash["clause"]) == (str(path), 8, "a")
    assert clash["next_step"]
    assert {row["clause"] for row in found["traces"]} == {"a", "b"}


def test_check_of_a_text_that_does_not_load_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(CLASH.replace("kind: exclusion", "kind: exclusoin"), "utf-8")
    assert run_program(["agreement", "check", str(path)]) == Ending.BAD_INPUT
    assert "Did you mean exclusion?" in capsys.readouterr().err
    assert run_program(["agreement", "check", str(path), "--json"]) == Ending.BAD_INPUT
    found = json.loads(capsys.readouterr().out)
    assert found["loads"] is False
    assert found["problems"][0]["line"] == 9


@pytest.mark.parametrize(
    "more", [[], ["--sensors", "example"], ["--sensors", "example", "--at", "2020-08-01"]]
)
def test_the_matrix_fits_a_hundred_columns(
    more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_program(["agreement", "verifiability", "donbas-2020", *more]) == Ending.DONE
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines) <= 100
    assert any(line.startswith("2 ") for line in lines)
    assert "judged, not measured" in lines[1]
    if more:
        assert "HYPOTHETICAL" in "\n".join(lines)
        groups = [line for line in lines if line.startswith("-- ")]
        assert groups[0] == "-- nobody can observe it"


def test_the_matrix_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["agreement", "verifiability", "donbas-2020", "--sensors", "example", "--json"]
    assert run_program(command) == Ending.DONE
    found = json.loads(capsys.readouterr().out)
    assert found["clauses"][0]["standing"] == "nobody can observe it"


def test_a_broken_sensors_file_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("format: holdfire-sensors/1\nid: n\ntitle: t\nsensors: []\n", "utf-8")
    command = ["agreement", "verifiability", "donbas-2020", "--sensors", str(path)]
    assert run_program(command) == Ending.BAD_INPUT
    assert "HF-2007" in capsys.readouterr().err
