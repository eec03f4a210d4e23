import itertools
import random

from holdfire.detections.wording import NEAR, fingerprint, near_pairs

LONG = "a strong explosion was heard in the northern part of the town at night"
REWRITTEN = "A strong explosion was heard in the northern part of town, at night!"
OTHER = "the mayor opened a new bridge over the river on Sunday morning"


def jaccard(left: tuple[int, ...], right: tuple[int, ...]) -> float:
    a, b = set(left), set(right)
    return len(a & b) / len(a | b)


def test_a_rewritten_text_is_a_near_copy_and_another_is_not() -> None:
    prints = [fingerprint(text) for text in (LONG, OTHER, REWRITTEN)]
    assert near_pairs(prints) == [(0, 2)]


def test_case_marks_and_forms_of_letters_do_not_matter() -> None:
    assert fingerprint("Вибухи, у місті: «чутно» ВСЮДИ нині!") == fingerprint(
        "вибухи у місті чутно всюди нині"
    )
    assert fingerprint("...") == ()


def test_short_texts_are_copies_only_when_equal() -> None:
    prints = [fingerprint(text) for text in ("air alarm declared", "air alarm ended")]
    assert near_pairs(prints) == []
    assert fingerprint("air alarm declared") == fingerprint("Air alarm, declared")


def test_the_filter_loses_no_pair_of_all_pairs() -> None:
    words = [f"word{number}" for number in range(12)]
    chosen = random.Random(7)
    texts = []
    for _ in range(60):
        text = words.copy()
        for _ in range(chosen.randrange(4)):
            text[chosen.randrange(len(text))] = chosen.choice(words)
        texts.append(fingerprint(" ".join(text)))
    prints = sorted(set(texts))
    expected = [
        (i, j)
        for i, j in itertools.combinations(range(len(prints)), 2)
        if jaccard(prints[i], prints[j]) >= NEAR
    ]
    assert expected, "the sample holds near copies"
    assert near_pairs(prints) == expected
