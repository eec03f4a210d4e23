from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import (
    Access,
    Flow,
    Notify,
    Procedural,
    ProtectedObject,
    ReplaceOnly,
)
from holdfire.base.problem import Problem

One = Callable[[str], Clause]


def test_protected_objects_are_categories_that_observations_use(clause: One) -> None:
    assert clause("kind: protected_object\nobjects: [coal, airbase]").terms == ProtectedObject(
        ("coal", "airbase")
    )


def test_a_flow_has_a_window_of_a_day_unless_it_says_otherwise(clause: One) -> None:
    assert clause("kind: flow\nobjects: [truck]\nminimum: 600").terms == Flow(("truck",), 600)
    told = clause(
        "kind: flow\nobjects: [x]\nmaximum: 3\nper: month\nplaces: [depot, river]"
    ).terms
    assert told == Flow(("x",), None, 3, "month", ("depot", "river"))


def test_the_other_civil_kinds_are_read(clause: One) -> None:
    assert clause("kind: access\nbody: M\nmeans: [uav]").terms == Access("M", ("uav",))
    assert clause("kind: notify\nact: flight\napplies_to: [c]\nexceptions: [rescue]").terms == (
        Notify("flight", ("c",), ("rescue",))
    )
    assert clause(
        "kind: replace_only\nobjects: [x]\nbasis: one for one\nports: p\ninspected_by: N"
    ).terms == ReplaceOnly(("x",), "one for one", "p", "N")


def test_a_procedure_has_its_clock_its_interval_and_its_steps(clause: One) -> None:
    terms = clause(
        "kind: procedural\nbody: M\nact: go\nwithin: 2 d\nevery: 14 d\ntrigger: a call\n"
        "minimum: 2\nper: month\nsteps: {land: [warn, fire], air: [signal]}"
    ).terms
    assert terms == Procedural(
        "M", "go", 48, 14, {"air": ("signal",), "land": ("warn", "fire")}, "a call", 2, "month"
    )


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("kind: protected_object\nobjects: [oil]", "oil"),
        ("kind: flow\nobjects: [x]\nminimum: 5\nmaximum: 3", "above maximum"),
        ("kind: flow\nobjects: [x]\nper: fortnight", "fortnight"),
        ("kind: flow\nobjects: [x]\nplaces: [nowhere]", "nowhere"),
        ("kind: notify\nact: a\napplies_to: [zz]", "zz"),
        ("kind: procedural\nbody: M\nact: a\nminimum: 2", "go together"),
        ("kind: procedural\nbody: M\nact: a\nwithin: 24", "not a duration"),
        ("kind: procedural\nbody: M", "act"),
        ("kind: procedural\nbody: M\nact: a\nsteps: [x]", "must be a mapping"),
        ("kind: access", "body"),
        ("kind: replace_only\nobjects: [x]", "basis"),
    ],
)
def test_what_is_wrong_is_refused(
    refused: Callable[..., tuple[Problem, ...]], keys: str, said: str
) -> None:
    assert any(said in problem.message for problem in refused(keys))
