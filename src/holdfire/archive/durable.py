"""Files that are either wholly there or not there: temporary name, fsync, rename, fsync."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["sync_folder", "write_durably", "written_whole"]

MODE = 0o644


def sync_folder(folder: Path) -> None:
    """Make the entries of the folder durable; without this a rename may be lost."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; on success it is synced and renamed to ``path``.

    On any exception the temporary file is removed and ``path`` is untouched. The name of
    the temporary file starts with ``.part-``: left-overs of a kill are garbage.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.chmod(MODE)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_durably(path: Path, raw: bytes) -> None:
    """Write the bytes so that ``path`` holds them wholly or not at all."""
    with written_whole(path) as part:
        part.write_bytes(raw)
