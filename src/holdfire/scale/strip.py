"""Strips of space: who owns a witness, and how far beside its strip one must look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Strips", "strips_of"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAST_REACHES = 8
"""A strip chosen by itself is at least this many reaches wide: its halo costs ⅛ or less."""

LEAST_ROWS = 20_000
"""A strip chosen by itself has about this many witnesses or more: less is not worth a task."""

PER_WORKER = 4
"""Strips for each worker: so many that one slow or lost strip does not hold up all."""

SAMPLE = 100_000
"""Cuts are laid at quantiles of about so many places."""


@dataclass(frozen=True, slots=True)
class Strips:
    """Strips across axis 0 (east) or 1 (north) of the frame, from low to high.

    ``cuts`` rising, in frame units; strip p owns ``cuts[p - 1] <= place < cuts[p]``, the
    first and last without end. ``reach`` in frame units is at least the offset along the
    axis of any two linked witnesses.
    """

    axis: int
    cuts: Floats
    reach: float

    def __len__(self) -> int:
        """How many strips."""
        return len(self.cuts) + 1

    def owners(self, table: WitnessTable) -> Ints:
        """(n,) the strip that owns each witness."""
        return np.searchsorted(self.cuts, table.place[:, self.axis], side="right")

    def span(self, number: int) -> tuple[float, float]:
        """Where a strip begins and ends."""
        low = self.cuts[number - 1] if number else -np.inf
        high = self.cuts[number] if number < len(self.cuts) else np.inf
        return float(low), float(high)

    def seen(self, table: WitnessTable, number: int) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """The rows a strip must see to find its links, rising, and which of them it owns.

        The strip that owns the western end of a link finds it. Across axis 0 the other end
        is not to the west, so a halo on one side is enough; across axis 1 it may lie on
        either side.
        """
        low, high = self.span(number)
        place = table.place[:, self.axis]
        behind = 0.0 if self.axis == 0 else self.reach
        rows = np.flatnonzero((place >= low - behind) & (place < high + self.reach))
        near = place[rows]
        return rows, (near >= low) & (near < high)


def _cuts(places: Floats, wanted: int) -> Floats:
    """Cuts at quantiles of the places: strips of about equal numbers."""
    step = max(1, len(places) // SAMPLE)
    cuts = np.quantile(places[::step], np.arange(1, wanted) / wanted, method="lower")
    return np.unique(cuts)


def _spaced(cuts: Floats, ends: tuple[float, float], least: float) -> Floats:
    """The cuts without those that would make a strip narrower than ``least``."""
    kept: list[float] = []
    last = ends[0]
    for cut in cuts.tolist():
        if cut - last >= least and ends[1] - cut >= least:
            kept.append(cut)
            last = cut
    return np.array(kept, np.float64)


def strips_of(
    table: WitnessTable, reach_km: float, workers: int, partitions: int | None = None
) -> Strips:
    """Strips along the longer axis of a table that is not empty.

    ``reach_km``: as ``largest_gate_km`` gives it. With ``partitions`` there are so many
    strips, however narrow, unless places coincide; without, as many as keep ``workers``
    busy and halos small. The result of a solve does not depend on either.
    """
    low, high = table.place.min(axis=0), table.place.max(axis=0)
    axis = int(np.argmax((high - low) * np.median(table.scale, axis=0)))
    # The scale of a pair is the mean of its rows' scales, so at least the least of any row.
    reach = reach_km / float(table.scale[:, axis].min())
    places = table.place[:, axis]
    if partitions is not None:
        return Strips(axis, _cuts(places, partitions), reach)
    wanted = min(PER_WORKER * workers, len(table) // LEAST_ROWS)
    if workers == 1 or wanted < 2:
        return Strips(axis, np.zeros(0), reach)
    ends = float(low[axis]), float(high[axis])
    return Strips(axis, _spaced(_cuts(places, wanted), ends, LEAST_REACHES * reach), reach)
