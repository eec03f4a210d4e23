"""Korea 2018: no artillery firing and no field training near the line."""

from __future__ import annotations

import pytest
from tests.fakes.asking import ask, meridian
from tests.fakes.happening import beside, incident, period, utc, watched

from holdfire.agreement import attach, load_library
from holdfire.base.phenomenon import PRESENCE, Phenomenon
from holdfire.base.truth import Truth
from holdfire.verification import Verdict
from holdfire.verification.no_exercise import is_exercise

KOREA = attach(load_library("korea-cma-2018"), [meridian("MDL")])
SPAN = period("2018-11-02T00:00+09:00", "2018-11-10T00:00+09:00")
AT = utc("2018-11-05T12:00+09:00")
FIRE = (Phenomenon.HEAVY_FIRE, Phenomenon.EXPLOSION, Phenomenon.FLASH)
SEEN = [watched(SPAN.start, SPAN.end, (*FIRE, *sorted(PRESENCE)))]


def verdict(km: float, purpose: tuple[str, ...]) -> Verdict:
    fired = incident(
        Phenomenon.HEAVY_FIRE,
        beside(km),
        AT,
        attributes={"purpose": purpose} if purpose else {},
    )
    return ask(KOREA, "land", [fired], SEEN, SPAN).verdict


@pytest.mark.parametrize(
    ("km", "purpose", "expected"),
    [
        (4.9, ("exercise",), Verdict.VIOLATED),
        (5.2, ("exercise",), Verdict.COMPLIED),
        (4.9, (), Verdict.UNDETERMINED),
        (4.9, ("exercise", "combat"), Verdict.UNDETERMINED),
        (4.9, ("combat",), Verdict.COMPLIED),
    ],
)
def test_only_a_stated_purpose_makes_fire_an_exercise(
    km: float, purpose: tuple[str, ...], expected: Verdict
) -> None:
    assert verdict(km, purpose) is expected


def test_what_is_seen_of_troops_never_tells_the_size_of_a_formation() -> None:
    trait = (("purpose", ("exercise",)),)
    types = ("field_training_regiment",)
    assert is_exercise(types, Phenomenon.FORCES_PRESENT, trait) is Truth.UNKNOWN
    assert is_exercise(types, Phenomenon.HEAVY_FIRE, trait) is Truth.FALSE
