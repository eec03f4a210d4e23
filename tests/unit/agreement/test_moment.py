from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from holdfire.agreement.moment import (
    Moment,
    first,
    is_zone,
    last,
    later,
    read_moment,
    shown,
)
from holdfire.agreement.problems import Refusal

KYIV = "Europe/Kyiv"
NAMES = {
    "toa": Moment(day=date(1995, 12, 20)),
    "in_force": Moment(instant=datetime(2015, 2, 14, 22, 0, tzinfo=UTC)),
    "deployment": Moment(awaits=("deployment",)),
}


def at(text: str, zone: str = KYIV, counting: str = "") -> Moment:
    moment = read_moment(text, NAMES, zone, counting)
    assert isinstance(moment, Moment), moment
    return moment


def test_a_day_stays_a_day_and_an_instant_an_instant() -> None:
    assert at("2020-07-27") == Moment(day=date(2020, 7, 27))
    assert at("2020-07-27T00:01").instant == datetime(2020, 7, 26, 21, 1, tzinfo=UTC)
    assert at("2024-11-27T04:00+02:00").instant == datetime(2024, 11, 27, 2, 0, tzinfo=UTC)
    assert at("1996-01-19T24:00", "UTC").instant == datetime(1996, 1, 20, tzinfo=UTC)


def test_a_day_as_a_start_is_its_first_instant_and_as_an_end_its_last() -> None:
    day = at("2020-07-27")
    assert first(day, KYIV) == datetime(2020, 7, 26, 21, 0, tzinfo=UTC)
    assert last(day, KYIV) == datetime(2020, 7, 27, 21, 0, tzinfo=UTC)


def test_a_day_on_which_the_clock_changes_has_23_or_25_hours() -> None:
    spring, autumn = at("2020-03-29"), at("2020-10-25")
    for day, hours in ((spring, 23), (autumn, 25)):
        start, end = first(day, KYIV), last(day, KYIV)
        assert start is not None
        assert end is not None
        assert (end - start).total_seconds() == hours * 3600


def test_a_day_without_a_midnight_starts_where_the_clock_goes_on() -> None:
    # Beirut skipped from 00:00 to 01:00 on 29 March 2020.
    assert first(at("2020-03-29"), "Asia/Beirut") == datetime(2020, 3, 28, 22, 0, tzinfo=UTC)


def test_days_are_added_on_the_calendar_and_hours_on_the_clock() -> None:
    assert at("toa + 30 d").day == date(1996, 1, 19)
    over_the_change = at("2020-03-28T12:00 + 1 d").instant
    assert over_the_change == at("2020-03-29T12:00").instant
    assert over_the_change != at("2020-03-28T12:00 + 24 h").instant
    assert at("toa + 1 w - 2 d").day == date(1995, 12, 25)


def test_days_are_counted_from_one_or_from_zero_as_said() -> None:
    assert at("day 2 of in_force", counting="first_day_is_one").day == date(2015, 2, 16)
    assert at("day 2 of in_force", counting="first_day_is_zero").day == date(2015, 2, 17)
    refusal = read_moment("day 2 of in_force", NAMES, KYIV)
    assert isinstance(refusal, Refusal)
    assert "day_counting" in refusal.next_step
    assert isinstance(read_moment("day 0 of toa", NAMES, KYIV, "first_day_is_one"), Refusal)


def test_the_edges_of_a_day_take_hours() -> None:
    assert at("end of 2014-09-19 + 24 h").instant == first(at("2014-09-21"), KYIV)
    assert at("start of toa").instant == first(at("toa"), KYIV)
    assert at("end of day 2 of in_force + 14 d", counting="first_day_is_one").instant == last(
        at("2015-03-02"), KYIV
    )
    for text in ("toa + 24 h", "end of in_force"):
        assert isinstance(read_moment(text, NAMES, KYIV), Refusal), text


def test_a_time_that_rests_on_an_event_stays_open_and_keeps_its_days() -> None:
    moment = at("deployment + 14 d")
    assert moment == Moment(awaits=("deployment",), days=14)
    assert first(moment, KYIV) is None
    assert last(moment, KYIV) is None
    assert at("end of deployment + 24 h").awaits == ("deployment",)
    assert at("day 3 of deployment", counting="first_day_is_one").days == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2020-13-01",
        "2020-02-30",
        "0001-01-01",
        "9999-01-01",
        "2020-07-27T25:00",
        "2020-07-27 + d",
        "toa+30 d",
        "toa + 30",
        "toa + 30 km",
        "toa + 99999 d + 99999 d",
        "toa + 1 d junk",
        "x" * 500,
        "2020-03-29T03:30",  # does not exist in Kyiv
        "2020-10-25T03:30",  # occurs twice in Kyiv
        "in_force + 1 d\n",
    ],
)
def test_what_is_no_time_is_refused_and_never_raised(text: str) -> None:
    result = read_moment(text, NAMES, KYIV)
    if text == "in_force + 1 d\n":
        assert isinstance(result, Moment)  # a trailing line end is no harm
    else:
        assert isinstance(result, Refusal)
        assert result.next_step


def test_the_nearest_anchor_is_named() -> None:
    refusal = read_moment("in_forse + 1 d", NAMES, KYIV)
    assert isinstance(refusal, Refusal)
    assert "in_force" in refusal.next_step


def test_a_later_moment_stays_on_the_calendar() -> None:
    noon = at("2020-03-28T12:00")
    assert later(noon, 1, KYIV) == Moment(instant=at("2020-03-29T12:00").instant, days=1)
    gap = at("2020-03-28T03:30")
    assert isinstance(later(gap, 1, KYIV), Refusal)


def test_moments_are_shown_as_a_file_would_write_them() -> None:
    assert shown(at("2020-07-27"), KYIV) == "2020-07-27"
    assert shown(at("2020-07-27T00:01"), KYIV) == "2020-07-27T00:01+03:00"
    assert shown(Moment(), KYIV) == "open"


def test_only_names_of_the_zone_database_are_zones() -> None:
    assert is_zone(KYIV)
    for name in ("", "Mars/Base", "../etc/passwd", "Europe", "Europe/Kyiv\0", "+02:00", "/etc"):
        assert not is_zone(name), name


def test_a_day_of_an_anchor_that_was_refused_stays_open() -> None:
    counted = read_moment("day 2 of x", {"x": Moment()}, "Europe/Kyiv", "first_day_is_one")
    assert isinstance(counted, Moment)
    assert (counted.day, counted.instant) == (None, None)
    assert last(counted, "Europe/Kyiv") is None
