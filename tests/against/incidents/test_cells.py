"""Cells, existence, number, class and place against the enumeration of all partitions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.against.incidents.scenes import Drawn, drawn, table_of
from tests.oracle.cells import best_division, pair_chances, said_of, score
from tests.oracle.partition import Posterior

from holdfire.incidents.fusing import fuse
from holdfire.incidents.linking import find_links
from holdfire.incidents.solution import Solution

ALL = -50.0
CUT = -14.0


def divided(solution: Solution) -> tuple[tuple[int, ...], ...]:
    """The cells as members."""
    count = len(solution.first)
    return tuple(tuple(np.flatnonzero(solution.cell == at).tolist()) for at in range(count))


def leading(scene: Drawn, cell: tuple[int, ...]) -> list[int]:
    """The classes that every member of the cell leads."""
    return sorted(set.intersection(*(set(scene.leads[at]) for at in cell)))


def least_gain(posterior: Posterior) -> float:
    """The least log weight of a possible block over that of its members apart."""
    alone = [
        posterior.events[(at,)] + posterior.false_weight((at,))
        for at in range(len(posterior.scene.sights))
    ]
    return min(
        math.log(weight) - sum(math.log(alone[at]) for at in block)
        for block, weight in posterior.events.items()
        if weight > 0.0
    )


@pytest.mark.parametrize(
    ("seed", "size"),
    [(seed, size) for size in (2, 3, 4, 5) for seed in (1, 2, 3, 4)] + [(1, 6), (2, 6), (3, 7)],
)
def test_a_piece_is_solved_as_by_enumeration(seed: int, size: int) -> None:
    scene = drawn(seed, size)
    ends = [Posterior(one) for one in scene.ends]
    # Blocks a millionth as likely as their members apart are left out: those scenes hold
    # no block that could be cut at any end.
    exact = min(least_gain(one) for one in ends) > CUT + 0.1
    near = 1e-9 if exact else 1e-4
    found = fuse(table_of(scene), ALL)
    cells = divided(found)
    pairs = pair_chances(ends[1])
    assert score(cells, pairs) >= best_division(ends[1])[1] - 1e-5
    for at, cell in enumerate(cells):
        for end in range(3):
            expected = said_of(ends[end], cells, at, leading(scene, cell), pairs)
            assert found.exists[at, end] == pytest.approx(expected.exists, abs=near)
        expected = said_of(ends[1], cells, at, leading(scene, cell), pairs)
        assert found.number[at] == pytest.approx(expected.number, abs=near)
        classes = np.zeros(len(expected.classes))
        classes[found.kinds] = found.classes[at]
        assert classes == pytest.approx(expected.classes, abs=near)
        assert found.place[at] == pytest.approx(expected.place, abs=10 * near)
        spread = expected.spread[[0, 0, 1], [0, 1, 1]]
        assert found.spread[at] == pytest.approx(spread, abs=10 * near)


def test_most_scenes_are_compared_to_nine_digits() -> None:
    exact = [
        min(least_gain(Posterior(one)) for one in drawn(seed, size).ends) > CUT + 0.1
        for seed in (1, 2, 3, 4)
        for size in (3, 4, 5)
    ]
    assert sum(exact) >= 6


@pytest.mark.parametrize("seed", range(6))
def test_what_a_member_adds_is_the_ratio_of_absolute_weights(seed: int) -> None:
    scene = drawn(seed, 5)
    posterior = Posterior(scene.ends[1])
    found = fuse(table_of(scene), ALL)
    for cell in divided(found):
        if len(cell) < 2:
            continue
        for at in cell:
            rest = tuple(one for one in cell if one != at)
            parts = [
                posterior.events[block] + posterior.false_weight(block)
                for block in (cell, rest, (at,))
            ]
            expected = math.log(parts[0]) - math.log(parts[1]) - math.log(parts[2])
            assert found.llr[at] == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_the_ratio_of_a_link_is_that_of_absolute_weights(seed: int) -> None:
    scene = drawn(seed, 6)
    posterior = Posterior(scene.ends[1])
    links = find_links(table_of(scene), ALL)
    assert len(links.left)
    for a, b, llr in zip(
        links.left.tolist(), links.right.tolist(), links.llr.tolist(), strict=True
    ):
        apart = [posterior.events[(at,)] + posterior.false_weight((at,)) for at in (a, b)]
        expected = math.log(posterior.events[(a, b)]) - sum(map(math.log, apart))
        assert llr == pytest.approx(expected, abs=1e-9)
