"""The extension point of this room: where sealed bytes live."""

from __future__ import annotations

from typing import Protocol

__all__ = ["RawStore"]


class RawStore(Protocol):
    """Bytes by their SHA-256: the same bytes twice are kept once, nothing is edited."""

    def put(self, raw: bytes) -> str:
        """Keep the bytes durably and return their SHA-256 (64 hex digits).

        When this returns, the bytes survive a crash of the process.
        """
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes again; raises ``IntegrityFailure`` if they are not what they were."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether the bytes are kept here."""
        ...
