from __future__ import annotations

import random

from holdfire.agreement.accord.points.position import AFTER, BEFORE
from holdfire.agreement.accord.points.track import EMPTY, Gap, Track


def track(true: list[int], unknown: list[int]) -> Track:
    made = Track()
    for at in true:
        made.add(at, 2)
    for at in unknown:
        made.add(at, 1)
    return made


def test_the_last_and_first_of_a_window() -> None:
    made = track([2, 5, 9], [7])
    assert made.last_true(0, 8) == 5
    assert made.last_maybe(0, 8) == 7
    assert made.last_true(6, 8) == BEFORE
    assert made.first_true(3, 99) == 5
    assert made.first_maybe(6, 8) == 7
    assert made.first_true(10, 99) == AFTER
    assert made.last_true(BEFORE, 5) == 5
    assert EMPTY.last_maybe(BEFORE, AFTER) == BEFORE


def test_late_positions_are_sorted_in_and_repeats_counted() -> None:
    made = track([5, 2, 5], [])
    assert made.true == [2, 5]
    made.remove(5, 2)
    assert made.true == [2, 5]
    made.remove(5, 2)
    assert made.true == [2]


def test_cutting_and_forgetting() -> None:
    made = track([1, 3, 5, 7], [2, 6])
    made.cut_from(6)
    assert (made.true, list(made.unknown)) == ([1, 3, 5], [2])
    made.drop_before(4, edge=True)
    assert (made.true, list(made.unknown)) == ([3, 5], [2])
    made.drop_before(4, edge=False)
    assert (made.true, list(made.unknown)) == ([5], [])
    made.drop_before(6, edge=False)
    assert not made


def test_a_gap_is_the_negation_at_every_point() -> None:
    """Against a scan of the points, over many random tracks and windows."""
    chance = random.Random(3)
    for _ in range(400):
        points = sorted(chance.sample(range(60), chance.randrange(1, 30)))
        true = [at for at in points if chance.random() < 0.6]
        unknown = [at for at in points if at not in true and chance.random() < 0.3]
        gap = Gap(track(true, unknown), points)
        low, high = sorted((chance.randrange(-2, 62), chance.randrange(-2, 62)))
        inside = [at for at in points if low <= at <= high]
        surely = [at for at in inside if at not in true and at not in unknown]
        maybe = [at for at in inside if at not in true]
        assert gap.last_true(low, high) == max(surely, default=BEFORE)
        assert gap.last_maybe(low, high) == max(maybe, default=BEFORE)
        assert gap.first_true(low, high) == min(surely, default=AFTER)
        assert gap.first_maybe(low, high) == min(maybe, default=AFTER)
