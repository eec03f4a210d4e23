"""The extension point for bytes under a name: a folder, or a bucket behind S3."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

__all__ = ["Held", "Objects"]


@dataclass(frozen=True, slots=True)
class Held:
    """What a store says of one object: its name, its bytes, when it was last written."""

    name: str
    size: int
    modified: datetime


class Objects(Protocol):
    """Bytes by name (``/`` between the parts); an object is whole or not there.

    Names carry the hash of their content, so the same name twice is the same bytes: the
    first stays and its date is renewed, which keeps it from a sweep that runs meanwhile.
    """

    def close(self) -> None:
        """Let go of it."""
        ...

    def writing(self, prefix: str) -> AbstractContextManager[Path]:
        """A new local file to write an object of ``prefix`` to; gone at the end."""
        ...

    def settle(self, part: Path, name: str) -> None:
        """Keep the written file under this name; durable when it returns."""
        ...

    def put(self, name: str, raw: bytes) -> None:
        """Keep the bytes under this name; durable when it returns."""
        ...

    def get(self, name: str) -> bytes:
        """The bytes. Raises ``FileNotFoundError``."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is an object of this name."""
        ...

    def local(self, name: str) -> Path:
        """A local file with the content, to be read only. Raises ``FileNotFoundError``."""
        ...

    def digest(self, name: str) -> str | None:
        """The SHA-256 of what is stored now, in hex; ``None`` where nothing is."""
        ...

    def held(self, prefix: str) -> Iterator[Held]:
        """Every object whose name starts with ``prefix`` (a folder name and ``/``)."""
        ...

    def parts(self) -> Iterator[Held]:
        """What interrupted writes left behind."""
        ...

    def remove(self, name: str) -> None:
        """Remove an object that nothing refers to; none of that name is no error."""
        ...
