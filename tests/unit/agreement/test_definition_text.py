from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.definition_text import chosen
from holdfire.agreement.weapon import Bound

Load = Callable[..., Agreement]
CLAUSE = "- {id: a, kind: exclusion, objects: heavy, area: town, summary: s}"


def test_a_class_keeps_what_other_copies_say(load: Load) -> None:
    heavy = next(d for d in load(CLAUSE).definitions if d.term == "heavy")
    assert heavy.variants == ("scan: a copy reads 10 mm",)
    assert heavy.predicate is not None
    assert heavy.predicate.classes[0].calibre == ((Bound.GT, 1000),)
    assert heavy.variant_predicates["scan"].classes[0].calibre == ((Bound.GT, 100),)
    assert heavy.variant_predicates["scan"].term == "heavy"


def test_a_reading_may_use_a_variant(load: Load) -> None:
    agreement = load(
        CLAUSE,
        "readings: [{id: print, title: p}, {id: scan, title: s, use: {heavy: scan}}]\n",
    )
    limits = {
        reading.id: getattr(reading.clauses[0].terms, "objects").classes[0].calibre  # noqa: B009 - terms is a union
        for reading in agreement.readings
    }
    assert limits == {"print": ((Bound.GT, 1000),), "scan": ((Bound.GT, 100),)}


def test_choosing_a_variant_leaves_the_other_words_alone(load: Load) -> None:
    before = {d.term: d for d in load(CLAUSE).definitions}
    after = chosen(before, {"heavy": "scan"})
    assert after["vague"] == before["vague"]
    assert after["heavy"].predicate == before["heavy"].variant_predicates["scan"]
