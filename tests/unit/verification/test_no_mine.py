"""Minsk 2014: no mines in the security zone, and those laid before are removed."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.asking import ask, square
from tests.fakes.happening import beside, incident, period, utc, watched

from holdfire.agreement import Agreement, attach, load_library
from holdfire.agreement.terms import NoMine
from holdfire.base.phenomenon import Phenomenon
from holdfire.verification import ClauseVerdict, Verdict

MEMO = attach(
    load_library("minsk-memo-2014"), [square("security_zone", 36.5, 47.5, 37.5, 48.5)]
)
SPAN = period("2014-10-01T00:00+03:00", "2014-11-01T00:00+03:00")
AT = utc("2014-10-10T12:00+03:00")


def laying_only(agreement: Agreement) -> Agreement:
    """The same text without the duty to remove old mines."""
    readings = []
    for reading in agreement.readings:
        clauses = [
            replace(c, terms=replace(c.terms, remove_existing=False))
            if isinstance(c.terms, NoMine)
            else c
            for c in reading.clauses
        ]
        readings.append(replace(reading, clauses=tuple(clauses)))
    return replace(agreement, readings=tuple(readings))


def asked(agreement: Agreement, km: float, **traits: tuple[object, ...]) -> ClauseVerdict:
    mine = incident(Phenomenon.MINE, beside(km), AT, attributes=traits)
    seen = watched(SPAN.start, SPAN.end, (Phenomenon.MINE,))
    return ask(agreement, "6", [mine], [seen], SPAN)


def test_where_old_mines_must_go_any_find_counts() -> None:
    assert asked(MEMO, 0.0).verdict is Verdict.VIOLATED
    assert asked(MEMO, 80.0).verdict is Verdict.COMPLIED


def test_where_only_laying_is_forbidden_a_find_does_not_tell_when() -> None:
    found = asked(laying_only(MEMO), 0.0)
    assert found.verdict is Verdict.UNDETERMINED
    assert "straddle" in {w.kind for w in found.witness}
    assert asked(laying_only(MEMO), 0.0, activity=("laying",)).verdict is Verdict.VIOLATED
