"""Event logs, read line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.agreement.accord.syntax.log import LogFact, LogPoint, read_log, write_point
from holdfire.agreement.accord.syntax.refusal import BadLog
from holdfire.agreement.accord.syntax.signature import read_signature
from holdfire.base.truth import Truth

TRUE, UNKNOWN = Truth.TRUE, Truth.UNKNOWN


def one(line: str) -> LogPoint:
    (point,) = read_log([line])
    return point


def test_the_shared_log_has_sixteen_points(shared_data: Path) -> None:
    folder = shared_data / "accord_rules"
    signature = read_signature((folder / "s.sig").read_text("utf-8"))
    with (folder / "l.log").open(encoding="utf-8") as lines:
        points = list(read_log(lines, signature))
    assert len(points) == 16
    assert points[0] == LogPoint(0, (LogFact(TRUE, "dday"),), (), 1)
    assert len(points[3].facts) == 4
    assert points[3].facts[1] == LogFact(TRUE, "seen", ("w3", 152, 24999, "none"))
    assert [point.stamp for point in points] == sorted(point.stamp for point in points)


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ('@3 p(1,"a")', [LogFact(TRUE, "p", (1, "a"))]),
        ("@3 p(1) ?q()\n", [LogFact(TRUE, "p", (1,)), LogFact(UNKNOWN, "q")]),
        ("@3 p (1,2) (3,4)", [LogFact(TRUE, "p", (1, 2)), LogFact(TRUE, "p", (3, 4))]),
        ("@3 p(1)(2)", [LogFact(TRUE, "p", (1,)), LogFact(TRUE, "p", (2,))]),
        ("@3 ? p (1) (2)", [LogFact(UNKNOWN, "p", (1,)), LogFact(UNKNOWN, "p", (2,))]),
        ("@3 login(alice)", [LogFact(TRUE, "login", ("alice",))]),
        ("@3 p(-7)", [LogFact(TRUE, "p", (-7,))]),
        ("@3 p( 1 , x )", [LogFact(TRUE, "p", (1, "x"))]),
        (r'@3 p("a\"b","c\\d","e\f")', [LogFact(TRUE, "p", ('a"b', r"c\d", r"e\f"))]),
        ('@3 p("(a, b)")', [LogFact(TRUE, "p", ("(a, b)",))]),
        ('@3 p("?q(1)")', [LogFact(TRUE, "p", ("?q(1)",))]),
        ('@3 p(",","")', [LogFact(TRUE, "p", (",", ""))]),
        ('@3 p("Шир, Ø")', [LogFact(TRUE, "p", ("Шир, Ø",))]),
        ("@3 p(1) p(1)", [LogFact(TRUE, "p", (1,))]),
        ("@3 p(1); # said twice", [LogFact(TRUE, "p", (1,))]),
        ("@3", []),
        ("@ 3;\n", []),
        ("@3   # nothing happened", []),
        ("@3 p(2014-09-19)", [LogFact(TRUE, "p", ("2014-09-19",))]),
    ],
)
def test_a_line_says(line: str, facts: list[LogFact]) -> None:
    point = one(line)
    assert point.stamp == 3
    assert list(point.facts) == facts
    assert not point.withdrawn


def test_a_withdrawal_is_no_fact_and_alone_no_point() -> None:
    point = one('@3 -seen("w1",152)')
    assert point.withdrawn == (LogFact(TRUE, "seen", ("w1", 152)),)
    assert not point.facts
    assert not point.is_point
    assert one("@3 q() -p()").is_point
    assert one("@3").is_point


def test_a_line_without_a_stamp_continues_the_one_before() -> None:
    points = list(read_log(["@1 p(1)\n", "  p(2)\n", "# so far\n", "\n", "@2 q()\n"]))
    assert points == [
        LogPoint(1, (LogFact(TRUE, "p", (1,)), LogFact(TRUE, "p", (2,))), (), 1),
        LogPoint(2, (LogFact(TRUE, "q"),), (), 5),
    ]


def test_points_are_handed_out_at_once_when_nothing_may_continue_them() -> None:
    def lines() -> object:
        yield "@1 p(1)"
        raise AssertionError

    points = read_log(lines(), continued=False)  # type: ignore[arg-type]
    assert next(points).stamp == 1
    with pytest.raises(BadLog, match="does not begin with @"):
        list(read_log(["@1 p(1)", "p(2)"], continued=False))


def test_stamps_run_back_only_where_that_is_said() -> None:
    lines = ["@5 p()", "@3 p()"]
    with pytest.raises(BadLog, match="3 is before 5") as refusal:
        list(read_log(lines))
    assert refusal.value.line == 2
    assert "unordered" in refusal.value.next_step
    assert [point.stamp for point in read_log(lines, unordered=True)] == [5, 3]
    assert len(list(read_log(["@5 p()", "@5 q()"]))) == 2, "equal stamps are two points"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("@x p()", "whole stamp"),
        ("@1.5 p()", "whole stamp"),
        ("@-1 p()", "whole stamp"),
        ("@1p()", "whole stamp"),
        ("@" + "1" * 30, "18 digits"),
        ("p(1)", "does not begin with @"),
        ("@1 p", "no fact can be read"),
        ("@1 p(1", "arguments of p cannot be read"),
        ("@1 p(1,)", "arguments of p cannot be read"),
        ('@1 p("a)', "arguments of p cannot be read"),
        ('@1 p("a"b")', "arguments of p cannot be read"),
        ("@1 p(a b)", "arguments of p cannot be read"),
        ("@1 p(1) @2 q()", "no fact can be read"),
        ("@1 p(" + "1" * 30 + ")", "18 digits"),
        ("@1 p(1) ?p(1)", "different marks"),
        ("@1 p(1) -p(1)", "different marks"),
        ("@1 ?p(1) -p(1)", "different marks"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(BadLog, match=said) as refusal:
        list(read_log(["@0 start()", line], continued=False))
    assert refusal.value.line == 2
    assert refusal.value.next_step


def test_a_contradiction_across_continued_lines_is_refused() -> None:
    with pytest.raises(BadLog, match="different marks") as refusal:
        list(read_log(["@1 p(1)", " ?p(1)"]))
    assert refusal.value.line == 2


SIGNATURE = read_signature("seen(u:string, calibre:int)\ntick()")


def test_a_signature_gives_types() -> None:
    (point,) = read_log(["@1 seen(12,12) tick()"], SIGNATURE)
    assert point.facts == (LogFact(TRUE, "seen", ("12", 12)), LogFact(TRUE, "tick"))


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ('seen("w")', "has 1 arguments, the signature says 2"),
        ("tick(1)", "has 1 arguments, the signature says 0"),
        ('seen("w","12")', "text where a number is due"),
        ("seen(w,big)", "not a whole number"),
        ("gone()", "not in the signature"),
        ("?gone()", "not in the signature"),
    ],
)
def test_a_signature_is_held_to(fact: str, said: str) -> None:
    with pytest.raises(BadLog, match=said):
        list(read_log([f"@1 {fact}"], SIGNATURE))


def test_the_quick_way_and_the_careful_way_agree() -> None:
    """A mark or a space sends the same fact the careful way."""
    for fact in ('p("a",1)', "p()", "p(7)", 'p("")', 'p("a b")'):
        quick, careful = one(f"@1 {fact}"), one(f"@1 ?{fact}")
        assert [f.args for f in quick.facts] == [f.args for f in careful.facts]


def test_many_lines_are_forgotten_and_read_again() -> None:
    lines = [f"@{i} p({i % 40_000},x{i % 20_000})" for i in range(60_000)]
    points = list(read_log(lines))
    assert points[50_000].facts == (LogFact(TRUE, "p", (10_000, "x10000")),)


def test_a_point_is_written_as_it_is_read() -> None:
    line = '@3 p(1,"a\\"b") ?q() -r(-2)'
    assert write_point(one(line)) == line
