from dataclasses import fields

import numpy as np
import pytest
from tests.oracle.witnesses import plane, window_time

from holdfire.incidents.fusing import fuse
from holdfire.incidents.joining import roots_of
from holdfire.incidents.linking import find_links
from holdfire.incidents.solution import APPROXIMATE, DENSE, Links, Solution
from holdfire.incidents.solving import solve
from holdfire.incidents.witness_table import WitnessTable

TAU = -2.0


def scattered(seed: int, count: int, wide_km: float) -> WitnessTable:
    """Two kinds of two classes in a square, some of one scan, some seen by others."""
    rng = np.random.default_rng(seed)
    value = rng.uniform(0.2, 0.9, count)
    time = np.zeros((count, 5))
    time[:, 0], time[:, 1] = rng.uniform(0.0, 900.0, count), 60.0**2
    time[:, 2], time[:, 3] = -np.inf, np.inf
    for at in range(0, count, 5):
        time[at] = window_time(time[at, 0] - 300.0, time[at, 0] + 300.0)
    return plane(
        count,
        place=rng.uniform(0.0, wide_km, (count, 2)),
        spread=np.tile([0.5, 0.1, 0.4], (count, 1)),
        time=time,
        exists=np.stack([0.7 * value, value, 0.3 + 0.7 * value], axis=1),
        kind=rng.integers(2, size=count),
        shares=np.log([[0.8, 0.2], [0.1, 0.9]]),
        densities=np.log([[1e-6, 3e-7]]),
        watch=rng.integers(-1, 1, size=count),
        channel=rng.integers(3, size=count),
        misses=np.log1p(-rng.uniform(0.1, 0.5, (1, 3, 2, 3))),
        marks=[[at, count + at % 7] if at % 3 == 0 else [at] for at in range(count)],
    )


def chain(count: int, llr: float) -> Links:
    left = np.arange(count - 1)
    return Links(left, left + 1, np.full(count - 1, llr), np.zeros(count, np.bool_))


def same_cells(whole: Solution, rows: np.ndarray, part: Solution) -> None:
    """The cells of a part are, bit for bit, those of the whole."""
    at = whole.cell[rows[part.first]]
    for one in fields(Solution):
        if one.name not in {"cell", "first", "kinds", "llr"}:
            own, other = getattr(part, one.name), getattr(whole, one.name)[at]
            assert np.array_equal(own, other, equal_nan=own.dtype.kind == "f"), one.name
    assert np.array_equal(part.llr, whole.llr[rows], equal_nan=True)
    assert (whole.cell[rows] == at[part.cell]).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_components_are_solved_to_the_same_bits_in_any_company(seed: int) -> None:
    table = scattered(seed, 160, 30.0)
    links = find_links(table, TAU)
    whole = solve(table, links, TAU)
    label = roots_of(len(table), links.left, links.right)
    chosen = np.random.default_rng(seed).permutation(np.unique(label))[::2]
    rows = np.flatnonzero(np.isin(label, chosen))
    part = fuse(table.take(rows), TAU)
    same_cells(whole, rows, part)
    assert (whole.size > 1).any()


def test_cells_are_numbered_by_their_first_members() -> None:
    table = scattered(4, 60, 12.0)
    found = fuse(table, TAU)
    assert (np.bincount(found.cell) == found.size).all()
    assert (found.cell[found.first] == np.arange(len(found.first))).all()
    assert (np.diff(found.first) > 0).all()
    assert found.classes.sum(axis=1) == pytest.approx(1.0)
    assert (found.number >= 1.0 - 1e-9).all()


@pytest.mark.parametrize("count", [65, 300])
def test_a_component_too_large_is_cut_by_content(count: int) -> None:
    table = scattered(count, count, 1.6 * count**0.5)
    links = find_links(table, -12.0)
    label = roots_of(count, links.left, links.right)
    assert np.bincount(label).max() > 64
    found = solve(table, links, -12.0)
    assert (np.bincount(found.cell) == found.size).all()
    assert np.isfinite(found.exists).all()
    # The cut is a function of the component alone: the same bits beside other witnesses.
    rows = np.flatnonzero(label == np.argmax(np.bincount(label)))
    same_cells(found, rows, fuse(table.take(rows), -12.0))


def test_a_larger_one_falls_apart_where_links_are_weak() -> None:
    table = plane(100)
    links = chain(100, 3.5)
    links.llr[49] = -1.5
    found = solve(table, links, TAU)
    assert not set(found.cell[:50].tolist()) & set(found.cell[50:].tolist())
    assert not (found.flags & DENSE).any()


def test_one_that_never_falls_apart_is_flagged_dense() -> None:
    place = np.stack([10.0 * np.arange(200), np.zeros(200)], axis=1)
    found = solve(plane(200, place=place), chain(200, 50.0), TAU)
    assert (found.flags & DENSE).all()
    assert (found.flags & APPROXIMATE).all()
    assert len(found.first) == 200, "links alone do not make ten kilometres one place"
    together = solve(plane(200), chain(200, 50.0), TAU)
    assert together.size.max() <= 12
    assert (together.flags & DENSE).all()
    assert ((together.exists > 0.5) & (together.exists <= 1.0)).all()


def test_a_flood_of_a_hundred_thousand_in_one_minute_ends_flagged() -> None:
    count = 100_000
    rng = np.random.default_rng(1)
    time = np.zeros((count, 5))
    time[:, 0], time[:, 1] = rng.uniform(500.0, 560.0, count), 30.0**2
    time[:, 2], time[:, 3] = -np.inf, np.inf
    # The middle of a cell of the crowd's own width, so that no border cuts it.
    place = rng.normal(8.0, 0.1, (count, 2))
    found = fuse(plane(count, place=place, time=time), TAU)
    assert (found.flags & DENSE).mean() > 0.99
    assert len(found.cell) == count
    assert found.exists[found.flags > 0] == pytest.approx(0.5)


def test_two_of_one_scan_never_share_a_cell() -> None:
    place = np.array([[0.0, 0.0], [0.0, 0.9], [0.0, 0.05]])
    found = fuse(plane(3, place=place, marks=[[0, 9], [1, 9], [2]]), TAU)
    assert found.cell.tolist() == [0, 1, 0], "the nearer of the two takes the third"
