import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.detections.message.lexeme import lexeme_of, name_key


@pytest.mark.parametrize(
    "spellings",
    [
        "Харкові Харькове Харків Kharkiv Kharkov",
        "Запоріжжі Запорожье Zaporizhzhia",
        "Авдіївку Авдеевка Avdiivka Avdiyivka",
        "Бахмутом Бахмуте Bakhmut",
        "Донецькій Донецкой Donetsk Донеччина",
        "Сєвєродонецьк Северодонецк Sievierodonetsk",
        "Луганщина Луганской Luhansk Lugansk",
        "Миколаєві Николаева Mykolaiv",
        "Миколаївка Николаевке Mykolaivka",
        "Вугледарі Угледаре Vuhledar Ugledar",
        "Костянтинівці Константиновка Kostiantynivka",
        "Покровці Покровка Pokrovka",
        "Синєгубов Синегубов Syniehubov",
    ],
)
def test_one_name_has_one_key_in_three_languages(spellings: str) -> None:
    assert len({name_key(word) for word in spellings.split()}) == 1


def test_different_names_have_different_keys() -> None:
    names = "Краматорськ Дружківка Торецьк Бахмут Соледар Сіверськ Лиман Миколаївка Миколаїв"
    assert len({name_key(word) for word in names.split()}) == 9


@given(st.text(min_size=1))
def test_any_word_has_a_key_and_a_lexeme(word: str) -> None:
    assert isinstance(name_key(word), str)
    assert lexeme_of(word) == lexeme_of(word)
