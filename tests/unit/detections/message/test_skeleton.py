import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.detections.message.skeleton import MOST_WORDS, skeleton_of
from holdfire.detections.message.spelling import plain


def keys(text: str) -> set[str]:
    return set(skeleton_of(plain(text)).keys)


def test_a_message_and_its_translations_have_one_skeleton() -> None:
    uk = "Уночі 18 березня в Краматорську двома дронами Shahed-136 поранено трьох людей"
    ru = "Ночью 18 марта в Краматорске двумя беспилотниками «Шахед-136» ранены 3 человека"
    en = "On the night of 18 March, in Kramatorsk two Shahed-136 drones wounded three people"
    assert keys(uk) == keys(ru) == keys(en)
    assert keys(uk) >= {
        "date:3-18", "name:krmtr", "mark:shd136", "number:2", "number:3", "is:drone",
        "is:wounded", "day:night",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("о 21:40", "time:21:40"),
        ("в 21.40", "time:21:40"),
        ("at 9:40 pm", "time:21:40"),
        ("at 12:05 a.m.", "time:0:05"),
        ("18.03.2025", "date:3-18"),
        ("ракети Х-101", "mark:h101"),
        ("Kh-101 missiles", "mark:h101"),
        ("X-101 missiles", "mark:h101"),
        ("1,5 млн", "number:1500000"),
        ("22 тисячі абонентів", "number:22000"),
        ("22,000 customers", "number:22000"),
        ("22 000 абонентов", "number:22000"),
        ("35-та бригада", "number:35"),
        ("the 35th brigade", "number:35"),
        ("п'ятеро людей", "number:5"),
    ],
)
def test_times_dates_numbers_and_designations(text: str, key: str) -> None:
    assert key in keys(text)


def test_years_nought_and_one_are_no_numbers() -> None:
    assert not [key for key in keys("У 2025 році 0 загиблих, 1 поранений") if "number" in key]


def test_a_raised_word_inside_a_sentence_is_a_name_though_it_begins_like_a_term() -> None:
    assert "is:mine_shaft" not in keys("У Шахтарську тихо")
    assert "is:mine_shaft" in keys("Шахту знеструмлено")


def test_the_first_country_is_told_from_those_that_follow() -> None:
    found = keys("Склад у Польщі: Україна і Молдова, далі Україна")
    assert {"lead:ukraine", "land:ukraine", "land:moldova"} <= found
    assert "lead:moldova" not in found


@pytest.mark.parametrize("text", ["", "!!!", "\u200b\u202e", "١٢٣", "…", "\ud800"])
def test_what_says_nothing_has_no_keys_that_could_join(text: str) -> None:
    assert len(keys(text)) <= 1


def test_a_collection_is_read_to_its_limit() -> None:
    assert skeleton_of("слово " * 5_000).words == MOST_WORDS + 1


@given(st.text())
def test_any_text_has_a_skeleton(text: str) -> None:
    found = skeleton_of(plain(text))
    assert found == skeleton_of(plain(text))
    assert all(":" in key for key in found.keys)
