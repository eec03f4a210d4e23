"""Pieces of a table of witnesses on their way to who computes them.

In the process of the table a piece is only the rule by which to choose its rows, applied by
the thread that computes it. Sent to another process it becomes rows of files that both see,
or, where there is no common folder, the rows themselves.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from holdfire.incidents.shape.shapes import Shapes
from holdfire.incidents.solution import Links
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Choice", "Filed", "Piece", "Portion", "Whole", "light"]

Ints = npt.NDArray[np.int64]
Arrays: TypeAlias = "WitnessTable | Shapes"
Record = TypeVar("Record", "WitnessTable", "Shapes", "Links", "Choice")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a piece has.

    ``rows`` of the whole table, rising; which of them its strip owns; and for a solve the
    links among them, numbered by their places in ``rows``.
    """

    rows: Ints
    owned: npt.NDArray[np.bool_] | None = None
    links: Links | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """A piece with its own copy of the rows."""

    table: WitnessTable
    choice: Choice

    def portion(self) -> Portion:
        """Itself."""
        return self


@dataclass(frozen=True, slots=True)
class Filed:
    """A piece of a table that lies in files."""

    index: Path
    choice: Choice

    def portion(self) -> Portion:
        """The piece with its rows, read from the files."""
        return _arrived(_read(self.index).take(self.choice.rows), self.choice)


@dataclass(frozen=True, slots=True)
class Whole:
    """A table, and the index of its files where it was written into a common folder."""

    table: WitnessTable
    index: Path | None = None

    @classmethod
    def shared(cls, table: WitnessTable, folder: Path | None) -> Whole:
        """The table, written into ``folder`` if there is one."""
        return cls(table, None if folder is None else _written(table, folder))


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of ``whole`` that ``choose`` will choose, where they are needed."""

    whole: Whole
    choose: Callable[[WitnessTable], Choice]

    def portion(self) -> Portion:
        """The piece with its rows."""
        choice = self.choose(self.whole.table)
        return Portion(self.whole.table.take(choice.rows), choice)

    def __reduce__(self) -> tuple[Any, ...]:
        """The rows chosen, in files or as they are."""
        choice = self.choose(self.whole.table)
        if self.whole.index is not None:
            return Filed, (self.whole.index, choice)
        return _arrived, (light(self.whole.table.take(choice.rows)), choice)


def _arrived(table: WitnessTable, choice: Choice) -> Portion:
    """The piece as if it had been cut here.

    What arrives in a message may be read-only or unaligned, and a compiled function would be
    compiled once more for such arrays.
    """
    whole = replace(_plain(table), shapes=_plain(table.shapes))
    links = None if choice.links is None else _plain(choice.links)
    return Portion(whole, replace(_plain(choice), links=links))


def _plain(of: Record) -> Record:
    """The record with arrays that can be written to."""
    copies: dict[str, Any] = {}
    for one in fields(of):
        value = getattr(of, one.name)
        if isinstance(value, np.ndarray) and not (
            value.flags.writeable and value.flags.aligned
        ):
            copies[one.name] = value.copy()
    return replace(of, **copies)


def light(table: WitnessTable) -> WitnessTable:
    """The table without the rows of ``further`` and ``misses`` that no witness points to.

    Codes are renumbered in their order, so nothing that is computed changes. Shapes point
    to each other and stay whole.
    """
    second, further = _used(table.second)
    watch, watches = _used(table.watch)
    return replace(
        table,
        second=second,
        further=table.further[further],
        watch=watch,
        misses=table.misses[watches],
    )


def _used(codes: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], Ints]:
    """The codes renumbered over those in use, and those in use, rising; -1 stays."""
    used = np.unique(codes[codes >= 0]).astype(np.int64)
    renumbered = np.searchsorted(used, codes).astype(np.int32)
    return np.where(codes < 0, codes, renumbered), used


def _written(table: WitnessTable, folder: Path) -> Path:
    """Each array under the hash of its content; then the list of them, likewise."""
    lines = [*_arrays(table, folder, ""), *_arrays(table.shapes, folder, "shapes.")]
    return _kept("\n".join(lines).encode(), folder, "txt")


def _arrays(of: Arrays, folder: Path, prefix: str) -> list[str]:
    lines = []
    for one in fields(of):
        value = getattr(of, one.name)
        if isinstance(value, np.ndarray):  # not the shapes, and not marks that are not there
            content = io.BytesIO()
            np.save(content, value, allow_pickle=False)
            lines.append(f"{prefix}{one.name} {_kept(content.getbuffer(), folder, 'npy').name}")
    return lines


def _kept(content: bytes | memoryview, folder: Path, suffix: str) -> Path:
    """Where the content lies, named by its hash and whole at every moment."""
    path = folder / f"{hashlib.sha256(content).hexdigest()}.{suffix}"
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return path


@lru_cache(maxsize=2)
def _read(index: Path) -> WitnessTable:
    """The table whose arrays an index lists, mapped into memory and not read until used."""
    found: dict[str, Any] = {}
    for line in index.read_text("utf-8").splitlines():
        name, file = line.split(" ")
        found[name] = _array(index.parent / file)
    inner = {name: found.pop(f"shapes.{name}") for name in _SHAPE_NAMES}
    return WitnessTable(**found, shapes=Shapes(**inner))


def _array(path: Path) -> npt.NDArray[Any]:
    """The array of a file. An empty one cannot be mapped."""
    try:
        found: npt.NDArray[Any] = np.load(path, mmap_mode="c").view(np.ndarray)
    except ValueError:
        found = np.load(path)
    return found


_SHAPE_NAMES = tuple(one.name for one in fields(Shapes))
