from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.agreement.library import library_names, load_library
from holdfire.agreement.sensing.observability import (
    INSTRUMENTS,
    Family,
    Grade,
    Letters,
    family_words,
    judged,
    status,
)
from holdfire.agreement.sensing.signs import (
    SIGNS,
    covers,
    needs_of_clause,
    smallest_calibre_mm,
)
from holdfire.agreement.terms import Cessation, MaxCount, MinDistance, NoFly
from holdfire.agreement.weapon import ObjectPredicate
from holdfire.verification.act import needs_of_acts
from holdfire.verification.flying import needs_of_flying
from holdfire.verification.presence import needs_of

Load = Callable[..., Agreement]
EVERY = [
    clause
    for name in library_names()
    for reading in load_library(name).readings
    for clause in reading.clauses
]


def test_every_kind_has_letters_and_something_to_look_for() -> None:
    kinds = {clause.kind: clause for clause in EVERY}
    assert set(kinds) == set(ClauseKind), "the library has every kind"
    for clause in EVERY:
        assert set(judged(clause)) == set(Family)
        needs = needs_of_clause(clause)
        assert needs
        for need in needs:
            assert need.signs | need.hints <= SIGNS
            assert need.objects <= SIGNS


@pytest.mark.parametrize(
    ("keys", "family", "shown"),
    [
        ("kind: cessation", Family.THERMAL, "v"),
        ("kind: cessation", Family.SAR, "."),
        ("kind: cessation", Family.ARRAY, "Vc"),
        ("kind: exclusion, objects: tank, area: town", Family.UAV, "VC"),
        ("kind: no_fly, objects: [uav], area: town", Family.TRACKS, "VC"),
        ("kind: no_fly, objects: [uav], area: town", Family.SAR, "."),
        ("kind: no_fly, objects: [vessel], area: town", Family.SAR, "v"),
        ("kind: procedural, body: M, act: a", Family.REGISTER, "VC"),
        ("kind: procedural, body: M, act: a", Family.CAMERA, "."),
        ("kind: no_mine, area: town", Family.PATROL, "V"),
    ],
)
def test_letters_are_those_of_the_judgement(
    clause: Callable[[str], Clause], keys: str, family: Family, shown: str
) -> None:
    assert judged(clause(_lines(keys)))[family].shown == shown


def _lines(keys: str) -> str:
    """``a: b, c: d`` as lines; no value here holds a comma and a colon."""
    return "\n".join(keys.split(", "))


def test_the_judgement_says_that_nobody_measured_it() -> None:
    short, long = status()
    assert short == "judged, not measured"
    assert "sensors file" in long
    assert all(family_words(family) for family in Family)
    assert Family.REGISTER not in INSTRUMENTS


def test_the_weaker_of_two_letters() -> None:
    full, part = Letters(Grade.FULL, Grade.FULL), Letters(Grade.PART, Grade.NO)
    assert full.at_most(part).shown == "v"
    assert full.shown == "VC"


def test_special_kinds_are_told_from_wide_ones() -> None:
    assert covers("artillery", frozenset({"howitzer", "tank"})) == {"howitzer"}
    assert covers("tank", frozenset({"howitzer"})) == frozenset()


def test_the_smallest_calibre_that_is_meant(clause: Callable[[str], Clause]) -> None:
    heavy = clause("kind: exclusion\nobjects: heavy\narea: town")
    assert smallest_calibre_mm(heavy) == 100.0
    assert smallest_calibre_mm(clause("kind: cessation")) is None


def test_needs_are_those_by_which_verification_tells_an_absence() -> None:
    """What verification asks coverage for is what a sensor must detect here, word for word."""
    compared = 0
    for clause in EVERY:
        terms = clause.terms
        if isinstance(terms, Cessation):
            asked = needs_of_acts(terms.acts)
        elif isinstance(terms, NoFly):
            asked = needs_of_flying(terms.objects)
        else:
            objects = getattr(terms, "objects", None)
            if not isinstance(objects, ObjectPredicate) or isinstance(
                terms, MinDistance | MaxCount
            ):
                continue
            asked = needs_of(objects)
        ours = [need.signs for need in needs_of_clause(clause)]
        assert len(ours) == len(asked), clause.id
        for words, need in zip(ours, asked, strict=True):
            assert {sign.value for sign in need} <= words, clause.id
        compared += 1
    assert compared > 30
