"""Withdrawal in steps: each zone must be seen to be empty from its own deadline on."""

from __future__ import annotations

import pytest
from tests.fakes.asking import ask, square
from tests.fakes.drafting import drafted
from tests.fakes.happening import incident, period, utc, watched

from holdfire.agreement import Agreement, attach, load_agreement
from holdfire.base.phenomenon import Phenomenon
from holdfire.detections import Coverage
from holdfire.verification import Verdict

TEXT = drafted(
    """\
zones: {first: the first, second: the second, whole: the whole}
clauses:
  - id: "1"
    kind: withdraw_by
    objects: tank
    area: whole
    phases:
      - {name: first, deadline: 2020-01-11T00:00}
      - {name: second, deadline: 2020-01-21T00:00}
      - {name: rest, deadline: 2020-03-01T00:00}
    summary: Tanks leave.
    source: K
    evidence: seen
"""
)
BEFORE = period("2020-02-01T00:00+00:00", "2020-02-20T00:00+00:00")
BEYOND = period("2020-02-01T00:00+00:00", "2020-03-20T00:00+00:00")
LAST = utc("2020-03-01T00:00+00:00")
FIRST = (35.9, 47.8, 36.3, 48.2)
SECOND = (37.9, 47.8, 38.3, 48.2)
BOTH = (35.9, 47.8, 38.3, 48.2)
TANK = {"kind": ("tank",)}


def steps() -> Agreement:
    agreement = load_agreement(TEXT, name="t", origin="t")
    return attach(
        agreement,
        [
            square("first", 36.0, 47.9, 36.2, 48.1),
            square("second", 38.0, 47.9, 38.2, 48.1),
            square("whole", 35.0, 47.0, 39.0, 49.0),
        ],
    )


def seen(*boxes: tuple[float, float, float, float]) -> list[Coverage]:
    return [
        watched(BEYOND.start, BEYOND.end, (Phenomenon.WEAPON_PRESENT,), box=box)
        for box in boxes
    ]


@pytest.mark.parametrize(
    ("boxes", "verdict"),
    [
        ((SECOND,), Verdict.UNOBSERVED),
        ((FIRST,), Verdict.UNOBSERVED),
        ((FIRST, SECOND), Verdict.COMPLIED),
        ((BOTH,), Verdict.COMPLIED),
    ],
)
def test_every_step_that_is_due_must_be_seen(
    boxes: tuple[tuple[float, float, float, float], ...], verdict: Verdict
) -> None:
    found = ask(steps(), "1", [], seen(*boxes), BEFORE)
    assert found.verdict is verdict
    share = found.coverage.share
    assert share is not None
    assert (share >= 0.8) is (verdict is Verdict.COMPLIED)


def test_a_step_must_be_seen_from_its_own_deadline_not_from_the_last() -> None:
    late = watched(LAST, BEYOND.end, (Phenomenon.WEAPON_PRESENT,))
    assert ask(steps(), "1", [], [late], BEYOND).verdict is Verdict.UNOBSERVED
    early = seen(BOTH)
    assert ask(steps(), "1", [], [late, *early], BEYOND).verdict is Verdict.COMPLIED


def test_a_tank_in_the_zone_of_an_early_step_is_found_whatever_was_seen() -> None:
    tank = incident(
        Phenomenon.WEAPON_PRESENT,
        (36.1, 48.0),
        utc("2020-02-05T00:00+00:00"),
        attributes=TANK,
    )
    assert ask(steps(), "1", [tank], [], BEYOND).verdict is Verdict.VIOLATED
