"""Objects in a folder, on a disk or a network file system: written aside, synced, renamed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from holdfire.archive.durable import PART_PREFIX, part_in, settle, write_durably
from holdfire.service.store.objects import Held

__all__ = ["FolderObjects", "digest_of"]

_BLOCK = 1 << 20


class FolderObjects:
    """Keeps each object in a file of its name under ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def close(self) -> None:
        """Nothing is held open."""

    def writing(self, prefix: str) -> AbstractContextManager[Path]:
        """A new file beside the objects of ``prefix``."""
        return part_in(self.folder / prefix)

    def settle(self, part: Path, name: str) -> None:
        """Sync the part and give it its name, or renew the date of what is there."""
        path = self.folder / name
        if not _renewed(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            settle(part, path)

    def put(self, name: str, raw: bytes) -> None:
        """Keep the bytes durably."""
        path = self.folder / name
        if not _renewed(path):
            write_durably(path, raw)

    def get(self, name: str) -> bytes:
        """The bytes. Raises ``FileNotFoundError``."""
        return (self.folder / name).read_bytes()

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        return (self.folder / name).is_file()

    def local(self, name: str) -> Path:
        """The file itself. Raises ``FileNotFoundError``."""
        path = self.folder / name
        if not path.is_file():
            raise FileNotFoundError(name)
        return path

    def digest(self, name: str) -> str | None:
        """The SHA-256 of the file; ``None`` where there is none."""
        path = self.folder / name
        return digest_of(path) if path.is_file() else None

    def held(self, prefix: str) -> Iterator[Held]:
        """The files under the folder of this prefix, in the order of their names."""
        for path in sorted((self.folder / prefix).rglob("*")):
            if path.is_file() and not path.name.startswith(PART_PREFIX):
                yield self._held(path)

    def parts(self) -> Iterator[Held]:
        """Temporary files that were neither finished nor removed."""
        for path in sorted(self.folder.rglob(f"{PART_PREFIX}*")):
            if path.is_file():
                yield self._held(path)

    def remove(self, name: str) -> None:
        """Remove the file."""
        (self.folder / name).unlink(missing_ok=True)

    def _held(self, path: Path) -> Held:
        """What the file system says of the file."""
        stat = path.stat()
        when = datetime.fromtimestamp(stat.st_mtime, UTC)
        return Held(path.relative_to(self.folder).as_posix(), stat.st_size, when)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hex, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _renewed(path: Path) -> bool:
    """Give the file today's date; false when there is none."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True
