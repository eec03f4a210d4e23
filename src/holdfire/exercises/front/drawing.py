"""Drawing the front: events along a belt, what each sensor reports, and false alarms.

The belt is 1,200 km long and 60 km wide. Half of the events are in sixty hot spots, half
uniform along it; across it they are normal, cut at the edges; in time they are uniform. The
uniform variant has neither hot spots nor a middle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.exercises.front.sensor import SENSORS, FrontSensor, column

__all__ = [
    "DENSITIES",
    "HALF_WIDTH_KM",
    "LENGTH_KM",
    "Front",
    "FrontPlan",
    "draw_events",
    "draw_front",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LENGTH_KM, HALF_WIDTH_KM = 1_200.0, 30.0
_SPOTS, _SPOT_KM, _ACROSS_KM = 60, 5.0, 12.0
_DAY_S = 86_400.0

DENSITIES = {"735": 365.0, "4965": 54.0, "20623": 13.0, "67024": 4.0}
"""Events per day, and the days over which a million detections are spread to have them."""


@dataclass(frozen=True, slots=True)
class FrontPlan:
    """What to draw.

    ``detections``: about how many, were every sensor as it should be; ``days_per_million``
    sets the density. ``false_times`` and ``detects_times`` multiply false alarms and chances
    of detection, ``acoustic_late_s`` shifts the acoustic clock: a model that is not told of
    them is mistaken.
    """

    detections: int
    days_per_million: float = DENSITIES["4965"]
    hot_spots: bool = True
    false_times: float = 1.0
    detects_times: float = 1.0
    acoustic_late_s: float = 0.0

    @property
    def events(self) -> int:
        """How many events there are."""
        return int(self.detections / float((column("detects") + column("false")).sum()))

    @property
    def seconds(self) -> float:
        """How long the period is."""
        return self.days_per_million * _DAY_S * self.detections / 1e6

    @property
    def volume(self) -> float:
        """The belt over the period, km² s."""
        return LENGTH_KM * 2.0 * HALF_WIDTH_KM * self.seconds


@dataclass(frozen=True, slots=True)
class Front:
    """``n`` detections in random order and ``m`` events.

    ``place`` (n, 2) km along and across; ``time`` (n,) seconds from the start; ``sensor``
    (n,) number; ``truth`` (n,) the event each is of, -1 a false alarm. ``event_place``
    (m, 2) and ``event_time`` (m,) in the same units.
    """

    plan: FrontPlan
    place: Floats
    time: Floats
    sensor: npt.NDArray[np.int8]
    truth: Ints
    event_place: Floats
    event_time: Floats

    def __len__(self) -> int:
        """The number of detections."""
        return len(self.time)


def draw_front(plan: FrontPlan, seed: int = 0) -> Front:
    """Draw the front of a plan; the same bits for the same plan and seed."""
    generator = np.random.default_rng(seed)
    place, time = draw_events(plan, generator)
    parts = [
        _reported(number, plan, place, time, generator) for number, _ in enumerate(SENSORS)
    ]
    count = sum(len(part[1]) for part in parts)
    order = generator.permutation(count)
    places = np.concatenate([part[0] for part in parts])[order]
    times = np.concatenate([part[1] for part in parts])[order]
    truth = np.concatenate([part[2] for part in parts])[order]
    sizes = [len(part[1]) for part in parts]
    sensor = np.repeat(np.arange(len(SENSORS), dtype=np.int8), sizes)[order]
    return Front(plan, places, times, sensor, truth, place, time)


def draw_events(plan: FrontPlan, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """Where and when the events are."""
    count = plan.events
    along = generator.uniform(0.0, LENGTH_KM, count)
    if plan.hot_spots:
        spots = generator.uniform(0.0, LENGTH_KM, _SPOTS)
        spot = spots[generator.integers(0, _SPOTS, count)]
        near = (spot + generator.normal(0.0, _SPOT_KM, count)) % LENGTH_KM
        along = np.where(generator.random(count) < 0.5, near, along)
        across = generator.normal(0.0, _ACROSS_KM, count)
        across = np.clip(across, -HALF_WIDTH_KM, HALF_WIDTH_KM)
    else:
        across = generator.uniform(-HALF_WIDTH_KM, HALF_WIDTH_KM, count)
    time = generator.uniform(0.0, plan.seconds, count)
    return np.column_stack((along, across)), time


def _reported(
    number: int, plan: FrontPlan, place: Floats, time: Floats, generator: np.random.Generator
) -> tuple[Floats, Floats, Ints]:
    """Places, times and truth of what one sensor reports."""
    one: FrontSensor = SENSORS[number]
    seen = np.flatnonzero(generator.random(len(time)) < one.detects * plan.detects_times)
    late = plan.acoustic_late_s if one.name == "acoustic" else 0.0
    around = place[seen] + generator.normal(0.0, one.place_km, (len(seen), 2))
    about = time[seen] + generator.normal(late, one.time_s, len(seen))
    alarms = int(one.false * plan.false_times * len(time))
    spread = (0.0, -HALF_WIDTH_KM), (LENGTH_KM, HALF_WIDTH_KM)
    anywhere = generator.uniform(*spread, (alarms, 2))
    anytime = generator.uniform(0.0, plan.seconds, alarms)
    truth = np.concatenate([seen, np.full(alarms, -1, np.int64)])
    return np.concatenate([around, anywhere]), np.concatenate([about, anytime]), truth
