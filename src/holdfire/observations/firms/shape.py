"""The three shapes of a FIRMS table, known by their column names alone."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.base.identity import content_id
from holdfire.observations.delimited import header_of
from holdfire.observations.quarantine import Fault, Reason

__all__ = ["NUMERIC", "Shape", "probe", "shape_of"]

NUMERIC = ("brightness", "bright_ti4", "bright_ti5", "bright_t31", "frp")
"""Columns that hold a number or nothing (kelvin; ``frp`` in megawatts)."""

_NEEDED = ("latitude", "longitude", "acq_date")
_MAPPED = ("acq_date", "acq_time", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of one file in header order, lower case.

    ``instrument`` is told by the columns (``viirs``, ``modis``) or empty.
    """

    columns: tuple[str, ...]
    instrument: str

    @property
    def order(self) -> tuple[str, ...]:
        """The columns in the order in which a row's identity is formed."""
        return tuple(sorted(self.columns))

    @property
    def token(self) -> str:
        """Eight digits that stand for the set of columns in a row's identity."""
        return content_id("columns", *self.order)[:8]

    @property
    def timed(self) -> bool:
        """Does the file give a time of day?"""
        return "acq_time" in self.columns

    @property
    def rest(self) -> tuple[str, ...]:
        """Columns kept verbatim in the residual.

        Without a time of day there is no instrument either; then the coordinates stay as
        text, because their decimals are the only trace of it.
        """
        return self.order if not self.timed else tuple(sorted({*self.columns} - {*_MAPPED}))

    def has(self, *names: str) -> bool:
        """Are all these columns there?"""
        return set(names) <= set(self.columns)


def shape_of(header: str) -> Shape | Fault:
    """The shape a header line declares, or why it is no FIRMS table."""
    columns = header_of(header)
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        return Fault(missing[0], Reason.MISSING, "the header has no such column")
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        return Fault(twice[0], Reason.PARSE, "the header names this column twice")
    instrument = "viirs" if "bright_ti4" in columns else ""
    return Shape(columns, instrument or ("modis" if "bright_t31" in columns else ""))


def probe(head: bytes) -> float:
    """How sure (0..1) these first bytes are of a FIRMS table."""
    lines = head.decode("utf-8", "replace").lstrip("\ufeff\r\n ").splitlines()
    shape = shape_of(lines[0]) if lines else Fault("", Reason.PARSE, "empty")
    if isinstance(shape, Fault):
        return 0.0
    if shape.instrument and shape.has("acq_time", "satellite", "confidence"):
        return 0.99
    return 0.9 if len(shape.columns) == len(_NEEDED) else 0.7
