from __future__ import annotations

import re

import pytest

from holdfire.agreement.accord.plain.catalogue import LANGUAGES, catalogue
from holdfire.agreement.clause import ClauseKind
from holdfire.agreement.weapon import KINDS, parts_of
from holdfire.agreement.words import (
    ACTS,
    CATEGORIES,
    DOMAINS,
    EXERCISES,
    FLYING,
    SEVERITIES,
    SIDES,
    WIDTHS,
    WINDOWS,
)

OTHERS = [language for language in LANGUAGES if language != "en"]
ENGLISH = catalogue("en")


def slots(language: str, key: str) -> list[str]:
    return sorted(slot for _, slot in catalogue(language).template(key) if slot)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_patterns_with_the_same_slots(language: str) -> None:
    assert set(catalogue(language).templates) == set(ENGLISH.templates)
    for key in ENGLISH.templates:
        assert slots(language, key) == slots("en", key), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_words(language: str) -> None:
    assert set(catalogue(language).vocabularies) == set(ENGLISH.vocabularies)
    for section in ENGLISH.vocabularies:
        assert set(catalogue(language).words(section)) == set(ENGLISH.words(section)), section


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_of_a_vocabulary_are_worded_alike(language: str) -> None:
    for section, words in catalogue(language).vocabularies.items():
        wordings = [words[word] for word in words]
        assert len(set(wordings)) == len(wordings), section


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_agreement_files_has_a_wording(language: str) -> None:
    words = catalogue(language)
    parts = {part for kind in (*KINDS, "heavy_weapon", "weapon") for part in parts_of(kind)}
    assert set(words.words("kind")) == parts
    assert set(words.words("act")) == set(ACTS)
    assert set(words.words("flying")) == set(FLYING)
    assert set(words.words("exercise")) == set(EXERCISES)
    assert set(words.words("category")) == set(CATEGORIES)
    assert set(words.words("domain")) == set(DOMAINS)
    assert set(words.words("side")) == set(SIDES)
    assert set(words.words("window")) == set(WINDOWS)
    assert set(words.words("width")) == set(WIDTHS)
    assert set(words.words("severity")) == set(SEVERITIES)
    assert set(words.words("cover")) == {kind.value for kind in ClauseKind}


def test_the_slavic_catalogues_hold_no_latin_words() -> None:
    for language in ("uk", "ru"):
        words = catalogue(language)
        texts = [text for key, text in words.templates.items() if key != "number.mark"]
        texts += [word for section in words.vocabularies.values() for word in section.values()]
        for text in texts:
            bare = re.sub(r"\{\w+\}|UTC", "", text)
            assert not re.search("[A-Za-z]", bare), text


def test_letters_of_the_other_slavic_language_do_not_slip_in() -> None:
    for language, foreign in (("uk", "ыэъё"), ("ru", "іїєґ’")):
        words = catalogue(language)
        texts = [*words.templates.values()]
        texts += [word for section in words.vocabularies.values() for word in section.values()]
        assert not [text for text in texts if set(text.lower()) & set(foreign)]


def test_french_puts_a_space_that_does_not_break_before_its_double_signs() -> None:
    words = catalogue("fr")
    texts = [*words.templates.values(), *words.words("cover").values()]
    assert not [text for text in texts if re.search(r" [:;»]|« ", text)]


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        catalogue("de")
