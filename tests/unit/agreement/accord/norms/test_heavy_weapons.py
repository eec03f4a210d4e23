"""The case table of the first worked example, each row a test, and what borders on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.instance import Instance, Met, Reason, Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.norms.lifecycle import State
from holdfire.agreement.accord.norms.shipped import example
from holdfire.agreement.accord.trace import FOREVER, Lack, LackKind, Possible

DAY = 86_400_000_000
SECOND = 1_000_000
KM = 10_000_000
NOON = 16 * DAY
HW = example("heavy-weapons")


@pytest.fixture
def seen(world: Callable[..., FactTrace]) -> Callable[..., FactTrace]:
    """One unit with sets of distance (km), calibre (mm) and site; S7 inspected before."""

    def build(
        distance: tuple[float, float],
        calibre: tuple[int, ...],
        site: tuple[str, ...] = ("none",),
        inspected: int | None = None,
        *,
        complete: int = FOREVER,
    ) -> FactTrace:
        said = [("present", ("u",), 0, 20 * DAY)]
        if inspected is not None:
            said.append(("inspected", ("S7",), NOON - inspected, NOON - inspected))
        return world(
            HW,
            said,
            horizons={"inspection_register": complete},
            anchors={"D": 0},
            functions={
                ("caliber", ("u",)): many(
                    tuple(mm * 10 for mm in calibre), "caliber", LackKind.WEAK
                ),
                ("site", ("u",)): many(site, "site", LackKind.GEOMETRY),
                ("place", ("u",)): Possible(("P",)),
                ("side_of", ("P",)): Possible(("X",)),
                ("dist", ("P", "line")): Possible(
                    low=round(distance[0] * KM),
                    high=round(distance[1] * KM),
                    lack=None
                    if distance[0] == distance[1]
                    else Lack(LackKind.GEOMETRY, "place", ("u",)),
                ),
            },
        )

    return build


def many(values: tuple[int, ...] | tuple[str, ...], fact: str, kind: LackKind) -> Possible:
    return Possible(values, lack=None if len(values) == 1 else Lack(kind, fact, ("u",)))


def one(trace: FactTrace, at: int = NOON) -> Instance:
    (found,) = instances(HW, "HW-1", trace, at, at)
    return found


EXACT = {"distance": (9, 9), "calibre": (122,)}
COMPLIED = [
    pytest.param({"distance": (25, 25), "calibre": (152,)}, Reason.KEPT, id="at 25 km"),
    pytest.param({"distance": (9, 9), "calibre": (100,)}, Reason.KEPT, id="of 100 mm"),
    pytest.param(
        {"distance": (24.9, 25.1), "calibre": (85,)},
        Reason.KEPT,
        id="one false part settles it",
    ),
    pytest.param(
        {**EXACT, "site": ("S7",), "inspected": DAY}, Reason.EXCEPTED, id="inspected 1 d ago"
    ),
    pytest.param(
        {**EXACT, "site": ("S7",), "inspected": 7 * DAY},
        Reason.EXCEPTED,
        id="inspected exactly 7 d ago",
    ),
]
VIOLATED = [
    pytest.param({"distance": (24.999, 24.999), "calibre": (152,)}, id="at 24,999 m"),
    pytest.param({"distance": (24.9, 24.99), "calibre": (152,)}, id="anywhere in the set"),
    pytest.param(
        {**EXACT, "site": ("S7",), "inspected": 7 * DAY + SECOND}, id="inspected 7 d 1 s ago"
    ),
    pytest.param({**EXACT, "calibre": (122, 152)}, id="both calibres are heavy"),
]
OPEN = [
    pytest.param(
        {"distance": (24.9, 25.1), "calibre": (152,)}, "place", LackKind.GEOMETRY, id="place"
    ),
    pytest.param(
        {"distance": (9, 9), "calibre": (100, 122)}, "caliber", LackKind.WEAK, id="calibre"
    ),
    pytest.param(
        {**EXACT, "site": ("S7", "none"), "inspected": DAY},
        "site",
        LackKind.GEOMETRY,
        id="site",
    ),
    pytest.param(
        {**EXACT, "site": ("S7",), "complete": NOON - DAY},
        "inspected",
        LackKind.REGISTER,
        id="register",
    ),
]


@pytest.mark.parametrize(("given", "reason"), COMPLIED)
def test_complied(
    seen: Callable[..., FactTrace], given: dict[str, object], reason: Reason
) -> None:
    found = one(seen(**given))
    assert (found.word, found.reason) == (Word.COMPLIED, reason)
    assert not found.lacks


@pytest.mark.parametrize("given", VIOLATED)
def test_violated(seen: Callable[..., FactTrace], given: dict[str, object]) -> None:
    found = one(seen(**given))
    assert found.word is Word.VIOLATED
    assert found.bearer == ("X",)


@pytest.mark.parametrize(("given", "fact", "kind"), OPEN)
def test_undetermined_with_its_witness(
    seen: Callable[..., FactTrace], given: dict[str, object], fact: str, kind: LackKind
) -> None:
    found = one(seen(**given))
    assert found.word is Word.UNDETERMINED
    assert [(lack.fact, lack.kind) for lack in found.lacks] == [(fact, kind)]


@pytest.mark.parametrize("at", [0, 13 * DAY, 14 * DAY - 1])
def test_not_in_force_before_its_day(seen: Callable[..., FactTrace], at: int) -> None:
    found = one(seen((9, 9), (152,)), at)
    assert (found.word, found.reason) == (Word.COMPLIED, Reason.NOT_IN_FORCE)


def test_in_force_at_exactly_its_day(seen: Callable[..., FactTrace]) -> None:
    found = one(seen((9, 9), (152,)), 14 * DAY)
    assert (found.word, found.state) == (Word.VIOLATED, State.VIOLATED)
    assert found.phases[-1].since == 14 * DAY


def test_nobody_looked_is_unobserved(world: Callable[..., FactTrace]) -> None:
    trace = world(HW, [("present", ("u",), 0, 20 * DAY)], anchors={"D": 0})
    found = one(trace)
    assert found.word is Word.UNOBSERVED
    assert {lack.kind for lack in found.lacks} == {LackKind.GAP}


def test_the_ladder_runs_by_the_clock(seen: Callable[..., FactTrace]) -> None:
    trace = seen((9, 9), (152,))
    start, hour = 14 * DAY, 3600 * SECOND
    met = {
        at: [rung.met for rung in one(trace, start + at).rungs]
        for at in (6 * hour, 6 * hour + 1, 72 * hour + 1)
    }
    assert met[6 * hour] == [Met.OPEN, Met.OPEN, Met.WAITING]
    assert met[6 * hour + 1] == [Met.LAPSED, Met.OPEN, Met.WAITING]
    assert met[72 * hour + 1] == [Met.LAPSED, Met.LAPSED, Met.OPEN]
    assert one(trace, start + 72 * hour + 1).said_state == "escalated(2)"


def test_an_open_verdict_runs_no_ladder(seen: Callable[..., FactTrace]) -> None:
    found = one(seen((24.9, 25.1), (152,)))
    assert not found.rungs
    assert found.state is State.IN_EFFECT
