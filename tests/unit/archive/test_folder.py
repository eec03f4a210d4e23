from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.archive import FolderStore
from holdfire.base.errors import IntegrityFailure
from holdfire.base.identity import sha256_hex


def test_bytes_come_back_as_they_were(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    key = store.put(b"\x00row,1\r\n")
    assert key == sha256_hex(b"\x00row,1\r\n")
    assert store.get(key) == b"\x00row,1\r\n"
    assert store.has(key)


def test_the_same_bytes_twice_are_kept_once(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    assert store.put(b"a") == store.put(b"a")
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_changed_bytes_are_refused(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    key = store.put(b"a")
    store.path_of(key).write_bytes(b"b")
    with pytest.raises(IntegrityFailure, match="HF-3003"):
        store.get(key)


def test_missing_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IntegrityFailure, match="HF-3002"):
        FolderStore(tmp_path).get("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_only_a_hash_reaches_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(IntegrityFailure, match="HF-3001"):
        FolderStore(tmp_path).get(name)
