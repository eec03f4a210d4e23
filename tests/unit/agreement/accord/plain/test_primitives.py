from __future__ import annotations

import math
from fractions import Fraction

import pytest

from holdfire.agreement.accord.plain.catalogue import LANGUAGES, catalogue
from holdfire.agreement.accord.plain.grammar import Heard, Names, Said
from holdfire.agreement.accord.plain.primitives import (
    Count,
    Label,
    Number,
    Quoted,
    Term,
    decimal,
    undecimal,
)

ENGLISH, FRENCH = Said(catalogue("en")), Said(catalogue("fr"))


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (15.0, "15", "15"),
        (0.25, "0.25", "0,25"),
        (1 / 3, "0.3333333333333333", "0,3333333333333333"),
        (math.inf, "∞", "∞"),
        (1e-7, "1e-07", "1e-07"),
    ],
)
def test_numbers_are_exact_in_every_language(value: float, english: str, french: str) -> None:
    assert decimal(value, ENGLISH) == english
    assert decimal(value, FRENCH) == french
    assert undecimal(french) == value
    assert Number().read(0, Heard(f"{french} km", FRENCH)) == [(value, len(french))]


def test_fractions_are_decimals_only_where_these_end() -> None:
    assert decimal(Fraction(5, 2), FRENCH) == "2,5"
    assert decimal(Fraction(-1, 40), ENGLISH) == "-0.025"
    assert decimal(Fraction(1, 3), ENGLISH) == "1/3"
    assert decimal(Fraction(7), ENGLISH) == "7"


def test_a_mark_of_another_language_is_not_read() -> None:
    assert Number().read(0, Heard("2.5", FRENCH)) == [(2.0, 1)]
    assert Number().read(0, Heard("2,5", ENGLISH)) == [(2.0, 1)]
    assert Count().read(0, Heard("x", ENGLISH)) == []
    assert Count().write(value=True, said=ENGLISH) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_quoted_words_end_where_they_ended(language: str) -> None:
    said = Said(catalogue(language))
    last = said.words.plain("quote.close")
    for words in ("plain", f"a{last}", last, f"{last}{last}b", "“x” «y»", ""):
        text = Quoted().write(words, said)
        assert text is not None
        assert Quoted().read(0, Heard(f"{text}, {text}", said)) == [(words, len(text))]
    assert Quoted().read(0, Heard(said.words.plain("quote.open") + "open", said)) == []


def test_a_label_is_read_as_every_name_it_may_be() -> None:
    names = Names(labels={"line": {"a": "the line (a)", "b": "the line (a) of old (b)"}})
    said = Said(catalogue("en"), names)
    found = Label("line").read(0, Heard("the line (a) of old (b)", said))
    assert found == [("a", 12), ("b", 23)]
    assert Label("line").write("c", said) is None


def test_a_defined_word_loses_its_underscores_and_gets_them_back() -> None:
    said = Said(catalogue("en"), Names(labels={"word": {"a_b": "a b"}}))
    assert Term().write("a_b", said) == "“a b”"
    assert Term().read(0, Heard("“a b”", said)) == [("a_b", 5)]
    assert Term().read(0, Heard("“c_d”", said)) == [("c_d", 5)]
