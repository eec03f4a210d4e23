from __future__ import annotations

from typing import get_args

from holdfire.agreement.area import AnywhereArea
from holdfire.agreement.clause import ClauseKind
from holdfire.agreement.terms import Cessation, Flow, MinDistance, Terms
from holdfire.agreement.weapon import ObjectPredicate


def test_every_kind_has_a_record_of_its_own() -> None:
    records = {record.__name__.lower() for record in get_args(Terms)}
    assert records == {kind.value.replace("_", "") for kind in ClauseKind}


def test_defaults_are_the_widest_reading() -> None:
    assert Cessation().area == AnywhereArea()
    assert Cessation().acts == ("any_weapon",)
    assert Flow(("x",)).per == "day"
    assert MinDistance(ObjectPredicate("x"), "l", None).table == {}
