from collections.abc import Callable
from typing import Any

from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]


def sizes(found: list[Witness]) -> list[int]:
    return sorted(len(one.members) for one in found)


def test_copies_of_one_message_are_one_witness(row: Row, witnesses: Witnesses) -> None:
    rows = [row(f"{k:03}", origin_group="g", north_km=0.1 * (k % 5)) for k in range(200)]
    assert sizes(witnesses(*rows)) == [200]


def test_one_message_about_two_places_or_times_is_two_witnesses(
    row: Row, witnesses: Witnesses
) -> None:
    near = row("a", origin_group="g")
    far = row("b", origin_group="g", north_km=30.0)
    late = row("c", origin_group="g", hours=30.0)
    assert sizes(witnesses(near, far, late)) == [1, 1, 1]


def test_two_statements_of_one_row_are_two_happenings(row: Row, witnesses: Witnesses) -> None:
    def statement(observation: str, number: int) -> dict[str, Any]:
        given = {"id": f"{observation}.{number}", "observation_id": observation}
        return row(observation, origin_group="g", **given)

    first, second = statement("a", 0), statement("a", 1)
    assert sizes(witnesses(first, second)) == [1, 1]
    copies = (statement("b", 0), statement("b", 1))
    assert sizes(witnesses(first, second, *copies)) == [2, 2]


def test_a_copy_may_call_the_same_happening_by_another_kind(
    row: Row, witnesses: Witnesses
) -> None:
    heard = row("a", origin_group="g")
    hit = row("b", origin_group="g", phenomenon="strike")
    crossing = row("c", origin_group="g", phenomenon="crossing")
    assert sizes(witnesses(heard, hit, crossing)) == [1, 2]


def test_two_records_of_one_alarm_that_overlap_are_one_witness(
    row: Row, witnesses: Witnesses
) -> None:
    def alarm(name: str, hours: float) -> dict[str, Any]:
        kind = {"phenomenon": "alarm", "modality": "alarm", "sigma_km": 40.0}
        return row(name, origin_group="unit", hours=hours, lasts=1.0, **kind)

    found = witnesses(alarm("official", 0.0), alarm("volunteer", 0.2), alarm("next", 3.0))
    assert sizes(found) == [1, 2]


def test_a_flood_of_one_origin_is_one_witness(row: Row, witnesses: Witnesses) -> None:
    rows = [row(f"{k:05}", origin_group="g", north_km=k * 1e-4) for k in range(2200)]
    assert sizes(witnesses(*rows)) == [2200]
