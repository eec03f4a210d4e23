"""What would settle an open instance."""

from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.instance import Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.norms.norm_witness import norm_witness
from holdfire.agreement.accord.norms.shipped import example
from holdfire.agreement.accord.trace import Lack, LackKind, Possible
from holdfire.base.truth import Truth

DAY = 86_400_000_000
KM = 10_000_000
HW = example("heavy-weapons")


def test_one_measurement_settles_a_distance(world: Callable[..., FactTrace]) -> None:
    place = Lack(LackKind.GEOMETRY, "place", ("u",), "where it is", "the patrol")
    trace = world(
        HW,
        [("present", ("u",), 0, 20 * DAY)],
        anchors={"D": 0},
        functions={
            ("caliber", ("u",)): Possible((1520,)),
            ("place", ("u",)): Possible(("P",)),
            ("side_of", ("P",)): Possible(("X",)),
            ("site", ("u",)): Possible(("none",)),
            ("dist", ("P", "line")): Possible(low=24 * KM, high=26 * KM, lack=place),
        },
    )
    (one,) = instances(HW, "HW-1", trace, 16 * DAY, 16 * DAY)
    found = norm_witness(HW, one, trace)
    assert [lack.fact for lack in found.lacks] == ["place"]
    assert found.minimal
    assert {each.value for each in found.sufficient} == {Truth.TRUE, Truth.FALSE}


def test_a_settled_instance_needs_nothing(
    sample: Callable[..., Accord], world: Callable[..., FactTrace]
) -> None:
    accord = sample('norm: F\nmodality: prohibition\nforall: {u: unit}\ncontent: "excuse(u)"\n')
    trace = world(accord, [("excuse", ("u",), 0, DAY)])
    (one,) = instances(accord, "F", trace, DAY, DAY)
    assert norm_witness(accord, one, trace).value is Truth.TRUE


def test_an_obligation_names_all_it_depends_on(world: Callable[..., FactTrace]) -> None:
    accord = example("grave-breach")
    trace = world(accord, [("adopted", ("F", "X", "grave"), 0)], horizons={"activated": 0})
    (one,) = instances(accord, "GV-1.a", trace, 2 * DAY, 2 * DAY)
    assert one.word is Word.UNDETERMINED
    found = norm_witness(accord, one, trace)
    assert (found.value, found.lacks, found.minimal) == (Truth.UNKNOWN, one.lacks, False)
