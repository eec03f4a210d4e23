import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.against.incidents.scenes import drawn, table_of
from tests.oracle.partition import Posterior
from tests.oracle.witnesses import plane

from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.block import apart, log_fit, log_sum, log_weight


@given(st.lists(st.floats(-700.0, 700.0), max_size=6))
def test_the_log_of_a_sum(values: list[float]) -> None:
    found = log_sum(np.array(values))
    assert found == (
        pytest.approx(np.logaddexp.reduce(values), abs=1e-10) if values else -math.inf
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_weight_is_the_absolute_one_over_the_members_densities(seed: int) -> None:
    scene = drawn(seed, 4)
    arrays = arrays_of(table_of(scene))
    causes = np.zeros(len(arrays.used))
    for end, own in enumerate(scene.ends):
        posterior = Posterior(own)
        density = [
            one.false + sum(r * p for r, p in zip(own.rates, one.seen, strict=True))
            for one in own.sights
        ]
        for block, weight in posterior.events.items():
            members = np.array(block)
            whole = weight + posterior.false_weight(block)
            if whole == 0.0:
                assert any(apart(arrays, i, j) for i in block for j in block if i < j) or (
                    log_fit(arrays, members, causes[:0]) == -math.inf
                )
                continue
            fit = log_fit(arrays, members, causes[:0]) if len(block) > 1 else 0.0
            expected = math.log(whole) - sum(math.log(density[at]) for at in block)
            found = log_weight(arrays, members, fit, end, causes)
            assert found == pytest.approx(expected, abs=1e-9)


MARKS = st.sets(st.integers(0, 9), max_size=4)


@given(MARKS, MARKS, st.integers(0, 1))
def test_a_common_mark_or_another_lane_keeps_apart(
    one: set[int], other: set[int], lane: int
) -> None:
    table = plane(2, marks=[sorted(one), sorted(other)], lane=[0, lane])
    assert apart(arrays_of(table), 0, 1) == (lane == 1 or bool(one & other))
