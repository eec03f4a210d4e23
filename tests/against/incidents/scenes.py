"""Random scenes for the enumeration, and the same scenes as tables of witnesses."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from tests.oracle.partition import Scene, Sight, Timing
from tests.oracle.witnesses import plane

from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Drawn", "drawn", "table_of"]

CHANNELS, CLASSES = 5, 3
RATES = (3e-5, 1e-5, 4e-6)
# How false alarms and misses differ at the low, middle and high end of existence.
FALSE = (3.0, 1.0, 0.3)
WATCH = (1.3, 1.0, 0.6)


@dataclass(frozen=True)
class Drawn:
    """A scene at its three ends, and per witness the classes that existence is about."""

    ends: tuple[Scene, Scene, Scene]
    leads: tuple[tuple[int, ...], ...]


def _time(rng: np.random.Generator, *, mixed: bool) -> tuple[tuple[float, Timing], ...]:
    """A normal, a window, a growing window, or two of these."""
    middle = float(rng.normal(0.0, 40.0))
    low, high = middle - float(rng.uniform(50, 200)), middle + float(rng.uniform(50, 200))
    one = Timing(middle, float(rng.uniform(400.0, 1e4)))
    even, growing = Timing(low=low, high=high), Timing(low=low, high=high, growth=0.02)
    if mixed:
        weight = float(rng.uniform(0.2, 0.8))
        other = (even, growing, replace(one, mean=middle + 60.0))[int(rng.integers(3))]
        return ((1.0 - weight, one), (weight, other))
    return ((1.0, (one, one, even, growing)[int(rng.integers(4))]),)


def drawn(seed: int, size: int, *, apart_km: float = 0.9) -> Drawn:
    """``size`` witnesses about one spot; some share a mark or a channel."""
    rng = np.random.default_rng((seed, size))
    sights, leads = [], []
    for number in range(size):
        ee, nn = rng.uniform(0.4, 4.0, 2)
        marks = {number} | ({100 + int(rng.integers(2))} if rng.random() < 0.35 else set())
        chances = rng.uniform(0.02, 0.5, CLASSES) * (rng.random(CLASSES) < 0.8)
        chances[0] = max(chances[0], 0.1)
        sights.append(
            Sight(
                place=(float(rng.normal(0, apart_km)), float(rng.normal(0, apart_km))),
                spread=(float(ee), float(rng.uniform(-0.6, 0.6) * math.sqrt(ee * nn)), float(nn)),
                times=_time(rng, mixed=number % 3 == 1),
                false=float(10.0 ** rng.uniform(-6.0, -4.5)),
                seen=tuple(float(p) for p in chances),
                channel=int(rng.integers(CHANNELS - 1)),
                marks=frozenset(marks),
            )
        )  # fmt: skip
        leads.append((0, 1) if rng.random() < 0.4 else (0, 1, 2))
    watch = rng.uniform(0.0, 0.6, (CHANNELS, CLASSES))
    ends = tuple(
        Scene(
            tuple(replace(one, false=one.false * FALSE[end]) for one in sights),
            RATES,
            tuple(tuple(float(p) for p in row) for row in watch * WATCH[end]),
        )
        for end in range(3)
    )
    return Drawn((ends[0], ends[1], ends[2]), tuple(leads))


def table_of(scene: Drawn) -> WitnessTable:
    """The scene as the program takes it: chances of each witness alone, and ratios."""
    middle = scene.ends[1]
    count = len(middle.sights)
    seen = np.array([one.seen for one in middle.sights]) * np.array(middle.rates)
    real = seen.sum(axis=1)
    exists = np.array([[real[at] / (real[at] + end.sights[at].false) for end in scene.ends]
                       for at in range(count)])  # fmt: skip
    times: list[tuple[float, ...]] = []
    further: list[tuple[float, ...]] = []
    second: list[int] = []
    for one in middle.sights:
        rows = [(t.mean, t.variance, t.low, t.high, t.growth) for _, t in one.times]
        times.append(rows[0])
        second.append(len(further) if len(rows) > 1 else -1)
        if len(rows) > 1:
            further.append((one.times[0][0], one.times[1][0], *rows[1]))
    with np.errstate(divide="ignore"):
        shares = np.log(seen / real[:, None])
        misses = np.log1p(-np.array([end.watch for end in scene.ends]))
    leads = np.array([[kind in own for kind in range(CLASSES)] for own in scene.leads])
    return plane(
        count,
        place=np.array([one.place for one in middle.sights]),
        spread=np.array([one.spread for one in middle.sights]),
        time=np.array(times),
        second=np.array(second),
        further=np.array(further).reshape(-1, 7),
        exists=exists,
        kind=np.arange(count),
        shares=shares,
        leads=leads,
        densities=np.log(np.array([middle.rates])),
        watch=np.zeros(count),
        channel=np.array([one.channel for one in middle.sights]),
        misses=np.moveaxis(misses, 0, -1)[None],
        marks=[sorted(one.marks) for one in middle.sights],
    )
