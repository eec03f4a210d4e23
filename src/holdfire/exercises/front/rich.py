"""The full variant of the front: what the plain one leaves out, at the same densities.

Events have classes, which sensors see and name in different ways. A thermal satellite passes
every six hours and sees what is still warm; it looks through the clouds, and UAVs fly, on
some days and stretches only. A SAR footprint is dated between two passes. A report names a
settlement and an hour. Some acoustic arrays have a bearing and no range.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.exercises.front.drawing import (
    HALF_WIDTH_KM,
    LENGTH_KM,
    Front,
    FrontPlan,
    draw_events,
)
from holdfire.exercises.front.kinds import CLEAR, DETECTS, FALSE_TYPES, FLOWN, SHARES, TYPES
from holdfire.exercises.front.sensor import SENSORS

__all__ = [
    "BEARING_KM", "BEARING_ROUND_DEG", "BEARING_SOFT_DEG", "PASS_S", "REPORT_KM", "SAR_KM",
    "THERMAL_KM", "WARM_S", "RichFront", "draw_rich",
]  # fmt: skip

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

THERMAL, ACOUSTIC, SEISMIC, UAV, RADAR, REPORT, SAR = range(len(SENSORS))

PASS_S, WARM_S = 21_600.0, 10_800.0
"""From pass to pass of the thermal satellite; the mean time that a fire stays warm."""

SAR_PASS_S = 12.0 * 86_400.0
REPORT_HALF_S = 6_240.0
"""Half of the interval that a report gives: its sigma is an hour, as in the plain front."""

THERMAL_KM = (0.3, 0.18)
SAR_KM = (0.08, 0.02)
REPORT_KM = (5.0, 0.3)
"""Half side of a pixel, of a footprint, radius of a settlement; each with its blur."""

BEARING_SHARE = 0.15
BEARING_KM = (2.0, 15.0)
BEARING_SOFT_DEG, BEARING_ROUND_DEG = 3.0, 5.0
SOUND_KM_S = 0.34
_BEARING_MEAN_KM, _BEARING_SD_KM = 10.08, 3.28
_STRETCHES, _DAY_S = 12, 86_400.0


@dataclass(frozen=True, slots=True)
class RichFront:
    """The plain front's detections and what more is said of them.

    ``front``: places and times stand for what is said (the middle of a footprint,
    settlement, interval or sector). Per detection:
    ``type`` (n,) as reported; ``origin`` (n, 2) km, where a bearing is taken from, else the
    place; ``bearing`` (n,) in steps of ``BEARING_ROUND_DEG``, -1 none; ``window`` (n, 2)
    seconds, NaN where the time is normal; ``sigma_s`` (n,) of a normal time. ``clear`` and
    ``flown`` (days, stretches): where thermal and UAV looked. ``kind`` (m,) class of each
    event.
    """

    front: Front
    type: npt.NDArray[np.int8]
    origin: Floats
    bearing: Ints
    window: Floats
    sigma_s: Floats
    clear: npt.NDArray[np.bool_]
    flown: npt.NDArray[np.bool_]
    kind: Ints

    def looked(self, place: Floats, time: Floats) -> Ints:
        """Which looked at (n, 2) km and (n,) s: 0 none, 1 thermal, 2 UAV, 3 both."""
        day = np.clip((time // _DAY_S).astype(np.int64), 0, len(self.clear) - 1)
        stretch = (place[:, 0] // (LENGTH_KM / _STRETCHES)).astype(np.int64)
        stretch = np.clip(stretch, 0, _STRETCHES - 1)
        return np.asarray(self.clear[day, stretch] + 2 * self.flown[day, stretch], np.int64)


@dataclass(frozen=True, slots=True)
class _Reported:
    """What one sensor reports: the true and false together; times are true ones at first."""

    place: Floats
    time: Floats
    truth: Ints
    type: npt.NDArray[np.int8]


def draw_rich(plan: FrontPlan, seed: int = 0) -> RichFront:
    """Draw the full variant of a plan; the same bits for the same plan and seed."""
    generator = np.random.default_rng(seed)
    place, time = draw_events(plan, generator)
    kind = generator.choice(len(SHARES), len(time), p=SHARES)
    days = int(np.ceil(plan.seconds / _DAY_S))
    clear = generator.random((days, _STRETCHES)) < CLEAR
    flown = generator.random((days, _STRETCHES)) < FLOWN
    none = np.zeros(0)
    empty = Front(plan, none, none, none.astype(np.int8), none.astype(np.int64), place, time)
    blank = RichFront(
        empty, none.astype(np.int8), none, none.astype(np.int64), none, none, clear, flown, kind
    )
    parts = [_said(number, blank, generator) for number in range(len(SENSORS))]
    sizes = [len(part.front.time) for part in parts]
    order = generator.permutation(sum(sizes))

    def joined(name: str) -> npt.NDArray[np.float64]:
        return np.concatenate([getattr(part, name) for part in parts])[order]

    sensor = np.repeat(np.arange(len(SENSORS), dtype=np.int8), sizes)[order]
    front = Front(
        plan,
        np.concatenate([part.front.place for part in parts])[order],
        np.concatenate([part.front.time for part in parts])[order],
        sensor,
        np.concatenate([part.front.truth for part in parts])[order],
        place,
        time,
    )
    return RichFront(
        front, joined("type").astype(np.int8), joined("origin"),
        joined("bearing").astype(np.int64), joined("window"), joined("sigma_s"),
        clear, flown, kind,
    )  # fmt: skip


def _detected(number: int, blank: RichFront, generator: np.random.Generator) -> Ints:
    """The events that a sensor detects."""
    events, time = blank.front.event_place, blank.front.event_time
    chance = DETECTS[number][blank.kind] * blank.front.plan.detects_times
    if number == THERMAL:
        lag = PASS_S - time % PASS_S
        warm = np.exp(-lag / WARM_S) * (PASS_S / WARM_S) / (1.0 - np.exp(-PASS_S / WARM_S))
        chance = chance * warm * (blank.looked(events, time) & 1) / CLEAR
    if number == UAV:
        chance = chance * (blank.looked(events, time) >> 1) / FLOWN
    return np.flatnonzero(generator.random(len(time)) < chance)


def _alarms(
    number: int, blank: RichFront, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Where and when a sensor's false alarms are: only where it looks."""
    plan = blank.front.plan
    count = int(SENSORS[number].false * plan.false_times * plan.events)
    share = {THERMAL: CLEAR, UAV: FLOWN}.get(number, 1.0)
    drawn = int(count / share)
    place = generator.uniform((0.0, -HALF_WIDTH_KM), (LENGTH_KM, HALF_WIDTH_KM), (drawn, 2))
    time = generator.uniform(0.0, plan.seconds, drawn)
    if share < 1.0:
        bit = 0 if number == THERMAL else 1
        seen = np.flatnonzero(blank.looked(place, time) >> bit & 1)
        return place[seen], time[seen]
    return place, time


def _said(number: int, blank: RichFront, generator: np.random.Generator) -> RichFront:
    """What a sensor says of the events it detects, and its false alarms."""
    seen = _detected(number, blank, generator)
    there, then = _alarms(number, blank, generator)
    place = np.concatenate([blank.front.event_place[seen], there])
    time = np.concatenate([blank.front.event_time[seen], then])
    truth = np.concatenate([seen, np.full(len(then), -1, np.int64)])
    right = TYPES[number][:, blank.kind[seen]].cumsum(axis=0)
    wrong = np.repeat(FALSE_TYPES[number].cumsum()[:, None], len(then), axis=1)
    threshold = np.concatenate([right, wrong], axis=1)
    kind = (generator.random(len(time)) > threshold[:2]).sum(axis=0).astype(np.int8)
    placed, origin, bearing, delay = _placed(number, place, generator)
    middle, window, sigma = _timed(number, time, blank.front.plan, generator)
    late = bearing >= 0
    middle = middle + np.where(late, delay - _BEARING_MEAN_KM / SOUND_KM_S, 0.0)
    sigma = np.where(late, np.hypot(sigma, _BEARING_SD_KM / SOUND_KM_S), sigma)
    plan, late_s = blank.front.plan, blank.front.plan.acoustic_late_s
    middle = middle + (late_s if number == ACOUSTIC else 0.0) * (truth >= 0)
    sensor = np.full(len(time), number, np.int8)
    front = Front(
        plan, placed, middle, sensor, truth, blank.front.event_place, blank.front.event_time
    )
    return RichFront(
        front, kind, origin, bearing, window, sigma, blank.clear, blank.flown, blank.kind
    )


def _placed(
    number: int, place: Floats, generator: np.random.Generator
) -> tuple[Floats, Floats, Ints, Floats]:
    """Stated place, origin, bearing and delay of sound (s) of detections at true places."""
    count = len(place)
    none, zero = np.full(count, -1, np.int64), np.zeros(count)
    if number in {THERMAL, SAR}:
        half, blur = THERMAL_KM if number == THERMAL else SAR_KM
        error = generator.uniform(-half, half, (count, 2))
        stated = place + error + generator.normal(0.0, blur, (count, 2))
        return stated, stated, none, zero
    if number == REPORT:
        radius = REPORT_KM[0] * np.sqrt(generator.random(count))
        turn = generator.uniform(0.0, 2.0 * np.pi, count)
        error = np.column_stack((radius * np.sin(turn), radius * np.cos(turn)))
        stated = place + error + generator.normal(0.0, REPORT_KM[1], (count, 2))
        return stated, stated, none, zero
    stated = place + generator.normal(0.0, SENSORS[number].place_km, (count, 2))
    if number != ACOUSTIC:
        return stated, stated, none, zero
    near, far = BEARING_KM
    distance = np.sqrt(generator.uniform(near**2, far**2, count))
    turn = generator.uniform(0.0, 360.0, count)
    origin = place - distance[:, None] * _towards(turn)
    heard = turn + generator.normal(0.0, BEARING_SOFT_DEG, count)
    steps = np.round(heard / BEARING_ROUND_DEG).astype(np.int64) % round(
        360 / BEARING_ROUND_DEG
    )
    only = generator.random(count) < BEARING_SHARE
    middle = origin + _BEARING_MEAN_KM * _towards(steps.astype(np.float64) * BEARING_ROUND_DEG)
    return (
        np.where(only[:, None], middle, stated),
        np.where(only[:, None], origin, stated),
        np.where(only, steps, -1),
        distance / SOUND_KM_S,
    )


def _towards(degrees: Floats) -> Floats:
    """Unit vectors east and north, clockwise from north."""
    turn = np.radians(degrees)
    return np.column_stack((np.sin(turn), np.cos(turn)))


def _timed(
    number: int, time: Floats, plan: FrontPlan, generator: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Stated middle, window and sigma of detections at true times."""
    count = len(time)
    if number == THERMAL:
        seen = (np.floor(time / PASS_S) + 1.0) * PASS_S
        window = np.column_stack((seen - PASS_S, seen))
        mean = PASS_S / np.expm1(PASS_S / WARM_S)
        return seen - (WARM_S - mean), window, np.zeros(count)
    if number == SAR:
        seen = (np.floor(time / SAR_PASS_S) + 1.0) * SAR_PASS_S
        window = np.clip(np.column_stack((seen - SAR_PASS_S, seen)), 0.0, plan.seconds)
        return window.mean(axis=1), window, np.zeros(count)
    if number == REPORT:
        middle = time + generator.uniform(-REPORT_HALF_S, REPORT_HALF_S, count)
        window = np.column_stack((middle - REPORT_HALF_S, middle + REPORT_HALF_S))
        return middle, window, np.zeros(count)
    sigma = SENSORS[number].time_s
    return (
        time + generator.normal(0.0, sigma, count),
        np.full((count, 2), np.nan),
        np.full(count, sigma),
    )
