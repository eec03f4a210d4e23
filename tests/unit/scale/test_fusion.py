"""Strips against one machine: the same bytes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes.front_table import differing, front_table
from tests.fakes.toy_engine import ToyEngine

from holdfire.incidents.fusing import fuse as fuse_here
from holdfire.incidents.linking import find_links
from holdfire.incidents.witness_table import WitnessTable
from holdfire.scale.fusion import fuse, fuse_linked
from holdfire.scale.local import LocalEngine

TAU = -2.0
TABLE = front_table(4_000)


def reordered(
    table: WitnessTable, order: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> WitnessTable:
    """The witnesses of a plane front in another order, numbered anew."""
    per_row = (
        "place", "scale", "spread", "shape", "time", "second", "exists", "kind", "cell",
        "watch", "channel", "lane", "statement", "keys",
    )  # fmt: skip
    return replace(table, **{name: getattr(table, name)[order] for name in per_row})


@pytest.mark.parametrize("partitions", [1, 2, 12, 97])
def test_an_engine_that_nobody_knows_needs_nothing_else(partitions: int) -> None:
    found = fuse(TABLE, TAU, ToyEngine(), partitions=partitions)
    assert not differing(found, fuse_here(TABLE, TAU))


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 2**31), partitions=st.integers(1, 30), tau=st.sampled_from([-3.0, 0.0])
)
def test_any_front_in_any_strips(seed: int, partitions: int, tau: float) -> None:
    table = front_table(800, seed)
    found = fuse(table, tau, LocalEngine(1), partitions=partitions)
    assert not differing(found, fuse_here(table, tau))


def test_a_front_from_south_to_north() -> None:
    table = replace(TABLE, place=np.ascontiguousarray(TABLE.place[:, ::-1]))
    found = fuse(table, TAU, LocalEngine(2), partitions=20)
    assert not differing(found, fuse_here(table, TAU))


def test_a_flood_across_a_cut() -> None:
    flood = np.flatnonzero(TABLE.place[:, 0] > 100.0)[:2_600]
    place, time = TABLE.place.copy(), TABLE.time.copy()
    place[flood] = [600.0, 0.0]
    place[flood, 0] += np.linspace(-1e-3, 1e-3, len(flood))
    time[flood] = time[flood[0]]
    spread = TABLE.spread.copy()
    spread[flood] = [1.0, 0.0, 1.0]
    keys = np.arange(len(TABLE), dtype=np.int32)
    table = replace(TABLE, place=place, time=time, spread=spread, keys=keys)
    expected = fuse_here(table, TAU)
    assert expected.flags.any()
    for partitions in (2, 9):
        assert not differing(fuse(table, TAU, LocalEngine(2), partitions=partitions), expected)


def test_any_order_of_rows_gives_the_same_cells() -> None:
    order = np.random.default_rng(5).permutation(len(TABLE))
    one = fuse(TABLE, TAU, LocalEngine(2), partitions=5)
    other = fuse(reordered(TABLE, order), TAU, LocalEngine(2), partitions=8)
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    first = np.full(len(one.first), len(TABLE))
    np.minimum.at(first, one.cell, np.arange(len(TABLE)))
    partner = other.cell[back][first]
    np.testing.assert_array_equal(other.cell[back], partner[one.cell])
    np.testing.assert_array_equal(other.size[partner], one.size)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_witnesses_are_no_special_case(count: int) -> None:
    table = TABLE.take(np.arange(count))
    assert not differing(fuse(table, TAU, LocalEngine(2), partitions=4), fuse_here(table, TAU))


@pytest.mark.parametrize("partitions", [None, 1, 6])
def test_the_links_are_those_of_one_machine(partitions: int | None) -> None:
    links, _ = fuse_linked(TABLE, TAU, LocalEngine(2), partitions=partitions)
    expected = find_links(TABLE, TAU)
    for name in ("left", "right", "llr", "crowded"):
        assert getattr(links, name).tobytes() == getattr(expected, name).tobytes()


def test_progress_counts_both_passes() -> None:
    told: list[tuple[int, int]] = []
    fuse(TABLE, TAU, LocalEngine(1), partitions=3, progress=lambda *at: told.append(at))
    assert told == [(done, 6) for done in range(1, 7)]
