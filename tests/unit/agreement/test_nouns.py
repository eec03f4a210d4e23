from __future__ import annotations

from holdfire.agreement.nouns import noun
from holdfire.agreement.weapon import KINDS
from holdfire.agreement.words import CATEGORIES, EXERCISES, FLYING


def test_no_word_of_a_vocabulary_is_said_with_an_underscore() -> None:
    for word in (*KINDS, *CATEGORIES, *EXERCISES, *FLYING):
        assert "_" not in noun(word)


def test_words_are_in_the_plural() -> None:
    assert noun("tank") == "tanks"
    assert noun("mlrs") == "multiple rocket launchers"
    assert noun("radical_groups") == "radical groups"
