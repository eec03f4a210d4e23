"""A table of witnesses as the compiled loops take it: one tuple of contiguous arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Arrays", "arrays_of"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]


class Arrays(NamedTuple):
    """The arrays of :class:`WitnessTable` under the same names.

    ``used`` lists the classes that any kind has a share in; ``shares``, ``densities``,
    ``misses`` and ``leads`` have these classes only. ``ends`` is 3 where the ends of
    existence or of the misses differ anywhere, else 1. ``cells`` are the small normals of
    all shapes from ``cell_start`` on, about the reference place, from which a shape's mean
    lies at ``centre``; ``radius`` holds nearly all of a shape about its mean, ``peak`` is the
    log of its largest density. ``anyone`` says whether any misses are known.
    """

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
    cell_start: Ints
    cells: Floats
    centre: Floats
    radius: Floats
    peak: Floats
    used: Ints
    ends: int
    anyone: bool


def arrays_of(table: WitnessTable) -> Arrays:
    """The arrays of the table, contiguous, with the classes that no kind shows left out."""
    used = np.flatnonzero((table.shares > -np.inf).any(axis=0))
    if not len(used):
        used = np.zeros(1, np.int64)
    same = bool((table.exists == table.exists[:, :1]).all())
    same &= bool((table.misses == table.misses[..., :1]).all())
    make = np.ascontiguousarray
    # One tuple for the compiler: the first fifteen fields are the table's own.
    return Arrays(  # type: ignore[call-arg]
        *(make(getattr(table, name)) for name in Arrays._fields[:15]),  # type: ignore[arg-type]
        make(table.shares[:, used]),
        make(table.densities[:, used]),
        make(table.misses[:, :, used]),
        make(table.further),
        make(table.leads[:, used]),
        make(table.shapes.cell_start),
        make(table.shapes.cells),
        make(table.shapes.moments[:, :2]),
        make(table.shapes.limits[:, 0]),
        make(table.shapes.limits[:, 1]),
        used.astype(np.int64),
        1 if same else 3,
        bool(table.misses.any()) and bool((table.watch >= 0).any()),
    )
