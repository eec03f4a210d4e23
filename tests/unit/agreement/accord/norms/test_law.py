"""Amendments: which text applies at an instant, and which deadlines one moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.amendment import changes, verdicts_changed
from holdfire.agreement.accord.norms.instance import Word
from holdfire.agreement.accord.norms.law import (
    Law,
    in_force,
    instances_under,
    law_of,
    version_at,
)
from holdfire.agreement.accord.norms.norm_text import read_norms
from holdfire.base.errors import BadInput, MalformedAgreement
from holdfire.base.instant import micros, parse_instant

HOUR = 3_600_000_000
SECOND = 1_000_000
DAY = 24 * HOUR
START = micros(parse_instant("2031-03-01T00:00Z"))
ADOPTED = START + 5 * DAY
FROM = START + 10 * DAY
LONG = START + 400 * DAY

HEADER = """\
accord: law/{number}
parties: [X, Y]
{more}
facts:
  asked: {{args: [request], world: closed, source: log}}
  given: {{args: [request], world: closed, source: log}}
  shown: {{args: [unit], world: open, coverage: sensors}}
  near:  {{args: [unit], world: closed, source: log}}
---
norm: O
modality: obligation
trigger: "asked(r)"
content: "given(r)"
deadline: {deadline}
---
norm: F
modality: prohibition
forall: {{u: unit}}
content: "{content}"
"""


def text(number: int, more: str = "", deadline: str = "24h", content: str = "shown(u)") -> str:
    return HEADER.format(number=number, more=more, deadline=deadline, content=content)


FIRST = read_norms(text(1), "one.yaml")


def amendment(
    parent: Accord = FIRST,
    since: str = "2031-03-11T00:00Z",
    adopted: str = "2031-03-06T00:00Z",
    more: str = "",
    **changes: str,
) -> Accord:
    lines = f"amends: {parent.version}\nvalid_from: {since}\nadopted: {adopted}\n{more}"
    return read_norms(text(2, lines, **changes), "two.yaml")


def words(
    law: Law, norm: str, trace: FactTrace, at: int, known: int = LONG
) -> list[tuple[Word, str]]:
    return [(one.word, one.law) for one in instances_under(law, norm, trace, at, known)]


@pytest.mark.parametrize(
    ("at", "second"), [(FROM - SECOND, 0), (FROM - 1, 0), (FROM, 1), (FROM + SECOND, 1)]
)
def test_a_prohibition_is_judged_by_the_text_at_the_instant(
    world: Callable[..., FactTrace], at: int, second: int
) -> None:
    later = amendment(content="near(u)")
    law = law_of([FIRST, later])
    trace = world(FIRST, [("shown", ("u",), 0, LONG)])
    ((word, version),) = words(law, "F", trace, at)
    assert version == law.versions[second].version
    assert word is (Word.COMPLIED if second else Word.VIOLATED)


@pytest.mark.parametrize(
    ("asked", "hours"), [(FROM - SECOND, 24), (FROM - 1, 24), (FROM, 48), (FROM + SECOND, 48)]
)
def test_an_obligation_keeps_the_text_at_its_trigger(
    world: Callable[..., FactTrace], asked: int, hours: int
) -> None:
    law = law_of([FIRST, amendment(deadline="48h")])
    trace = world(FIRST, [("asked", ("r",), asked)])
    due = asked + hours * HOUR
    assert [word for word, _ in words(law, "O", trace, due)] == [Word.PENDING]
    assert [word for word, _ in words(law, "O", trace, due + 1)] == [Word.VIOLATED]


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (FROM - 24 * HOUR - 1, 24),
        (FROM - 24 * HOUR, 72),
        (FROM - HOUR, 72),
        (FROM, 72),
    ],
)
def test_an_extension_moves_a_pending_deadline_and_no_other(
    world: Callable[..., FactTrace], asked: int, due: int
) -> None:
    law = law_of([FIRST, amendment(deadline="72h", more="extends: [O]\n")])
    trace = world(FIRST, [("asked", ("r",), asked)])
    end = asked + due * HOUR
    (one,) = instances_under(law, "O", trace, max(end, FROM), LONG)
    assert one.due is not None
    assert one.due.high == end
    assert [word for word, _ in words(law, "O", trace, end + 1)] == [Word.VIOLATED]


def test_before_it_takes_effect_the_old_deadline_shows(world: Callable[..., FactTrace]) -> None:
    law = law_of([FIRST, amendment(deadline="72h", more="extends: [O]\n")])
    asked = FROM - HOUR
    (one,) = instances_under(law, "O", world(FIRST, [("asked", ("r",), asked)]), FROM - 1, LONG)
    assert one.due is not None
    assert one.due.high == asked + 24 * HOUR


def test_it_counts_only_once_it_is_adopted(world: Callable[..., FactTrace]) -> None:
    law = law_of([FIRST, amendment(deadline="48h")])
    trace = world(FIRST, [("asked", ("r",), FROM + HOUR)])
    at = FROM + 30 * HOUR
    assert [word for word, _ in words(law, "O", trace, at, ADOPTED - 1)] == [Word.VIOLATED]
    assert [word for word, _ in words(law, "O", trace, at, ADOPTED)] == [Word.PENDING]


def test_a_retroactive_extension_is_flagged_and_undoes_a_passed_deadline(
    world: Callable[..., FactTrace],
) -> None:
    later = amendment(
        since="2031-03-02T00:00Z", adopted="2031-03-06T00:00Z",
        deadline="240h", more="extends: [O]\n",
    )  # fmt: skip
    assert later.retroactive
    assert not amendment().retroactive
    law = law_of([FIRST, later])
    trace = world(FIRST, [("asked", ("r",), START + 12 * HOUR)])
    at = START + 4 * DAY
    assert [word for word, _ in words(law, "O", trace, at, ADOPTED - 1)] == [Word.VIOLATED]
    assert [word for word, _ in words(law, "O", trace, at, ADOPTED)] == [Word.PENDING]


def test_a_text_that_ends_gives_way_to_the_one_before() -> None:
    short = amendment(more="valid_to: 2031-03-21T00:00Z\n")
    law = law_of([FIRST, short])
    assert version_at(law, FROM, LONG) == short
    assert version_at(law, START + 20 * DAY, LONG) == FIRST
    assert [each.accord.name for each in in_force(law, LONG)] == ["law/1", "law/2", "law/1"]
    assert [each.accord.name for each in in_force(law, START)] == ["law/1"]


def test_what_began_goes_on_when_the_text_is_superseded(
    world: Callable[..., FactTrace],
) -> None:
    law = law_of([FIRST, amendment()])
    trace = world(FIRST, [("asked", ("r",), FROM - HOUR)])
    assert [word for word, _ in words(law, "O", trace, FROM + 23 * HOUR + 1)] == [Word.VIOLATED]


def test_the_end_of_the_law_ends_what_is_open(world: Callable[..., FactTrace]) -> None:
    ended = read_norms(text(1, "valid_to: 2031-03-11T00:00Z\n"), "one.yaml")
    law = law_of([ended])
    trace = world(ended, [("asked", ("r",), FROM - HOUR), ("asked", ("q",), FROM - 25 * HOUR)])
    found = {one.key: one for one in instances_under(law, "O", trace, FROM + DAY, LONG)}
    assert found["r",].said_state == "terminated"
    assert found["r",].word is Word.COMPLIED
    assert found["q",].word is Word.VIOLATED


def test_no_version_is_changed_in_place() -> None:
    edited = read_norms(text(1, deadline="25h"), "one.yaml")
    with pytest.raises(BadInput, match="unknown here"):
        law_of([edited, amendment()])
    with pytest.raises(BadInput, match="stands twice"):
        law_of([FIRST, FIRST])
    with pytest.raises(BadInput, match="from when"):
        law_of([FIRST, read_norms(text(2, f"amends: {FIRST.version}\n"), "two.yaml")])


def test_what_an_amendment_changes_is_said_norm_by_norm() -> None:
    later = amendment(deadline="48h")
    (change,) = changes(FIRST, later)
    assert (change.norm, change.how) == ("O", "changed")
    assert change.lines() == ("O deadline: 1d -> 2d",)
    without = read_norms(text(3).rsplit("---\n", 1)[0], "three.yaml")
    assert [each.lines() for each in changes(FIRST, without)] == [("F: ended",)]
    assert [each.lines() for each in changes(without, FIRST)] == [("F: added",)]


def test_the_verdicts_that_would_change(world: Callable[..., FactTrace]) -> None:
    before, after = law_of([FIRST]), law_of([FIRST, amendment(deadline="48h")])
    said = [("asked", ("r",), FROM + HOUR), ("asked", ("q",), FROM - 9 * DAY)]
    at = FROM + 30 * HOUR
    found = verdicts_changed(before, after, "O", world(FIRST, said), at, LONG)
    assert [(one.key, one.before, one.after) for one in found] == [
        (("r",), Word.VIOLATED, Word.PENDING)
    ]


def test_only_an_amendment_extends_and_only_what_it_has() -> None:
    with pytest.raises(MalformedAgreement, match="amends nothing"):
        read_norms(text(2, "extends: [O]\n"), "two.yaml")
    with pytest.raises(MalformedAgreement, match="not a norm"):
        read_norms(text(2, f"amends: {FIRST.version}\nextends: [Q]\n"), "two.yaml")
