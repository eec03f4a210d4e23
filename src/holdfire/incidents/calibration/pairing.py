"""The share of each channel's detections that another channel confirms, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.incidents.calibration.ground import Ground, LocalRates
from holdfire.incidents.calibration.overlap import (
    Agreements,
    extent_of,
    gate_chance,
    middle_times,
    sharp,
)
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Pairing", "lateness", "pairing"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairing:
    """How far each channel confirms each witness.

    ``gain`` (n, channels): summed agreement with the detections of the channel, less the
    chance that a true one would be found; NaN for the witness's own channel and where the
    channel did not look.
    """

    gain: Floats


def pairing(
    table: WitnessTable, ground: Ground, rates: LocalRates, seen: Agreements
) -> Pairing:
    """The gains of all witnesses; ``rates`` of detections."""
    count, channels, time = len(table), rates.rate.shape[1], middle_times(table)
    gain = np.zeros(count * channels)
    for one, other in ((seen.left, seen.right), (seen.right, seen.left)):
        by = table.channel[other]
        value = np.exp(seen.log_overlap - rates.log_at(ground.cell[other], time[other], by))
        gain += np.bincount(one * channels + by, weights=value, minlength=count * channels)
    gain = gain.reshape(count, channels)
    extent = extent_of(table)
    for channel in range(channels):
        own = table.channel == channel
        gain[own, channel] = np.nan
        if not own.any():
            gain[:, channel] = np.nan
            continue
        typical = float(np.median(extent[0][own])), float(np.median(extent[1][own]))
        near = rates.log_at(ground.cell, time, np.full(count, channel))
        mean = 0.5 * (near + rates.log_at(ground.cell, time, table.channel))
        gain[:, channel] -= gate_chance(extent, typical, mean)
        gain[~sharp(extent, typical, near), channel] = np.nan
    looks = (table.misses[..., 1].min(axis=-1) < 0.0)[table.watch] & (table.watch >= 0)[:, None]
    return Pairing(np.where(looks, gain, np.nan))


@dataclass(frozen=True, slots=True)
class Lateness:
    """``value`` and ``sigma`` (channels,) s; NaN where no pair tells it."""

    value: Floats
    sigma: Floats


_LEAST_PAIRS = 30
_TRUST = 0.5


def lateness(
    table: WitnessTable, ground: Ground, rates: LocalRates, seen: Agreements, confirm: Floats
) -> Lateness:
    """How late each channel's instants are against the precision-weighted rest.

    ``confirm`` (channels, channels) is the chance that a detection of the first is confirmed
    by the second. The offset of two channels is the median of their differences over pairs
    that are rather one happening than not; offsets are fitted to all pairs.
    """
    channels, times = rates.rate.shape[1], middle_times(table)
    a, b = table.channel[seen.left], table.channel[seen.right]
    normal = (table.time[seen.left, 1] > 0.0) & (table.time[seen.right, 1] > 0.0)
    odds = np.nan_to_num(confirm[a, b]) * np.exp(
        seen.log_overlap - rates.log_at(ground.cell[seen.right], times[seen.right], b)
    )
    use = np.flatnonzero(normal & (odds > _TRUST / (1.0 - _TRUST)))
    rows, values, weights = [], [], []
    for one in range(channels):
        for other in range(one + 1, channels):
            sign = np.where(a[use] == one, 1.0, -1.0)
            mine = ((a[use] == one) & (b[use] == other)) | ((a[use] == other) & (b[use] == one))
            if mine.sum() < _LEAST_PAIRS:
                continue
            gap = sign[mine] * (times[seen.left[use[mine]]] - times[seen.right[use[mine]]])
            row = np.zeros(channels)
            row[one], row[other] = 1.0, -1.0
            deviation = 1.4826 * np.median(np.abs(gap - np.median(gap)))
            rows.append(row)
            values.append(float(np.median(gap)))
            weights.append(np.sqrt(len(gap)) / max(1.2533 * float(deviation), 1e-3))
    if not rows:
        return Lateness(np.full(channels, np.nan), np.full(channels, np.nan))
    return _fitted_offsets(np.array(rows), np.array(values), np.array(weights))


def _fitted_offsets(matrix: Floats, gaps: Floats, weight: Floats) -> Lateness:
    """Offsets from differences; the median of the well-known ones is taken as right."""
    known = (matrix != 0.0).any(axis=0)
    firm = int(np.argmax(np.abs(matrix * weight[:, None]).sum(axis=0)))
    free = np.flatnonzero(known & (np.arange(len(known)) != firm))
    steep = matrix[:, free] * weight[:, None]
    inverse = np.linalg.pinv(steep.T @ steep)
    found, sigma = np.full(len(known), np.nan), np.full(len(known), np.nan)
    found[firm], found[free] = 0.0, inverse @ (steep.T @ (gaps * weight))
    sigma[free] = np.sqrt(np.maximum(np.diag(inverse), 0.0))
    sigma[firm] = float(sigma[free].min())
    good = np.flatnonzero(known & (np.nan_to_num(sigma, nan=np.inf) <= 10.0 * sigma[firm]))
    return Lateness(found - float(np.median(found[good])), sigma)
