"""Rows of delimited text (CSV, TSV), one by one, without ever giving up on the file.

A row that cannot be read comes out as a row with a ``problem``; the next row is read as if
nothing had happened. A quotation mark that is never closed spoils its own line only.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["MAX_RECORD_LINES", "DelimitedRow", "delimited_rows"]

MAX_RECORD_LINES = 200
"""A quoted field may run over lines; a record of more lines than this was never closed."""


@dataclass(frozen=True, slots=True)
class DelimitedRow:
    """One record: its first ``line`` (1-based), its cells, its own text.

    ``problem`` says why it could not be read, and then ``cells`` is empty. A blank line has
    neither cells nor problem.
    """

    line: int
    cells: tuple[str, ...]
    content: str
    problem: str | None = None

    @property
    def blank(self) -> bool:
        """A line without content: not a row."""
        return not self.cells and self.problem is None


class _Unclosed(Exception):
    """A record ran over too many lines."""


class _Lines:
    """Lines still to be read, and those the current record has taken.

    Only CR, LF and CRLF end a line; other separators stay inside their cell.
    """

    def __init__(self, text: str) -> None:
        found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if not found[-1]:
            found.pop()
        self.waiting = deque(f"{line}\n" for line in found)
        self.taken: list[str] = []
        self.number = 1

    def __iter__(self) -> Iterator[str]:
        """Hand out lines until a record has had too many."""
        while self.waiting:
            if len(self.taken) >= MAX_RECORD_LINES:
                raise _Unclosed
            self.taken.append(self.waiting.popleft())
            yield self.taken[-1]

    def close_record(self, lines: int) -> tuple[int, str]:
        """End the record after this many of its lines; the others wait again."""
        self.waiting.extendleft(reversed(self.taken[lines:]))
        first, content = self.number, "".join(self.taken[:lines])
        self.number += lines
        self.taken = []
        return first, _printable(content.rstrip("\r\n"))


def _printable(text: str) -> str:
    """Text that can be stored: bytes that were not of the encoding shown as escapes."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def delimited_rows(
    raw: bytes, *, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> Iterator[DelimitedRow]:
    """Every record of the file in order, the header and blank lines among them.

    Never raises for content. ``encoding`` must be one that Python knows.
    """
    lines = _Lines(raw.decode(encoding, "surrogateescape"))
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except (csv.Error, _Unclosed) as error:
            line, content = lines.close_record(1)
            said = "a quotation mark is never closed" if _open(error) else str(error)
            yield DelimitedRow(line, (), content, said)
            reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
            continue
        line, content = lines.close_record(len(lines.taken))
        yield DelimitedRow(line, *_checked(cells, content))


def _open(error: Exception) -> bool:
    """Does the error mean that the record was never closed?"""
    return isinstance(error, _Unclosed) or "unexpected end" in str(error)


def _checked(cells: tuple[str, ...], content: str) -> tuple[tuple[str, ...], str, str | None]:
    """The cells, unless a byte is not of the encoding or is a null."""
    joined = "".join(cells)
    if not joined.strip() and len(cells) <= 1:
        return (), content, None
    if any("\udc80" <= char <= "\udcff" for char in joined):
        return (), content, "a byte is not of the file's encoding"
    if "\x00" in joined:
        return (), content, "a null byte stands in the row"
    return cells, content, None
