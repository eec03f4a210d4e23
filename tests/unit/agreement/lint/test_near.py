from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.near import near_words
from holdfire.agreement.lint.spelling import almost_same, edits, known_pair, plain_words

Load = Callable[..., Agreement]
word = st.text(alphabet="abc", max_size=6)


def said(agreement: Agreement) -> list[str]:
    return [f"{finding.message} {finding.next_step}" for finding in near_words(agreement)]


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [
        ("UNIFIL", "UNFIL", True),
        ("aid_truck", "aid trucks", True),
        ("OSCE_SMM", "OSCE SMM", True),
        ("peacekeepers", "peacekeppers", True),
        ("west_sea", "east_sea", False),
        ("zone_A", "zone_B", False),
        ("tank_90", "tank_72", False),
        ("LAF", "RAF", False),
        ("tank", "tank", False),
    ],
)
def test_almost_the_same_word(one: str, two: str, *, near: bool) -> None:
    assert almost_same(one, two) is near
    assert almost_same(two, one) is near


@pytest.mark.parametrize(
    ("one", "two", "pair"),
    [
        ("heavy_weapons", "heavy equipment", True),
        ("line_of_contact", "contact line", True),
        ("heavy_weapon", "heavy_weapons", False),
        ("tank", "mortar", False),
    ],
)
def test_words_that_are_known_to_be_exchanged(one: str, two: str, *, pair: bool) -> None:
    assert known_pair(one, two) is pair


@given(word, word, word)
def test_edits_are_a_distance(one: str, two: str, three: str) -> None:
    assert edits(one, two) == edits(two, one)
    assert (edits(one, two) == 0) is (one == two)
    assert edits(one, three) <= edits(one, two) + edits(two, three)
    assert edits(one, one + "a") == 1


def test_words_are_compared_in_the_singular() -> None:
    assert plain_words("Heavy_Weapons, Bodies") == "heavy weapon body"


def test_a_body_spelt_in_two_ways(load: Load) -> None:
    found = said(
        load(
            "- {id: a, kind: permitted_only, permitted: [UNIFIL], area: town, summary: s}\n"
            "- {id: b, kind: procedural, body: UNFIL, act: go, within: 24 h, summary: s}"
        )
    )
    assert found == [
        "'UNFIL' is almost 'UNIFIL', which the text uses, too Did you mean UNIFIL?"
    ]


def test_goods_spelt_in_two_ways(load: Load) -> None:
    flow = "kind: flow, summary: s, minimum: 4"
    found = said(
        load(
            f"- {{id: a, {flow}, objects: [aid_truck]}}\n- {{id: b, {flow}, objects: [aid_trucks]}}"
        )
    )
    assert len(found) == 1
    assert "Did you mean aid_truck?" in found[0]


@pytest.mark.parametrize(
    ("act", "meant"),
    [
        ("count the heavy equipments", "heavy_weapon"),
        ("count the hevy weapons", "heavy_weapon"),
        ("count the heavy weapons", ""),
        ("count the lorries", ""),
    ],
)
def test_words_of_a_sentence_that_almost_stand_among_the_definitions(
    load: Load, act: str, meant: str
) -> None:
    text = f"- {{id: a, kind: procedural, body: M, act: {act}, within: 24 h, summary: s}}"
    found = said(load(text, "definitions: {heavy_weapon: {meaning: a}}\n"))
    assert [f"Did you mean {meant}?" in each for each in found] == ([True] if meant else [])


def test_two_definitions_that_drafts_exchange(load: Load) -> None:
    extra = "definitions: {armed_forces: {meaning: a}, armed_formations: {meaning: b}}\n"
    found = said(load("- {id: a, kind: cessation, summary: s}", extra))
    assert len(found) == 1
    assert "often taken for each other" in found[0]


def test_two_places_of_almost_one_name(load: Load) -> None:
    agreement = load("- {id: a, kind: cessation, summary: s}")
    assert said(agreement) == []
    both = replace(agreement, lines={"contact_line": "a", "line_of_contact": "b"})
    assert len(said(both)) == 1
