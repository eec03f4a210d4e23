"""Durations, quorums, shares and instants as a norm file writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.accord.norms.norm import Quorum
from holdfire.agreement.accord.norms.spans import (
    US_PER_UNIT,
    read_instant,
    read_quorum,
    read_share,
    read_span,
    said_span,
)
from holdfire.agreement.problems import Refusal

HOUR = 3_600_000_000


@pytest.mark.parametrize(
    ("text", "us"),
    [
        ("24h", 24 * HOUR),
        ("7d", 168 * HOUR),
        ("2w", 336 * HOUR),
        ("90 min", 90 * HOUR // 60),
        ("90m", 90 * HOUR // 60),
        ("+1h", HOUR),
        ("1.5h", 3 * HOUR // 2),
        ("1us", 1),
    ],
)
def test_durations_are_exact(text: str, us: int) -> None:
    assert read_span(text) == us


@pytest.mark.parametrize(
    "text", ["24", "h", "-1h", "0h", "1y", "1 month", "0.5us", "1e3h", "1h 2m"]
)
def test_what_is_no_duration(text: str) -> None:
    assert isinstance(read_span(text), Refusal)


@given(st.integers(1, 10**6), st.sampled_from(sorted(US_PER_UNIT)))
def test_durations_read_back(count: int, unit: str) -> None:
    us = count * US_PER_UNIT[unit]
    assert read_span(said_span(us)) == us


def test_quorums() -> None:
    assert read_quorum("5/7") == Quorum(5, 7)
    assert read_quorum(" 7 / 7 ") == Quorum(7, 7)
    for bad in ("0/7", "8/7", "5", "5/0", "a/b", "-1/7"):
        assert isinstance(read_quorum(bad), Refusal)


def test_shares_are_thousandths() -> None:
    assert [read_share(text) for text in ("0.95", "1", "0", "1.000", "0.005")] == [
        950,
        1000,
        0,
        1000,
        5,
    ]
    for bad in ("1.1", "95%", "-0.1", "0.9999", "1.001"):
        assert isinstance(read_share(bad), Refusal)


@pytest.mark.parametrize(
    ("text", "us"),
    [
        ("1970-01-02T00:00Z", 24 * HOUR),
        ("1970-01-02T02:00+02:00", 24 * HOUR),
        ('cal("1996-01-19 24:00", "Europe/Sarajevo")', 822_092_400_000_000),
        ("cal('2020-03-29 01:59', 'Europe/Berlin')", 1_585_443_540_000_000),
    ],
)
def test_instants(text: str, us: int) -> None:
    assert read_instant(text) == us


@pytest.mark.parametrize(
    "text",
    [
        "1970-01-02T00:00",
        "tomorrow",
        'cal("2020-03-29 02:30", "Europe/Berlin")',
        'cal("2020-10-25 02:30", "Europe/Berlin")',
        'cal("2020-10-25 24:30", "Europe/Berlin")',
        'cal("2020-10-25 10:00", "Europe/Nowhere")',
        'cal("2020-13-25 10:00", "UTC")',
        'cal("2020-10-25 25:00", "UTC")',
    ],
)
def test_times_that_are_none_or_two(text: str) -> None:
    assert isinstance(read_instant(text), Refusal)
