import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.detections.message.spelling import plain
from holdfire.detections.wording import NEAR, fingerprint, mark_of

LONG = "a strong explosion was heard in the northern part of the town at night"
REWRITTEN = "A strong explosion was heard in the northern part of town, at night!"
OTHER = "the mayor opened a new bridge over the river on Sunday morning"


def jaccard(left: str, right: str) -> float:
    a, b = (set(fingerprint(plain(text)).tolist()) for text in (left, right))
    return len(a & b) / len(a | b)


def pairs_of(text: str) -> set[tuple[str, str]]:
    words = text.split()
    return set(itertools.pairwise(words))


def test_the_overlap_of_fingerprints_is_that_of_word_pairs() -> None:
    a, b = pairs_of(LONG), pairs_of(OTHER)
    assert jaccard(LONG, OTHER) == len(a & b) / len(a | b)
    assert jaccard(LONG, REWRITTEN) > NEAR > jaccard(LONG, OTHER)


def test_case_marks_and_forms_of_letters_do_not_matter() -> None:
    left, right = "Вибухи, у місті: «чутно» ВСЮДИ нині!", "вибухи у місті чутно всюди нині"
    assert np.array_equal(fingerprint(plain(left)), fingerprint(plain(right)))
    assert not len(fingerprint("..."))


def test_a_short_text_is_one_mark_of_all_its_words() -> None:
    one, other = fingerprint("air alarm declared"), fingerprint("air alarm ended")
    assert len(one) == len(other) == 1
    assert one[0] != other[0]
    assert one[0] == fingerprint("Air alarm, declared")[0]


def test_the_order_of_words_matters() -> None:
    assert jaccard("one two three four five six", "six five four three two one") == 0.0


@pytest.mark.parametrize(
    ("word", "mark"), [("", 0x4E9B03474EDA9A), ("вибух", 0x0A3378CB543F7D)]
)
def test_marks_are_the_same_on_every_machine(word: str, mark: int) -> None:
    assert mark_of(word) == mark


@given(st.text())
def test_any_text_has_a_sorted_fingerprint_without_repetition(text: str) -> None:
    found = fingerprint(text).tolist()
    assert found == sorted(set(found))
