from __future__ import annotations

import pytest

from holdfire.agreement.accord.plain.areas import AREA, DISTANCE
from holdfire.agreement.accord.plain.catalogue import LANGUAGES, catalogue
from holdfire.agreement.accord.plain.grammar import Heard, Names, Said
from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BetweenArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.base.quantity import Unit, exactly, within

KM = Unit.KILOMETRE
NAMES = Names(
    labels={
        "line": {"front": "the front (front)", "river": "the river (river)"},
        "place": {"town": "the town (town)", "depot": "the depot (depot)"},
        "party": {"X": "Xland (X)"},
    }
)


@pytest.mark.parametrize(
    ("area", "words"),
    [
        (AnywhereArea(), ""),
        (NamedArea(("town", "depot")), " in the town (town) and the depot (depot)"),
        (
            BufferArea("front", exactly(2, KM)),
            " within 2 km (that distance included) on each side of the front (front)",
        ),
        (
            BandArea("front", exactly(0, KM), exactly(10, KM), "X"),
            (
                " from 0 km (included) to 10 km (not included) from the front (front)"
                " on the side of Xland (X)"
            ),
        ),
        (
            DepthArea("front", within(15, 20, KM)),
            (
                " from the front (front) to a depth of 15 to 20 km (up to 15 km inside, beyond"
                " 20 km outside, between the two undetermined) on each side"
            ),
        ),
        (BetweenArea("front", "river"), " between the front (front) and the river (river)"),
    ],
)
def test_every_area_says_which_edges_belong_to_it(area: AreaRef, words: str) -> None:
    assert AREA.write(area, Said(catalogue("en"), NAMES)) == words
    for language in LANGUAGES:
        said = Said(catalogue(language), NAMES)
        text = AREA.write(area, said)
        assert text is not None
        assert (area, len(text)) in AREA.read(0, Heard(text, said))


def test_a_distance_that_runs_backwards_is_none() -> None:
    said = Said(catalogue("en"))
    assert DISTANCE.read(0, Heard("20 to 15 km", said)) == []
    assert DISTANCE.read(0, Heard("15 to 15 km", said)) == []
    assert DISTANCE.write(exactly(5, Unit.METRE), said) is None
