"""Calibration of a table: fit, findings, and the rates that put them to use."""

from __future__ import annotations

import numpy as np

from holdfire.incidents.calibration.applying import Rates
from holdfire.incidents.calibration.findings import found_in
from holdfire.incidents.calibration.fitting import fitted
from holdfire.incidents.calibration.ground import Ground
from holdfire.incidents.calibration.parameters import ChannelFit, Fit, Interval
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["calibrated", "rates_of"]


def calibrated(
    table: WitnessTable,
    ground: Ground,
    names: tuple[str, ...],
    *,
    correct_clocks: bool = False,
) -> Fit:
    """Measure the channels of a table, named in the order of their numbers.

    The table's own existence, misses and densities matter only for channels of which the
    others say too little, and for where each channel looked (its misses are below zero).
    """
    fitting = fitted(table, ground, correct_clocks=correct_clocks)
    return found_in(table, ground, fitting, names)


def _three(one: Interval | None) -> tuple[float, float, float]:
    """Low, value, high; NaN where not measured."""
    return (np.nan, np.nan, np.nan) if one is None else (one.low, one.value, one.high)


def _late(one: ChannelFit) -> float:
    """How late a clock that is off is, s."""
    return one.clock_s.value if one.clock_off and one.clock_s is not None else 0.0


def rates_of(fit: Fit, *, correct_clocks: bool = False) -> Rates:
    """The fit as :func:`apply` takes it; clocks that are off are moved only if asked."""
    channels = fit.channels
    late = [_late(one) if correct_clocks else 0.0 for one in channels]
    return Rates(
        np.array([_three(one.detects) for one in channels]),
        np.array([_three(one.false_per_km2_s) for one in channels]),
        np.exp(fit.log_density),
        np.array(late),
    )
