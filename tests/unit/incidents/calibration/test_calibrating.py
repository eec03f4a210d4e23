"""Channels of a front, calibrated, against what was drawn."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.exercises.front.drawing import Front, FrontPlan, draw_front
from holdfire.exercises.front.grounding import ground_of_front
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.sensor import SENSORS, column
from holdfire.exercises.front.witnesses import witnesses
from holdfire.exercises.score.existence import existence_score, one_to_one
from holdfire.incidents.calibration.applying import apply
from holdfire.incidents.calibration.calibrating import calibrated, rates_of
from holdfire.incidents.calibration.parameters import Fit
from holdfire.incidents.fusing import fuse
from holdfire.incidents.witness_table import WitnessTable

NAMES = tuple(one.name for one in SENSORS)
SIZE = 24_000


def made(plan: FrontPlan, seed: int) -> tuple[Front, WitnessTable]:
    front = draw_front(plan, seed)
    return front, witnesses(front, stated(plan))


def measured(plan: FrontPlan, seed: int, *, correct_clocks: bool = False) -> Fit:
    front, table = made(plan, seed)
    return calibrated(table, ground_of_front(front), NAMES, correct_clocks=correct_clocks)


@pytest.mark.parametrize("false_times", [1.0, 2.0])
@pytest.mark.parametrize("seed", [3, 4])
def test_chance_to_detect_within_its_interval(false_times: float, seed: int) -> None:
    # Of five intervals of 90 % two may miss (chance of three: under 1 %), none by far.
    fit = measured(FrontPlan(60_000, false_times=false_times), seed)
    assert fit.settled
    inside, told = 0, 0
    for one, true in zip(fit.channels, column("detects"), strict=True):
        if one.detects is None:
            continue
        told += 1
        inside += one.detects.low <= true <= one.detects.high
        width = one.detects.high - one.detects.low
        assert one.detects.low - width <= true <= one.detects.high + width, one.name
    assert told >= 4
    assert inside >= told - 2
    assert not any(one.clock_off for one in fit.channels)
    assert not any(pair.together for pair in fit.pairs)


def test_a_late_clock_is_shown_and_corrected_only_if_asked() -> None:
    fit = measured(FrontPlan(SIZE, acoustic_late_s=16.0), 4, correct_clocks=True)
    acoustic = fit.channels[NAMES.index("acoustic")]
    assert acoustic.clock_off
    assert acoustic.clock_s is not None
    assert abs(acoustic.clock_s.value - 16.0) < 3.0
    assert rates_of(fit).clock_s.max() == 0.0
    assert rates_of(fit, correct_clocks=True).clock_s.max() > 12.0


def test_existence_is_truer_after_calibration() -> None:
    front, table = made(FrontPlan(SIZE, false_times=2.0), 6)
    ground = ground_of_front(front)
    told = apply(table, ground.cell, rates_of(calibrated(table, ground, NAMES)))
    before, after = (error(front, one) for one in (table, told))
    assert before > 0.04  # the field guide says .049 at 300 k
    assert after < 0.03


def error(front: Front, table: WitnessTable) -> float:
    found = fuse(table)
    stands = one_to_one(found.cell, front.truth, len(found.first)) >= 0
    return existence_score(found.exists[:, 1], stands).ece


def test_a_liar_is_shown() -> None:
    front, table = made(FrontPlan(SIZE), 8)
    radar = NAMES.index("radar")
    time = table.time.copy()
    lies = np.flatnonzero(table.channel == radar)
    time[lies, 0] = np.random.default_rng(1).permutation(time[lies, 0])
    liar = type(table)(**{**vars(table), "time": time})
    fit = calibrated(liar, ground_of_front(front), NAMES)
    one = fit.channels[radar]
    # Its false reports stand where happenings are dense: some pass, a third of the honest.
    assert one.unconfirmed or one.real is None
    others = [fit.channels[at] for at in range(5) if at != radar]
    assert sum(channel.real is not None for channel in others) >= 3


def test_the_same_bits_again() -> None:
    one, other = (measured(FrontPlan(8_000), 2) for _ in range(2))
    assert repr(one.channels) == repr(other.channels)
    assert one.log_density.tobytes() == other.log_density.tobytes()
