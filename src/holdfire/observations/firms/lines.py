"""Blocks of a FIRMS table as columns of text, with the number of each row.

A regular block (ASCII, no quotes, backslashes, spaces or blank lines, the right number of
fields everywhere) is split by Arrow. Any other block is split line by line in Python:
what can be made regular without guessing joins the others, the rest is refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv

from holdfire.observations.firms.shape import Shape
from holdfire.observations.quarantine import Fault, Reason

__all__ = ["MAX_LINE", "Piece", "Refusal", "Texts", "piece_of"]

MAX_LINE = 4000
"""Characters in a row; a longer one is damage."""

Texts: TypeAlias = "pa.Array[Any]"
Refusal = tuple[int, Fault, str]

_csv: Any = pyarrow.csv


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of one block: equally long columns of text, row numbers, refused rows."""

    texts: Mapping[str, Texts]
    rows: npt.NDArray[np.int64]
    refused: tuple[Refusal, ...] = ()


def piece_of(block: bytes, first_row: int, shape: Shape) -> Piece:
    """The rows of ``block``; its first line has the row number ``first_row``."""
    plain = block.replace(b"\r\n", b"\n") if b"\r" in block else block
    if not plain.endswith(b"\n"):
        plain += b"\n"
    if _regular(plain):
        texts = _split(plain, shape)
        count = plain.count(b"\n")
        if texts is not None and len(texts[shape.columns[0]]) == count:  # no blank lines
            return Piece(texts, np.arange(first_row, first_row + count))
    return _line_by_line(plain, first_row, shape)


def _regular(block: bytes) -> bool:
    """Is this plain text that needs no rules of quoting?"""
    codes = np.frombuffer(block, np.uint8)
    return (
        int(codes.max()) < 127
        and b'"' not in block
        and b"\\" not in block
        and int(np.count_nonzero(codes < 33)) == block.count(b"\n")
    )


def _split(block: bytes, shape: Shape) -> dict[str, Texts] | None:
    """The columns of a regular block; ``None`` if a line has another number of fields."""
    odd: list[object] = []

    def skip(row: object) -> str:
        odd.append(row)
        return "skip"

    table = _csv.read_csv(
        pa.py_buffer(block),
        read_options=_csv.ReadOptions(
            use_threads=False, column_names=list(shape.columns), block_size=len(block) + 1
        ),
        parse_options=_csv.ParseOptions(quote_char=False, invalid_row_handler=skip),
        convert_options=_csv.ConvertOptions(
            column_types=dict.fromkeys(shape.columns, pa.string())
        ),
    )
    if odd:
        return None
    return {name: _whole(table.column(name)) for name in shape.columns}


def _whole(column: pa.ChunkedArray[Any]) -> Texts:
    """The column as one array."""
    chunks: list[Texts] = column.chunks
    if len(chunks) == 1:
        return chunks[0]
    return pa.concat_arrays(chunks) if chunks else pa.array([], pa.string())


def _line_by_line(block: bytes, first_row: int, shape: Shape) -> Piece:
    """The rows of a block that is not regular throughout."""
    width = len(shape.columns)
    clean: list[bytes] = []
    rows: list[int] = []
    refused: list[Refusal] = []
    for number, line in enumerate(block.split(b"\n")[:-1], first_row):
        if not line.strip():
            continue
        mended = _mended(line, width)
        if isinstance(mended, Fault):
            refused.append((number, mended, line[: 2 * MAX_LINE].decode("utf-8", "replace")))
        else:
            clean.append(mended)
            rows.append(number)
    texts = _split(b"\n".join(clean) + b"\n", shape) if clean else None
    if texts is None:
        texts = {name: pa.array([], pa.string()) for name in shape.columns}
    return Piece(texts, np.array(rows, dtype=np.int64), tuple(refused))


def _mended(line: bytes, width: int) -> bytes | Fault:
    """The line without quotes and outer spaces, or why it is no row."""
    if len(line) > MAX_LINE:
        return Fault("", Reason.SIZE, f"a row of {len(line)} bytes")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return Fault("", Reason.ENCODING, "bytes that are not UTF-8")
    try:
        values = next(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (csv.Error, StopIteration):
        return Fault("", Reason.PARSE, "quotes that do not match")
    if len(values) != width:
        return Fault("", Reason.PARSE, f"{len(values)} fields where the header has {width}")
    values = [value.strip() for value in values]
    mended = ",".join(values)
    odd = not mended.isascii() or not mended.isprintable() or '"' in mended or "\\" in mended
    if odd or mended.count(",") != width - 1:
        return Fault("", Reason.PARSE, "characters that no field of this source has")
    return mended.encode("ascii")
