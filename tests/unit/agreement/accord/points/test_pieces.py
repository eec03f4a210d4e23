"""The small parts of the engine, each on its own."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.formula import And, Atom, Bound, Compare, Not, Once, Or
from holdfire.agreement.accord.points.ahead import count_next, furthest, inner, reach_ahead
from holdfire.agreement.accord.points.binding import assignment, binds, join_order
from holdfire.agreement.accord.points.compare import compare_check, term_value
from holdfire.agreement.accord.points.edges import pair_of, partners
from holdfire.agreement.accord.points.expiry import kept
from holdfire.agreement.accord.points.facts import Facts, Shape, packer
from holdfire.agreement.accord.points.join import conjunction, disjunction, rows_with, setter
from holdfire.agreement.accord.points.memo import Memo, all_points
from holdfire.agreement.accord.points.normal import normal
from holdfire.agreement.accord.points.plan import Planner
from holdfire.agreement.accord.points.position import (
    AFTER,
    BEFORE,
    SHIFT,
    first_at,
    last_at,
    position,
)
from holdfire.agreement.accord.points.rule import Change, Rule
from holdfire.agreement.accord.points.sources import shape_of
from holdfire.agreement.accord.points.support import negation, supporting_atoms
from holdfire.agreement.accord.points.temporal import once, since
from holdfire.agreement.accord.points.touch import occurrences, sensitive_places
from holdfire.agreement.accord.points.track import EMPTY, Track
from holdfire.agreement.accord.points.window import future, past
from holdfire.agreement.accord.points.world import Budget, World
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Arithmetic, Constant, Variable

X, Y = Variable("x"), Variable("y")


def world(*stamps: int) -> World:
    made = World(Budget())
    made.points.extend(position(stamp, number) for number, stamp in enumerate(stamps))
    return made


def test_positions_sort_by_stamp_then_arrival() -> None:
    assert position(3, 9) < position(4, 0) < position(4, 1) <= last_at(4) < first_at(5)
    assert BEFORE < first_at(-(2**62)) < last_at(2**62) < AFTER


def test_windows_are_closed_at_both_ends() -> None:
    at = position(10, 3)
    assert past(Bound(0, None))(at) == (BEFORE, at)
    assert past(Bound(0, 4))(at) == (first_at(6), at)
    assert past(Bound(2, 4))(at) == (first_at(6), last_at(8))
    assert past(Bound(2, None))(at) == (BEFORE, last_at(8))
    assert future(Bound(0, 4))(at) == (at, last_at(14))
    assert future(Bound(2, None))(at) == (first_at(12), AFTER)


def test_how_far_a_rule_looks_ahead() -> None:
    assert reach_ahead(normal(read_mfotl("ONCE P()"))) == -1
    assert reach_ahead(normal(read_mfotl("EVENTUALLY[0,5] ALWAYS[2,7] P()"))) == 12
    both = normal(read_mfotl("(NEXT P()) AND (NEXT NEXT P())"))
    assert count_next(both) == 2
    assert len(inner(both)) == 2
    here = world(1, 2, 3)
    assert furthest(both, here.points[0], here) == here.points[2]
    assert furthest(both, here.points[1], here) is None


def test_what_gives_variables_their_values() -> None:
    assert binds(Atom("p", (X,)), frozenset())
    assert not binds(Not(Atom("p", (X,))), frozenset())
    assert not binds(Or((Atom("p", (X,)), Atom("q", (Y,)))), frozenset())
    assert assignment(Compare("=", X, Constant(1)), frozenset()) == ("x", True)
    assert assignment(Compare("=", X, Y), frozenset({"x"})) == ("y", False)
    order = join_order(
        (Not(Atom("q", (X,))), Compare("<", X, Y), Atom("p", (X, Y))), frozenset()
    )
    assert [type(part) for part in order] == [Atom, Compare, Not]
    with pytest.raises(NotMonitorable, match="no fact gives y its values"):
        join_order((Atom("p", (X,)), Not(Atom("q", (Y,)))), frozenset())


def test_comparisons_and_sums() -> None:
    here = world()
    here.env[here.slot("x")] = 5
    assert compare_check(Compare("<", X, Constant(6)), here)(0) == 2
    assert (
        compare_check(Compare(">=", Arithmetic("+", X, Constant(1)), Constant(7)), here)(0) == 0
    )
    assert term_value(Arithmetic("*", X, X), here)() == 25
    here.env[0] = "five"
    with pytest.raises(NotMonitorable, match="no sum"):
        term_value(Arithmetic("-", X, Constant(1)), here)()


def test_an_index_keeps_what_fits_under_its_key() -> None:
    facts = Facts()
    index = facts.index(Shape("r", key=(0,), rest=(1,), fixed=((2, "a"),)))
    index.add((1, 2, "a"), 7, 2)
    index.add((1, 2, "b"), 8, 2)
    assert index.under[1][2].true == [7]
    index.remove((1, 2, "a"), 7, 2)
    assert not index.under
    assert packer(())("row") == ()
    shelf = facts.shelf("r")
    shelf.add((1, 2, "a"), 7, 2)
    shelf.drop_before(8, edge=False)
    assert shelf.size() == 0


def test_where_a_formula_can_hold() -> None:
    p, q = Atom("p", (X,)), Atom("q", (X,))
    assert supporting_atoms(And((p, Not(q)))) == (p,)
    assert supporting_atoms(Or((p, q))) == (p, q)
    assert supporting_atoms(Or((p, Not(q)))) is None
    assert supporting_atoms(Once(Bound(), p)) is None
    assert negation(negation(And((p, Not(q))))) == And((p, Not(q)))


def test_joins_take_the_least_and_alternatives_the_greatest() -> None:
    here = world()
    slot = here.slot("x")
    put = setter((slot,), here.env)
    values = {1: 2, 2: 1}

    def source(_at: int) -> object:
        for key, value in values.items():
            put(key)
            yield value

    doubt = rows_with(lambda _at: 1)
    joined = conjunction([(False, source), (True, lambda _at: 1)], here)
    assert list(joined(0)) == [1, 1]
    either = disjunction([joined, source], (slot,), here)  # type: ignore[list-item]
    assert [(here.env[slot], value) for value in either(0)] == [(1, 2), (2, 1)]
    assert list(doubt(0)) == [1]


def test_a_memo_fills_on_demand_and_forgets_what_was_cut() -> None:
    here = world(0, 1, 2, 3)
    holds = {0: 0, 1: 2, 2: 1, 3: 2}
    asked: list[int] = []

    def value(at: int) -> int:
        asked.append(at >> SHIFT)
        return holds[at >> SHIFT]

    memo = Memo(here, (), (), rows_with(value), all_points(here))
    assert memo.side(BEFORE, here.points[2]).true == [here.points[1]]
    memo.side(BEFORE, here.points[3])
    assert asked == [0, 1, 2, 3]  # each position once
    holds[2] = 2
    memo.cut_all(here.points[2])
    assert memo.side(BEFORE, here.points[3]).true == here.points[1:]
    assert asked == [0, 1, 2, 3, 2, 3]
    memo.drop_before(here.points[2])
    assert memo.side(here.points[2], AFTER).true == here.points[2:]


def test_since_over_sides() -> None:
    right, broken = Track(), Track()
    right.add(position(2, 0), 2)
    broken.add(position(4, 0), 1)
    check = since(Bound(0, None), lambda _l, _h: broken, lambda _l, _h: right)
    assert [check(position(stamp, 0)) for stamp in (1, 2, 3, 4, 5)] == [0, 2, 2, 1, 1]
    assert once(Bound(1, 1), lambda _l, _h: right)(position(3, 0)) == 2
    assert once(Bound(0, 9), lambda _l, _h: EMPTY)(position(3, 0)) == 0


def test_a_late_fact_touches_only_its_keys_and_its_window() -> None:
    here = world(0, 5, 10, 20)
    rule = Rule(read_mfotl("q(x) AND NOT ONCE[0,7] p(x)"), here)
    for at, args in zip(here.points, ((1,), (2,), (1,), (1,)), strict=True):
        for place in here.facts.kept["q"]:
            place.add(args, at, 2)
    dirty = rule.touched([Change("p", (1,), position(4, 9))])
    assert list(dirty) == [here.points[2]]
    assert not rule.touched([Change("z", (), position(4, 9))])


def test_a_new_point_matters_only_where_points_count() -> None:
    def places(text: str) -> int:
        root = normal(read_mfotl(text))
        planner = Planner(world())
        planner.generate(root, frozenset())
        assert occurrences(root, planner)
        return len(sensitive_places(root, planner))

    assert places("q(x) AND NOT (NOT p(x) SINCE r(x))") == 0
    assert places("q(x) AND PREVIOUS p(x)") == 1
    assert places("q(x) AND (p(x) SINCE r(x))") == 1
    assert places("q(x) AND PAST_ALWAYS[0,4] p(x)") == 1


def test_what_is_kept_for_verdicts_from_a_position_on() -> None:
    here = world(0, 100)
    start = here.points[1]
    found = kept(normal(read_mfotl("q(x) AND NOT (NOT p(x) SINCE r(x))")), start, here)
    assert found.facts == {"q": start, "p": first_at(100), "r": first_at(100)}
    assert found.edges == {"p", "r"}
    assert len(partners(found.pairs, found.single)) == 1
    found = kept(normal(read_mfotl("q(x) AND ONCE[0,7] p(x)")), start, here)
    assert found.facts["p"] == first_at(93)
    found = kept(normal(read_mfotl("q(x) AND ONCE (p(x) AND r(x))")), start, here)
    assert found.facts["p"] == BEFORE


def test_pairs_need_all_columns_of_what_breaks_them() -> None:
    here = world()
    assert pair_of(Atom("r", (X, Y)), Atom("p", (Y,)), here) is not None
    assert pair_of(Atom("r", (X,)), Atom("p", (X, Y)), here) is None
    shape, keys = shape_of(
        Atom("s", (X, Constant(3), X)), frozenset("x"), rest=False, world=here
    )
    assert (shape.key, shape.fixed, shape.same, keys) == ((0,), ((1, 3),), ((0, 2),), ["x"])
