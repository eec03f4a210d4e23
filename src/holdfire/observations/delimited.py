"""Rows of a CSV file with their numbers: one damaged row never swallows its neighbours.

A record may span lines inside quotes. Where a quote does not close within
:data:`MAX_LINES` lines, only the line that opened it is refused and reading goes on with
the next, so that a single stray quote cannot hide the rest of a file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.text import damaged

__all__ = ["MAX_FIELD", "MAX_LINES", "Row", "header_of", "rows_of"]

MAX_LINES = 400
MAX_FIELD = 131_072
"""Characters; the limit of the csv module, which is never changed for the process."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: ``values`` by lower-case column name, or the fault of the whole row.

    ``number`` counts as a spreadsheet does: header 1, blank rows count.
    """

    number: int
    content: str
    values: Mapping[str, str] = field(default_factory=dict)
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class _Record:
    """Consecutive lines that belong together."""

    number: int
    text: str
    fault: Fault | None = None


def header_of(text: str, *, delimiter: str = ",") -> tuple[str, ...]:
    """The column names of the first non-blank record, lower case, trimmed; empty if none."""
    for record in _records(text, None, delimiter):
        fields = _fields(record.text, delimiter)
        if isinstance(fields, Fault):
            return ()
        return tuple(name.strip().strip("\ufeff").lower() for name in fields)
    return ()


def rows_of(text: str, columns: Sequence[str], *, delimiter: str = ",") -> Iterator[Row]:
    """Every record after the header, in file order; ``columns`` from :func:`header_of`.

    A record with another number of fields, with bytes of no encoding, with NUL or beyond
    the size limits has a fault instead of values. Never raises. Blank lines are not rows.
    """
    records = _records(text, len(columns), delimiter)
    next(records, None)
    for record in records:
        yield _row(record, columns, delimiter)


def _row(record: _Record, columns: Sequence[str], delimiter: str) -> Row:
    """One record as a row."""
    fault = record.fault
    fields = _fields(record.text, delimiter) if fault is None else fault
    if isinstance(fields, Fault):
        return Row(record.number, record.text, fault=fields)
    if damaged(record.text):
        fault = Fault("", Reason.ENCODING, "bytes that the file's encoding does not know")
    elif "\0" in record.text:
        fault = Fault("", Reason.PARSE, "a NUL character inside the row")
    elif len(fields) != len(columns):
        found = f"{len(fields)} fields where the header has {len(columns)}"
        fault = Fault("", Reason.PARSE, found)
    if fault is not None:
        return Row(record.number, record.text, fault=fault)
    return Row(record.number, record.text, dict(zip(columns, fields, strict=True)))


def _fields(text: str, delimiter: str, *, strict: bool = False) -> list[str] | Fault:
    """The fields of one record; a fault when it cannot be split."""
    try:
        lines = io.StringIO(text, newline="")
        found = list(csv.reader(lines, delimiter=delimiter, strict=strict))
    except csv.Error as error:
        if "larger than field limit" in str(error):
            return Fault("", Reason.SIZE, f"a field of more than {MAX_FIELD} characters")
        return Fault("", Reason.PARSE, "a quote that does not close")
    if len(found) != 1:
        return Fault("", Reason.PARSE, "quotes that do not match")
    return found[0]


def _records(text: str, width: int | None, delimiter: str) -> Iterator[_Record]:
    """Records in file order, the header included; blank lines count but are not yielded."""
    lines = list(io.StringIO(text, newline=""))
    number, place = 0, 0
    while place < len(lines):
        number += 1
        end = _end(lines, place)
        whole = "".join(lines[place : end + 1])
        fault = None
        if lines[place].count('"') % 2 and not _fits(whole, end - place, width, delimiter):
            end, whole = place, lines[place]
            alone = _fields(whole.rstrip("\r\n"), delimiter, strict=True)
            fault = alone if isinstance(alone, Fault) else None
        if whole.strip():
            yield _Record(number, whole.rstrip("\r\n"), fault)
        place = end + 1


def _fits(text: str, further_lines: int, width: int | None, delimiter: str) -> bool:
    """Is a record of several lines believable: does it have as many fields as the header?"""
    if not further_lines:
        return False
    fields = _fields(text, delimiter, strict=True)
    return isinstance(fields, list) and (width is None or len(fields) == width)


def _end(lines: Sequence[str], start: int) -> int:
    """The line on which a quote opened here closes; the line itself if none does in reach."""
    if not lines[start].count('"') % 2:
        return start
    for place in range(start + 1, min(start + MAX_LINES, len(lines))):
        if lines[place].count('"') % 2:
            return place
    return start
