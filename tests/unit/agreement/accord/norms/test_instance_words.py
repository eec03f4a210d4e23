"""Instances as lines."""

from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.instance_words import said_instance
from holdfire.agreement.accord.norms.judging import all_instances, instances
from holdfire.agreement.accord.norms.shipped import example

HOUR = 3_600_000_000
GV = example("grave-breach")
ADOPTED = ("adopted", ("F", "X", "grave"), 0)


def test_every_norm_says_where_it_stands(world: Callable[..., FactTrace]) -> None:
    trace = world(GV, [ADOPTED, ("waived", ("F", "b"), HOUR)])
    said = [said_instance(one)[0] for one in all_instances(GV, trace, 2 * HOUR, 2 * HOUR)]
    assert said == [
        "GV-1.a(F, X): pending, due 1970-01-02T00:00:00Z; in effect",
        "GV-1.b(F, X): complied (discharged); discharged",
        "GV-1.then(F, X): pending, due 1970-01-04T00:00:00Z; in effect",
    ]


def test_a_violation_says_by_what_and_what_follows(world: Callable[..., FactTrace]) -> None:
    (one,) = instances(GV, "GV-1.then", world(GV, [ADOPTED]), 80 * HOUR, 80 * HOUR)
    assert said_instance(one) == (
        "GV-1.then(F, X): violated; violated",
        "because of s0",
        "step remedy: lapsed, due 1970-01-04T00:00:00Z",
        "step escalate by board: lapsed, due 1970-01-04T01:00:00Z",
    )


def test_what_is_missing_says_who_could_tell(world: Callable[..., FactTrace]) -> None:
    trace = world(
        GV, [ADOPTED], horizons={"commitments register": 5 * HOUR, "under_review": HOUR}
    )
    (one,) = instances(GV, "GV-1.a", trace, 30 * HOUR, 30 * HOUR)
    assert said_instance(one)[0] == (
        "GV-1.a(F, X): pending, due not before 1970-01-02T00:00:00Z; "
        "the clock stands or may stand still; in effect"
    )
    closed = world(GV, [ADOPTED], horizons={"commitments register": 5 * HOUR})
    (two,) = instances(GV, "GV-1.a", closed, 30 * HOUR, 30 * HOUR)
    assert said_instance(two)[-1] == (
        "missing (register) activated: the register is not complete so far; "
        "commitments register could tell"
    )
    assert "bearer: one of X, Y" in said_instance(two)


def test_a_permission_says_whether_it_holds(world: Callable[..., FactTrace]) -> None:
    accord = example("deployment")
    (one,) = instances(accord, "DEP-1", world(accord), HOUR, HOUR)
    assert said_instance(one) == ("DEP-1: not permitted; suspended", "bearer: M")
