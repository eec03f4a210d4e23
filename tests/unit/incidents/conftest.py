"""Detections and witnesses for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.instant import micros
from holdfire.detections.record import DETECTION_SCHEMA
from holdfire.incidents.cause import NEUTRAL
from holdfire.incidents.evidence import distinct, evidence_of
from holdfire.incidents.model import Kernel
from holdfire.incidents.witness import Witness, witnesses_of

NOON_S = micros(datetime(2025, 3, 18, 12, tzinfo=UTC)) / 1e6
KM_LAT = 1.0 / 111.2


def detection(name: str, **given: Any) -> dict[str, Any]:
    """A detection of an explosion at noon with σ 1 km and 60 s; ``given`` replaces fields.

    ``hours`` moves it in time, ``lasts`` makes it an interval of so many hours, ``north_km``
    moves it north, ``sigma_km`` sets the accuracy of the place.
    """
    start = NOON_S + 3600.0 * given.pop("hours", 0.0)
    lasts = given.pop("lasts", None)
    sigma_km = given.pop("sigma_km", 1.0)
    north = given.pop("north_km", 0.0)
    fields: dict[str, Any] = {
        "id": f"{name}.0",
        "observation_id": name,
        "detector": "test@1",
        "source": "s" + name,
        "modality": "array",
        "synthetic": False,
        "origin_group": name,
        "t_start": round(start * 1e6),
        "t_end": round((start + 3600.0 * (lasts or 0.0)) * 1e6),
        "time_basis": "utc",
        "sigma_s": None if lasts else 60.0,
        "place_kind": "point",
        "lon": 37.8,
        "lat": 48.0 + north * KM_LAT,
        "cov_ee_m2": (sigma_km * 1e3) ** 2,
        "cov_en_m2": 0.0,
        "cov_nn_m2": (sigma_km * 1e3) ** 2,
        "phenomenon": "explosion",
        "attributes": "{}",
        "exists": 0.5,
        "exists_low": 0.3,
        "exists_high": 0.8,
        "calibrated": False,
        "flags": "",
    }
    return fields | given


def table_of(*rows: dict[str, Any]) -> pa.Table:
    """The rows as a table of detections."""
    return pa.Table.from_pylist(list(rows), DETECTION_SCHEMA)


@pytest.fixture
def row() -> Callable[..., dict[str, Any]]:
    """Makes one detection row; see :func:`detection`."""
    return detection


@pytest.fixture
def table() -> Callable[..., pa.Table]:
    """Makes a table of detections from rows."""
    return table_of


@pytest.fixture
def witnesses() -> Callable[..., list[Witness]]:
    """Makes the witnesses of rows."""

    def made(*rows: dict[str, Any]) -> list[Witness]:
        evidence = list(evidence_of(distinct(table_of(*rows)), Kernel()))
        return witnesses_of(evidence, NEUTRAL)

    return made
