from __future__ import annotations

import shutil
from pathlib import Path

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
    examine(workspace, sweep=True)
    assert not loose.exists()
    assert not (workspace / "raw" / f"{PART_PREFIX}x").exists()
    assert bad(workspace) == set()
