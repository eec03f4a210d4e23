from __future__ import annotations

import pytest

from holdfire.agreement.accord.plain.catalogue import LANGUAGES, catalogue
from holdfire.agreement.accord.plain.grammar import Heard, Said
from holdfire.agreement.accord.plain.identifiers import Called, Identifier

ENGLISH = Said(catalogue("en"))


@pytest.mark.parametrize(
    ("name", "words"),
    [("u", "u"), ("not", "`not`"), ("L10.IL", "`L10.IL`"), ("a`b", "`a``b`"), ("", "``")],
)
def test_a_name_is_marked_where_it_could_mislead(name: str, words: str) -> None:
    assert Identifier().write(name, ENGLISH) == words
    assert Identifier().read(0, Heard(words, ENGLISH)) == [(name, len(words))]


def test_known_predicates_are_worded_in_the_language() -> None:
    assert Called("predicate").write("inspected", ENGLISH) == "inspection"
    assert Called("predicate").write("inspection", ENGLISH) == "`inspection`"
    assert Called("predicate").write("own_word", ENGLISH) == "own_word"
    for language in LANGUAGES:
        said = Said(catalogue(language))
        for name in (*said.words.words("predicate"), *said.words.words("predicate").values()):
            text = Called("predicate").write(name, said)
            assert text is not None
            found = Called("predicate").read(0, Heard(text, said))
            assert (name, len(text)) in found
