"""Detections as a calibration takes them; a record put into a scene, or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from holdfire.base.errors import BadInput
from holdfire.incidents import model_for
from holdfire.incidents.association import scene_of
from holdfire.incidents.calibration.field import field_of, parametrised
from holdfire.incidents.calibration.parameters import ChannelFit, Fit, Interval
from holdfire.incidents.calibration.record import CalibrationRecord, Measurement, record_of

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]
HALF = Interval(0.5, 0.4, 0.6)
RATE = 1e-9


def told(
    name: str, anchor: tuple[float, float], *, synthetic: bool = False
) -> CalibrationRecord:
    """A record of one channel, half detected, as many false as real in the one cell."""
    false = Interval(0.5 * RATE, 0.4 * RATE, 0.6 * RATE)
    channel = ChannelFit(name, 9, 9, HALF, false, HALF, None)
    fit = Fit((channel,), (), HALF, np.log([RATE]), 2, True)
    when = Measurement("holdfire", "ab", "2026-01-01", synthetic)
    return record_of(fit, [(0, 0)], when, anchor, 25.0)


def test_a_measured_channel_and_one_that_is_not(row: Row, table: Table) -> None:
    rows = table(row("a", modality="thermal"), row("b", modality="array", hours=9.0))
    model = model_for(rows)
    scene = scene_of(rows, model=model)
    after = parametrised(scene, told("thermal", (model.anchor_lon, model.anchor_lat)))
    mine = [one.lead.modality.value == "thermal" for one in scene.witnesses]
    assert np.allclose(after.table.exists[mine], (0.4, 0.5, 0.6))
    other = np.logical_not(mine)
    assert np.array_equal(after.table.exists[other], scene.table.exists[other])


def test_exercises_and_the_world_do_not_mix(row: Row, table: Table) -> None:
    rows = table(row("a"), row("b", hours=9.0))
    model = model_for(rows)
    record = told("thermal", (0.0, 0.0), synthetic=True)
    with pytest.raises(BadInput, match="HF-5031"):
        parametrised(scene_of(rows, model=model), record)
    both = table(row("a"), row("b", synthetic=True))
    with pytest.raises(BadInput, match="HF-5031"):
        field_of(both, model_for(both), ())
