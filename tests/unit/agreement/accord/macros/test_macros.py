"""A macro means the core formula that somebody writes by hand for the same article.

The formulas by hand are shaped otherwise than the macros make them: no violation is written
as *every* thing keeping the article, conjunctions are nested and ordered differently.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.fakes.leaf_world import HOUR, SIDES, LeafWorld

from holdfire.agreement.accord.macros import MACROS, compile_clause
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.syntax.surface_words import write_formula
from holdfire.agreement.accord.timeline import over
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.library import library_names, load_library
from holdfire.base.instant import micros
from holdfire.base.truth import Truth

Load = Callable[..., Agreement]

DAY_1 = "2031-03-02T00:00"

BY_HAND = {
    "cessation": (
        (
            "kind: cessation\nacts: [small_arms, heavy_weapons]\narea: town\nactors: [X]\n"
            "except: [police work]"
        ),
        {
            "violation": "not (forall e . force(e) implies not (occurred(e) and "
            'inside(e, "town")) or not act(e) in small_arms_or_heavy_weapons or '
            'excepted(e, "police work") or not actor(e) in X or origins(e) < 2)'
        },
    ),
    "exclusion": (
        "kind: exclusion\nobjects: tank\narea: {within: 5 km, of: front}",
        {
            "violation": 'exists u . origins(u) >= 2 and not dist(place(u), "front") > 5 km '
            "and object(u) in tank and (occurred(u) and present(u))"
        },
    ),
    "stand_fast": (
        "kind: stand_fast\nline: front\nactors: [X]",
        {
            "violation": "not (forall u . present(u) implies not occurred(u) or not "
            'across(u, "front of 2031-03-01") or not actor(u) in X or not origins(u) >= 2)'
        },
    ),
    "min_distance": (
        "kind: min_distance\nobjects: tank\nline: front\ndistance: 15 km",
        {
            "violation": "exists u . object(u) in tank and not dist(place(u), "
            '"front") >= 15 km and (present(u) and (occurred(u) and origins(u) >= 2))'
        },
    ),
    "max_count": (
        (
            "kind: max_count\narea: {band: 0..10 km, from: front}\nlimits: {tank: 75}\n"
            "each_side: yes"
        ),
        {
            "tank": "not sum{number(u), u : present(u) and occurred(u) and on_side(u, side) "
            'and dist(place(u), "front") < 10 km and object(u) in tank and '
            "origins(u) >= 2} <= 75"
        },
    ),
    "no_fly": (
        "kind: no_fly\nobjects: [uav]\narea: town",
        {
            "violation": 'exists a . (airborne(a) and class(a) in uav) and (inside(a, "town") '
            "and not (not occurred(a) or origins(a) < 2))"
        },
    ),
    "protected_object": (
        "kind: protected_object\nobjects: [hydro_dam, nuclear_plant]",
        {
            "violation": "not (forall e . hit(e) implies not occurred(e) or not object(e) in "
            "hydro_dam_or_nuclear_plant or origins(e) < 2)"
        },
    ),
    "withdraw_by": (
        "kind: withdraw_by\nobjects: tank\narea: town\ndeadline: 2031-03-02",
        {
            "violation": 'exists u . not now <= cal("2031-03-02 22:00:00", "UTC") and '
            'inside(u, "town") and object(u) in tank and present(u) and occurred(u) and '
            "origins(u) >= 2"
        },
    ),
    "withdraw_by in steps": (
        (
            "kind: withdraw_by\nobjects: tank\narea: town\nphases:\n"
            "  - {name: valley, deadline: 2031-03-01}\n  - {name: rest, deadline: 2031-03-02}\n"
            "then_until: 2031-03-03"
        ),
        {
            "violation": "exists u . present(u) and occurred(u) and object(u) in tank and "
            'origins(u) >= 2 and not (now <= cal("2031-03-01 22:00:00", "UTC") or '
            'now > cal("2031-03-03 22:00:00", "UTC") or not (inside(u, "valley") or '
            'inside(u, "town") and now > cal("2031-03-02 22:00:00", "UTC")))'
        },
    ),
    "flow": (
        "kind: flow\nobjects: [aid trucks]\nminimum: 600\nmaximum: 700",
        {
            "too_few": "not sum{number(x), x : occurred(x) and passage(x, w) and "
            "object(x) in aid_trucks} >= 600",
            "too_few_together": "not sum{number(x), x : occurred(x) and "
            'passage(x, "any") and object(x) in aid_trucks} >= windows() * 600',
            "too_many": "not sum{number(x), x : object(x) in aid_trucks and occurred(x) "
            "and passage(x, w)} <= 700",
        },
    ),
}


@pytest.fixture
def article(load: Load) -> Callable[[str], tuple[Clause, Agreement]]:
    def one(keys: str) -> tuple[Clause, Agreement]:
        text = "- id: c\n  ref: Art. 1\n  summary: A clause.\n"
        agreement = load(text + "\n".join(f"  {line}" for line in keys.splitlines()))
        return agreement.readings[0].clauses[0], agreement

    return one


@pytest.mark.parametrize("kind", sorted(BY_HAND))
def test_a_macro_is_the_formula_written_by_hand(
    kind: str, article: Callable[[str], tuple[Clause, Agreement]]
) -> None:
    keys, by_hand = BY_HAND[kind]
    clause, agreement = article(keys)
    compiled = compile_clause(clause, agreement)
    assert {part.name for part in compiled.parts} == set(by_hand)
    start = micros(agreement.anchors[0].instant) if agreement.anchors[0].instant else 0
    end = start + 60 * HOUR
    seen = set()
    for seed in range(150):
        world = LeafWorld(compiled, seed, start, end)
        for part in compiled.parts:
            formula = read_formula(by_hand[part.name])
            assert formula != part.violation
            for value in SIDES if part.key == ("side",) else ("1",):
                env = dict.fromkeys(part.key, value)
                made = over(part.violation, world, env, start, end).value
                assert over(formula, world, env, start, end).value is made, (seed, part)
                seen.add(made)
    assert seen == set(Truth)


@pytest.mark.parametrize("name", library_names())
def test_every_formula_of_the_library_reads_back_as_written(name: str) -> None:
    agreement = load_library(name)
    for reading in agreement.readings:
        for clause in reading.clauses:
            for part in compile_clause(clause, agreement).parts:
                assert read_formula(write_formula(part.violation)) == part.violation


def test_every_leaf_says_what_it_means_and_who_could_tell() -> None:
    agreement = load_library("minsk-memo-2014")
    for clause in agreement.readings[0].clauses:
        for leaf in compile_clause(clause, agreement).leaves:
            assert leaf.said
            assert leaf.supplier
            assert leaf.condition


def test_each_kind_written_by_hand_has_a_macro() -> None:
    assert set(MACROS) >= {kind.split()[0] for kind in BY_HAND}
