"""Whole columns of text turned into numbers and meanings, each distinct value once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute

from holdfire.observations.coordinate import number
from holdfire.observations.firms.lines import Texts
from holdfire.observations.quarantine import Fault

__all__ = [
    "Flags",
    "Floats",
    "Ints",
    "Meanings",
    "decimals_of",
    "joined",
    "meanings_of",
    "numbers_of",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_arrow: Any = pyarrow.compute
_SEPARATOR = "\x1f"  # control characters never reach here
_DECIMAL = r"^-?\d+(\.\d*)?$"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Meanings(Generic[T]):
    """``values[index[i]]`` is the meaning, or the fault, of row ``i``."""

    index: Ints
    values: tuple[T | Fault, ...]

    @property
    def bad(self) -> Flags:
        """Which rows have a fault."""
        found = np.array([isinstance(value, Fault) for value in self.values], dtype=bool)
        return found[self.index] if found.any() else np.zeros(len(self.index), dtype=bool)

    def fault(self, row: int) -> Fault | None:
        """The fault of one row."""
        value = self.values[int(self.index[row])]
        return value if isinstance(value, Fault) else None

    def picked(self, rows: Ints) -> Meanings[T]:
        """The meanings of these rows only."""
        return Meanings(self.index[rows], self.values)

    def column(self, attribute: str, kind: pa.DataType) -> pa.Array[Any]:
        """One attribute of each row's meaning as an array."""
        values = [getattr(value, attribute, None) for value in self.values]
        return pa.array(values, kind).take(pa.array(self.index, pa.int64()))

    def constant(self, attribute: str) -> bool:
        """Is the attribute the same for every value?"""
        return len({getattr(value, attribute, None) for value in self.values}) <= 1


def meanings_of(columns: Sequence[Texts], meaning: Callable[..., T | Fault]) -> Meanings[T]:
    """``meaning`` of the texts of each row, called once for each distinct combination."""
    encoded = joined(columns, _SEPARATOR).dictionary_encode()
    parts = (str(value).split(_SEPARATOR) for value in encoded.dictionary.to_pylist())
    index = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return Meanings(index, tuple(meaning(*part) for part in parts))


def joined(columns: Sequence[Texts | str], separator: str) -> Texts:
    """The texts of each row, joined; plain texts stand in every row."""
    found: Texts = _arrow.binary_join_element_wise(*columns, separator)
    return found


def numbers_of(texts: Texts, field: str) -> tuple[Floats, Flags]:
    """The numbers of a column (NaN where empty or unreadable), and which are unreadable."""
    try:
        values: Floats = _arrow.cast(texts, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        plain = _arrow.match_substring_regex(texts, _DECIMAL)
        masked = _arrow.if_else(plain, texts, pa.scalar(None, pa.string()))
        values = _arrow.cast(masked, pa.float64()).to_numpy(zero_copy_only=False).copy()
        for row in np.flatnonzero(~np.asarray(plain)).tolist():
            value = number(texts[row].as_py(), field)
            values[row] = np.nan if isinstance(value, Fault) else value
    unreadable: Flags = ~np.isfinite(values)
    if unreadable.any():
        unreadable &= np.asarray(_arrow.binary_length(texts)) > 0
    return values, unreadable


def decimals_of(texts: Texts) -> Ints:
    """How many digits follow the point of each number as written."""
    point = np.asarray(_arrow.find_substring(texts, ".")).astype(np.int64)
    length = np.asarray(_arrow.binary_length(texts)).astype(np.int64)
    found: Ints = np.where(point < 0, 0, length - point - 1)
    return found
