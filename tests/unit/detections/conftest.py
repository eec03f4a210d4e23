"""Observations for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import point
from holdfire.observations.record import (
    Assertion,
    Observation,
    observation_id,
    observation_table,
)

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)


def observation(key: str, **given: Any) -> Observation:
    """An explosion reported at a place at noon; ``given`` replaces any field."""
    hour = timedelta(hours=given.pop("hours", 0))
    kind = given.pop("kind", Phenomenon.EXPLOSION)
    fields: dict[str, Any] = {
        "source": "paper",
        "modality": Modality.REPORT,
        "raw_sha256": "0" * 64,
        "record_index": 0,
        "synthetic": False,
        "affiliation_seal": "seal",
        "time": TimeSpan(NOON + hour, NOON + hour),
        "place": point(37.8, 48.0),
        "asserted": (Assertion(kind, "explosion"),),
    }
    fields |= given
    return Observation(id=observation_id(fields["source"], key), **fields)


@pytest.fixture
def seen() -> Callable[..., Observation]:
    """Makes one observation; see :func:`observation`."""
    return observation


@pytest.fixture
def table() -> Callable[..., pa.Table]:
    """Makes a table of observations."""
    return lambda *items: observation_table(items)
