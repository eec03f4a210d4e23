from __future__ import annotations

from holdfire.agreement.words import ACTS, CATEGORIES, CONTESTED_ACTS, nearest
from holdfire.base.object_category import ObjectCategory


def test_the_nearest_word_is_found_whatever_its_case() -> None:
    assert nearest("cesation", ["cessation", "exclusion"]) == "cessation"
    assert nearest("ua", ["UA", "RU"]) == "UA"
    assert nearest("zzz", ["cessation"]) == ""


def test_an_endless_word_is_not_compared() -> None:
    assert nearest("c" * 1_000_000, ["cessation"]) == ""


def test_the_categories_are_those_that_observations_use() -> None:
    assert set(CATEGORIES) == {category.value for category in ObjectCategory}


def test_contested_acts_are_acts() -> None:
    assert set(CONTESTED_ACTS) < set(ACTS)
