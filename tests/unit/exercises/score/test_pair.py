from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from holdfire.exercises.score.pair import pair_score

ROWS = st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 3)), max_size=12)


@given(ROWS)
def test_counts_are_those_of_looking_at_every_pair(rows: list[tuple[int, int]]) -> None:
    found = pair_score(
        np.array([cell for cell, _ in rows], np.int64),
        np.array([truth for _, truth in rows], np.int64),
    )
    pairs = list(combinations(rows, 2))
    together = sum(a[0] == b[0] for a, b in pairs)
    belonging = sum(a[1] == b[1] >= 0 for a, b in pairs)
    right = sum(a[0] == b[0] and a[1] == b[1] >= 0 for a, b in pairs)
    assert (found.right, found.together, found.belonging) == (right, together, belonging)
    precision, recall = found.precision, found.recall
    if right:
        assert np.isclose(found.f1, 2 * precision * recall / (precision + recall))


def test_without_pairs_nothing_was_wrong_and_nothing_lacked() -> None:
    found = pair_score(np.array([0, 1]), np.array([-1, 5]))
    assert (found.precision, found.recall, found.f1) == (1.0, 1.0, 1.0)


def test_two_false_alarms_put_together_are_a_wrong_pair() -> None:
    found = pair_score(np.array([0, 0]), np.array([-1, -1]))
    assert (found.precision, found.recall, found.f1) == (0.0, 1.0, 0.0)
