from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.unit.service.conftest import MADE
from tests.unit.service.test_intake import fires

from holdfire import service
from holdfire.archive.durable import PART_PREFIX
from holdfire.service.doctor import examine


def bad(workspace: Path) -> set[str]:
    return {check.name for check in examine(workspace) if not check.ok}


def copied(demo: service.Demo, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo.workspace, tmp_path / "w"))


def test_a_whole_workspace_is_whole(demo: service.Demo) -> None:
    assert bad(demo.workspace) == set()


def test_the_program_is_checked_without_a_workspace() -> None:
    names = {check.name for check in examine(None)}
    assert {"holdfire", "agreements", "source firms"} <= names


def test_a_changed_original_is_found(demo: service.Demo, tmp_path: Path) -> None:
    workspace = copied(demo, tmp_path)
    original = next(p for p in (workspace / "raw").rglob("*") if p.is_file())
    original.write_bytes(original.read_bytes() + b"x")
    assert bad(workspace) == {"originals"}


def test_a_missing_segment_is_found(demo: service.Demo, tmp_path: Path) -> None:
    workspace = copied(demo, tmp_path)
    next((workspace / "segments" / "observed").glob("*.parquet")).unlink()
    assert bad(workspace) == {"segments"}


def test_left_overs_are_swept_and_nothing_else(demo: service.Demo, tmp_path: Path) -> None:
    workspace = copied(demo, tmp_path)
    (workspace / "raw" / f"{PART_PREFIX}x").write_bytes(b"half")
    loose = workspace / "segments" / "observed" / f"{'0' * 64}.parquet"
    loose.write_bytes(b"loose")
    examine(workspace, sweep=True, grace=timedelta(0))
    assert not loose.exists()
    assert not (workspace / "raw" / f"{PART_PREFIX}x").exists()
    assert bad(workspace) == set()


def said(workspace: Path, name: str, **options: Any) -> str:
    checks = {check.name: check for check in examine(workspace, **options)}
    return checks[name].said


def test_a_whole_workspace_is_whole_on_every_store(workspace: Path, tmp_path: Path) -> None:
    fill(workspace, tmp_path)
    assert bad(workspace) == set()
    assert said(workspace, "rows") == "3 in, 3 stored or quarantined"
    assert said(workspace, "left-overs") == "none"


def test_what_is_young_is_not_swept(workspace: Path, tmp_path: Path) -> None:
    fill(workspace, tmp_path)
    name = f"segments/observed/{'0' * 64}.parquet"
    with service.open_workspace(workspace) as opened:
        opened.objects.put(name, b"loose")
    assert said(workspace, "left-overs", sweep=True) == "1 too young to judge"
    assert "1 harmless" in said(workspace, "left-overs", grace=timedelta(0))
    assert "1 removed" in said(workspace, "left-overs", sweep=True, grace=timedelta(0))
    with service.open_workspace(workspace) as opened:
        assert not opened.objects.has(name)
        assert len(list(opened.objects.held("segments/"))) == 3, "nothing else went"
    assert bad(workspace) == set()


def test_damage_is_found_on_every_store(workspace: Path, tmp_path: Path) -> None:
    fill(workspace, tmp_path)
    with service.open_workspace(workspace) as opened:
        (file,) = (f for f in opened.ledger.files() if f.observations)
        segment = opened.observed.name_of(file.observed_segment)
        opened.objects.remove(segment)
        original = f"raw/{file.raw_sha256[:2]}/{file.raw_sha256}"
        opened.objects.remove(original)
        opened.objects.put(original, b"something else")
    assert bad(workspace) == {"segments", "originals"}


def fill(workspace: Path, tmp_path: Path) -> None:
    """Two fires and one file that no source knows."""
    with service.open_workspace(workspace) as opened:
        (tmp_path / "x.bin").write_bytes(b"\x01\x02\x03")
        paths = [fires(tmp_path, "a.csv", 1, 2), tmp_path / "x.bin"]
        service.take_in(
            opened, service.find_data_files(paths), service.IntakeOptions(), lambda: MADE
        )
