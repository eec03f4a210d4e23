"""Measured parameters of channels: chances to detect, false alarms, clocks, with intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["ChannelFit", "Fit", "Interval", "PairFit"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the ends of its 90 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ChannelFit:
    """What was measured of one channel; ``None``: others did not say enough.

    ``detects``: chance to detect a happening where it looked. ``false_per_km2_s``.
    ``real``: share of its detections that are of a happening. ``clock_s``: how late its
    times are against the others. ``anchors``: happenings confirmed by others where it
    looked. ``unsteady``: names of what changes over time more than chance would have it.
    ``unconfirmed``: others hardly confirm any of it.
    """

    name: str
    detections: int
    anchors: int
    detects: Interval | None
    false_per_km2_s: Interval | None
    real: Interval | None
    clock_s: Interval | None
    by_time: tuple[tuple[float, float | None, float | None], ...] = ()
    unsteady: tuple[str, ...] = ()
    unconfirmed: bool = False
    clock_off: bool = False


@dataclass(frozen=True, slots=True)
class PairFit:
    """Do two channels detect the same happenings more often than independent ones would?

    ``lift``: how much likelier ``channel`` detects what ``given`` detected, among happenings
    that others confirmed; 1 if independent.
    """

    channel: str
    given: str
    lift: Interval
    together: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """All that was measured of a table of witnesses.

    ``log_density`` (cells,) log happenings per km² and second on the ground's cells;
    ``happenings``: how many there were, seen or not; ``rounds`` until it stood; ``settled``:
    whether it did.
    """

    channels: tuple[ChannelFit, ...]
    pairs: tuple[PairFit, ...]
    happenings: Interval
    log_density: Floats
    rounds: int
    settled: bool
