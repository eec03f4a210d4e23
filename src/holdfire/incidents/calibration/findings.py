"""From a fit to what is said of each channel: intervals, drift, dependence, confirmation."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, chdtri, gammaincinv, ndtri

from holdfire.incidents.calibration.anchoring import Anchors
from holdfire.incidents.calibration.fitting import Fitting
from holdfire.incidents.calibration.ground import Ground
from holdfire.incidents.calibration.overlap import extent_of, middle_times
from holdfire.incidents.calibration.parameters import ChannelFit, Fit, Interval, PairFit
from holdfire.incidents.calibration.share import share_of
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["ERROR_RATE", "found_in"]

Floats = npt.NDArray[np.float64]

ERROR_RATE = 0.01
"""The chance that any steady table has a channel or pair marked at all, for each test."""

_COVER = 0.9
_Z = float(ndtri(0.5 + _COVER / 2.0))
_SYSTEMATIC = 0.03
"""Added to each relative error: what overlaps of happenings do to a large sample. Measured
on synthetic fronts at 4,965 happenings a day, where p and Λ are off by 2 to 3 %."""

_SEGMENTS, _LEAST_IN_SEGMENT = 6, 25
_HARDLY = 0.2
_CLOCK = 0.25
"""A clock is off only by more than this part of the stated error of its times."""

_LEAST_PAIRED = 40


def found_in(
    table: WitnessTable, ground: Ground, fitting: Fitting, names: tuple[str, ...]
) -> Fit:
    """All findings of a fit; ``names`` of the channels."""
    channels = tuple(
        _channel(table, ground, fitting, number, name) for number, name in enumerate(names)
    )
    sigma = _relative(fitting.pull[:, -1])
    events = float(np.exp(fitting.log_events))
    happenings = Interval(events, events * math.exp(-_Z * sigma), events * math.exp(_Z * sigma))
    return Fit(
        channels, _pairs(fitting, names), happenings, np.log(fitting.density),
        fitting.rounds, fitting.settled,
    )  # fmt: skip


def _relative(pull: Floats) -> float:
    """The relative error from the influence of blocks on a logarithm."""
    return float(np.sqrt((pull**2).sum() + _SYSTEMATIC**2))


def _portion(value: float, relative: float) -> Interval:
    """The beta interval of a share with this relative error."""
    value = min(max(value, 1e-6), 1.0 - 1e-6)
    number = max((1.0 - value) / (value * relative**2), 2.0)
    a, b = value * number, (1.0 - value) * number
    low, high = betaincinv(a, b, [0.5 - _COVER / 2.0, 0.5 + _COVER / 2.0])
    return Interval(value, float(min(low, value)), float(max(high, value)))


def _channel(
    table: WitnessTable, ground: Ground, fitting: Fitting, number: int, name: str
) -> ChannelFit:
    """What is said of one channel."""
    count = int(fitting.counts[number])
    own = fitting.anchors.get(number)
    anchors = 0 if own is None else len(own.gain)
    if not np.isfinite(fitting.log_p[number]):
        return ChannelFit(name, count, anchors, None, None, None, None)
    detects = _portion(float(fitting.detects[number]), _relative(fitting.pull[:, number]))
    share = float(fitting.real[number])
    both = fitting.pull[:, number] + fitting.pull[:, -1]
    real = _portion(share, _relative(both))
    volume = float(ground.volume[:, number].sum())
    wrong = max(count * (1.0 - share), 0.01 * count)
    sigma = np.sqrt(wrong + (count * share * _relative(both)) ** 2)
    shape = (wrong / sigma) ** 2
    low, high = gammaincinv(shape, [0.5 - _COVER / 2.0, 0.5 + _COVER / 2.0]) / shape * wrong
    false = Interval(wrong / volume, float(low) / volume, float(high) / volume)
    late = float(fitting.late.value[number])
    clock, off = None, False
    if np.isfinite(late):
        sigma_s = float(fitting.late.sigma[number])
        clock = Interval(late, late - _Z * sigma_s, late + _Z * sigma_s)
        level = ndtri(1.0 - ERROR_RATE / (2.0 * len(fitting.counts)))
        stated = np.sqrt(extent_of(table)[1][table.channel == number])
        off = bool(abs(late) > max(level * sigma_s, _CLOCK * float(np.median(stated))))
    by_time, unsteady = _drift(table, ground, fitting, number, own)
    return ChannelFit(
        name, count, anchors, detects, false, real, clock, by_time, unsteady,
        real.high < _HARDLY, off,
    )  # fmt: skip


def _drift(
    table: WitnessTable, ground: Ground, fitting: Fitting, number: int, own: Anchors | None
) -> tuple[tuple[tuple[float, float | None, float | None], ...], tuple[str, ...]]:
    """Per segment of the period its start (s), p and false alarms; and what is unsteady.

    p of each segment against p of all, and counts against even ones, by chi-squared with
    the error rate shared among channels and both tests. Counts have the scatter of their
    happenings too, so they are tested against twice their Poisson variance.
    """
    start, end = ground.period
    edges = np.linspace(start, end, _SEGMENTS + 1)
    mine = middle_times(table)[table.channel == number]
    counts = np.histogram(mine, edges)[0]
    events = float(np.exp(fitting.log_events)) / _SEGMENTS
    volume = float(ground.volume[:, number].sum()) / _SEGMENTS
    rows, shares = [], []
    for k in range(_SEGMENTS):
        share = None
        if own is not None:
            use = (own.time >= edges[k]) & (own.time < edges[k + 1])
            if use.sum() >= _LEAST_IN_SEGMENT:
                block = np.arange(int(use.sum())) % _LEAST_IN_SEGMENT
                share = share_of(own.gain[use], own.exists[use], block, _LEAST_IN_SEGMENT, 0.99)
        value = None if share is None else share.value
        p = float(fitting.detects[number]) if value is None else value
        false = max(float(counts[k]) - p * events, 0.0) / volume
        rows.append((float(edges[k]), value, false))
        if share is not None:
            shares.append((share.value, max(share.sigma, 1e-3)))
    level = 1.0 - ERROR_RATE / (2.0 * len(fitting.counts))
    unsteady = []
    if len(shares) > 1:
        values, sigmas = np.array(shares).T
        mean = float((values / sigmas**2).sum() / (1.0 / sigmas**2).sum())
        if float((((values - mean) / sigmas) ** 2).sum()) > chdtri(
            len(shares) - 1, 1.0 - level
        ):
            unsteady.append("detects")
    mean = float(counts.mean())
    if mean > 0.0 and float(((counts - mean) ** 2).sum()) / (2.0 * mean) > chdtri(
        _SEGMENTS - 1, 1.0 - level
    ):
        unsteady.append("detections")
    return tuple(rows), tuple(unsteady)


def _pairs(fitting: Fitting, names: tuple[str, ...]) -> tuple[PairFit, ...]:
    """Ratios of the chance to detect what another detected to that of all happenings.

    Both among happenings of two or more channels other than the pair's first; those
    without the other channel have at least two more, those with it at least one.
    """
    found = []
    tests = max(len(fitting.anchors) * (len(names) - 1), 1)
    level = float(ndtri(1.0 - ERROR_RATE / (2.0 * tests)))
    for number, own in sorted(fitting.anchors.items()):
        for given, name in enumerate(names):
            if given == number:
                continue
            with_ = own.with_[:, given]
            pair = []
            for use in (with_, ~with_):
                block = np.arange(int(use.sum())) % _LEAST_PAIRED
                pair.append(
                    share_of(own.gain[use], own.exists[use], block, _LEAST_PAIRED, 0.99)
                )
            if pair[0] is None or pair[1] is None:
                continue
            if min(one.items for one in pair if one is not None) < _LEAST_PAIRED:
                continue
            lift = pair[0].value / pair[1].value
            sigma = float(
                np.hypot(pair[0].sigma / pair[0].value, pair[1].sigma / pair[1].value)
            )
            ends = lift * np.exp(-_Z * sigma), lift * np.exp(_Z * sigma)
            together = bool(np.log(lift) > level * np.hypot(sigma, 2.0 * _SYSTEMATIC))
            found.append(
                PairFit(
                    names[number],
                    name,
                    Interval(lift, float(ends[0]), float(ends[1])),
                    together,
                )
            )
    return tuple(found)
