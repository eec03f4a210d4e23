import random

import numpy as np
import numpy.typing as npt

from holdfire.detections.message.candidate import ASKED, COMMON, candidates

Ints = npt.NDArray[np.int64]


def found(
    keys: list[set[int]], blocks: list[int] | None = None, weight: float = 5.0
) -> set[tuple[int, int]]:
    """The pairs among messages with these keys, each in one block."""
    rows = [row for row, own in enumerate(keys) for _ in own]
    marks = [mark for own in keys for mark in sorted(own)]
    inside = [(blocks or [0] * len(keys))[row] for row in rows]
    a, b, c = (np.array(one, dtype=np.int64) for one in (rows, inside, marks))
    pairs = candidates(a, b, c, np.full(len(rows), weight))
    return {(int(a), int(b)) for a, b in pairs}


def test_those_that_share_a_rare_key_meet_and_others_do_not() -> None:
    assert found([{1, 2}, {2, 3}, {4}, {3}]) == {(0, 1), (1, 3)}
    assert found([{1}, {1}, {1}], [0, 0, 1]) == {(0, 1)}
    assert found([{1}, {1}], weight=1.0) == set(), "one common word is no reason"
    assert found([]) == set()
    assert found([{1}]) == set()


def test_every_pair_with_two_shared_keys_is_found_where_keys_are_rare() -> None:
    draw = random.Random(3)
    keys = [set(draw.sample(range(400), ASKED)) for _ in range(200)]
    expected = {(i, j) for i in range(200) for j in range(i + 1, 200) if keys[i] & keys[j]}
    assert found(keys) == expected


def test_a_flood_costs_a_few_pairs_each() -> None:
    many = 5 * COMMON
    pairs = found([{1, 2, 3, 4}] * many)
    assert 0 < len(pairs) <= 4 * many
    linked = {row for pair in pairs for row in pair}
    assert linked == set(range(many))


def test_the_order_of_entries_does_not_matter() -> None:
    draw = np.random.default_rng(5)
    rows, marks = draw.integers(0, 40, 300), draw.integers(0, 90, 300)
    entries = np.unique(np.column_stack((rows, marks)), axis=0)
    weights = (1.0 + entries[:, 1] % 7).astype(np.float64)
    zeros = np.zeros(len(entries), dtype=np.int64)
    expected = candidates(entries[:, 0], zeros, entries[:, 1], weights)
    order = draw.permutation(len(entries))
    mixed = candidates(entries[order, 0], zeros, entries[order, 1], weights[order])
    assert np.array_equal(mixed, expected)
    assert len(expected)
