"""Candidate links against all pairs, each weighed independently with whole arrays."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from tests.oracle.pairs import pair_ratios, within_the_cap
from tests.oracle.witnesses import plane

from holdfire.base.phenomenon import Modality
from holdfire.base.place import Place, disc, rectangle, sector
from holdfire.incidents.degrees import cut_degrees, km_per_degree
from holdfire.incidents.linking import find_links, largest_gate_km
from holdfire.incidents.shape.floors import ShapeFloors
from holdfire.incidents.shape.making import shapes_of
from holdfire.incidents.shape.shapes import NO_SHAPES, Shapes
from holdfire.incidents.solution import Links
from holdfire.incidents.witness_table import WitnessTable

COUNT = 1_500
TAU = -2.0
# Products of shapes leave out parts e⁻¹² as likely as the likeliest; at most 256 are kept.
SHAPED = 2e-3
PLACES: tuple[Place, ...] = (
    rectangle(37.0, 48.0, 190.0, 200.0),
    rectangle(37.0, 48.0, 500.0, 250.0),
    disc(37.0, 48.0, 3_000.0),
    sector(37.0, 48.0, 40.0, 55.0, 500.0, 9_000.0),
)


def _shapes() -> tuple[npt.NDArray[np.int32], Shapes]:
    modes = [Modality.THERMAL, Modality.THERMAL, Modality.REPORT, Modality.ARRAY]
    return shapes_of(list(PLACES), modes, ShapeFloors())


def _times(rng: np.random.Generator, count: int) -> dict[str, npt.NDArray[np.float64]]:
    """Normals of seconds to hours, windows even and growing, and mixtures of two."""
    middle = rng.uniform(0.0, 2 * 86_400.0, count)
    sigma = 10.0 ** rng.uniform(0.5, 3.8, count)
    time = np.tile([0.0, 0.0, -math.inf, math.inf, 0.0], (count, 1))
    time[:, 0], time[:, 1] = middle, sigma**2
    window = np.flatnonzero(rng.random(count) < 0.4)
    length = 10.0 ** rng.uniform(2.0, 4.9, len(window))
    time[window, :2] = 0.0
    time[window, 2], time[window, 3] = middle[window] - length, middle[window]
    growing = window[: len(window) // 2]
    time[growing, 4] = 3.0 / length[: len(growing)]
    mixed = np.sort(rng.permutation(count)[: count // 8])
    second = np.full(count, -1.0)
    second[mixed] = np.arange(len(mixed))
    weight = rng.uniform(0.1, 0.9, len(mixed))
    further = np.zeros((len(mixed), 7))
    further[:, 0], further[:, 1], further[:, 2:] = 1.0 - weight, weight, time[mixed]
    windows = time[mixed, 1] == 0.0
    further[windows, 6] = 10.0 / (time[mixed, 3] - time[mixed, 2])[windows]
    further[~windows, 2] += 300.0
    return {"time": time, "second": second, "further": further}


def mixed_table(seed: int, count: int, *, shaped: bool) -> WitnessTable:
    """Witnesses of every kind in 60 by 60 km and two days, in two lanes."""
    rng = np.random.default_rng(seed)
    sigma = 10.0 ** rng.uniform(-1.3, 0.6, count)
    slant = rng.uniform(-0.7, 0.7, count)
    ratio = rng.uniform(0.5, 2.0, count)
    spread = np.stack([sigma**2 * ratio, slant * sigma**2, sigma**2 / ratio], axis=1)
    shape = np.full(count, -1.0)
    shapes = NO_SHAPES
    if shaped:
        numbers, shapes = _shapes()
        own = np.flatnonzero(rng.random(count) < 0.15)
        shape[own] = rng.choice(numbers, len(own))
        spread[own] = shapes.moments[shape[own].astype(int), 2:]
    value = rng.uniform(0.05, 0.95, count)
    shares = rng.uniform(0.05, 1.0, (4, 4)) * (rng.random((4, 4)) < 0.7)
    shares[:, 0] += 0.2
    marks = [
        [at, *([count + int(rng.integers(30))] if rng.random() < 0.4 else [])]
        for at in range(count)
    ]
    return plane(
        count,
        place=rng.uniform(0.0, 60.0, (count, 2)),
        spread=spread,
        shape=shape,
        **_times(rng, count),
        exists=np.stack([0.5 * value, value, 0.5 + 0.5 * value], axis=1),
        kind=rng.integers(4, size=count),
        shares=np.log(shares / shares.sum(axis=1, keepdims=True) + 1e-300),
        cell=rng.integers(6, size=count),
        densities=np.log(10.0 ** rng.uniform(-9.5, -7.0, (6, 4))),
        watch=rng.integers(-1, 3, size=count),
        channel=rng.integers(5, size=count),
        misses=np.log1p(-rng.uniform(0.0, 0.8, (3, 5, 4, 1)) * np.array([1.2, 1.0, 0.8])),
        lane=rng.random(count) < 0.2,
        marks=marks,
        shapes=shapes,
    )


def compared(table: WitnessTable, links: Links, near: float) -> int:
    """Check the links against all pairs; how many there are."""
    a, b = np.triu_indices(len(table), 1)
    close = within_the_cap(table, a, b)
    # What is far beyond every reach needs no weighing: places 60 km or a day apart.
    ratio = np.full(len(a), -math.inf)
    ratio[close] = pair_ratios(table, a[close], b[close])
    number = a * len(table) + b
    found = links.left * len(table) + links.right
    assert (np.diff(found) > 0).all(), "sorted, each once"
    sure = number[ratio > TAU + near]
    assert np.isin(sure, found).all(), "no pair that reaches the threshold is missed"
    at = np.searchsorted(number, found)
    # A pair beyond the cap may still be looked at where its neighbours are coarser.
    extra = ratio[at] == -math.inf
    assert extra.sum() <= 0.01 * len(found)
    assert links.llr[~extra] == pytest.approx(ratio[at][~extra], abs=near)
    assert (links.llr >= TAU).all()
    return len(sure)


def test_no_pair_is_missed_and_every_ratio_is_the_models() -> None:
    table = mixed_table(1, COUNT, shaped=False)
    assert compared(table, find_links(table, TAU), 1e-6) > 1_000


def test_shapes_are_linked_like_everything_else() -> None:
    table = mixed_table(2, 500, shaped=True)
    links = find_links(table, TAU)
    assert compared(table, links, SHAPED) > 30
    linked = set(table.shape[links.left].tolist()) | set(table.shape[links.right].tolist())
    assert len(linked) == 1 + len(PLACES), "normals and every shape"


@pytest.mark.parametrize("kind", ["normals", "shapes"])
def test_owned_strips_find_each_link_once(kind: str) -> None:
    table = mixed_table(3, 300, shaped=kind == "shapes")
    whole = find_links(table, TAU)
    reach = largest_gate_km(table, TAU)
    edges = [-math.inf, 11.0, 12.5, 31.0, math.inf]
    found: list[tuple[int, int, float]] = []
    for low, high in pairwise(edges):
        east = table.place[:, 0]
        inside = np.flatnonzero((east >= low) & (east <= high + reach))
        owned = (east[inside] >= low) & (east[inside] < high)
        part = find_links(table.take(inside), TAU, owned=owned)
        found += zip(
            inside[part.left].tolist(),
            inside[part.right].tolist(),
            part.llr.tolist(),
            strict=True,
        )
    expected = zip(whole.left.tolist(), whole.right.tolist(), whole.llr.tolist(), strict=True)
    assert sorted(found) == list(expected)


def _in_degrees(table: WitnessTable, lon: float) -> WitnessTable:
    """The same kilometres as degrees about a longitude near the equator."""
    scale = km_per_degree(np.zeros(1))[0]
    place = table.place / scale
    east = (place[:, 0] + lon + 180.0) % 360.0 - 180.0
    place = np.stack([cut_degrees(east), place[:, 1]], axis=1)
    return replace(table, place=place, scale=km_per_degree(place[:, 1]))


@pytest.mark.parametrize("lon", [20.0, 179.8], ids=["inland", "across the antimeridian"])
def test_degrees_and_a_plane_agree(lon: float) -> None:
    table = mixed_table(4, 500, shaped=False)
    flat, round_ = find_links(table, TAU), find_links(_in_degrees(table, lon), TAU)
    pairs = [
        set(zip(one.left.tolist(), one.right.tolist(), strict=True)) for one in (flat, round_)
    ]
    sure = {
        (i, j)
        for i, j, v in zip(
            flat.left.tolist(), flat.right.tolist(), flat.llr.tolist(), strict=True
        )
        if v > TAU + 0.1
    }
    # Within half a degree of the equator an east-west degree shortens by 4e-5.
    assert sure <= pairs[1]
    assert len(pairs[0] ^ pairs[1]) < 0.02 * len(pairs[0])


def test_the_order_of_rows_and_company_change_no_bit() -> None:
    table = mixed_table(5, 300, shaped=True)
    rows = np.flatnonzero(np.random.default_rng(5).random(300) < 0.5)
    whole, part = find_links(table, TAU), find_links(table.take(rows), TAU)
    kept = np.isin(whole.left, rows) & np.isin(whole.right, rows)
    assert (whole.left[kept] == rows[part.left]).all()
    assert (whole.right[kept] == rows[part.right]).all()
    assert (whole.llr[kept] == part.llr).all()


def test_fewer_than_two_witnesses_have_no_links() -> None:
    assert len(find_links(plane(1), TAU).left) == 0
    assert largest_gate_km(plane(1), TAU) == 0.0
    assert len(find_links(plane(0), TAU).left) == 0
