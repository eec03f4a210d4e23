"""The ceiling of statements, and the chance of some event against the enumeration."""

import math

import numpy as np
import pytest
from tests.against.incidents.scenes import drawn, table_of
from tests.oracle.partition import Posterior
from tests.oracle.witnesses import plane, window_time

from holdfire.incidents.fusing import fuse
from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.ceiling import CAP_NATS, capped, some_event
from holdfire.incidents.partition.scratch import scratch_for
from holdfire.incidents.witness_table import WitnessTable

ONE_CHANNEL = 1.0 / (1.0 + math.exp(-CAP_NATS))
DAY = window_time(0.0, 86_400.0)


def statements(sources: list[int], exists: float = 0.7) -> WitnessTable:
    """Vague statements about one place and day; source −1 is an instrument."""
    count = len(sources)
    return plane(
        count, statement=sources, time=np.tile(DAY, (count, 1)),
        exists=np.full((count, 3), exists),
    )  # fmt: skip


def said(table: WitnessTable) -> float:
    return float(fuse(table, -50.0).exists[:, 1].max())


@pytest.mark.parametrize("size", [2, 4, 6])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_some_event_is_that_of_the_enumeration(seed: int, size: int) -> None:
    scene = drawn(seed, size, apart_km=0.5)
    table = table_of(scene)
    out = np.zeros(3)
    arrays = arrays_of(table)
    some_event(arrays, np.arange(size), scratch_for(len(arrays.used)), out)
    for end in range(3):
        # Blocks a millionth as likely as their members apart may be left out.
        assert out[end] == pytest.approx(Posterior(scene.ends[end]).exists(), abs=1e-5)


def test_a_thousand_statements_of_one_source_confirm_nothing() -> None:
    found = fuse(statements([4] * 1_000))
    assert found.exists.max() <= ONE_CHANNEL + 1e-12
    assert found.exists.max() < 0.953


def test_some_statements_of_one_source_reach_its_cap_and_two_sources_more() -> None:
    assert said(statements([1] * 8)) == pytest.approx(ONE_CHANNEL)
    two = said(statements([1, 1, 1, 1, 2, 2, 2, 2]))
    assert ONE_CHANNEL < two <= 1.0 / (1.0 + math.exp(-2 * CAP_NATS)) + 1e-12


def test_instruments_are_not_lowered() -> None:
    instruments = statements([-1] * 6, 0.9)
    assert said(instruments) > 0.999
    assert said(statements([-1] * 6 + [3], 0.9)) >= said(instruments) - 1e-9


def test_a_single_statement_keeps_its_measured_existence() -> None:
    assert said(statements([1], 0.99)) == 0.99
    assert said(statements([1, 1], 0.99)) == pytest.approx(0.99)


def test_a_further_instrument_never_lowers_the_ceiling() -> None:
    values = []
    for sure in (None, 0.1, 0.5, 0.6, 0.9, 0.99):
        sources = [5, 5] if sure is None else [5, 5, -1]
        table = statements(sources, 0.6)
        if sure is not None:
            table.exists[2] = sure
        exists = np.array([0.9, 0.99, 0.999])
        capped(arrays_of(table), np.arange(len(sources)), scratch_for(1), exists)
        values.append(exists.tolist())
    assert values[0] == pytest.approx([0.9, ONE_CHANNEL, ONE_CHANNEL])
    assert values == sorted(values)
