import pytest

from holdfire.detections.message.telling import Telling, judged, language_of, telling_of
from holdfire.detections.message.weighing import Rarity

UK = "У Краматорську о 7:35 дрон влучив у школу, поранено трьох людей, дах і досі горить"
RU = "В Краматорске в 7:35 беспилотник попал в школу, ранены три человека, горит крыша"


def told(text: str) -> Telling:
    found = telling_of(text)
    assert found is not None
    return found


def rule(left: str, right: str) -> str | None:
    found = judged(told(left), told(right), Rarity())
    return None if found is None else found.rule


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (UK, UK.upper(), "exact"),
        (UK, f"{UK}. Доповнюється.", "near"),
        (
            UK,
            "Троє людей поранені: о 7:35 в школу у Краматорську влучив дрон, горить дах",
            "rewritten",
        ),
        (UK, RU, "translated"),
        (UK, UK.replace("7:35", "9:50"), None),
        (UK, "Міськрада відкрила новий міст через річку", None),
    ],
)
def test_what_two_texts_are_to_each_other(left: str, right: str, expected: str | None) -> None:
    assert rule(left, right) == expected
    assert rule(right, left) == expected


def test_a_text_without_words_is_not_told() -> None:
    assert telling_of("") is None
    assert telling_of("\u200b … !") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("Їхній дім", "uk"), ("Это дым", "ru"), ("The house", "en"), ("дом", None), ("12", None)],
)
def test_the_language_by_letters_only_one_has(text: str, language: str | None) -> None:
    assert language_of(text) == language
