from __future__ import annotations

import pytest

from holdfire.agreement.accord.plain.items import (
    Item,
    Kind,
    Whole,
    Word,
    expanded,
    heads,
    items_of,
    predicate_of,
)
from holdfire.agreement.agreement import Definition
from holdfire.agreement.objects import class_in_words, predicate_of_word, union_of
from holdfire.agreement.weapon import Bound, ObjectClass, ObjectPredicate, parts_of

GUNS = ObjectClass(parts_of("artillery"), (), ((Bound.GT, 1000),))
HEAVY = ObjectPredicate("heavy", (GUNS, ObjectClass(("tank",))))
KNOWN = {
    "heavy": Definition("heavy", "guns and tanks", predicate=HEAVY),
    "vague": Definition("vague", "not said"),
}
TANK = predicate_of_word("tank", KNOWN)
INLINE = ObjectPredicate(class_in_words(GUNS), (GUNS,))


def test_a_kind_stands_for_its_parts() -> None:
    assert heads(parts_of("artillery")) == ("artillery",)
    assert expanded(("artillery",)) == parts_of("artillery")


@pytest.mark.parametrize(
    ("predicate", "items"),
    [
        (TANK, (Kind("tank"),)),
        (HEAVY, (Word("heavy"),)),
        (ObjectPredicate("vague"), (Word("vague"),)),
        (INLINE, (GUNS,)),
        (ObjectPredicate("anything", anything=True), (Whole.ANYTHING,)),
        (union_of((TANK, INLINE, HEAVY)), (Kind("tank"), GUNS, Word("heavy"))),
        (union_of((TANK, ObjectPredicate("vague"))), (Kind("tank"), Word("vague"))),
        (ObjectPredicate("odd", (GUNS,)), (Word("odd"),)),
    ],
)
def test_a_predicate_is_taken_apart_and_put_together(
    predicate: ObjectPredicate, items: tuple[Item, ...]
) -> None:
    found, meanings = items_of(predicate, KNOWN)
    assert found == items
    assert predicate_of(found, meanings) == predicate


def test_what_a_table_lists_needs_no_list_of_its_own() -> None:
    listed = (TANK, HEAVY)
    classes = tuple(cls for part in listed for cls in part.classes)
    predicate = ObjectPredicate("the listed systems", classes)
    assert items_of(predicate, KNOWN, listed) == ((Whole.LISTED,), {})
    assert predicate_of((Whole.LISTED,), {}, listed) == predicate


def test_a_word_without_a_meaning_is_no_predicate() -> None:
    with pytest.raises(KeyError):
        predicate_of((Word("heavy"),), {})
