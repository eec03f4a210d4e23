from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.archive.durable import PART_PREFIX, part_in, settle, write_durably


def test_a_file_is_there_wholly(tmp_path: Path) -> None:
    write_durably(tmp_path / "new" / "file", b"whole")
    assert (tmp_path / "new" / "file").read_bytes() == b"whole"


def interrupted(folder: Path) -> None:
    with part_in(folder) as part:
        part.write_bytes(b"half")
        raise KeyboardInterrupt


def test_an_interrupted_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path) -> None:
    write_durably(tmp_path / "file", b"old")
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path)
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_settled_part_has_its_final_name_only(tmp_path: Path) -> None:
    with part_in(tmp_path) as part:
        assert part.name.startswith(PART_PREFIX)
        part.write_bytes(b"x")
        settle(part, tmp_path / "final")
    assert [p.name for p in tmp_path.iterdir()] == ["final"]
