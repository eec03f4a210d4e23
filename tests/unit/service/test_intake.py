from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.service.conftest import MADE

from holdfire import service
from holdfire.base.errors import BadInput
from holdfire.service.intake import UNRECOGNISED, IntakeOptions, take_in
from holdfire.service.scope import choose_period, read_scope

FIRES = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,version,"
    "bright_ti5,frp,daynight\n"
)
ROW = "48.0{n},37.80,300.1,0.4,0.4,2022-09-0{n},0024,N,nominal,2.0NRT,280.1,1.5,N\n"


def fires(folder: Path, name: str, *days: int) -> Path:
    path = folder / name
    path.write_text(FIRES + "".join(ROW.format(n=day) for day in days))
    return path


def taken(workspace: Path, *paths: Path, **options: object) -> service.Intake:
    with service.open_workspace(workspace) as opened:
        return take_in(
            opened,
            service.find_data_files(paths),
            IntakeOptions(**options),  # type: ignore[arg-type] # test arguments
            lambda: MADE,
        )


def test_the_same_file_twice_changes_nothing(tmp_path: Path, workspace: Path) -> None:
    path = fires(tmp_path, "a.csv", 1, 2)
    first, second = taken(workspace, path), taken(workspace, path)
    assert first.files == second.files
    assert (first.already, second.already) == (0, 1)


def test_a_renamed_copy_is_the_same_file(tmp_path: Path, workspace: Path) -> None:
    paths = [fires(tmp_path, name, 1, 2) for name in ("a.csv", "b.csv")]
    assert len(taken(workspace, *paths).files) == 1


def test_overlapping_files_share_their_rows(tmp_path: Path, workspace: Path) -> None:
    paths = [fires(tmp_path, "a.csv", 1, 2), fires(tmp_path, "b.csv", 2, 3)]
    result = taken(workspace, *paths)
    assert result.rows_in == 4
    with service.workspace_at(workspace) as opened:
        scope = read_scope(opened, result.files)
        again = read_scope(opened, result.files[::-1])
    assert (scope.rows.num_rows, scope.duplicates) == (3, 1)
    assert scope.rows.equals(again.rows)
    period = choose_period(scope.rows, None, None, None)
    assert period.start.day == 1
    assert period.end.day == 3


def test_an_unknown_file_is_kept_and_quarantined_whole(tmp_path: Path, workspace: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x01\x02\x03")
    (file,) = taken(workspace, tmp_path / "x.bin").files
    assert (file.source, file.rows_in, file.quarantined) == (UNRECOGNISED, 1, 1)
    with service.workspace_at(workspace) as opened:
        assert opened.raw.get(file.raw_sha256) == b"\x01\x02\x03"


def test_a_source_that_is_none_is_refused(tmp_path: Path, workspace: Path) -> None:
    path = fires(tmp_path, "a.csv", 1)
    with pytest.raises(BadInput, match="HF-9007"):
        taken(workspace, path, source="none")


def test_an_own_source_needs_to_say_whose_it_is(tmp_path: Path, workspace: Path) -> None:
    path = fires(tmp_path, "a.csv", 1)
    (tmp_path / "a.csv.mapping.yaml").write_text("source: my-camera\n")
    with pytest.raises(BadInput, match="HF-9011"):
        taken(workspace, path)


def test_rows_of_an_exercise_are_synthetic(tmp_path: Path, workspace: Path) -> None:
    (tmp_path / "exercise.yaml").write_text("synthetic: true\n")
    (file,) = taken(workspace, fires(tmp_path, "a.csv", 1)).files
    assert file.synthetic
