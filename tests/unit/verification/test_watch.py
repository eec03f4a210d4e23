"""Who watched: the one place where a record of coverage becomes sight."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import shapely
from tests.fakes.happening import MIDDLE, watched

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.detections import Coverage
from holdfire.verification.intervals import length_us
from holdfire.verification.watch import Needs, Watch, chance_of
from holdfire.verification.window import Window

START = datetime(2024, 5, 6, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = Window(START, START + DAY)
FIRE: Needs = (frozenset({Phenomenon.LIGHT_FIRE, Phenomenon.EXPLOSION}),)
HOUR_US = 3_600_000_000


def hours(records: list[Coverage], absent_at: float, needs: Needs = FIRE) -> float:
    seen = Watch(records).seen(needs, absent_at, WINDOW, np.array([37.0]), np.array([MIDDLE]))
    return length_us(seen.times[int(seen.group[0])]) / HOUR_US


def sensor(start: float, end: float, p: float | None, **more: object) -> Coverage:
    made = watched(
        START + timedelta(hours=start),
        START + timedelta(hours=end, microseconds=-1),
        (Phenomenon.LIGHT_FIRE,),
        p_detect=p,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_only_sight_good_enough_counts() -> None:
    records = [sensor(0, 6, 0.9), sensor(6, 12, 0.5), sensor(12, 18, None)]
    assert hours(records, 0.8) == 6.0
    assert hours(records, 0.0) == 12.0


def test_a_blind_record_takes_only_its_own_sensors_sight() -> None:
    blind = sensor(0, 6, None, id="b", reason_blind="fog")
    assert hours([sensor(0, 12, 0.9), blind], 0.8) == 6.0
    assert hours([sensor(0, 12, 0.9), replace(blind, sensor="W2")], 0.8) == 12.0
    everything = replace(blind, phenomena=())
    assert hours([sensor(0, 12, 0.9), everything], 0.8) == 6.0


def test_nothing_is_seen_after_the_watermark_but_blindness_is_known_at_once() -> None:
    until = START + timedelta(hours=3, microseconds=-1)
    assert hours([sensor(0, 12, 0.9, processed_until=until)], 0.8) == 3.0
    blind = sensor(0, 6, None, id="b", reason_blind="fog", processed_until=until)
    assert hours([sensor(0, 12, 0.9), blind], 0.8) == 6.0


def test_a_kind_that_is_seen_worse_is_not_seen_well_enough() -> None:
    weak = sensor(0, 12, 0.9, p_by_phenomenon=((Phenomenon.LIGHT_FIRE, 0.3, 0.4),))
    assert hours([weak], 0.8) == 0.0
    assert hours([weak], 0.3) == 12.0
    both = replace(weak, phenomena=(Phenomenon.EXPLOSION, Phenomenon.LIGHT_FIRE))
    assert chance_of(both, FIRE[0]) == (0.9, 0.9)
    assert chance_of(both, frozenset({Phenomenon.LIGHT_FIRE})) == (0.3, 0.4)
    assert chance_of(both, frozenset({Phenomenon.MINE})) is None


def test_every_need_must_be_met() -> None:
    needs = (*FIRE, frozenset({Phenomenon.UAV}))
    air = sensor(4, 9, 0.9, id="a", phenomena=(Phenomenon.UAV,), sensor="R")
    assert hours([sensor(0, 6, 0.9), air], 0.8, needs) == 2.0


def test_spells_are_cut_to_the_window_and_kept_in_order() -> None:
    long = replace(sensor(0, 1, 0.5), time=TimeSpan(START - DAY, START + 5 * DAY))
    (spell,) = Watch([long]).spells(FIRE[0], WINDOW)
    assert (spell.start_us, spell.end_us) == (WINDOW.start_us, WINDOW.end_us)
    assert spell.chance == (0.5, 0.5)
    assert Watch([long]).spells(frozenset({Phenomenon.MINE}), WINDOW) == ()
    assert Watch([sensor(30, 40, 0.5)]).spells(FIRE[0], WINDOW) == ()


def test_a_look_at_an_instant_is_what_was_seen_at_it() -> None:
    draw = random.Random(5)
    records = [
        sensor(
            start := draw.uniform(0, 20),
            start + draw.uniform(0.1, 6),
            draw.choice([None, 0.0, 0.4, 0.9]),
            id=str(number),
            sensor=f"S{number % 4}",
            reason_blind=draw.choice([None, None, "fog"]),
            area_wkb=shapely.to_wkb(shapely.Point(37 + draw.random(), 48).buffer(0.5)),
        )
        for number in range(40)
    ]
    lon = np.array([37 + draw.random() for _ in range(300)])
    lat = np.array([48 + draw.uniform(-0.4, 0.4) for _ in range(300)])
    at_us = np.array([WINDOW.start_us + draw.randrange(24 * HOUR_US) for _ in range(300)])
    known, looked = Watch(records).looked(FIRE[0], lon, lat, at_us)
    seen = Watch(records).seen(FIRE, 0.0, WINDOW, lon, lat).at(at_us)
    assert (known == seen).all()
    # Whoever looked is whoever would be seen if every probability were known.
    stated = [replace(r, p_detect_low=1.0, p_detect_high=1.0) for r in records]
    assert (looked == Watch(stated).seen(FIRE, 0.0, WINDOW, lon, lat).at(at_us)).all()
    assert 0 < known.sum() < looked.sum() < 300
    assert Watch([]).looked(FIRE[0], lon[:0], lat[:0], at_us[:0])[0].shape == (0,)
