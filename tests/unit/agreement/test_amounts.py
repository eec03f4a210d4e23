from __future__ import annotations

import pytest

from holdfire.agreement.amounts import (
    read_calibre,
    read_count,
    read_days,
    read_distance,
    read_hours,
)
from holdfire.agreement.problems import Refusal
from holdfire.agreement.weapon import Bound
from holdfire.base.quantity import Unit, within


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("15 km", 15, 15), ("250 m", 0.25, 0.25), ("15..20 km", 15, 20), ("0..10km", 0, 10)],
)
def test_distances_are_read_as_kilometres(text: str, low: float, high: float) -> None:
    assert read_distance(text) == within(low, high, Unit.KILOMETRE)


@pytest.mark.parametrize(
    "text",
    ["15", "15 mm", "-1 km", "20..15 km", "3000 km", "1e3 km", "nan km", "km", "", "1 KM"],
)
def test_what_is_no_distance_is_refused(text: str) -> None:
    assert isinstance(read_distance(text), Refusal)


def test_a_calibre_says_how_it_is_meant_in_exact_tenths() -> None:
    assert read_calibre(">= 100 mm") == ((Bound.GE, 1000),)
    assert read_calibre("<82.5 mm") == ((Bound.LT, 825),)
    assert read_calibre("= 122 mm") == ((Bound.GE, 1220), (Bound.LE, 1220))


@pytest.mark.parametrize(
    "text", ["100 mm", "> 100", "> 10 cm", "> 7.62 mm", "> 9999 mm", "=> 1 mm"]
)
def test_what_is_no_calibre_is_refused(text: str) -> None:
    refusal = read_calibre(text)
    assert isinstance(refusal, Refusal)
    assert refusal.next_step


def test_durations_carry_their_unit() -> None:
    assert read_hours("24 h") == 24
    assert read_hours("30 min") == 0.5
    assert read_hours("3 d") == 72
    assert read_days("14 d") == 14
    assert read_days("2 w") == 14


@pytest.mark.parametrize("text", ["24", "0 h", "24 km", "-1 h", "1 month", ""])
def test_what_is_no_duration_is_refused(text: str) -> None:
    assert isinstance(read_hours(text), Refusal)


@pytest.mark.parametrize("text", ["0 d", "1.5 d", "14", "100000 d", "1 h"])
def test_days_are_whole_and_at_least_one(text: str) -> None:
    assert isinstance(read_days(text), Refusal)


def test_counts_are_plain_digits() -> None:
    assert read_count("0") == 0
    assert read_count("6000") == 6000
    for text in ("016", "1e3", "1_000", "-1", "6,000", "9" * 5000, "٣"):
        assert isinstance(read_count(text), Refusal), text
