from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from holdfire.base.errors import BadInput
from holdfire.exercises import Exercise
from holdfire.exercises.reading import observations_of, read_sheet
from holdfire.exercises.score.truth import read_truth


def test_all_files_are_read_in_the_order_of_their_names(
    drill: Exercise, drill_folder: Path
) -> None:
    read = dict(observations_of(drill_folder))
    assert list(read) == sorted(sheet.name for sheet in drill.sheets)
    for sheet in drill.sheets:
        assert read[sheet.name].num_rows == len(sheet.entries)


def test_every_detection_of_the_truth_is_of_the_row_that_was_written(
    drill: Exercise, drill_folder: Path
) -> None:
    truth = read_truth(drill_folder)
    for sheet in drill.sheets:
        ids = read_sheet(drill_folder, sheet.name).column("id").to_pylist()
        for id_, entry in zip(ids, sheet.entries, strict=True):
            for number, happening in enumerate(entry.truth):
                if happening:
                    expected = None if happening == "false" else happening
                    assert truth.of[f"{id_}.{number}"] == expected


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("arrays.csv", "-36.", "-136."),
        ("arrays.csv.mapping.yaml", "holdfire-mapping/1", "holdfire-mapping/2"),
        ("firms.csv", "latitude", "altitude"),
    ],
)
def test_a_folder_whose_observations_changed_has_no_usable_truth(
    drill_folder: Path, tmp_path: Path, name: str, old: str, new: str
) -> None:
    shutil.copytree(drill_folder, tmp_path / "drill")
    path = tmp_path / "drill" / "observations" / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(BadInput):
        read_truth(tmp_path / "drill")


def test_a_truth_of_more_rows_than_there_are_is_refused(
    drill_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(drill_folder, tmp_path / "drill")
    path = tmp_path / "drill" / "observations" / "watch.csv"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:2]) + "\n", "utf-8")
    with pytest.raises(BadInput, match="fewer rows"):
        read_truth(tmp_path / "drill")
