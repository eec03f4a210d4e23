"""The witnesses of a solve as arrays: all that decides which of them are one happening.

Rows stand in an order that depends on content only (see ``Witness.standing``); every tie is
decided by it, so any subset in the same order is solved alike. A place is given in the units
of a frame (degrees of longitude and latitude, or kilometres of a plane) with the kilometres
per unit at the row; offsets between two rows take the mean of their scales.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from holdfire.incidents.shape.shapes import NO_SHAPES, Shapes

__all__ = ["WitnessTable"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class WitnessTable:
    """``n`` witnesses and the tables their codes point into.

    Per row: ``row`` (n,) its number in the whole order, rising. ``place`` (n, 2) in frame
    units and ``scale`` (n, 2) km per unit. ``spread`` (n, 3) covariance ee, en, nn in km²
    (of a shape: its moments). ``shape`` (n,) number in ``shapes``, -1 for a normal density.
    ``time`` (n, 5): mean and variance of a normal (variance 0: none), low and high end of a
    window (infinite: none), rate of growth within it per second; the density is their
    normalised product. ``second`` (n,) row of ``further`` with a second component, -1: none.
    ``exists`` (n, 3): low, value, high probability that the witness, taken alone, is of a
    happening. ``kind`` (n,) row of ``shares``; ``cell`` (n,) row of ``densities``; ``watch``
    (n,) row of ``misses``, -1 where nobody looked; ``channel`` (n,) the column of ``misses``
    that the witness itself takes up, -1: none. ``lane`` (n,): only equal lanes are joined.
    ``key_start`` (n + 1,) and ``keys``: marks (origin, scan) in rising order per row; two
    witnesses with a common mark are never one happening. ``statement`` (n,) number of the
    statement channel whose evidence is capped, -1: none.

    Tables: ``shares`` (kinds, classes) log share of each class among real witnesses of the
    kind; ``densities`` (cells, classes) log happenings per km² and second; ``misses``
    (watches, channels, classes, 3) log of the chance that the channel saw nothing, for the
    low, middle and high end of existence; ``further`` (m, 7): weight of the first component,
    weight of the second, then its five numbers as in ``time``; ``leads`` (kinds, classes)
    which classes existence is about when this kind is in the cell. ``crowded`` (n,) marks
    witnesses that stand too dense to be told apart; ``None`` until somebody looked.
    """

    row: Ints
    place: Floats
    scale: Floats
    spread: Floats
    shape: Codes
    time: Floats
    second: Codes
    exists: Floats
    kind: Codes
    cell: Codes
    watch: Codes
    channel: Codes
    lane: Codes
    statement: Codes
    key_start: Ints
    keys: Codes
    shares: Floats
    densities: Floats
    misses: Floats
    further: Floats
    leads: npt.NDArray[np.bool_]
    shapes: Shapes = NO_SHAPES
    crowded: npt.NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        """The number of witnesses."""
        return len(self.row)

    def take(self, rows: Ints) -> WitnessTable:
        """The witnesses at these places, which must be rising; the tables stay whole."""
        counts = np.diff(self.key_start)[rows]
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        first = np.repeat(self.key_start[:-1][rows] - start[:-1], counts)
        own = {name: getattr(self, name)[rows] for name in _PER_ROW}
        if self.crowded is not None:
            own["crowded"] = self.crowded[rows]
        keys = self.keys[first + np.arange(len(first))]
        return replace(self, **own, key_start=start, keys=keys)

    def marked(self, crowded: npt.NDArray[np.bool_]) -> WitnessTable:
        """The same witnesses with those marked (n,) that stand too dense to be told apart."""
        return replace(self, crowded=crowded)


_TABLES = {
    "key_start",
    "keys",
    "shares",
    "densities",
    "misses",
    "further",
    "leads",
    "shapes",
    "crowded",
}
_PER_ROW = tuple(one.name for one in fields(WitnessTable) if one.name not in _TABLES)
