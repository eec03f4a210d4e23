from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.area import AnywhereArea, AreaRef, BandArea, BufferArea, NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.sensing.view_share import areas_of, share_by_name
from holdfire.base.quantity import Unit, exactly


def km(value: float) -> BufferArea:
    return BufferArea("front", exactly(value, Unit.KILOMETRE))


def band(low: float, high: float, party: str = "") -> BandArea:
    ends = exactly(low, Unit.KILOMETRE), exactly(high, Unit.KILOMETRE)
    return BandArea("front", *ends, party)


@pytest.mark.parametrize(
    ("view", "area", "share"),
    [
        (AnywhereArea(), km(5), (1.0, 1.0)),
        (NamedArea(("town", "valley")), NamedArea(("town",)), (1.0, 1.0)),
        (NamedArea(("town",)), NamedArea(("town", "valley")), (0.0, 1.0)),
        (NamedArea(("town",)), km(5), (0.0, 1.0)),
        (km(10), km(5), (1.0, 1.0)),
        (km(3), km(12), (0.25, 0.25)),
        (km(5), band(5, 10), (0.0, 0.0)),
        (band(0, 10, "X"), band(0, 10, "Y"), (0.0, 0.0)),
        (band(0, 10, "X"), km(10), (0.5, 0.5)),
        (BufferArea("river", exactly(3, Unit.KILOMETRE)), km(3), (0.0, 1.0)),
    ],
)
def test_how_much_of_an_area_is_in_view(
    view: AreaRef, area: AreaRef, share: tuple[float, float]
) -> None:
    assert share_by_name(view, [area]) == pytest.approx(share)


def test_a_clause_without_a_place_is_always_in_view() -> None:
    assert share_by_name(NamedArea(("town",)), []) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("keys", "areas"),
    [
        ("kind: exclusion\nobjects: tank\narea: town", (NamedArea(("town",)),)),
        ("kind: min_distance\nobjects: tank\nline: front\ndistance: 5 km", (km(5),)),
        ("kind: stand_fast\nline: front", (km(1),)),
        ("kind: flow\nobjects: [x]\nplaces: [town]", (NamedArea(("town",)),)),
        ("kind: flow\nobjects: [x]", (AnywhereArea(),)),
        ("kind: storage\nobjects: tank\nsites: [depot]", (AnywhereArea(),)),
        ("kind: procedural\nbody: M\nact: a", ()),
    ],
)
def test_where_a_clause_must_be_watched(
    clause: Callable[[str], Clause], keys: str, areas: tuple[AreaRef, ...]
) -> None:
    assert areas_of(clause(keys)) == areas
