"""The ground of a calibration: grid cells, how long each channel looked there, who is near.

The grid is anchored on what was detected, never on who holds the ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import KDTree

__all__ = ["Ground", "LocalRates", "kernel", "local_rates", "square_ground"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.integer]

_REACH = 3.5
_LEAST = 1e-12
_SEGMENTS = 12
_PRIOR = 20.0
"""Detections' worth of what is expected: a detection hardly vouches for itself."""


@dataclass(frozen=True)
class Ground:
    """Where and how long channels looked.

    ``cell`` (n,) the grid cell of each witness; ``volume`` (cells, channels) km² s that each
    channel looked at; ``near`` (cells, cells) weights of a smoothing kernel; ``period`` start
    and end of the time looked at, s.
    """

    cell: Ints
    volume: Floats
    near: csr_array
    period: tuple[float, float]

    def smooth(self, mass: Floats) -> Floats:
        """The mass (cells, ...) spread by the kernel."""
        return np.asarray(self.near @ mass, np.float64)


def square_ground(
    place_km: Floats,
    period: tuple[float, float],
    box: tuple[Floats, Floats],
    channels: int,
    size_km: tuple[float, float],
) -> Ground:
    """Square cells over a box (low and high corner, km) that every channel looks at.

    ``place_km`` (n, 2) of the witnesses; ``size_km`` of a cell and of the kernel. Places
    beyond an edge fall to the cell at the edge.
    """
    low, high = box
    cell_km, kernel_km = size_km
    counts = np.maximum(np.round((high - low) / cell_km), 1.0).astype(np.int64)
    size = (high - low) / counts
    at = np.clip(np.floor((place_km - low) / size).astype(np.int64), 0, counts - 1)
    grid = np.stack(np.meshgrid(*map(np.arange, counts.tolist()), indexing="ij"), axis=-1)
    middle = low + (grid.reshape(-1, 2) + 0.5) * size
    volume = np.full((len(middle), channels), float(np.prod(size)) * (period[1] - period[0]))
    return Ground(at[:, 0] * counts[1] + at[:, 1], volume, kernel(middle, kernel_km), period)


def kernel(middle: Floats, kernel_km: float) -> csr_array:
    """Normal weights between the middles of cells that are near."""
    tree = KDTree(middle)
    pairs = tree.sparse_distance_matrix(tree, _REACH * kernel_km, output_type="coo_matrix")
    weight = np.exp(-0.5 * (pairs.data / kernel_km) ** 2)
    return csr_array((weight, (pairs.row, pairs.col)), shape=pairs.shape)


@dataclass(frozen=True)
class LocalRates:
    """Detections per km² and second.

    ``rate`` (cells, channels), smoothed, times ``pulse`` (segments, channels), how busy each
    channel is in a segment of the period.
    """

    rate: Floats
    pulse: Floats
    period: tuple[float, float]

    def log_at(self, cell: Ints, time: Floats, channel: Numbers) -> Floats:
        """The log rate of a channel at cells and times (n,)."""
        segment = _segment(time, self.period)
        return np.asarray(np.log(self.rate[cell, channel] * self.pulse[segment, channel]))


def _segment(time: Floats, period: tuple[float, float]) -> Ints:
    """The segment of the period; times outside count with its ends."""
    share = (time - period[0]) / max(period[1] - period[0], 1e-9)
    return np.clip(np.floor(share * _SEGMENTS), 0, _SEGMENTS - 1).astype(np.int64)


def local_rates(
    ground: Ground, channel: Numbers, time: Floats, expected: Floats | None = None
) -> LocalRates:
    """How dense the detections of each channel are, by cell and segment of time.

    A channel of few detections is drawn to what is ``expected`` (cells, channels, per km² and
    second); where that is NaN or not given, to the pattern in place of all channels. A
    detection counts at its own place: that makes the mean of 1 / rate over Poisson counts true.
    """
    cells, channels = ground.volume.shape
    inside = (time >= ground.period[0]) & (time <= ground.period[1])
    code = ground.cell[inside] * channels + channel[inside]
    counts = np.bincount(code, minlength=cells * channels).reshape(cells, channels)
    total = counts.sum(axis=0)
    seen = ground.smooth(counts.astype(np.float64))
    looked = ground.smooth(ground.volume)
    mean = total / np.maximum(ground.volume.sum(axis=0), _LEAST)
    pooled = seen.sum(axis=1) / np.maximum(looked.mean(axis=1), _LEAST)
    pooled /= max(total.sum() / max(float(ground.volume.mean(axis=1).sum()), _LEAST), _LEAST)
    prior = np.maximum(pooled[:, None], 1e-2) * np.maximum(mean, 1e-300)
    if expected is not None:
        prior = np.where(np.isfinite(expected), np.maximum(expected, 1e-2 * prior), prior)
    rate = (seen + _PRIOR) / (looked + _PRIOR / prior)
    code = _segment(time[inside], ground.period) * channels + channel[inside]
    when = np.bincount(code, minlength=_SEGMENTS * channels).reshape(_SEGMENTS, channels)
    pulse = (when + 1.0) / (total + _SEGMENTS) * _SEGMENTS
    return LocalRates(np.maximum(rate, 1e-300), pulse, ground.period)
