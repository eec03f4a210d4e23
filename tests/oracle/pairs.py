"""The log ratio of every pair of a table, written out a second time with whole arrays.

Straight from the model: one happening against two separate witnesses. Shapes are sums of the
small normals of the table, all pairs of them, none left out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from holdfire.incidents.witness_table import WitnessTable

__all__ = ["pair_ratios", "within_the_cap"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def _normal(x: Floats, variance: Floats) -> Floats:
    density: Floats = np.exp(-(x**2) / 2 / variance) / np.sqrt(2 * np.pi * variance)
    return density


def _scale(window: Floats) -> Floats:
    """What makes exp(growth (t - high)) a density on the window."""
    length, growth = window[:, 3] - window[:, 2], window[:, 4]
    grown = growth / -np.expm1(-growth * length)
    scaled: Floats = np.where(growth > 0.0, grown, 1.0 / length)
    return scaled


@np.errstate(all="ignore")
def _one_time(a: Floats, b: Floats) -> Floats:
    """∫ of the product of two densities: rows of mean, variance, low, high, growth."""
    found = np.zeros(len(a))
    both = (a[:, 1] > 0) & (b[:, 1] > 0)
    found[both] = _normal(a[both, 0] - b[both, 0], a[both, 1] + b[both, 1])
    for x, y in ((a, b), (b, a)):
        at = np.flatnonzero((x[:, 1] > 0) & (y[:, 1] == 0))
        mean, v, w = x[at, 0], x[at, 1], y[at]
        middle, root = mean + w[:, 4] * v, np.sqrt(v)
        upper, lower = (w[:, 3] - middle) / root, (w[:, 2] - middle) / root
        # The difference of two tails, taken on the side where they are small.
        held = np.where(lower > 0, ndtr(-lower) - ndtr(-upper), ndtr(upper) - ndtr(lower))
        tilt = w[:, 4] * (mean - w[:, 3]) + w[:, 4] ** 2 * v / 2
        found[at] = np.exp(tilt + np.log(held)) * _scale(w)
    at = np.flatnonzero((a[:, 1] == 0) & (b[:, 1] == 0))
    x, y = a[at], b[at]
    low, high = np.maximum(x[:, 2], y[:, 2]), np.minimum(x[:, 3], y[:, 3])
    rate = x[:, 4] + y[:, 4]
    at_end = np.exp(x[:, 4] * (high - x[:, 3]) + y[:, 4] * (high - y[:, 3]))
    area = np.where(rate > 0, -np.expm1(-rate * (high - low)) / rate, high - low)
    found[at] = np.where(high > low, _scale(x) * _scale(y) * at_end * area, 0.0)
    return found


def _times(table: WitnessTable, a: Ints, b: Ints) -> Floats:
    """∫ of the product of the times of pairs, mixtures component by component."""

    def parts(rows: Ints) -> list[tuple[Floats, Floats]]:
        more = table.second[rows]
        has = more >= 0
        if not has.any():
            return [(np.ones(len(rows)), table.time[rows])]
        other = table.further[np.where(has, more, 0)]
        first = np.where(has, other[:, 0], 1.0)
        second = np.where(has, other[:, 1], 0.0)
        safe = np.where(has[:, None], other[:, 2:], table.time[rows])
        return [(first, table.time[rows]), (second, safe)]

    found = np.zeros(len(a))
    for weight, x in parts(a):
        for other, y in parts(b):
            found += weight * other * _one_time(x, y)
    return found


def _offsets(table: WitnessTable, a: Ints, b: Ints) -> Floats:
    mean: Floats = 0.5 * (table.scale[a] + table.scale[b]) * (table.place[b] - table.place[a])
    return mean


def _places(table: WitnessTable, a: Ints, b: Ints) -> Floats:
    """∫∫ of the product of the places of pairs."""

    def cells(row: int) -> Floats:
        number = table.shape[row]
        if number < 0:
            return np.array([[1.0, 0.0, 0.0, *table.spread[row]]])
        start = table.shapes.cell_start
        own = table.shapes.cells[start[number] : start[number + 1]].copy()
        own[:, 1:3] -= table.shapes.moments[number, :2]
        return own

    gap = _offsets(table, a, b)
    spread = table.spread[a] + table.spread[b]
    det = spread[:, 0] * spread[:, 2] - spread[:, 1] ** 2
    square = spread[:, 2] * gap[:, 0] ** 2 - 2 * spread[:, 1] * gap[:, 0] * gap[:, 1]
    square += spread[:, 0] * gap[:, 1] ** 2
    found: Floats = np.exp(-square / det / 2) / (2 * np.pi * np.sqrt(det))
    for at in np.flatnonzero((table.shape[a] >= 0) | (table.shape[b] >= 0)):
        one, other = cells(int(a[at]))[:, None], cells(int(b[at]))[None]
        cov = one[..., 3:] + other[..., 3:]
        dx = other[..., 1] + gap[at, 0] - one[..., 1]
        dy = other[..., 2] + gap[at, 1] - one[..., 2]
        own = cov[..., 0] * cov[..., 2] - cov[..., 1] ** 2
        q = (cov[..., 2] * dx**2 - 2 * cov[..., 1] * dx * dy + cov[..., 0] * dy**2) / own
        weight = one[..., 0] * other[..., 0]
        found[at] = (weight * np.exp(-q / 2) / (2 * np.pi * np.sqrt(own))).sum()
    return found


def _missed(table: WitnessTable, looked: Ints, seen: list[Ints]) -> Floats:
    """Log of the chance that nobody but those channels saw it, (n, classes)."""
    total = np.zeros((len(looked), table.shares.shape[1]))
    for channel in range(table.misses.shape[1]):
        silent = np.ones(len(looked), bool)
        for own in seen:
            silent &= own != channel
        rows = np.flatnonzero(silent & (table.watch[looked] >= 0))
        total[rows] += table.misses[table.watch[looked[rows]], channel, :, 1]
    return total


def pair_ratios(table: WitnessTable, a: Ints, b: Ints) -> Floats:
    """The ratio in nats of each pair of rows; −inf for what can be no one happening."""
    channel = table.channel.astype(np.int64)
    everyone = np.arange(len(table))
    missed = _missed(table, everyone, [channel])
    shares = np.exp(table.shares[table.kind])
    exists = table.exists[:, 1]
    alone = 1.0 - exists + exists * (shares * np.exp(missed)).sum(axis=1)
    both = [channel[a], channel[b]]
    silent = np.exp((_missed(table, a, both) + _missed(table, b, both)) / 2)
    density = np.exp((table.densities[table.cell[a]] + table.densities[table.cell[b]]) / 2)
    causes = (shares[a] * shares[b] * silent / density).sum(axis=1)
    weight = exists[a] * exists[b] * causes * _places(table, a, b) * _times(table, a, b)
    marks = [
        set(table.keys[start:stop].tolist())
        for start, stop in zip(table.key_start[:-1], table.key_start[1:], strict=True)
    ]
    together = np.array(
        [marks[i].isdisjoint(marks[j]) for i, j in zip(a, b, strict=True)], bool
    )
    together &= table.lane[a] == table.lane[b]
    with np.errstate(divide="ignore"):
        found: Floats = np.log(np.where(together, weight, 0.0) / alone[a] / alone[b])
    return found


def within_the_cap(table: WitnessTable, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
    """Which pairs lie within five sigmas of each other, in place and in time.

    Of a window its ends count, of two components both, of a shape its radius.
    """
    gap = _offsets(table, a, b)
    spread = table.spread[a] + table.spread[b]
    det = spread[:, 0] * spread[:, 2] - spread[:, 1] ** 2
    square = spread[:, 2] * gap[:, 0] ** 2 - 2 * spread[:, 1] * gap[:, 0] * gap[:, 1]
    square = (square + spread[:, 0] * gap[:, 1] ** 2) / det
    plain = (table.shape[a] < 0) & (table.shape[b] < 0)
    radius = 5.0 * np.sqrt(table.spread[:, [0, 2]].min(axis=1))
    shaped = np.flatnonzero(table.shape >= 0)
    radius[shaped] = table.shapes.limits[table.shape[shaped], 0]
    near = np.where(plain, square <= 25.0, np.hypot(*gap.T) <= radius[a] + radius[b])

    def interval(rows: Ints) -> tuple[Floats, Floats]:
        time = table.time[rows]
        low = np.where(time[:, 1] > 0, time[:, 0], time[:, 2])
        high = np.where(time[:, 1] > 0, time[:, 0], time[:, 3])
        return low, high

    (low_a, high_a), (low_b, high_b) = interval(a), interval(b)
    beyond = np.maximum(np.maximum(low_b - high_a, low_a - high_b), 0.0)
    variance = table.time[a, 1] + table.time[b, 1]
    simple = (table.second[a] < 0) & (table.second[b] < 0)
    result: npt.NDArray[np.bool_] = near & (~simple | (beyond**2 <= 25.0 * variance))
    return result
