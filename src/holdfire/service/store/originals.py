"""Sealed originals as objects: the same layout as the folder of an embedded workspace."""

from __future__ import annotations

import re

from holdfire.base.codes import Code
from holdfire.base.errors import IntegrityFailure
from holdfire.base.identity import sha256_hex
from holdfire.service.store.objects import Objects

__all__ = ["ORIGINALS", "ObjectOriginals"]

ORIGINALS = "raw/"
_HEX = re.compile(r"[0-9a-f]{64}")


class ObjectOriginals:
    """Keeps bytes under ``raw/ab/abcd...``; any number of machines may write at once."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def put(self, raw: bytes) -> str:
        """Keep the bytes durably; the same bytes again change nothing."""
        sha256 = sha256_hex(raw)
        name = _name(sha256)
        if not self._objects.has(name):
            self._objects.put(name, raw)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, checked against their name."""
        try:
            raw = self._objects.get(_name(sha256))
        except FileNotFoundError as error:
            raise IntegrityFailure(
                Code.ARCHIVE_MISSING, f"no sealed bytes {sha256[:12]}"
            ) from error
        if sha256_hex(raw) != sha256:
            raise IntegrityFailure(
                Code.ARCHIVE_CHANGED, f"sealed bytes {sha256[:12]} have changed"
            )
        return raw

    def has(self, sha256: str) -> bool:
        """Whether the bytes are kept here."""
        return self._objects.has(_name(sha256))


def _name(sha256: str) -> str:
    """The name of these bytes; refuses anything that is not a SHA-256."""
    if not _HEX.fullmatch(sha256):
        raise IntegrityFailure(
            Code.ARCHIVE_NOT_A_HASH, f"{sha256[:80]!r} is not a SHA-256 in hex"
        )
    return f"{ORIGINALS}{sha256[:2]}/{sha256}"
