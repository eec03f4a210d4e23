from __future__ import annotations

import pytest

from holdfire.agreement.accord.plain.catalogue import LANGUAGES, catalogue
from holdfire.agreement.accord.plain.grammar import Heard, Names, Said
from holdfire.agreement.accord.plain.items import Kind, System, Whole, Word
from holdfire.agreement.accord.plain.weapons import ITEM, ITEMS, MEANINGS
from holdfire.agreement.weapon import Bound, ObjectClass, ObjectPredicate

WORDS = Names(labels={"word": {"heavy_things": "heavy things"}})
OVER = ObjectClass(("mortar",), (), ((Bound.GT, 1200),))


def said(language: str = "en") -> Said:
    return Said(catalogue(language), WORDS)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Kind("tank"), "tanks"),
        (Word("heavy_things"), "“heavy things”"),
        (System("S-1"), "the system “S-1”"),
        (Whole.ANYTHING, "forces or weapons of any kind"),
        (OVER, "mortars with a calibre of more than 120 mm"),
        (ObjectClass(("mlrs",)), "multiple rocket launchers of any system and calibre"),
        (
            ObjectClass(("howitzer", "gun"), (), ((Bound.GE, 805), (Bound.LT, 1000))),
            "(howitzers or guns) with a calibre of at least 80.5 mm and less than 100 mm",
        ),
        (
            ObjectClass(("howitzer",), ("D-30",), ((Bound.GE, 1220), (Bound.LE, 1220))),
            "systems “D-30” (howitzers) with a calibre of exactly 122 mm",
        ),
        (ObjectClass(calibre=((Bound.LE, 1000),)), "weapons with a calibre of at most 100 mm"),
        (ObjectClass(("aircraft",)), "(only the kinds aircraft) of any system and calibre"),
    ],
)
def test_an_item_says_kind_system_and_strictness(item: object, words: str) -> None:
    assert ITEM.write(item, said()) == words
    for language in LANGUAGES:
        text = ITEM.write(item, said(language))
        assert text is not None
        assert (item, len(text)) in ITEM.read(0, Heard(text, said(language)))


def test_a_limit_behind_a_list_is_of_its_last_item_only() -> None:
    text = "tanks or mortars with a calibre of more than 120 mm"
    whole = [v for v, end in ITEMS.read(0, Heard(text, said())) if end == len(text)]
    assert whole == [(Kind("tank"), OVER)]


def test_a_meaning_is_complete() -> None:
    meanings = {
        "heavy_things": ObjectPredicate("heavy_things"),
        "x": ObjectPredicate("x", (OVER, ObjectClass(("tank",))), partly_undefined=True),
    }
    text = MEANINGS.write(meanings, said())
    assert text == (
        " “heavy things” is not defined by the text: nothing can be decided by it alone."
        " “x” means: mortars with a calibre of more than 120 mm; tanks;"
        " and what the text does not define."
    )
    assert (meanings, len(text)) in MEANINGS.read(0, Heard(text, said()))
