"""Existence means what it says: a world with known happenings, sensors and false alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import shapely

from holdfire.base.geodesy import from_offsets
from holdfire.base.instant import TimeSpan, micros
from holdfire.base.phenomenon import FORCE, Modality, Phenomenon
from holdfire.detections import Coverage
from holdfire.detections.record import DETECTION_SCHEMA
from holdfire.incidents import Incident, associate, model_for

DAY = 86_400.0
DAYS = 30
START = datetime(2025, 3, 1, tzinfo=UTC)
LENGTH_KM, WIDTH_KM = 300.0, 60.0
# modality, probability to detect, sigma km, sigma s (None: only the day), false per event
SENSORS = (
    ("array", 0.55, 1.2, 8.0, 0.8),
    ("camera", 0.15, 0.2, 30.0, 0.1),
    ("patrol", 0.30, 1.0, 600.0, 0.4),
    ("report", 0.30, 2.5, None, 0.3),
)


def world(seed: int, events: int) -> tuple[pa.Table, dict[str, int]]:
    """Detections of ``events`` explosions, and the event of each (-1: a false alarm)."""
    rng = np.random.default_rng(seed)
    shape = (LENGTH_KM, WIDTH_KM, DAYS * DAY)
    truth = rng.uniform(0.0, shape, (events, 3))
    rows: list[dict[str, Any]] = []
    owner: dict[str, int] = {}
    for modality, p_detect, sigma_km, sigma_s, false in SENSORS:
        hits = np.flatnonzero(rng.random(events) < p_detect)
        noise = rng.uniform(0.0, shape, (rng.poisson(false * events), 3))
        seen = truth[hits]
        seen[:, :2] += rng.normal(0.0, sigma_km, (len(hits), 2))
        points = np.concatenate([seen, noise])
        if sigma_s is not None:
            points[:, 2] += rng.normal(0.0, sigma_s, len(points))
        exists = p_detect / (p_detect + false)
        lon, lat = from_offsets(
            36.0,
            48.5,
            (points[:, 0] - LENGTH_KM / 2) * 1e3,
            (points[:, 1] - WIDTH_KM / 2) * 1e3,
        )
        for at in range(len(points)):
            name = f"{rng.integers(1 << 60):015x}.{modality}"
            owner[name] = int(hits[at]) if at < len(hits) else -1
            start = points[at, 2] if sigma_s is not None else points[at, 2] // DAY * DAY
            lasts = 0.0 if sigma_s is not None else DAY
            first = micros(START) + round(start * 1e6)
            rows.append(
                {
                    "id": name, "observation_id": name, "detector": "d", "source": modality,
                    "modality": modality, "synthetic": True, "origin_group": name,
                    "t_start": first, "t_end": first + round(lasts * 1e6),
                    "time_basis": "utc", "sigma_s": sigma_s, "place_kind": "point",
                    "lon": float(lon[at]), "lat": float(lat[at]),
                    "cov_ee_m2": (sigma_km * 1e3) ** 2, "cov_en_m2": 0.0,
                    "cov_nn_m2": (sigma_km * 1e3) ** 2, "phenomenon": "explosion",
                    "attributes": "{}", "exists": exists, "exists_low": exists,
                    "exists_high": exists, "calibrated": True, "flags": "",
                }
            )  # fmt: skip
    return pa.Table.from_pylist(rows, DETECTION_SCHEMA), owner


def watched() -> list[Coverage]:
    """Every sensor looked everywhere and always."""
    box = shapely.to_wkb(shapely.box(30.0, 46.0, 42.0, 51.0))
    span = TimeSpan(START - timedelta(days=2), START + timedelta(days=DAYS + 2))
    kinds = (Phenomenon.EXPLOSION, Phenomenon.HEAVY_FIRE, Phenomenon.STRIKE)
    return [
        Coverage(
            name, "log", name, Modality(name), span, box, kinds, p, p, None, "declared",
            synthetic=True,
        )
        for name, p, *_ in SENSORS
    ]  # fmt: skip


def matched(incidents: Sequence[Incident], owner: dict[str, int]) -> list[bool]:
    """Which incidents are true, one to one: an event belongs to one incident only."""
    pairs = []
    for at, one in enumerate(incidents):
        counts = Counter(owner[name] for name in one.detections if owner[name] >= 0)
        pairs += [(-count, at, event) for event, count in counts.items()]
    taken: set[int] = set()
    true: set[int] = set()
    for _, at, event in sorted(pairs):
        if at not in true and event not in taken:
            true.add(at)
            taken.add(event)
    return [at in true for at in range(len(incidents))]


def calibration_error(said: Sequence[float], true: Sequence[bool]) -> float:
    """The expected calibration error over ten equal bins."""
    value, hit = np.array(said), np.array(true)
    bins = np.minimum((value * 10).astype(int), 9)
    gaps = [
        abs(float(value[bins == one].mean()) - float(hit[bins == one].mean()))
        * (bins == one).sum()
        for one in np.unique(bins)
    ]
    return float(sum(gaps)) / len(value)


@pytest.mark.parametrize("seed", [0, 1])
def test_existence_is_calibrated_where_the_world_is_as_assumed(seed: int) -> None:
    table, owner = world(seed, 500)
    found = associate(table, model=model_for(table), coverage=watched())
    assert all(kind in FORCE for one in found for kind, _ in one.classes)
    true = matched(found, owner)
    error = calibration_error([one.existence.value for one in found], true)
    # Measured .013 to .032 over eight worlds of 400 to 800 events; .05 leaves room for the
    # sampling error of ten bins (about .02 at 1,300 incidents) and fails at a doubled error.
    assert error <= 0.05
    several = [at for at, one in enumerate(found) if one.origins > 1]
    error = calibration_error(
        [found[at].existence.value for at in several], [true[at] for at in several]
    )
    # Only about 200 incidents have two origins: their ten bins alone err by about .03.
    assert error <= 0.07


def test_without_misses_a_lone_detection_would_be_believed_too_much() -> None:
    table, owner = world(3, 500)
    said: dict[str, Callable[[], tuple[Incident, ...]]] = {
        "with": lambda: associate(table, model=model_for(table), coverage=watched()),
        "without": lambda: associate(table, model=model_for(table)),
    }
    errors = {}
    for name, make in said.items():
        found = make()
        errors[name] = calibration_error(
            [one.existence.value for one in found], matched(found, owner)
        )
    assert errors["with"] < 0.5 * errors["without"]


def test_regions_of_90_percent_hold_the_place_nine_times_in_ten() -> None:
    table, owner = world(5, 500)
    rng = np.random.default_rng(5)
    truth = rng.uniform(0.0, (LENGTH_KM, WIDTH_KM, DAYS * DAY), (500, 3))
    lon, lat = from_offsets(
        36.0, 48.5, (truth[:, 0] - LENGTH_KM / 2) * 1e3, (truth[:, 1] - WIDTH_KM / 2) * 1e3
    )
    inside = total = 0
    for one in associate(table, model=model_for(table), coverage=watched()):
        events = {owner[name] for name in one.detections}
        if len(events) > 1 or -1 in events or one.region is None:
            continue
        (event,) = events
        region = one.region
        east = (float(lon[event]) - region.lon) * 111_320.0 * np.cos(np.radians(region.lat))
        north = (float(lat[event]) - region.lat) * 111_200.0
        det = region.cov_ee_m2 * region.cov_nn_m2 - region.cov_en_m2**2
        q = region.cov_nn_m2 * east**2 - 2 * region.cov_en_m2 * east * north
        inside += (q + region.cov_ee_m2 * north**2) / det <= 4.605
        total += 1
    assert total > 200
    # Three standard deviations of 300 trials at 0.9 are 0.05.
    assert inside / total == pytest.approx(0.9, abs=0.05)
