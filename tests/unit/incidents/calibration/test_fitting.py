"""The fit refuses what tells nothing, and is the same for mirrored ground."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from holdfire.base.errors import BadInput
from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.grounding import ground_of_front
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.witnesses import witnesses
from holdfire.incidents.calibration.fitting import fitted

PLAN = FrontPlan(20_000)


def test_one_channel_alone_is_refused() -> None:
    front = draw_front(PLAN, 1)
    only = np.flatnonzero(front.sensor == 1)
    table = witnesses(front, stated(PLAN)).take(only)
    ground = ground_of_front(front)
    with pytest.raises(BadInput, match="HF-5033"):
        fitted(table, replace(ground, cell=ground.cell[only]))


def test_a_mirrored_front_has_the_same_parameters() -> None:
    front = draw_front(PLAN, 2)
    turned = replace(
        front, place=np.column_stack((1_200.0 - front.place[:, 0], front.place[:, 1]))
    )
    one, other = (
        fitted(witnesses(f, stated(PLAN)), ground_of_front(f)) for f in (front, turned)
    )
    known = np.isfinite(one.log_p)
    assert np.array_equal(known, np.isfinite(other.log_p))
    # Sums in another order, and cells at edges of the grid.
    assert np.allclose(one.log_p[known], other.log_p[known], atol=1e-6)
    assert np.isclose(one.log_events, other.log_events, atol=1e-6)
