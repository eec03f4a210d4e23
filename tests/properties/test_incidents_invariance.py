"""Incidents are a function of the set of detections, and of nothing about its frame."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from holdfire.detections.record import DETECTION_SCHEMA
from holdfire.incidents import Incident, associate, chance_corroboration, model_for

DAY_US = 86_400_000_000
KINDS: tuple[dict[str, Any], ...] = (
    {
        "modality": "array",
        "phenomenon": "explosion",
        "sigma": 900.0,
        "sigma_s": 10.0,
        "lasts": 0,
    },
    {"modality": "camera", "phenomenon": "flash", "sigma": 150.0, "sigma_s": 30.0, "lasts": 0},
    {"modality": "report", "phenomenon": "strike", "sigma": 3e3, "sigma_s": None, "lasts": 1},
    {"modality": "thermal", "phenomenon": "thermal", "sigma": 2e2, "sigma_s": 60.0, "lasts": 0},
)


def rows(seed: int, size: int = 220) -> list[dict[str, Any]]:
    """Detections of some 70 places and times with copies, scans and false alarms."""
    chance = random.Random(seed)
    places = [
        (chance.uniform(36.0, 38.0), chance.uniform(47.0, 48.0), chance.randrange(20 * DAY_US))
        for _ in range(size // 3)
    ]
    made = []
    for number in range(size):
        lon, lat, at = chance.choice(places)
        kind = chance.choice(KINDS)
        spread = kind["sigma"] / 111e3
        start = 1_740_000_000_000_000 // DAY_US * DAY_US + at + chance.randrange(60_000_000)
        if kind["lasts"]:
            start = start // DAY_US * DAY_US
        slant = chance.uniform(-0.3, 0.3)
        made.append(
            {
                "id": f"{chance.randrange(1 << 60):x}.0", "observation_id": f"o{number}",
                "detector": "d", "source": kind["modality"], "modality": kind["modality"],
                "synthetic": False, "origin_group": f"g{chance.randrange(size)}",
                "scan": f"{at}" if kind["modality"] == "thermal" else None,
                "t_start": start, "t_end": start + kind["lasts"] * DAY_US,
                "time_basis": "utc", "sigma_s": kind["sigma_s"], "place_kind": "point",
                "lon": lon + chance.gauss(0, spread), "lat": lat + chance.gauss(0, spread),
                "cov_ee_m2": kind["sigma"] ** 2, "cov_en_m2": slant * kind["sigma"] ** 2,
                "cov_nn_m2": kind["sigma"] ** 2, "phenomenon": kind["phenomenon"],
                "attributes": "{}", "exists": 0.6, "exists_low": 0.4, "exists_high": 0.8,
                "calibrated": False, "flags": "",
            }
        )  # fmt: skip
    return made


def solve(given: list[dict[str, Any]]) -> tuple[Incident, ...]:
    table = pa.Table.from_pylist(given, DETECTION_SCHEMA)
    return associate(table, model=model_for(table))


def changed(
    given: list[dict[str, Any]], **fields: Callable[[Any], Any]
) -> list[dict[str, Any]]:
    return [one | {name: make(one[name]) for name, make in fields.items()} for one in given]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_and_repetition_change_no_bit(seed: int) -> None:
    given = rows(seed)
    expected = solve(given)
    assert max(one.origins for one in expected) > 2, "the sample holds corroborated incidents"
    random.Random(seed).shuffle(given)
    assert solve([*given, *given[:50]]) == expected


@pytest.mark.parametrize(
    "frame",
    [
        {"lon": lambda x: x - 150.0},
        {"lon": lambda x: 74.0 - x, "cov_en_m2": lambda x: -x},
        {"t_start": lambda t: t + 400 * DAY_US, "t_end": lambda t: t + 400 * DAY_US},
        {"origin_group": lambda g: "renamed" + g},
        {"source": lambda s: "other" + s},
        {"lat": lambda x: -x, "cov_en_m2": lambda x: -x},
    ],
    ids=["moved east", "mirrored", "a year later", "other groups", "other names", "south"],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_frame_changes_nothing(frame: dict[str, Any], seed: int) -> None:
    given = rows(seed)
    plain, moved = solve(given), solve(changed(given, **frame))
    assert [one.detections for one in moved] == [one.detections for one in plain]
    for one, other in zip(plain, moved, strict=True):
        # Longitudes lose their last bits when moved: some nanometres of a place.
        assert other.existence.value == pytest.approx(one.existence.value, abs=1e-8)
        assert one.region is not None
        assert other.region is not None
        assert other.region.major_m == pytest.approx(one.region.major_m, rel=1e-8)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_detection_is_in_one_incident_and_shares_sum_to_one(seed: int) -> None:
    given = rows(seed)
    found = solve(given)
    members = [one for incident in found for one in incident.detections]
    assert sorted(members) == sorted(one["id"] for one in given)
    for incident in found:
        assert sum(share for _, share in incident.classes) == pytest.approx(1.0)
        assert incident.origins == len(incident.origin_groups)
        assert incident.region is not None
        assert sum(weight for _, _, weight in incident.region.nodes) == pytest.approx(1.0)


def test_the_chance_rate_depends_on_content_alone() -> None:
    given = rows(4)
    table = pa.Table.from_pylist(given, DETECTION_SCHEMA)
    again = pa.Table.from_pylist([*reversed(given), *given[:9]], DETECTION_SCHEMA)
    model = model_for(table)
    expected = chance_corroboration(table, model=model, shifts=50)
    assert expected
    assert chance_corroboration(again, model=model_for(again), shifts=50) == expected
