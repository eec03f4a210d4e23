from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.area import NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import (
    MaxCount,
    NoExercise,
    NoFly,
    NoMine,
    PermittedOnly,
)
from holdfire.base.problem import Problem

One = Callable[[str], Clause]
Refused = Callable[..., tuple[Problem, ...]]
TOWN = NamedArea(("town",))


def test_limits_count_kinds_and_classes_each_by_its_predicate(clause: One) -> None:
    terms = clause(
        "kind: max_count\narea: town\nlimits: {tank: 75, heavy: 36}\neach_side: yes"
    ).terms
    assert isinstance(terms, MaxCount)
    assert terms.limits == {"heavy": 36, "tank": 75}
    assert terms.each_side
    assert terms.objects["tank"].classes[0].kinds == ("tank",)
    assert terms.objects["heavy"].term == "heavy"


def test_the_other_kinds_of_presence_are_read(clause: One) -> None:
    assert clause(
        "kind: permitted_only\narea: town\npermitted: [police]"
    ).terms == PermittedOnly(TOWN, ("police",))
    assert clause("kind: no_fly\narea: town\nobjects: [uav, vessel]").terms == NoFly(
        ("uav", "vessel"), TOWN
    )
    assert clause("kind: no_exercise\narea: town\ntypes: any_exercise").terms == NoExercise(
        ("any_exercise",), TOWN
    )
    assert clause("kind: no_mine\narea: town\nremove_existing: yes").terms == NoMine(TOWN, True)


def test_what_is_missing_or_unknown_is_refused(refused: Refused) -> None:
    for keys, said in [
        ("kind: max_count\narea: town", "limits"),
        ("kind: max_count\narea: town\nlimits: {}", "no limit"),
        ("kind: max_count\narea: town\nlimits: {tanks: 3}", "tanks"),
        ("kind: max_count\narea: town\nlimits: {tank: 1e3}", "not a count"),
        ("kind: max_count\narea: town\nlimits: {tank: [1]}", "no single value"),
        ("kind: max_count\nlimits: {tank: 1}", "area"),
        ("kind: exclusion\narea: town", "objects"),
        ("kind: permitted_only\narea: town", "permitted"),
        ("kind: no_fly\narea: town\nobjects: [kite]", "kite"),
        ("kind: no_exercise\narea: town\ntypes: [parade]", "parade"),
        ("kind: no_mine", "area"),
    ]:
        assert any(said in problem.message for problem in refused(keys)), keys
