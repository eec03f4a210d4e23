"""How much of a clause's area and time was seen well enough to tell an absence.

Space is a grid of cells, time is exact: a cell counts with the part of the window in which
it was watched. The same number is given for each side, because a silent side that nobody
watched must not look quieter than the other.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import AnywhereArea, AreaRef, BufferArea, NamedArea
from holdfire.agreement.geometry import ShapeKind
from holdfire.base.quantity import Unit, exactly
from holdfire.verification.atlas import Atlas
from holdfire.verification.cells import Cells, cells_of
from holdfire.verification.gap import gap_sentences
from holdfire.verification.intervals import NO_TIME, IntervalSet, length_us, union
from holdfire.verification.membership import names_of
from holdfire.verification.verdict import CoverageShare
from holdfire.verification.watch import Needs, Watch
from holdfire.verification.window import Window

__all__ = ["NOTHING", "Sky", "Stretch", "everywhere"]

ALONG_LINE_KM = 5.0
"""How far from its lines an agreement without zones is taken to reach, for coverage only."""

NOTHING = CoverageShare(None, 0.0, 0.0)
"""The share where no shape says which area is meant."""

_DIGITS = 6
"""Kilometre-hours are rounded to a millionth, shares to twelve digits: far finer than the
grid, and coarse enough that a mirrored map gives the same number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The union of areas in which absence must be seen, and what must be seen there.

    What lies inside one of ``outside`` is not part of it.
    """

    areas: tuple[AreaRef, ...]
    needs: Needs
    outside: tuple[AreaRef, ...] = ()


class Sky:
    """Coverage over the areas of an agreement; what was asked once is kept."""

    __slots__ = ("_cells", "_shares", "atlas", "watch")

    def __init__(self, atlas: Atlas, watch: Watch) -> None:
        self.atlas = atlas
        self.watch = watch
        self._cells: dict[object, Cells | None] = {}
        self._shares: dict[tuple[Stretch, float, Window], CoverageShare] = {}

    def share(self, stretch: Stretch, absent_at: float, window: Window) -> CoverageShare:
        """The share of the stretch seen in the window, overall and for each side."""
        key = (stretch, absent_at, window)
        if key not in self._shares:
            self._shares[key] = self._measured(stretch, absent_at, window)
        return self._shares[key]

    def _measured(self, stretch: Stretch, absent_at: float, window: Window) -> CoverageShare:
        """Cell by cell, for each piece of the window in which the shapes stay the same."""
        areas = _resolved(self.atlas.agreement, self.atlas, stretch.areas)
        tally = _Tally()
        for piece in _pieces(self.atlas, (*areas, *stretch.outside), window):
            cells = self._cells_at(areas, stretch.outside, piece.start_us)
            if cells is None:
                continue
            seen = self.watch.seen(
                stretch.needs, absent_at, piece, cells.points.lon, cells.points.lat
            )
            watched = np.array([length_us(times) for times in seen.times], np.float64)
            tally.add(cells, watched[seen.group], piece, seen.times)
        if not tally.whole:
            return NOTHING
        gaps = gap_sentences(
            self.watch.records, stretch.needs, absent_at, window, union(tally.times)
        )
        return tally.result(gaps, [party.id for party in self.atlas.agreement.parties])

    def _cells_at(
        self, areas: tuple[AreaRef, ...], outside: tuple[AreaRef, ...], at_us: int
    ) -> Cells | None:
        """The cells of the areas with the shapes of an instant; each set of shapes once."""
        key = (areas, outside, _version(self.atlas, (*areas, *outside), at_us))
        if key not in self._cells:
            found = cells_of(self.atlas, areas, at_us, outside) if areas else None
            self._cells[key] = found
        return self._cells[key]


class _Tally:
    """Sums of size times time, exact whatever the order of the cells."""

    __slots__ = ("km_hours", "seen", "times", "whole")

    def __init__(self) -> None:
        self.seen: dict[str, list[float]] = {}
        self.whole: dict[str, list[float]] = {}
        self.km_hours = 0.0
        self.times: list[IntervalSet] = [NO_TIME]

    def add(
        self,
        cells: Cells,
        watched_us: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
        piece: Window,
        times: Sequence[IntervalSet],
    ) -> None:
        """The cells of one piece of the window."""
        long_us = piece.end_us - piece.start_us
        for label, here in (
            ("", np.ones(len(cells.side), np.bool_)),
            *((name, cells.side == index) for index, name in enumerate(cells.labels)),
        ):
            size = cells.size_km2[here]
            self.seen.setdefault(label, []).extend((size * watched_us[here]).tolist())
            self.whole.setdefault(label, []).extend((size * long_us).tolist())
        self.km_hours += cells.km * piece.hours
        self.times.extend(times)

    def result(self, gaps: tuple[str, ...], parties: Sequence[str]) -> CoverageShare:
        """The shares; sides in the order of the text's parties, then by name."""
        shares = {
            label: round(math.fsum(self.seen[label]) / math.fsum(self.whole[label]), 12)
            for label in self.whole
        }
        share = min(max(shares.pop(""), 0.0), 1.0)
        order = {party: index for index, party in enumerate(parties)}
        named = sorted(shares, key=lambda label: (order.get(label, len(order)), label))
        return CoverageShare(
            share=share,
            observed_km_h=round(share * self.km_hours, _DIGITS),
            total_km_h=round(self.km_hours, _DIGITS),
            by_side=tuple((label, shares[label]) for label in named),
            gaps=gaps,
        )


def _version(atlas: Atlas, areas: Sequence[AreaRef], at_us: int) -> tuple[tuple[str, int], ...]:
    """Which shapes hold at an instant: each name with the first instant of its chart."""
    return tuple(
        (name, chart.start_us)
        for area in areas
        for name in names_of(area)
        for chart in atlas.charts(name)
        if chart.start_us <= at_us < chart.end_us
    )


def _pieces(atlas: Atlas, areas: Sequence[AreaRef], window: Window) -> list[Window]:
    """The window cut where a shape changes."""
    names = [name for area in areas for name in names_of(area)]
    edges = [window.start, *atlas.cuts(names, window.start, window.end), window.end]
    return [Window(a, b) for a, b in itertools.pairwise(edges)]


def everywhere(agreement: Agreement, but: Sequence[str] = ()) -> tuple[AreaRef, ...]:
    """Where a text without an area applies, as far as its shapes say.

    All its zones, and a strip on both sides of each of its lines; those named in ``but`` say
    nothing about it.
    """
    shaped = dict.fromkeys(shape.name for shape in agreement.shapes)
    lines = {shape.name for shape in agreement.shapes if shape.kind is ShapeKind.LINE}
    zones = tuple(name for name in shaped if name not in lines and name not in but)
    reach = exactly(ALONG_LINE_KM, Unit.KILOMETRE)
    strips: tuple[AreaRef, ...] = tuple(
        BufferArea(name, reach) for name in shaped if name in lines and name not in but
    )
    return ((NamedArea(zones), *strips)) if zones else strips


def _resolved(
    agreement: Agreement, atlas: Atlas, areas: Sequence[AreaRef]
) -> tuple[AreaRef, ...]:
    """The areas with *anywhere* spelt out, and without those that have no shape at all."""
    spelt: list[AreaRef] = []
    for area in areas:
        spelt.extend(everywhere(agreement) if isinstance(area, AnywhereArea) else (area,))
    return tuple(a for a in spelt if any(atlas.charts(name) for name in names_of(a)))
