import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.detections.message.spelling import LONGEST, plain

SEEN = "У Краматорську о 7:35 пролунали вибухи, пошкоджено школу"


@pytest.mark.parametrize(
    "hidden",
    [
        SEEN.replace("а", "а\u0301"),
        SEEN.replace("о", "o"),
        SEEN.replace("і", "i").replace("р", "p"),
        "\u202b" + SEEN + "\u202c",
        "\ufeff" + "\u200b".join(SEEN),
        SEEN.replace("школу", "шко\u00adлу"),
        SEEN.replace(" ", " \u2066"),
        SEEN + "\ud83d",
    ],
)
def test_what_a_reader_does_not_see_changes_nothing(hidden: str) -> None:
    words = [word for word in plain(SEEN).split() if len(word) > 1]
    assert [word for word in plain(hidden).split() if len(word) > 1] == words


def test_apostrophes_dashes_and_composed_letters_have_one_form() -> None:
    assert plain("Мар’їнка – Знам`янка") == "Мар'їнка - Знам'янка"
    assert plain("и\u0306од") == "йод"
    assert plain("Орёл") == "Орел"


def test_a_word_of_one_script_keeps_it() -> None:
    assert plain("HIMARS і Град") == "HIMARS і Град"


def test_a_text_of_a_megabyte_is_read_to_its_limit() -> None:
    assert len(plain("слово " * 200_000)) <= LONGEST
    assert plain("\u200b" * 1_000_000) == ""


@given(st.text())
def test_any_text_has_a_plain_form_and_it_is_final(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
