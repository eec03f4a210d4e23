"""The embedded store of sealed bytes: a folder of files named for their content."""

from __future__ import annotations

import re
from pathlib import Path

from holdfire.archive.durable import write_durably
from holdfire.base.codes import Code
from holdfire.base.errors import IntegrityFailure
from holdfire.base.identity import sha256_hex

__all__ = ["FolderStore"]

_HEX = re.compile(r"[0-9a-f]{64}")


class FolderStore:
    """Keeps bytes under ``folder/ab/abcd...``; several processes may write at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, sha256: str) -> Path:
        """Where these bytes lie; refuses anything that is not a SHA-256."""
        if not _HEX.fullmatch(sha256):
            raise IntegrityFailure(
                Code.ARCHIVE_NOT_A_HASH, f"{sha256[:80]!r} is not a SHA-256 in hex"
            )
        return self.folder / sha256[:2] / sha256

    def put(self, raw: bytes) -> str:
        """Keep the bytes durably; the same bytes again change nothing."""
        sha256 = sha256_hex(raw)
        path = self.path_of(sha256)
        if not path.exists():
            write_durably(path, raw)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, checked against their name."""
        path = self.path_of(sha256)
        try:
            raw = path.read_bytes()
        except FileNotFoundError as error:
            raise IntegrityFailure(
                Code.ARCHIVE_MISSING, f"no sealed bytes {sha256[:12]}", where=self.folder.name
            ) from error
        if sha256_hex(raw) != sha256:
            raise IntegrityFailure(
                Code.ARCHIVE_CHANGED, f"sealed bytes {sha256[:12]} have changed"
            )
        return raw

    def has(self, sha256: str) -> bool:
        """Whether the bytes are kept here."""
        return self.path_of(sha256).exists()
