"""Instants: always UTC, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from holdfire.base.codes import Code
from holdfire.base.errors import BadInstant
from holdfire.base.instant import (
    EPOCH,
    TimeBasis,
    TimeSpan,
    day_span,
    from_micros,
    local_instant,
    micros,
    parse_instant,
)

NOON = datetime(2024, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_offset_in_the_text_wins_over_the_zone() -> None:
    shown = parse_instant("2020-07-27T00:01+03:00", zone="America/New_York")
    assert shown == datetime(2020, 7, 26, 21, 1, tzinfo=UTC)
    assert shown.tzinfo is UTC


def test_a_zone_fills_in_for_a_missing_offset() -> None:
    assert parse_instant(" 2020-07-27T00:01 ", zone="Europe/Kyiv") == datetime(
        2020, 7, 26, 21, 1, tzinfo=UTC
    )
    assert parse_instant("2020-07-27T00:01Z") == datetime(2020, 7, 27, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "code"),
    [
        ("2020-07-27T00:01", None, Code.INSTANT_WITHOUT_ZONE),
        ("27.07.2020", None, Code.INSTANT_UNREADABLE),
        ("2020-07-27T00:01", "Mars/Olympus", Code.INSTANT_UNREADABLE),
        ("2020-07-27T00:01", "../etc/passwd", Code.INSTANT_UNREADABLE),
        ("2021-03-28T03:30", "Europe/Kyiv", Code.INSTANT_IMPOSSIBLE),
        ("2021-10-31T03:30", "Europe/Kyiv", Code.INSTANT_IMPOSSIBLE),
    ],
)
def test_what_has_no_single_instant_is_refused(text: str, zone: str | None, code: Code) -> None:
    with pytest.raises(BadInstant) as refused:
        parse_instant(text, zone=zone)
    assert refused.value.code is code


def test_times_beside_a_change_of_clocks_are_read() -> None:
    assert local_instant(datetime(2021, 3, 28, 2, 59), "Europe/Kyiv").hour == 0  # noqa: DTZ001 - a wall clock
    assert local_instant(datetime(2021, 3, 28, 4, 0), "Europe/Kyiv").hour == 1  # noqa: DTZ001 - a wall clock


def test_microseconds_are_exact_in_both_directions() -> None:
    for value in (0, -1, 1, 253_402_300_799_999_999, -62_135_596_800_000_000):
        assert micros(from_micros(value)) == value
    assert from_micros(0) == EPOCH


def test_a_day_keeps_its_length_when_clocks_change() -> None:
    spring = day_span(date(2021, 3, 28), "Europe/Kyiv")
    autumn = day_span(date(2021, 10, 31), "Europe/Kyiv")
    assert round(spring.seconds) == 23 * 3600
    assert round(autumn.seconds) == 25 * 3600
    assert spring.basis is TimeBasis.DATE_ONLY


def test_days_follow_each_other_without_gap_or_overlap() -> None:
    first, second = day_span(date(2024, 2, 28), days=1), day_span(date(2024, 2, 29))
    assert second.start - first.end == timedelta(microseconds=1)
    assert day_span(date(2024, 2, 28), days=2).end == second.end


def test_closed_intervals_that_touch_overlap() -> None:
    before, after = TimeSpan(NOON - HOUR, NOON), TimeSpan(NOON, NOON + HOUR)
    assert before.overlaps(after)
    assert after.overlaps(before)
    assert not before.overlaps(TimeSpan(NOON + HOUR, NOON + HOUR))


def test_the_share_inside_counts_the_start_and_not_the_end() -> None:
    instant = TimeSpan(NOON, NOON)
    assert instant.share_inside(NOON, NOON + HOUR) == 1.0
    assert instant.share_inside(NOON - HOUR, NOON) == 0.0
    span = TimeSpan(NOON, NOON + 4 * HOUR)
    assert span.share_inside(NOON + HOUR, NOON + 2 * HOUR) == 0.25
    assert span.share_inside(NOON - 2 * HOUR, NOON - HOUR) == 0.0


def test_naive_and_reversed_intervals_are_refused() -> None:
    with pytest.raises(BadInstant) as naive:
        TimeSpan(datetime(2024, 1, 1), NOON)  # noqa: DTZ001 - the naive end is the test
    assert naive.value.code is Code.INSTANT_WITHOUT_ZONE
    with pytest.raises(BadInstant) as reversed_:
        TimeSpan(NOON, NOON - HOUR)
    assert reversed_.value.code is Code.SPAN_REVERSED
