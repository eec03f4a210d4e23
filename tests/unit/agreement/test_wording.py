from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BetweenArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.agreement.wording import (
    after_words,
    distance_words,
    ending,
    joined,
    place_words,
    starting,
)
from holdfire.base.quantity import Unit, exactly, within

KYIV = "Europe/Kyiv"
KM = Unit.KILOMETRE


def test_lists_read_as_people_write_them() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a and b"
    assert joined(["a", "b", "c"], "or") == "a, b or c"


def test_midnight_starts_a_day_or_ends_the_one_before() -> None:
    midnight = datetime(2015, 2, 14, 22, 0, tzinfo=UTC)
    assert starting(midnight, KYIV) == "the start of 15 February 2015"
    assert ending(midnight, KYIV) == "the end of 14 February 2015"


def test_other_times_name_their_zone() -> None:
    instant = datetime(2020, 7, 26, 21, 1, tzinfo=UTC)
    assert starting(instant, KYIV) == "00:01 on 27 July 2020 (Europe/Kyiv)"
    assert ending(instant.replace(second=5), KYIV) == "00:01:05 on 27 July 2020 (Europe/Kyiv)"


def test_distances_say_what_is_known() -> None:
    assert distance_words(exactly(15, KM)) == "15 km"
    assert distance_words(within(15, 20, KM)) == "15 to 20 km"


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (AnywhereArea(), ""),
        (NamedArea(("town", "depot")), "in the town and the depot"),
        (BufferArea("front", exactly(2, KM)), "within 2 km on each side of the front"),
        (
            BandArea("front", exactly(0, KM), exactly(10, KM), "X"),
            "from 0 to 10 km from the front on the side of Xland",
        ),
        (
            DepthArea("front", within(15, 20, KM)),
            "from the front to a depth of 15 to 20 km on each side",
        ),
        (BetweenArea("front", "river"), "between the front and the river"),
    ],
)
def test_every_area_can_be_said(
    load: Callable[..., Agreement], area: AreaRef, said: str
) -> None:
    agreement = load("- {id: a, kind: cessation, summary: s}")
    assert place_words(agreement, area) == said


def test_an_event_without_a_date_is_named(load: Callable[..., Agreement]) -> None:
    agreement = load("- {id: a, kind: cessation, summary: s}")
    assert after_words(agreement, ["quiet"], 7) == "7 days after the first quiet day"
    assert after_words(agreement, ["quiet"], 0) == "the first quiet day"
