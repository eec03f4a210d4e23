"""One file of observations as it is written, with the truth of each of its rows beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["FALSE", "Entry", "Sheet", "csv_line", "csv_sheet"]

FALSE = "false"
"""The truth of a row to which nothing corresponds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as text and, for each thing it asserts, the true happening or ``false``."""

    text: str
    truth: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``header`` is empty for formats without one; ``mapping`` goes beside a mapped file."""

    name: str
    header: str
    entries: tuple[Entry, ...]
    mapping: Mapping[str, object] | None = None

    def content(self) -> str:
        """The whole file; lines end with a line feed."""
        lines = [self.header] if self.header else []
        return "".join(f"{line}\n" for line in [*lines, *(one.text for one in self.entries)])


def csv_line(cells: Iterable[object]) -> str:
    """The cells as one line of CSV; ``None`` is empty."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(["" if c is None else c for c in cells])
    return out.getvalue()


def csv_sheet(
    name: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Sequence[object], str]],
    mapping: Mapping[str, object] | None = None,
) -> Sheet:
    """A CSV of rows that each assert one thing: the cells and their truth."""
    entries = tuple(Entry(csv_line(cells), (truth,)) for cells, truth in rows)
    return Sheet(name, csv_line(columns), entries, mapping)
