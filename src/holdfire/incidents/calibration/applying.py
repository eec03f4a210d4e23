"""Measured parameters put into a table of witnesses."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Rates", "apply", "moved_times"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MOST = 0.995


@dataclass(frozen=True, slots=True)
class Rates:
    """Parameters of all channels.

    ``detects`` and ``false`` (channels, 3): low, value, high; NaN where not measured.
    ``density`` (cells,) happenings per km² and second; ``clock_s`` (channels,) lateness.
    """

    detects: Floats
    false: Floats
    density: Floats
    clock_s: Floats


def apply(table: WitnessTable, cell: Ints, rates: Rates) -> WitnessTable:
    """The table with existence λ p / (κ + λ p), misses 1 − p and densities λ.

    ``cell`` (n,) is the cell of each witness, a place in ``rates.density``.
    Existence is low where p is low and false alarms are many. What was not measured stays.
    Times are moved by ``clock_s`` (zero: left as they are). Shares of classes stay.
    """
    density = rates.density[cell]
    known = np.isfinite(rates.detects[:, 1])
    mine = known[table.channel]
    real = density[:, None] * rates.detects[table.channel]
    exists = np.where(
        mine[:, None], real / (real + rates.false[table.channel][:, ::-1]), table.exists
    )
    shares = np.exp(table.densities - table.densities.max(axis=1, keepdims=True))
    share = np.log(shares / shares.sum(axis=1, keepdims=True))
    both = cell * len(share) + table.cell
    used, row = np.unique(both, return_inverse=True)
    densities = np.log(rates.density[used // len(share)])[:, None] + share[used % len(share)]
    time = moved_times(table, rates.clock_s)
    return replace(
        table, exists=exists, cell=row.astype(np.int32), densities=densities, time=time,
        misses=_misses(table, share, rates.detects),
    )  # fmt: skip


def moved_times(table: WitnessTable, late: Floats) -> Floats:
    """The times (n, 5) moved back by the lateness (channels,) of each channel, s."""
    time, step = table.time.copy(), late[table.channel]
    time[:, 0] -= np.where(time[:, 1] > 0.0, step, 0.0)
    time[:, 2:4] -= step[:, None]
    return time


def _misses(table: WitnessTable, share: Floats, detects: Floats) -> Floats:
    """The chances to see something, scaled to the measured ones where a channel looked.

    What a channel sees of all classes is taken at their mean shares.
    """
    seen = -np.expm1(table.misses)
    weight = np.exp(share)[table.cell].mean(axis=0)
    mean = (seen[..., 1] * weight).sum(axis=-1)
    found = table.misses.copy()
    for channel in np.flatnonzero(np.isfinite(detects[:, 1])).tolist():
        looked = mean[:, channel] > 0.0
        if looked.any():
            factor = detects[channel, ::-1] / mean[looked, channel].mean()
            scaled = np.minimum(seen[looked, channel, :, 1, None] * factor, _MOST)
            found[looked, channel] = np.log1p(-scaled)
    return found
