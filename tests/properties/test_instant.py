"""Laws of instants and intervals."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from holdfire.base.instant import TimeSpan, day_span, from_micros, micros, parse_instant

INSTANTS = st.datetimes(
    datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001 - bounds
)  # fmt: skip
ZONES = st.sampled_from(
    ["UTC", "Europe/Kyiv", "Asia/Tehran", "America/St_Johns", "Asia/Kathmandu", "Asia/Aden"]
)


@given(at=INSTANTS)
def test_microseconds_lose_nothing(at: datetime) -> None:
    assert from_micros(micros(at)) == at


@given(at=INSTANTS, minutes=st.integers(-14 * 60, 14 * 60))
def test_the_offset_of_a_text_does_not_change_the_instant(at: datetime, minutes: int) -> None:
    there = at.astimezone(timezone(timedelta(minutes=minutes)))
    assert parse_instant(there.isoformat()) == at


@given(day=st.dates(date(1971, 1, 1), date(2037, 12, 30)), zone=ZONES)
def test_days_tile_time(day: date, zone: str) -> None:
    today, tomorrow = day_span(day, zone), day_span(day + timedelta(days=1), zone)
    assert tomorrow.start - today.end == timedelta(microseconds=1)
    assert not today.overlaps(tomorrow)
    assert 22 * 3600 <= round(today.seconds) <= 26 * 3600


@given(one=INSTANTS, two=INSTANTS, three=INSTANTS, cut=INSTANTS)
def test_shares_of_the_parts_make_the_whole(
    one: datetime, two: datetime, three: datetime, cut: datetime
) -> None:
    start, end = sorted((one, two))
    span = TimeSpan(start, end)
    low, high = min(start, cut, three), max(end, cut, three) + timedelta(microseconds=1)
    parts = span.share_inside(low, cut) + span.share_inside(cut, high)
    assert abs(parts - 1.0) < 1e-9


@given(values=st.lists(INSTANTS, min_size=4, max_size=4))
def test_overlap_is_mutual(values: list[datetime]) -> None:
    first, second, third, fourth = values
    one = TimeSpan(min(first, second), max(first, second))
    two = TimeSpan(min(third, fourth), max(third, fourth))
    assert one.overlaps(two) == two.overlaps(one)
    assert one.overlaps(one)
