from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.base.errors import BadInput
from holdfire.service.datafile import find_data_files, find_exercise


def test_notes_beside_the_data_are_not_data(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv.gz", "PROVENANCE.md", "LICENSE", "a.csv.mapping.yaml"):
        (tmp_path / name).write_text("x")
    assert [f.name for f in find_data_files([tmp_path])] == ["a.csv.gz", "b.csv"]


def test_a_file_that_is_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("x")
    assert [f.name for f in find_data_files([tmp_path / "LICENSE"])] == ["LICENSE"]


def test_a_file_named_twice_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    assert len(find_data_files([tmp_path, tmp_path / "a.csv"])) == 1


def test_links_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "data"
    inside.mkdir()
    (tmp_path / "outside.csv").write_text("x")
    (inside / "link.csv").symlink_to(tmp_path / "outside.csv")
    assert find_data_files([inside]) == ()


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="HF-9002"):
        find_data_files([tmp_path / "none"])


def test_a_mapping_beside_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / "a.csv.mapping.yaml").write_text("source: mine")
    (found,) = find_data_files([tmp_path])
    assert found.mapping == tmp_path / "a.csv.mapping.yaml"


def test_an_exercise_says_that_it_is_synthetic(tmp_path: Path) -> None:
    inside = tmp_path / "observations"
    inside.mkdir()
    (tmp_path / "exercise.yaml").write_text(
        "synthetic: true\naffiliations: {camera: neutral}\n"
    )
    found = find_exercise(inside)
    assert found.synthetic
    assert found.affiliations == {"camera": "neutral"}
    assert not find_exercise(tmp_path.parent).synthetic


def test_an_exercise_brings_its_clock_and_places_from_its_own_folder(
    tmp_path: Path,
) -> None:
    (tmp_path / "exercise.yaml").write_text("zone: UTC\ngazetteer: ../../places.csv\n")
    found = find_exercise(tmp_path)
    assert found.zone == "UTC"
    assert found.gazetteer == tmp_path / "places.csv"


def test_a_broken_exercise_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "exercise.yaml").write_text("synthetic: [")
    with pytest.raises(BadInput, match=r"exercise\.yaml"):
        find_exercise(tmp_path)
