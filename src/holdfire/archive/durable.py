"""Files that are either wholly there or not there: temporary name, fsync, rename, fsync."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["PART_PREFIX", "part_in", "settle", "sync_folder", "write_durably"]

MODE = 0o644
PART_PREFIX = ".part-"


def sync_folder(folder: Path) -> None:
    """Make the entries of the folder durable; without this a rename may be lost."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def part_in(folder: Path) -> Iterator[Path]:
    """A new temporary file in ``folder`` to write to; removed at the end unless settled.

    Its name starts with ``.part-``: what a kill leaves behind is garbage that the doctor
    sweeps.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=PART_PREFIX, dir=folder)
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def settle(part: Path, path: Path) -> None:
    """Sync the written part and give it its final name; when this returns it is durable."""
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.chmod(MODE)
    part.replace(path)
    sync_folder(path.parent)


def write_durably(path: Path, raw: bytes) -> None:
    """Write the bytes so that ``path`` holds them wholly or not at all."""
    with part_in(path.parent) as part:
        part.write_bytes(raw)
        settle(part, path)
