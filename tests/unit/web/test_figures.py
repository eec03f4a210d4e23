from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.reports.likelihood import likelihood_word
from holdfire.web.figures import (
    as_instant,
    coordinates,
    distance,
    likelihood,
    local,
    probability_number,
    stamp_text,
)
from holdfire.web.language import words

ENGLISH = words("en")


def shown(value: float) -> float:
    """The number a reader sees, as a share."""
    return float(probability_number(value, ENGLISH).strip("<>\u00a0%").replace(",", "")) / 100.0


@pytest.mark.parametrize("edge", [0.05, 0.2, 0.45, 0.55, 0.8, 0.95])
def test_a_rounded_number_never_contradicts_its_word(edge: float) -> None:
    below = edge - 1e-4
    assert likelihood_word(shown(below)) == likelihood_word(below)
    assert likelihood_word(edge) != likelihood_word(below)


@given(st.floats(0.0, 1.0))
def test_the_number_and_the_word_agree_everywhere(value: float) -> None:
    text = probability_number(value, ENGLISH)
    if text[0] not in "<>":
        assert likelihood_word(shown(value)) == likelihood_word(value)


@given(st.floats(0.0, 1.0, exclude_min=True, exclude_max=True))
def test_what_is_uncertain_is_never_printed_as_certain(value: float) -> None:
    text = probability_number(value, ENGLISH)
    assert text not in {"0\u00a0%", "100\u00a0%"}


def test_outside_the_scale_the_number_stands_alone() -> None:
    assert likelihood(0.995, ENGLISH) == "99.5\u00a0%"
    assert likelihood(0.7, ENGLISH) == "likely (70\u00a0%)"


def test_instants_are_utc_and_say_so() -> None:
    assert stamp_text("2020-07-27T00:01:00+03:00") == "2020-07-26\u00a021:01\u00a0UTC"
    assert as_instant(datetime(2020, 1, 1)) == datetime(2020, 1, 1, tzinfo=UTC)  # noqa: DTZ001 - the case under test
    assert stamp_text(None) == "—"


def test_local_time_is_labelled_and_left_out_when_it_is_utc() -> None:
    assert (
        local("2020-07-26T21:01:00Z", "Europe/Kyiv") == "2020-07-27\u00a000:01\u00a0Europe/Kyiv"
    )
    assert not local("2020-07-26T21:01:00Z", "UTC")
    assert not local("2020-07-26T21:01:00Z", "No/Such")


def test_coordinates_are_no_finer_than_their_doubt() -> None:
    fine = coordinates({"lon": 37.123456, "lat": 48.123456, "doubt_m": 10.0}, ENGLISH)
    rough = coordinates({"lon": 37.123456, "lat": 48.123456, "doubt_m": 10_000.0}, ENGLISH)
    assert fine.startswith("48.1235° N, 37.1235° E")
    assert rough.startswith("48.1° N, 37.1° E ±")


def test_distances_carry_their_unit_in_the_readers_number_form() -> None:
    assert distance(640.0, ENGLISH) == "640\u00a0m"
    assert distance(1540.0, words("fr")) == "1,5\u00a0km"
    assert distance(float("inf"), ENGLISH) == "—"
