from __future__ import annotations

import pytest

from holdfire.agreement.weapon import (
    KINDS,
    Bound,
    ObjectClass,
    ObjectPredicate,
    matches,
    parts_of,
)
from holdfire.base.truth import Truth

OVER_100 = ObjectPredicate("x", (ObjectClass(calibre=((Bound.GT, 1000),)),))
FROM_100 = ObjectPredicate("x", (ObjectClass(calibre=((Bound.GE, 1000),)),))
MT12 = ObjectPredicate(
    "MT-12",
    (ObjectClass(("anti_tank_gun",), ("MT-12",), ((Bound.GE, 1000), (Bound.LE, 1000))),),
)


def truth(predicate: ObjectPredicate, **attributes: object) -> Truth:
    return matches(
        [
            (name, tuple(value) if isinstance(value, list) else (value,))
            for name, value in attributes.items()
        ],
        predicate,
    )


@pytest.mark.parametrize(
    ("calibre", "more_than", "at_least"),
    [
        ([100], Truth.FALSE, Truth.TRUE),
        ([100.1], Truth.TRUE, Truth.TRUE),
        ([85], Truth.FALSE, Truth.FALSE),
        ([100, 122], Truth.UNKNOWN, Truth.TRUE),
        ([85, 100], Truth.FALSE, Truth.UNKNOWN),
    ],
)
def test_greater_than_and_or_bigger_differ_by_one_gun(
    calibre: list[float], more_than: Truth, at_least: Truth
) -> None:
    assert truth(OVER_100, calibre_mm=calibre) is more_than
    assert truth(FROM_100, calibre_mm=calibre) is at_least


@pytest.mark.parametrize(
    ("bound", "kept"),
    [(Bound.LT, False), (Bound.LE, True), (Bound.GT, False), (Bound.GE, True)],
)
def test_each_bound_keeps_its_own_limit_or_not(bound: Bound, kept: bool) -> None:  # noqa: FBT001 - a table row
    predicate = ObjectPredicate("x", (ObjectClass(calibre=((bound, 1000),)),))
    assert truth(predicate, calibre_mm=100) is Truth.of(kept)


def test_what_is_not_known_is_unknown_and_one_false_condition_settles() -> None:
    guns = ObjectPredicate("x", (ObjectClass(("artillery",), (), ((Bound.GT, 1000),)),))
    assert truth(guns) is Truth.UNKNOWN
    assert truth(guns, kind="artillery") is Truth.UNKNOWN
    assert truth(guns, kind="tank") is Truth.FALSE
    assert truth(guns, kind="artillery", calibre_mm=85) is Truth.FALSE


def test_a_wide_kind_includes_its_parts_and_is_not_ruled_out_by_them() -> None:
    apc = ObjectPredicate("apc", (ObjectClass(("apc",)),))
    vehicles = ObjectPredicate("v", (ObjectClass(parts_of("armoured_vehicle")),))
    assert truth(vehicles, kind="apc") is Truth.TRUE
    assert truth(apc, kind="armoured_vehicle") is Truth.UNKNOWN
    assert truth(apc, kind="heavy_weapon") is Truth.FALSE
    assert truth(apc, kind=["apc", "tank"]) is Truth.UNKNOWN


def test_a_known_system_settles_its_kind_unless_it_contradicts_it() -> None:
    assert truth(MT12, system="MT-12") is Truth.TRUE
    assert truth(MT12, kind="anti_tank_gun", calibre_mm=100) is Truth.UNKNOWN
    assert truth(MT12, kind="artillery", calibre_mm=122) is Truth.FALSE
    assert truth(MT12, system="MT-12", calibre_mm=122) is Truth.FALSE
    assert truth(MT12, system="D-30") is Truth.FALSE


def test_an_undefined_word_decides_nothing_and_anything_everything() -> None:
    assert truth(ObjectPredicate("vague"), kind="tank") is Truth.UNKNOWN
    assert truth(ObjectPredicate("any", anything=True)) is Truth.TRUE
    half = ObjectPredicate("x", (ObjectClass(("tank",)),), partly_undefined=True)
    assert truth(half, kind="tank") is Truth.TRUE
    assert truth(half, kind="mortar") is Truth.UNKNOWN


def test_forces_are_every_kind_but_aircraft_and_vessels() -> None:
    parts = set(parts_of("forces"))
    assert set(KINDS) - parts == {
        "aircraft",
        "vessel",
    }
