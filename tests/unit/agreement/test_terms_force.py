from __future__ import annotations

from collections.abc import Callable
from datetime import date

from holdfire.agreement.area import AnywhereArea, NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Cessation, NoCrossing, StandFast
from holdfire.base.problem import Problem

One = Callable[[str], Clause]
Refused = Callable[..., tuple[Problem, ...]]


def test_a_cessation_means_any_weapon_anywhere_unless_it_says_more(clause: One) -> None:
    assert clause("kind: cessation").terms == Cessation(("any_weapon",), (), AnywhereArea(), "")
    told = clause(
        "kind: cessation\nacts: [sniper_fire]\ndomains: [land, air]\narea: town\nagainst: Y"
    ).terms
    assert told == Cessation(("sniper_fire",), ("land", "air"), NamedArea(("town",)), "Y")


def test_a_line_is_meant_as_it_ran_on_a_day(clause: One) -> None:
    terms = clause("kind: stand_fast\nline: front\nas_of: 2031-03-01\nside: west").terms
    assert terms == StandFast("front", date(2031, 3, 1), "west")


def test_a_crossing_needs_leave(clause: One) -> None:
    terms = clause("kind: no_crossing\nline: front\nunless: leave of the commission").terms
    assert terms == NoCrossing("front", "leave of the commission")


def test_what_is_unknown_is_refused(refused: Refused) -> None:
    for keys in (
        "kind: cessation\nacts: [any_weapn]",
        "kind: cessation\nagainst: Z",
        "kind: stand_fast",
        "kind: stand_fast\nline: town",
        "kind: stand_fast\nline: front\nas_of: 1.3.2031",
        "kind: stand_fast\nline: front\nas_of: 2031-02-30",
        "kind: stand_fast\nline: front\nside: up",
        "kind: no_crossing",
        "kind: no_crossing\nline: front\nobjects: tank",
    ):
        assert refused(keys), keys
