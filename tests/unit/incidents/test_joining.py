import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from holdfire.incidents.joining import components, roots_of

PAIRS = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=40)


@given(PAIRS, st.integers(0, 99))
def test_roots_are_the_smallest_members_in_any_order(
    pairs: list[tuple[int, int]], seed: int
) -> None:
    expected = np.arange(20)
    for _ in range(20):  # the smallest label spreads along the links, one step a round
        for a, b in pairs:
            expected[a] = expected[b] = min(expected[a], expected[b])
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    assert (roots_of(20, ends[:, 0], ends[:, 1]) == expected).all()
    random.Random(seed).shuffle(pairs)
    turned = np.array(pairs, np.int64).reshape(-1, 2)
    assert (roots_of(20, turned[:, 1], turned[:, 0]) == expected).all()
    parts = components(20, ends[:, 0], ends[:, 1])
    assert [part[0] for part in parts] == sorted(set(expected.tolist()))
    assert sorted(one for part in parts for one in part) == list(range(20))


def test_nothing_has_no_components() -> None:
    nothing = np.zeros(0, np.int64)
    assert components(0, nothing, nothing) == []
    assert roots_of(0, nothing, nothing).tolist() == []
