from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.describe import describe
from holdfire.agreement.sentences_force import object_words
from holdfire.agreement.weapon import ObjectClass, ObjectPredicate

Load = Callable[..., Agreement]


def said(load: Load, keys: str) -> str:
    agreement = load(f"- {{id: c, summary: s, {keys}}}")
    return describe(agreement.readings[0].clauses[0], agreement)


def test_a_width_is_said_to_be_one_and_how_it_is_meant(load: Load) -> None:
    keys = "kind: min_distance, objects: tank, pair_width: 50 km, line_by_party: {X: front, Y: river}"
    assert said(load, f"{keys}, width_is: at_least") == (
        "No tanks may be less than 25 km (half of a zone at least 50 km wide) from the reference "
        "line of its own side (Xland: the front; Yland: the river)."
    )
    assert "half of a zone exactly 50 km wide" in said(load, f"{keys}, width_is: exactly")
    assert "half of a zone 50 km wide" in said(load, keys)


def test_a_table_alone_names_the_line_once(load: Load) -> None:
    assert said(load, "kind: min_distance, line: front, table: {S-1: 70 km}") == (
        "These may not be less than their own distance from the front (S-1: 70 km)."
    )


def test_counts_are_of_each_side_of_named_parties_or_of_all_together(load: Load) -> None:
    keys = "kind: max_count, area: town, limits: {personnel: 5}"
    assert said(load, keys).startswith("The parties together may have at most 5 personnel")
    assert said(load, f"{keys}, actors: [X, Y]").startswith("Xland and Yland may have")
    assert said(load, f"{keys}, each_side: yes").startswith("Each side may have")


def test_both_parties_are_spoken_of_in_the_same_words(load: Load) -> None:
    one = said(load, "kind: cessation, actors: X, against: Y")
    two = said(load, "kind: cessation, actors: Y, against: X")
    swapped = one.replace("Xland", "?").replace("Yland", "Xland").replace("?", "Yland")
    assert swapped == two


def test_an_undefined_word_is_said_to_be_undefined() -> None:
    assert object_words(ObjectPredicate("heavy_things")) == (
        "heavy things (not defined by the text)"
    )
    half = ObjectPredicate("tanks or x", (ObjectClass(("tank",)),), partly_undefined=True)
    assert "partly not defined" in object_words(half)
    assert object_words(ObjectPredicate("anything", anything=True)) == (
        "forces or weapons of any kind"
    )
