from __future__ import annotations

from dataclasses import dataclass

import pytest

from holdfire.agreement.accord.plain.catalogue import Catalogue
from holdfire.agreement.accord.plain.grammar import (
    Choice,
    Exact,
    Grammar,
    Heard,
    Joined,
    Lazy,
    Listed,
    Mapped,
    Maybe,
    Pattern,
    Phrase,
    Record,
    Said,
    Words,
)

WORDS = Catalogue(
    "test",
    {
        "list.comma": ", ",
        "list.and": " and ",
        "list.or": " or ",
        "pair": "{second} after {first}",
        "of": " of {x}",
        "none": "nothing",
        "group": "({x})",
    },
    {"animal": {"cat": "cat", "bird": "bird and feather", "birds": "bird"}},
)
SAID = Said(WORDS)
ANIMAL = Words("animal")


@dataclass(frozen=True)
class Pair:
    first: str
    second: str


def read(grammar: Grammar, text: str) -> list[object]:
    return [value for value, end in grammar.read(0, Heard(text, SAID)) if end == len(text)]


@pytest.mark.parametrize(
    ("grammar", "value", "text"),
    [
        (
            Pattern("pair", {"first": ANIMAL, "second": ANIMAL}),
            {"first": "cat", "second": "birds"},
            "bird after cat",
        ),
        (
            Record(Pair, "pair", {"first": ANIMAL, "second": ANIMAL}),
            Pair("cat", "cat"),
            "cat after cat",
        ),
        (Maybe(Phrase("of", ANIMAL), ""), "", ""),
        (Maybe(Phrase("of", ANIMAL), ""), "cat", " of cat"),
        (Choice((Exact("none", ()), Listed(ANIMAL))), (), "nothing"),
        (Listed(ANIMAL), ("cat",), "cat"),
        (Listed(ANIMAL), ("cat", "cat", "birds"), "cat, cat and bird"),
        (Joined(ANIMAL, "list.or"), ("cat", "cat", "birds"), "cat or cat or bird"),
        (Mapped(ANIMAL, str.lower, str.upper), "CAT", "cat"),
    ],
)
def test_what_is_written_is_read(grammar: Grammar, value: object, text: str) -> None:
    assert grammar.write(value, SAID) == text
    assert read(grammar, text) == [value]


def test_every_reading_is_kept() -> None:
    assert read(Words("animal"), "bird") == ["birds"]
    found = ANIMAL.read(0, Heard("bird and feather", SAID))
    assert found == [("bird", 16), ("birds", 4)]


def test_a_grammar_may_hold_itself() -> None:
    nested: Grammar = Choice((ANIMAL, Phrase("group", Lazy(lambda: nested))))
    assert read(nested, "(((cat)))") == ["cat"]
    assert read(nested, "((cat)") == []


def test_what_has_no_words_is_not_written() -> None:
    assert ANIMAL.write("dog", SAID) is None
    assert Listed(ANIMAL).write(("cat", "dog"), SAID) is None
    assert Listed(ANIMAL).write((), SAID) is None
    assert Exact("none", ()).write((1,), SAID) is None
    assert Maybe(ANIMAL, absent=False).write(0, SAID) is None
    assert Pattern("pair", {"first": ANIMAL, "second": ANIMAL}).write("x", SAID) is None


def test_a_refusal_says_how_far_the_text_was_understood() -> None:
    heard = Heard("bird after dog", SAID)
    assert Pattern("pair", {"first": ANIMAL, "second": ANIMAL}).read(0, heard) == []
    assert heard.furthest == len("bird after ")
