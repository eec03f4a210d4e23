import math

from hypothesis import given
from hypothesis import strategies as st

from holdfire.detections.message.skeleton import Skeleton, skeleton_of
from holdfire.detections.message.spelling import plain
from holdfire.detections.message.weighing import (
    ENOUGH,
    FACTORS,
    FEATURES,
    Rarity,
    compared,
    contradictions,
)

KEYS = st.sampled_from(
    ["name:a", "name:b", "word:a", "number:2", "number:37", "time:1:10", "time:2:20",
     "date:3-4", "mark:s300", "is:strike", "is:school", "is:fire", "day:night", "land:x",
     "measure:km", "month:3"]
)  # fmt: skip
SKELETONS = st.builds(Skeleton, st.frozensets(KEYS), st.integers(0, 99))


def read(text: str) -> Skeleton:
    return skeleton_of(plain(text))


def test_one_sentence_about_two_villages_is_two_happenings() -> None:
    left = read("О 14:20 по селу Миропілля випустили шість мін 120 мм, зруйновано хлів")
    right = read("О 14:20 по селу Білопілля випустили шість мін 120 мм, зруйновано хлів")
    assert compared(left, right, Rarity()).llr == -math.inf
    assert contradictions(left, right) == 1
    assert compared(left, left, Rarity()).llr > ENOUGH


def test_a_rare_key_weighs_more_and_the_table_tells_what_is_rare() -> None:
    plain_table = Rarity()
    assert plain_table.weight("name:mrpl") > plain_table.weight("is:strike")
    common = Rarity({"name:mrpl": 500}, 1000)
    assert common.weight("name:mrpl") < 1.0 < Rarity({}, 1000).weight("name:mrpl")


def test_more_than_one_thing_said_otherwise_outweighs_a_shared_template() -> None:
    left = read(
        "At 20:05 in Shchastia patrol heard 5 bursts and 2 explosions east of the bridge"
    )
    right = read(
        "At 21:30 in Shchastia patrol heard 8 bursts and 4 explosions east of the bridge"
    )
    assert compared(left, right, Rarity()).llr < 0.0 < compared(left, left, Rarity()).llr


def test_the_weights_have_the_signs_of_what_they_weigh() -> None:
    assert len(FACTORS) == len(FEATURES) + 1
    assert all(value > 0 for value in FACTORS[1:4])
    assert all(value < 0 for value in FACTORS[4:])


@given(SKELETONS, SKELETONS)
def test_the_order_of_two_messages_does_not_matter(left: Skeleton, right: Skeleton) -> None:
    assert compared(left, right, Rarity()) == compared(right, left, Rarity())
    assert contradictions(left, right) == contradictions(right, left)


@given(SKELETONS, SKELETONS)
def test_nothing_is_more_alike_than_a_message_and_itself_plus_more(
    left: Skeleton, more: Skeleton
) -> None:
    longer = Skeleton(left.keys | more.keys, left.words + more.words)
    assert contradictions(left, longer) == 0
    own, grown = (compared(left, one, Rarity()).llr for one in (left, longer))
    assert grown >= own - 1e-9 or not math.isfinite(own)


@given(SKELETONS)
def test_shared_keys_are_named_from_the_heaviest(one: Skeleton) -> None:
    shared = compared(one, one, Rarity()).shared
    assert set(shared) == one.keys
    weights = [Rarity().weight(key) for key in shared]
    assert weights == sorted(weights, reverse=True)
