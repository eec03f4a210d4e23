import numpy as np
import pyarrow as pa

from holdfire.detections.columns import (
    NO_TIME,
    codes_of,
    equal_to,
    filled,
    floats_of,
    joined,
    listed,
    micros_of,
    one_of,
    picked,
    replaced,
    rows_where,
)

WORDS = pa.chunked_array([["a", None], ["b", "a"]])


def test_null_equals_nothing() -> None:
    assert equal_to(WORDS, "a").tolist() == [True, False, False, True]
    assert one_of(WORDS, {"a", "b"}).tolist() == [True, False, True, True]
    assert filled(WORDS).tolist() == [True, False, True, True]


def test_codes_give_back_the_column() -> None:
    codes, values = codes_of(WORDS)
    known = values.to_pylist()
    assert [known[code] for code in codes] == ["a", None, "b", "a"]


def test_numbers_and_times_keep_what_is_unknown() -> None:
    numbers = floats_of(pa.array([1, None], pa.int64()))
    assert numbers[0] == 1.0
    assert np.isnan(numbers[1])
    times = micros_of(pa.array([5, None], pa.timestamp("us", "UTC")))
    assert times.tolist() == [5, NO_TIME]


def test_texts_are_joined_without_loose_ends() -> None:
    assert joined(pa.array(["a", ""]), "b", " ").to_pylist() == ["a b", "b"]
    marked = replaced(pa.array(["a", "b"]), np.array([False, True]), "c")
    assert marked.to_pylist() == ["a", "c"]


def test_lists_are_told_by_length_and_values() -> None:
    lengths, values = listed(pa.array([["x"], None, [], ["y", "z"]]))
    assert lengths.tolist() == [1, 0, 0, 2]
    assert values.to_pylist() == ["x", "y", "z"]


def test_rows_are_picked_by_place_or_mark() -> None:
    assert picked(WORDS, np.array([2, 0])).to_pylist() == ["b", "a"]
    whole = pa.table({"a": [1, 2]})
    assert rows_where(whole, np.array([True, True])) is whole
    assert rows_where(whole, np.array([False, True])).num_rows == 1
