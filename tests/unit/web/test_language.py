from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from tests.fakes.catalogue_keys import WEB, plural_keys, single_keys

from holdfire.base.errors import BadInput
from holdfire.reports.wording import wording
from holdfire.web.language import LANGUAGES, choose, words
from holdfire.web.naming import LIKELIHOOD, VERDICTS

PLACE = re.compile(r"\{(\w+)\}")


def catalogue(code: str) -> dict[object, object]:
    with (WEB / "locale" / f"{code}.po").open("rb") as file:
        return {m.id: m.string for m in read_po(file, locale=code) if m.id}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_catalogue_has_exactly_the_sentences_the_pages_speak(code: str) -> None:
    assert set(catalogue(code)) == single_keys() | plural_keys()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_is_empty_or_loses_a_value(code: str) -> None:
    for key, text in catalogue(code).items():
        forms = text if isinstance(text, tuple) else (text,)
        named = set(PLACE.findall(key[0] if isinstance(key, tuple) else str(key)))
        for form in forms:
            assert str(form).strip(), (code, key)
            assert set(PLACE.findall(str(form))) == named, (code, key)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_is_marked_as_doubtful(code: str) -> None:
    with (WEB / "locale" / f"{code}.po").open("rb") as file:
        assert not [m.id for m in read_po(file, locale=code) if m.fuzzy]


@pytest.mark.parametrize("code", ["uk", "ru", "fr"])
def test_verdicts_and_likelihoods_are_the_words_of_the_report(code: str) -> None:
    for text in (*VERDICTS.values(), *LIKELIHOOD.values()):
        assert words(code).say(text) == wording(code).say(text)


@pytest.mark.parametrize(("n", "form"), [(1, "інцидент"), (3, "інциденти"), (11, "інцидентів")])
def test_ukrainian_counts_by_its_own_rule(n: int, form: str) -> None:
    assert words("uk").count("{n} incident.", "{n} incidents.", n) == f"{n} {form}."


def test_the_address_beats_the_cookie_and_the_cookie_beats_the_browser() -> None:
    assert choose("fr", "uk", "ru") == "fr"
    assert choose(None, "uk", "ru") == "uk"
    assert choose(None, None, "de, ru;q=0.8, fr;q=0.9") == "fr"
    assert choose(None, "xx", "") == "en"


def test_a_broken_browser_header_is_passed_over() -> None:
    assert choose(None, None, "uk;q=much, ;;, fr;q=0.1") == "fr"


def test_an_address_that_asks_for_an_unknown_language_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        choose("de", None, "")
    assert caught.value.code == "HF-9701"
