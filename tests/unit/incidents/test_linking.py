import math
from typing import Any

import numpy as np
import pytest
from tests.oracle.witnesses import DENSITY, normal_time, plane, window_time

from holdfire.incidents.linking import (
    best_ratios,
    find_links,
    largest_gate_km,
    with_crowding,
)

TAU = -2.0


def test_the_ratio_of_two_normals_is_the_model_written_out() -> None:
    place = np.array([[0.0, 0.0], [0.0, 1.0]])
    time = np.array([normal_time(0.0, 60.0), normal_time(60.0, 60.0)])
    links = find_links(plane(2, place=place, time=time), TAU)
    space = math.exp(-1.0 / 4.0) / (4.0 * math.pi)
    when = math.exp(-3600.0 / (2 * 7200.0)) / math.sqrt(2 * math.pi * 7200.0)
    expected = math.log(0.25 / DENSITY * space * when)
    assert links.llr == pytest.approx([expected], rel=1e-12)
    assert (links.left.tolist(), links.right.tolist()) == ([0], [1])


@pytest.mark.parametrize(
    "given",
    [
        {"marks": [[0, 9], [1, 9]]},
        {"lane": [0, 1]},
        {"time": np.array([window_time(0.0, 9.0), window_time(9.0, 20.0)])},
        {"time": np.array([normal_time(0.0, 60.0), normal_time(500.0, 60.0)])},
        {"place": np.array([[0.0, 0.0], [7.2, 0.0]])},
        {"kind": [0, 1], "shares": np.log(np.array([[1.0, 1e-320], [1e-320, 1.0]])),
         "densities": np.full((1, 2), -20.0)},
    ],
    ids=["one mark", "two lanes", "two windows", "late", "far", "unrelated"],
)  # fmt: skip
def test_what_cannot_be_one_happening_is_not_linked(given: dict[str, Any]) -> None:
    if "kind" not in given:
        assert len(find_links(plane(2), TAU).left) == 1
    assert len(find_links(plane(2, **given), TAU).left) == 0


def test_the_gate_bounds_every_link_and_narrows_with_density() -> None:
    rng = np.random.default_rng(1)
    given: dict[str, Any] = {
        "place": rng.uniform(0, 40, (300, 2)),
        "exists": rng.uniform(0.1, 0.9, (300, 3)),
    }
    reaches = []
    for density in (1e-9, 1e-6, 1e-4):
        table = plane(300, densities=np.full((1, 1), math.log(density)), **given)
        links = find_links(table, TAU)
        gap = np.hypot(*(table.place[links.left] - table.place[links.right]).T)
        reaches.append(largest_gate_km(table, TAU))
        assert not len(gap) or gap.max() <= reaches[-1]
    assert reaches == sorted(reaches, reverse=True)


def test_a_crowd_is_marked_and_linked_to_nothing() -> None:
    place = np.concatenate([np.zeros((2_100, 2)), [[0.3, 0.0]], [[300.0, 0.0]]])
    spread = np.tile([1.0, 0.0, 1.0], (2_102, 1))
    spread[2_100] = [900.0, 0.0, 900.0]
    table = with_crowding(plane(2_102, place=place, spread=spread))
    assert table.crowded is not None
    assert np.flatnonzero(~table.crowded).tolist() == [2_100, 2_101]
    links = find_links(table, TAU)
    assert (links.crowded == table.crowded).all()
    assert len(links.left) == 0
    assert with_crowding(table) is table, "marks are made once, on the whole"


def test_the_best_ratio_is_that_of_times_that_agree() -> None:
    time = np.array([normal_time(0.0, 60.0), normal_time(9e5, 60.0), window_time(0.0, 600.0)])
    table = plane(3, time=time)
    left, right = np.array([0, 0]), np.array([1, 2])
    found = best_ratios(table, left, right)
    links = find_links(table, -50.0)
    assert found[0] == pytest.approx(
        math.log(0.25 / DENSITY / (4 * math.pi) / math.sqrt(2 * math.pi * 3600.0))
    )
    assert (links.left.tolist(), links.right.tolist()) == ([0], [2])
    assert found[1] >= links.llr[0]
    assert best_ratios(plane(2, lane=[0, 1]), left[:1], right[:1])[0] == -math.inf
