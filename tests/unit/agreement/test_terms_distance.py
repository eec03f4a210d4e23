from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import MinDistance
from holdfire.base.problem import Problem
from holdfire.base.quantity import Unit, exactly

One = Callable[[str], Clause]
KM = Unit.KILOMETRE


def terms(clause: One, keys: str) -> MinDistance:
    found = clause(f"kind: min_distance\n{keys}").terms
    assert isinstance(found, MinDistance)
    return found


def test_half_of_a_width_is_the_distance_of_each_side(clause: One) -> None:
    found = terms(
        clause,
        "objects: tank\npair_width: 50 km\nwidth_is: at_least\n"
        "line_by_party: {X: front, Y: river}",
    )
    assert found.distance == exactly(25, KM)
    assert found.pair_width == exactly(50, KM)
    assert found.width_is == "at_least"
    assert found.line_by_party == {"X": "front", "Y": "river"}
    assert found.line == ""


def test_a_distance_is_the_distance(clause: One) -> None:
    found = terms(clause, "objects: tank\ndistance: 15 km\nline: front")
    assert found.distance == exactly(15, KM)
    assert found.pair_width is None


def test_a_table_names_systems_kinds_and_classes(clause: One) -> None:
    found = terms(
        clause,
        "objects: tank\ndistance: 15 km\nline: front\n"
        "table: {d30: 8 km, S-1: 9 km, mlrs: 20 km}",
    )
    assert found.table == {
        "S-1": exactly(9, KM),
        "d30": exactly(8, KM),
        "mlrs": exactly(20, KM),
    }
    assert found.table_objects["d30"].classes[0].systems == ("D-30",)
    assert found.table_objects["S-1"].classes[0].systems == ("S-1",)
    assert found.table_objects["mlrs"].classes[0].kinds == ("mlrs",)


def test_a_table_alone_says_which_objects_are_meant(clause: One) -> None:
    found = terms(clause, "line: front\ntable: {d30: 16 km}")
    assert found.distance is None
    assert found.objects.term == "the listed systems"
    assert found.objects.classes[0].systems == ("D-30",)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("objects: tank\nline: front", "no distance"),
        ("objects: tank\ndistance: 5 km", "no line"),
        ("objects: tank\nline: front\ndistance: 5 km\npair_width: 10 km", "both given"),
        ("objects: tank\nline: front\ndistance: 0 km", "nothing"),
        ("objects: tank\nline: front\ndistance: 5 mm", "not a unit"),
        ("line: front\ndistance: 5 km", "objects"),
        ("objects: tank\ndistance: 5 km\nline_by_party: {Z: front}", "'Z' is not a party"),
        ("objects: tank\ndistance: 5 km\nline_by_party: {X: fornt}", "'fornt' is not a line"),
        ("objects: tank\ndistance: 5 km\nline_by_party: {X: [front]}", "no single line"),
        ("line: front\ntable: {d30: 9}", "not a distance"),
        ("line: front\ntable: {d30: [9 km]}", "no single distance"),
        ("objects: tank\nline: front\ndistance: 5 km\nwidth_is: about", "about"),
    ],
)
def test_what_contradicts_or_lacks_is_refused(
    refused: Callable[..., tuple[Problem, ...]], keys: str, said: str
) -> None:
    problems = refused(f"kind: min_distance\n{keys}")
    assert any(said in problem.message for problem in problems), problems
