from __future__ import annotations

from holdfire.agreement.required import required_distance
from holdfire.agreement.terms import MinDistance
from holdfire.agreement.weapon import Bound, ObjectClass, ObjectPredicate
from holdfire.base.quantity import Unit, exactly, within
from holdfire.base.truth import Truth

KM = Unit.KILOMETRE
MORTAR = ObjectPredicate(
    "m", (ObjectClass(("mortar",), (), ((Bound.GE, 1200), (Bound.LE, 1200))),)
)
LONG = ObjectPredicate("S", (ObjectClass(systems=("S",)),))
OVER_100 = ObjectPredicate("o", (ObjectClass(calibre=((Bound.GT, 1000),)),))
TERMS = MinDistance(
    OVER_100,
    "line",
    exactly(15, KM),
    {"m": exactly(8, KM), "S": exactly(70, KM)},
    table_objects={"m": MORTAR, "S": LONG},
)


def required(**attributes: object) -> tuple[Truth, object]:
    found = required_distance(TERMS, [(k, (v,)) for k, v in attributes.items()])
    return found.bound, found.distance


def test_the_table_lowers_as_well_as_raises() -> None:
    assert required(kind="mortar", calibre_mm=120, system="2B11") == (
        Truth.TRUE,
        exactly(8, KM),
    )
    assert required(system="S", calibre_mm=300) == (Truth.TRUE, exactly(70, KM))


def test_what_the_table_does_not_name_keeps_the_general_distance() -> None:
    assert required(kind="howitzer", calibre_mm=122, system="D-30") == (
        Truth.TRUE,
        exactly(15, KM),
    )


def test_what_neither_reaches_is_not_bound() -> None:
    assert required(kind="howitzer", calibre_mm=85, system="D-44") == (Truth.FALSE, None)


def test_an_unknown_system_may_be_a_listed_one() -> None:
    assert required(kind="howitzer", calibre_mm=122) == (Truth.TRUE, within(15, 70, KM))
    assert required() == (Truth.UNKNOWN, within(8, 70, KM))


def test_a_table_without_a_general_rule_binds_what_it_names_only() -> None:
    alone = MinDistance(LONG, "line", None, {"S": exactly(70, KM)}, table_objects={"S": LONG})
    assert required_distance(alone, [("system", ("S",))]).distance == exactly(70, KM)
    assert required_distance(alone, [("system", ("T",))]).bound is Truth.FALSE
