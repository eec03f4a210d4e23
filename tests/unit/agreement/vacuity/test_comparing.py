from __future__ import annotations

import pytest

from holdfire.agreement.accord.formula import Atom, Compare
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)
from holdfire.agreement.vacuity.building import Builder
from holdfire.agreement.vacuity.comparing import compare
from holdfire.agreement.vacuity.scene import Fact, Scene, Worth

F = Apply("f", (Variable("x"),))
AT = (100, 100)


def made(op: str, left: Term, right: Term, *, want: bool = True) -> list[Scene]:
    builder = Builder({}, {}, {"D": 60}, (40,))
    return list(compare(builder, Compare(op, left, right), AT, {"x": "u"}, want=want))


def values(scenes: list[Scene]) -> list[object]:
    return [one.values[0] for scene in scenes for one in scene if isinstance(one, Worth)]


@pytest.mark.parametrize(
    ("op", "nearest"),
    [("<", 6), ("<=", 7), ("=", 7), (">=", 7), (">", 8), ("!=", 8)],
)
def test_the_first_value_is_the_nearest_that_holds(op: str, nearest: int) -> None:
    assert values(made(op, F, Constant(7)))[0] == nearest


def test_the_negation_takes_the_other_side_of_the_limit() -> None:
    assert values(made("<", F, Constant(7), want=False))[0] == 7
    assert values(made("<", Constant(7), F))[0] == 8


def test_an_interval_is_kept_by_all_of_it() -> None:
    between = Apply("between", (Constant(15), Constant(20)))
    assert values(made("<", F, between))[0] == 14
    assert values(made(">", F, between))[0] == 21


def test_other_limits_of_the_clause_are_tried_too() -> None:
    assert 40 in values(made(">", F, Constant(7)))


def test_now_is_beside_an_anchor_or_it_is_not() -> None:
    later = Arithmetic("+", Name("D"), Constant(30, "us"))
    assert made(">=", Name("now"), later) == [frozenset()]
    assert made("<", Name("now"), later) == []


def test_so_many_are_invented_and_never_too_many() -> None:
    count = Aggregate("count", None, None, ("y",), Atom("p", (Variable("y"),)))
    (scene, *_) = made(">", count, Constant(2))
    assert {one.key for one in scene if isinstance(one, Fact)} == {("y1",), ("y2",), ("y3",)}
    assert made(">", count, Constant(1000)) == []
    total = Aggregate(
        "sum", None, Apply("n", (Variable("y"),)), ("y",), Atom("p", (Variable("y"),))
    )
    (summed, *_) = made(">", total, Constant(1000))
    assert Worth("n", ("y1",), (1001,)) in summed
