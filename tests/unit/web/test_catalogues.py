from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[3] / "src" / "holdfire" / "web" / "locale"
LANGUAGES = ("en", "uk", "ru", "fr")
PLACES = re.compile(r"\{[a-z_0-9]+\}|%\([a-z_0-9]+\)[sd]")


def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    raw = (LOCALE / f"{language}.po").read_bytes()
    for message in read_po(BytesIO(raw), locale=language):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        key = message.id[0] if isinstance(message.id, tuple) else str(message.id)
        forms = (
            message.string if isinstance(message.string, tuple | list) else (message.string,)
        )
        found[key] = tuple(str(form) for form in forms)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    assert set(catalogue(language)) == set(catalogue("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_and_every_value_has_its_place(language: str) -> None:
    english = catalogue("en")
    for key, forms in catalogue(language).items():
        wanted = {place for form in english[key] for place in PLACES.findall(form)}
        for form in forms:
            assert form.strip(), key
            assert set(PLACES.findall(form)) <= wanted, key


@pytest.mark.parametrize("language", ["uk", "ru", "fr"])
def test_a_language_is_not_a_copy_of_english(language: str) -> None:
    same = [key for key, forms in catalogue(language).items() if forms[0] == key]
    # Signs, codes and words that are alike in both languages may stay.
    share = len(same) / len(catalogue(language))
    assert share < 0.12, same
    if language in {"uk", "ru"}:
        latin = [k for k in same if len(re.findall(r"[A-Za-z]{3,}", k)) > 3]
        assert not latin
