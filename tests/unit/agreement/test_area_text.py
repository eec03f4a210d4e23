from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BetweenArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.agreement.clause import Clause
from holdfire.base.problem import Problem
from holdfire.base.quantity import Unit, exactly, within

KM = Unit.KILOMETRE


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("town", NamedArea(("town",))),
        ("[town, depot]", NamedArea(("town", "depot"))),
        ("anywhere", AnywhereArea()),
        ("{within: 2 km, of: front}", BufferArea("front", exactly(2, KM))),
        (
            "{band: 0..10 km, from: front, side: X}",
            BandArea("front", exactly(0, KM), exactly(10, KM), "X"),
        ),
        (
            "{band: 10..20 km, from: front}",
            BandArea("front", exactly(10, KM), exactly(20, KM)),
        ),
        (
            "{depth: 15..20 km, from: front, side: Y}",
            DepthArea("front", within(15, 20, KM), "Y"),
        ),
        ("{between: [front, river]}", BetweenArea("front", "river")),
    ],
)
def test_every_area_is_read(clause: Callable[[str], Clause], text: str, area: AreaRef) -> None:
    terms = clause(f"kind: exclusion\nobjects: tank\narea: {text}").terms
    assert getattr(terms, "area", None) == area


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("twon", "Did you mean town?"),
        ("{within: 2 km, of: fornt}", "Did you mean front?"),
        ("{within: 2 km, of: town}", "Known: front, river."),
        ("{within: 0 km, of: front}", "Check it."),
        ("{within: 2, of: front}", "15 km"),
        ("{within: 2 km}", "Give of."),
        ("{band: 10 km, from: front}", "0..10 km"),
        ("{band: 0..10 km, from: front, side: Z}", "Known: X, Y."),
        ("{between: [front]}", "Name two lines."),
        ("{between: [front, front]}", "Name two lines."),
        ("{between: [front, town]}", "Known: front, river."),
        ("{around: 2 km}", "within, band, depth, between"),
        ("{within: 2 km, of: front, hieght: 3}", "Known: of, within."),
        ("[]", "Give area."),
    ],
)
def test_wrong_areas_are_refused_with_a_hint(
    refused: Callable[..., tuple[Problem, ...]], text: str, said: str
) -> None:
    problems = refused(f"kind: exclusion\nobjects: tank\narea: {text}")
    assert any(said in problem.next_step for problem in problems), problems
