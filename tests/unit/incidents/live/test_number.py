"""Public numbers: inherited one to one, never given to something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from holdfire.base.identity import group_id
from holdfire.base.instant import TimeSpan
from holdfire.base.quantity import Probability
from holdfire.incidents import Incident
from holdfire.incidents.live import Numbers, Step, StepKind, content_hash, renumbered

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)


def incident(*detections: str) -> Incident:
    return Incident(
        group_id("incident", detections), tuple(sorted(detections)), Probability(0.5, 0.4, 0.6),
        (), {}, TimeSpan(NOON, NOON), None, (), 1, (), (), (), None, None, synthetic=False,
        links=(),
    )  # fmt: skip


def moved(
    numbers: Numbers, gone: list[Incident], made: list[Incident], **heirs: list[str]
) -> tuple[Numbers, tuple[Step, ...]]:
    told = {content_hash(one): one for one in made}
    return renumbered(numbers, {one.id for one in gone}, told, heirs)


def kinds(steps: tuple[Step, ...]) -> list[tuple[int, StepKind, tuple[int, ...]]]:
    return [(one.number, one.kind, one.others) for one in steps]


def test_the_larger_overlap_inherits_and_the_other_ends_as_merged() -> None:
    small, large = incident("a"), incident("b", "c")
    numbers, first = moved(Numbers(), [], [small, large])
    assert [one.kind for one in first] == [StepKind.FIRST, StepKind.FIRST]
    at = {held.detections: number for number, held in numbers.held.items()}
    whole = incident("a", "b", "c")
    numbers, steps = moved(numbers, [small, large], [whole])
    kept, lost = at["b", "c"], at["a",]
    assert sorted(kinds(steps)) == sorted(
        [(kept, StepKind.CHANGED, ()), (lost, StepKind.MERGED, (kept,))]
    )
    assert {number: held.detections for number, held in numbers.held.items()} == {
        kept: ("a", "b", "c")
    }
    numbers, steps = moved(numbers, [whole], [small, large])
    assert sorted(kinds(steps)) == sorted(
        [(kept, StepKind.CHANGED, ()), (lost, StepKind.RETURNED, (kept,))]
    )


def test_a_part_that_was_never_alone_gets_a_new_number_with_its_origin() -> None:
    whole = incident("a", "b", "c", "d", "e")
    numbers, _ = moved(Numbers(), [], [whole])
    numbers, steps = moved(numbers, [whole], [incident("a", "b", "c"), incident("d", "e")])
    assert kinds(steps) == [(1, StepKind.CHANGED, ()), (2, StepKind.SPLIT, (1,))]
    assert steps[0].went == ("d", "e")


def test_a_number_that_ended_is_never_given_again() -> None:
    numbers, _ = moved(Numbers(), [], [incident("a")])
    numbers, steps = moved(numbers, [incident("a")], [])
    assert kinds(steps) == [(1, StepKind.ENDED, ())]
    numbers, steps = moved(numbers, [], [incident("z")])
    assert kinds(steps) == [(2, StepKind.FIRST, ())]


def test_a_correction_keeps_the_number() -> None:
    numbers, _ = moved(Numbers(), [], [incident("old")])
    numbers, steps = moved(
        numbers, [incident("old")], [incident("new")], old=["newer"], newer=["new"]
    )
    assert kinds(steps) == [(1, StepKind.CHANGED, ())]
    assert (steps[0].came, steps[0].went) == (("new",), ("old",))


def test_other_content_with_the_same_members_is_a_change() -> None:
    before = incident("a")
    numbers, _ = moved(Numbers(), [], [before])
    after = replace(before, existence=Probability(0.6, 0.4, 0.7))
    _, steps = moved(numbers, [before], [after])
    assert kinds(steps) == [(1, StepKind.CHANGED, ())]
    assert moved(numbers, [before], [before])[1] == ()


def test_ties_are_decided_by_ids_not_by_order() -> None:
    parts = [incident("a", "b"), incident("c", "d")]
    whole = [incident("a", "c"), incident("b", "d")]
    ends = set()
    for turn in (1, -1):
        numbers, _ = moved(Numbers(), [], parts[::turn])
        numbers, _ = moved(numbers, parts[::turn], whole[::turn])
        ends.add(tuple(sorted((n, held.detections) for n, held in numbers.held.items())))
    assert len(ends) == 1
