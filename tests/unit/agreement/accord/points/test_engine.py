from __future__ import annotations

import pytest

from holdfire.agreement.accord.points.engine import PointEngine
from holdfire.agreement.accord.points.position import SHIFT
from holdfire.agreement.accord.points.world import Budget
from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.refusal import BadLog, NotMonitorable
from holdfire.base.truth import Truth

ACCESS = read_mfotl(
    "access(u,f) AND NOT ((NOT logout(u) SINCE login(u)) AND (NOT close(f) SINCE open(f)))"
)
DUTY = read_mfotl("found(f) AND NOT EVENTUALLY[0,5] done(f)")


def fact(predicate: str, *args: int | str, value: Truth = Truth.TRUE) -> LogFact:
    return LogFact(value, predicate, args)


def stamps(engine: PointEngine) -> list[int]:
    return [at >> SHIFT for at, _ in engine.take()]


def test_a_verdict_is_published_once_its_window_has_passed() -> None:
    engine = PointEngine(DUTY)
    engine.add(0, [fact("found", "x")])
    engine.add(5)
    assert not engine.take()
    engine.add(6)
    assert stamps(engine) == [0]


def test_the_past_is_published_at_once() -> None:
    engine = PointEngine(ACCESS)
    engine.add(3, [fact("access", "u", "f")])
    assert stamps(engine) == [3]


def test_a_late_fact_changes_a_published_verdict_and_says_because_of_what() -> None:
    engine = PointEngine(DUTY)
    engine.add(0, [fact("found", "x"), fact("found", "y")])
    engine.add(9)
    late = fact("done", "x")
    engine.add(5, [late])
    (change,) = engine.changes()
    assert (change.stamp, change.key) == (0, ("x",))
    assert (change.old, change.new) == (Truth.TRUE, Truth.FALSE)
    assert change.because == (late,)
    engine.withdraw(5, [late])
    (back,) = engine.changes()
    assert (back.old, back.new) == (Truth.FALSE, Truth.TRUE)


def test_a_late_fact_joins_a_point_that_is_there() -> None:
    engine = PointEngine(DUTY)
    engine.add(0, [fact("found", "x")], 0)
    engine.add(5, [], 1)
    engine.add(9, [], 2)
    engine.late(5, [fact("done", "x", value=Truth.UNKNOWN)], 1)
    (change,) = engine.changes()
    assert change.new is Truth.UNKNOWN
    with pytest.raises(BadLog, match="no time point"):
        engine.late(5, [], 7)


def test_withdrawing_what_nobody_said_is_refused() -> None:
    engine = PointEngine(DUTY)
    engine.add(0, [fact("found", "x")])
    with pytest.raises(BadLog, match="no earlier line says it"):
        engine.withdraw(0, [fact("found", "y")], line=7)


def test_late_among_equal_stamps_stands_by_its_number() -> None:
    rule = read_mfotl("a() AND PREVIOUS b()")
    engine = PointEngine(rule)
    engine.add(1, [fact("b")], 0)
    engine.add(1, [fact("a")], 2)
    assert stamps(engine) == [1]
    engine.add(1, [], 1)  # stands between the two
    (change,) = engine.changes()
    assert (change.number, change.new) == (2, Truth.FALSE)


def test_a_fact_later_than_the_lateness_is_refused_by_name() -> None:
    engine = PointEngine(DUTY, lateness=10)
    engine.add(0)
    engine.add(100)
    engine.add(90)
    with pytest.raises(BadLog, match="more than 10 behind 100"):
        engine.add(89)


def test_memory_is_bounded_by_the_window_not_by_the_log() -> None:
    """Keys that come and go leave nothing behind; what still decides stays."""
    sizes = []
    engine = PointEngine(ACCESS, lateness=0)
    for stamp in range(40_000):
        user, file = f"u{stamp // 40}", f"f{stamp // 40}"
        step = stamp % 40
        if step == 0:
            engine.add(stamp, [fact("login", user), fact("open", file)])
        elif step == 39:
            engine.add(stamp, [fact("logout", user), fact("close", file)])
        else:
            engine.add(stamp, [fact("access", user, file)])
        if stamp % 10_000 == 9_999:
            engine.sweep()
            sizes.append(engine.rule.size() + len(engine.world.points))
        assert not engine.take()
    assert max(sizes) < 200
    engine.add(50_000, [fact("access", "u1", "f1")])
    assert stamps(engine) == [50_000]


def test_what_was_long_ago_still_decides() -> None:
    engine = PointEngine(ACCESS, lateness=0)
    engine.add(0, [fact("login", "u"), fact("open", "f")])
    for stamp in range(1, 20_000):
        engine.add(stamp)
    engine.sweep()
    engine.add(20_000, [fact("access", "u", "f")])
    assert not engine.take()


def test_a_rule_that_explodes_is_refused_and_does_not_hang() -> None:
    rule = read_mfotl("(ONCE[0,99] p(x)) AND (ONCE[0,99] q(y)) AND (ONCE[0,99] r(z))")
    engine = PointEngine(rule, budget=Budget(steps=10_000, each=10_000))
    for number in range(100):
        facts = [fact("p", number), fact("q", number), fact("r", number)]
        if number < 21:
            engine.add(number, facts)
            continue
        with pytest.raises(NotMonitorable, match="more than 10,000 combinations"):
            engine.add(number, facts)
        break


def test_too_many_points_waiting_are_refused() -> None:
    engine = PointEngine(DUTY, budget=Budget(waiting=10))
    for _ in range(10):
        engine.add(0, [fact("found", "x")])
    with pytest.raises(NotMonitorable, match="wait for the future"):
        engine.add(0, [fact("found", "x")])


def test_a_fact_of_the_wrong_arity_is_refused() -> None:
    engine = PointEngine(DUTY)
    with pytest.raises(BadLog, match="found has 2 arguments, the rule says 1"):
        engine.add(0, [fact("found", "x", "y")])


def test_texts_and_numbers_are_not_compared() -> None:
    engine = PointEngine(read_mfotl("p(x) AND x < 3"))
    engine.add(0, [fact("p", 2)])
    with pytest.raises(NotMonitorable, match="compares a number with a text"):
        engine.add(1, [fact("p", "two")])


def test_the_index_of_a_point_is_that_of_the_sorted_whole() -> None:
    engine = PointEngine(ACCESS, lateness=5)
    for stamp in range(0, 100, 2):
        engine.add(stamp)
    engine.sweep()
    engine.add(99, [fact("access", "u", "f")])
    ((at, _),) = engine.take()
    assert engine.index_of(at) == 50
    engine.add(95)
    assert engine.index_of(at) == 51
