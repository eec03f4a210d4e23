from __future__ import annotations

from datetime import UTC, date, datetime

from holdfire.agreement.context import ClauseReader, Names
from holdfire.agreement.fields import Fields
from holdfire.agreement.moment import Moment
from holdfire.agreement.node import compose
from holdfire.agreement.problems import Problems

NAMES = Names(
    parties=("X",),
    lines=frozenset({"front"}),
    areas=frozenset({"town"}),
    moments={"signed": Moment(day=date(2031, 3, 1)), "quiet": Moment(awaits=("quiet",))},
)


def reader(text: str) -> ClauseReader:
    problems = Problems("f")
    root = compose(text, problems)
    assert root is not None
    return ClauseReader(Fields(root, tuple(root.items), problems, "a clause"), NAMES, problems)


def test_later_times_may_count_from_earlier_keys() -> None:
    read = reader("start_by: signed + 1 d\ndeadline: start_by + 14 d\n")
    assert read.moment("deadline") is None  # not in this order
    assert read.moment("start_by") == Moment(day=date(2031, 3, 2), days=1)
    assert read.moment("deadline") == Moment(day=date(2031, 3, 16), days=15)


def test_the_events_waited_for_are_remembered() -> None:
    read = reader("deadline: quiet + 14 d\n")
    assert read.moment("deadline") == Moment(awaits=("quiet",), days=14)
    assert read.awaits == {"quiet"}


def test_names_are_checked_with_the_line_they_stand_on() -> None:
    read = reader("a: 1\n")
    read.check_line("front", 3)
    read.check_area("town", 3)
    read.check_party("X", 3)
    assert not read.problems.all()
    read.check_line("town", 3)
    read.check_area("front", 4)
    read.check_party("Z", 5)
    assert [problem.line for problem in read.problems.all()] == [3, 4, 5]


def test_one_more_moment_makes_new_names() -> None:
    moment = Moment(instant=datetime(2031, 1, 1, tzinfo=UTC))
    assert NAMES.with_moment("x", moment).moments["x"] == moment
    assert NAMES.with_moment("x", None) is NAMES
    assert "x" not in NAMES.moments
