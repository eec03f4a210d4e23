"""Questions to whole columns, answered as arrays; null never equals anything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute

__all__ = [
    "NO_TIME",
    "Column",
    "Flags",
    "Floats",
    "Ints",
    "codes_of",
    "equal_to",
    "filled",
    "floats_of",
    "joined",
    "listed",
    "micros_of",
    "one_of",
    "picked",
    "replaced",
    "rows_where",
]

Column: TypeAlias = "pa.ChunkedArray[Any] | pa.Array[Any]"
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NO_TIME = np.iinfo(np.int64).min
"""What :func:`micros_of` gives for a time that is not known."""

# The stubs of the library describe each kernel for each array type; the kernels used here
# are few and are given their types by the functions below.
_arrow: Any = pa.compute
_NO = pa.scalar(value=False)


def equal_to(column: Column, value: str | float) -> Flags:
    """Where the column has this value."""
    found: Flags = np.asarray(_arrow.fill_null(_arrow.equal(column, value), _NO))
    return found


def one_of(column: Column, values: Iterable[str]) -> Flags:
    """Where the column has one of these values."""
    found: Flags = np.asarray(
        _arrow.is_in(column, value_set=pa.array(sorted(values), pa.string()))
    )
    return found


def filled(column: Column) -> Flags:
    """Where the column is not null."""
    found: Flags = np.asarray(_arrow.is_valid(column))
    return found


def codes_of(column: Column) -> tuple[Ints, Column]:
    """The column as small numbers and the values they stand for; null is a value."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = _arrow.dictionary_encode(whole, null_encoding="encode")
    return np.asarray(encoded.indices).astype(np.int64), encoded.dictionary


def floats_of(column: Column) -> Floats:
    """The column as numbers, NaN for null."""
    found: Floats = np.asarray(_arrow.fill_null(_arrow.cast(column, pa.float64()), np.nan))
    return found


def micros_of(column: Column) -> Ints:
    """A column of instants as microseconds since 1970; :data:`NO_TIME` for null."""
    found: Ints = np.asarray(_arrow.fill_null(_arrow.cast(column, pa.int64()), int(NO_TIME)))
    return found


def joined(left: Column, right: Column | str, separator: str) -> Column:
    """The texts of two columns joined, without a separator at either end."""
    texts: Column = _arrow.binary_join_element_wise(left, right, separator)
    trimmed: Column = _arrow.utf8_trim(texts, separator)
    return trimmed


def replaced(column: Column, where: Flags, values: Column | str) -> Column:
    """The column with ``values`` (a whole column or one text) at the marked places."""
    mixed: Column = _arrow.if_else(pa.array(where), values, column)
    return mixed


def listed(column: Column) -> tuple[Ints, Column]:
    """How many values each row's list has (null: none), and all values in row order."""
    lengths = _arrow.fill_null(_arrow.list_value_length(column), 0)
    values: Column = _arrow.list_flatten(column)
    return np.asarray(lengths).astype(np.int64), values


def rows_where(table: pa.Table, where: Flags) -> pa.Table:
    """The marked rows; the table itself when all are."""
    return table if where.all() else table.filter(pa.array(where))


def picked(column: Column, places: Ints) -> Column:
    """The values at these places, in their order."""
    taken: Column = _arrow.take(column, pa.array(places))
    return taken
