from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.front_table import front_table

from holdfire.incidents.linking import find_links, largest_gate_km
from holdfire.incidents.witness_table import WitnessTable
from holdfire.scale.strip import strips_of

TABLE = front_table(2_000)
REACH_KM = largest_gate_km(TABLE, -2.0)


def turned(table: WitnessTable) -> WitnessTable:
    """The same front from south to north."""
    return replace(table, place=np.ascontiguousarray(table.place[:, ::-1]))


@pytest.mark.parametrize("table", [TABLE, turned(TABLE)], ids=["east", "north"])
@given(partitions=st.integers(1, 40))
def test_each_witness_has_one_owner_who_sees_it(table: WitnessTable, partitions: int) -> None:
    strips = strips_of(table, REACH_KM, 2, partitions)
    owners = strips.owners(table)
    owned = np.zeros(len(table), np.int64)
    for number in range(len(strips)):
        rows, mine = strips.seen(table, number)
        owned[rows[mine]] += 1
        assert (owners[rows[mine]] == number).all()
        assert (np.diff(rows) > 0).all()
    assert (owned == 1).all()


@pytest.mark.parametrize("table", [TABLE, turned(TABLE)], ids=["east", "north"])
@pytest.mark.parametrize("partitions", [2, 7, 60])
def test_each_link_is_seen_by_the_owner_of_its_western_end(
    table: WitnessTable, partitions: int
) -> None:
    strips = strips_of(table, REACH_KM, 2, partitions)
    links = find_links(table, -2.0)
    assert len(links.left) > 100
    left, right = table.place[links.left, 0], table.place[links.right, 0]
    west = np.where(right < left, links.right, links.left)
    for number in range(len(strips)):
        rows, mine = strips.seen(table, number)
        own = np.isin(west, rows[mine])
        assert np.isin(links.left[own], rows).all()
        assert np.isin(links.right[own], rows).all()


def test_strips_lie_across_the_longer_axis_in_kilometres() -> None:
    degrees = replace(TABLE, scale=np.tile([50.0, 0.5], (len(TABLE), 1)))
    assert strips_of(TABLE, REACH_KM, 2, 4).axis == 0
    assert strips_of(turned(TABLE), REACH_KM, 2, 4).axis == 1
    assert strips_of(turned(degrees), REACH_KM, 2, 4).axis == 0


def test_the_reach_is_wide_enough_at_the_least_scale() -> None:
    scale = TABLE.scale.copy()
    scale[7] = 0.5
    strips = strips_of(replace(TABLE, scale=scale), 10.0, 2, 4)
    assert strips.reach == 20.0


def test_chosen_strips_are_wide_and_full() -> None:
    many = front_table(90_000)
    strips = strips_of(many, REACH_KM, 8)
    assert 2 <= len(strips) <= len(many) // 20_000
    edges = [many.place[:, 0].min(), *strips.cuts, many.place[:, 0].max()]
    assert np.diff(edges).min() >= 8.0 * REACH_KM
    assert len(strips_of(many, REACH_KM, 1)) == 1
    assert len(strips_of(TABLE, REACH_KM, 8)) == 1
    assert len(strips_of(many, 400.0, 8)) == 1


def test_coincident_places_are_one_strip_or_two() -> None:
    same = replace(TABLE, place=np.zeros_like(TABLE.place))
    strips = strips_of(same, REACH_KM, 2, 12)
    assert len(strips) <= 2
    assert sum(
        mine.sum() for _, mine in (strips.seen(same, n) for n in range(len(strips)))
    ) == len(same)
