from __future__ import annotations

import numpy as np
import pytest

from holdfire.agreement import load_library
from holdfire.agreement.clause import Clause
from holdfire.verification.counted import Counted, numbers, post_of, where, witness_of_count
from holdfire.verification.factor import Joined
from holdfire.verification.survey import Most
from holdfire.verification.window import Window

GOLAN = load_library("golan-1974")
CLAUSE: Clause = next(c for c in GOLAN.readings[0].clauses if c.id == "L10.IL")
assert CLAUSE.starts is not None
WINDOW = Window(CLAUSE.starts, CLAUSE.starts.replace(year=1975))
NONE = Joined(*(np.zeros(0) for _ in range(4)))


def counted(
    chances: tuple[float, float],
    ends: tuple[int, int | None],
    *,
    origins: int = 2,
    apart: bool = True,
) -> Counted:
    low, high = chances
    groups = frozenset(str(n) for n in range(origins))
    most = Most(low, low, high, ends[0], ends[1], groups, ("i",))
    return Counted("tank", "IL", 75, most, NONE, apart)


def number(one: Counted) -> tuple[int | None, int | None]:
    post = post_of(one, CLAUSE, WINDOW, possible=one.most.high > 0.05)
    assert post is not None
    found = post.numbers["number"]
    return found.low, found.high


@pytest.mark.parametrize(
    ("chances", "ends", "expected"),
    [
        ((0.99, 1.0), (76, 76), (76, 76)),
        ((0.0, 0.9), (69, 79), (69, 79)),
        ((0.0, 0.9), (69, None), (69, None)),
        ((0.5, 0.9), (80, 80), (75, 80)),
        ((0.96, 1.0), (70, 80), (76, 80)),
    ],
)
def test_the_number_is_above_the_limit_exactly_when_the_standard_is_reached(
    chances: tuple[float, float],
    ends: tuple[int, int | None],
    expected: tuple[int, int | None],
) -> None:
    assert number(counted(chances, ends)) == expected


def test_nothing_is_posted_of_a_count_that_cannot_be_too_high() -> None:
    assert post_of(counted((0.0, 0.04), (5, 5)), CLAUSE, WINDOW, possible=False) is None


def test_a_count_whose_side_nobody_can_tell_lacks_attribution() -> None:
    one = counted((0.99, 1.0), (80, 80), apart=False)
    post = post_of(one, CLAUSE, WINDOW, possible=True)
    assert post is not None
    assert post.unknown["side"].kind == "attribution"
    assert "on whose side" in witness_of_count(one).what


def test_a_count_on_one_origin_lacks_another() -> None:
    post = post_of(counted((0.99, 1.0), (80, 80), origins=1), CLAUSE, WINDOW, possible=True)
    assert post is not None
    assert set(post.unknown) == {"origins"}


def test_what_was_counted_is_said_with_its_side() -> None:
    one = counted((0.0, 0.9), (69, None))
    assert where(one) == "tank on the side IL"
    assert numbers(one) == "at least 69, no one knows how many,"
