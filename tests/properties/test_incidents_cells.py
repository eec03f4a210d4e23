"""What is a theorem of the model must hold of the solved cells.

The first three hold for events of one family of classes. Beside an ordinary fire existence
is that of the use of force alone, and then a further fire may explain the first one away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pytest
from tests.against.incidents.scenes import drawn, table_of

from holdfire.incidents.fusing import fuse
from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.ceiling import some_event
from holdfire.incidents.partition.scratch import scratch_for
from holdfire.incidents.solution import Solution
from holdfire.incidents.witness_table import WitnessTable

ALL = -50.0
SEEDS = range(25)


def scene(seed: int, size: int, *, watched: bool = True) -> WitnessTable:
    """A scene in which existence is about every class."""
    table = table_of(drawn(seed, size, apart_km=0.5))
    misses = table.misses if watched else np.zeros_like(table.misses)
    return replace(table, leads=np.ones_like(table.leads), misses=misses)


def some(table: WitnessTable) -> npt.NDArray[np.float64]:
    """The chance of at least one event among all of them, at the three ends."""
    out = np.zeros(3)
    arrays = arrays_of(table)
    some_event(arrays, np.arange(len(table)), scratch_for(len(arrays.used)), out)
    return out if arrays.ends == 3 else np.full(3, out[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_further_member_never_lowers_existence(seed: int) -> None:
    """A theorem where nobody is known to have looked: misses change with who reports."""
    table = scene(seed, 6, watched=False)
    values = [some(table.take(np.arange(size))) for size in range(1, 7)]
    # Blocks left out are a millionth as likely as their members apart.
    assert all((b >= a - 1e-5).all() for a, b in pairwise(values))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cell_alone_in_its_component_says_the_same(seed: int) -> None:
    table = scene(seed, 4)
    found = fuse(table, ALL)
    if len(found.first) == 1:
        assert found.exists[0] == pytest.approx(some(table), abs=1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_false_alarms_never_raise_existence(seed: int) -> None:
    table = scene(seed, 5)
    before = some(table)
    for at in range(5):
        odds = table.exists[at] / (1.0 - table.exists[at]) / 2.0  # twice the false alarms
        exists = table.exists.copy()
        exists[at] = odds / (1.0 + odds)
        assert (some(replace(table, exists=exists)) <= before + 1e-5).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_watch_that_saw_nothing_never_raises_existence(seed: int) -> None:
    table = scene(seed, 5)
    misses = table.misses.copy()
    misses[:, -1] += math.log(0.5)  # the channel that no witness is of
    assert (some(replace(table, misses=misses)) <= some(table) + 1e-5).all()


def same(one: Solution, other: Solution, near: float) -> None:
    assert (one.cell == other.cell).all()
    assert other.exists == pytest.approx(one.exists, abs=near)
    assert other.number == pytest.approx(one.number, abs=near)
    assert other.classes == pytest.approx(one.classes, abs=near)


@pytest.mark.parametrize("seed", SEEDS)
def test_units_change_nothing(seed: int) -> None:
    """Kilometres to metres and seconds to minutes, densities with them."""
    table = table_of(drawn(seed, 6))
    time, further = table.time.copy(), table.further.copy()
    for columns in (time, further[:, 2:]):
        columns[:, [0, 2, 3]] /= 60.0
        columns[:, 1] /= 3600.0
        columns[:, 4] *= 60.0
    scaled = replace(
        table, place=table.place * 1e3, spread=table.spread * 1e6, time=time,
        further=further, densities=table.densities + math.log(60.0) - math.log(1e6),
    )  # fmt: skip
    one, other = fuse(table, ALL), fuse(scaled, ALL)
    same(one, other, 1e-9)
    assert other.place == pytest.approx(one.place * 1e3, abs=1e-5)
    assert other.llr == pytest.approx(one.llr, abs=1e-8, nan_ok=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_moved_and_mirrored_the_same(seed: int) -> None:
    table = table_of(drawn(seed, 6))
    one = fuse(table, ALL)
    mirrored = replace(table, place=table.place * [-1, 1], spread=table.spread * [1, -1, 1])
    other = fuse(mirrored, ALL)
    assert (other.exists == one.exists).all(), "bit by bit"
    assert (other.place == one.place * [-1, 1]).all()
    assert (other.cell == one.cell).all()
    far = fuse(replace(table, place=table.place + np.array([900.0, -400.0])), ALL)
    same(one, far, 1e-9)
    time = table.time + np.array([1.7e9, 0.0, 1.7e9, 1.7e9, 0.0])
    further = table.further + np.array([0.0, 0.0, 1.7e9, 0.0, 1.7e9, 1.7e9, 0.0])
    # Seconds since 1970 are good to 2e-7 s, of some 20 s of sigma.
    same(one, fuse(replace(table, time=time, further=further), ALL), 1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_lanes_never_meet(seed: int) -> None:
    """Two copies of a scene in two lanes are solved as each by itself."""
    table = table_of(drawn(seed, 5))
    one = fuse(table, ALL)
    twice = table.take(np.repeat(np.arange(5), 2))
    found = fuse(replace(twice, lane=np.tile(np.array([0, 1], np.int32), 5)), ALL)
    for lane in range(2):
        own = found.cell[lane::2]
        assert (found.exists[own] == one.exists[one.cell]).all()


def ties(table: WitnessTable, cells: Sequence[frozenset[int]]) -> bool:
    """May a block have most members in common with two cells at once?"""
    marks = [
        set(table.keys[start:stop].tolist())
        for start, stop in pairwise(table.key_start.tolist())
    ]
    for size in range(1, len(table) + 1):
        for block in combinations(range(len(table)), size):
            if all(marks[i].isdisjoint(marks[j]) for i, j in combinations(block, 2)):
                common = sorted(len(cell.intersection(block)) for cell in cells)
                if len(common) > 1 and common[-1] == common[-2]:
                    return True
    return False


def test_the_order_of_rows_decides_ties_only() -> None:
    """Which cell accounts for a block that lies in two in equal parts: nothing else."""
    compared = 0
    for seed in range(60):
        table = scene(seed, 4)
        order = np.random.default_rng((seed, 9)).permutation(4)
        one, other = fuse(table, ALL), fuse(table.take(order), ALL)
        cells = [
            frozenset(np.flatnonzero(one.cell == c).tolist()) for c in range(len(one.first))
        ]
        turned = [
            frozenset(order[np.flatnonzero(other.cell == c)].tolist())
            for c in range(len(other.first))
        ]
        assert set(cells) == set(turned)
        if not ties(table, cells):
            at = [turned.index(cell) for cell in cells]
            assert other.exists[at] == pytest.approx(one.exists, abs=1e-9)
            compared += 1
    assert compared >= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_the_interval_encloses_the_value(seed: int) -> None:
    """Of some event at all. One cell of several may lose at the high end to a surer one."""
    low, value, high = some(scene(seed, 5)).tolist()
    assert 0.0 <= low <= value <= high <= 1.0
