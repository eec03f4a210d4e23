import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from holdfire.incidents import ChanceRate, chance_corroboration, chance_origins, model_for

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]


def scattered(
    row: Row, prefix: str, size: int, seed: int, **given: Any
) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    return [
        row(
            f"{prefix}{k:03}",
            source=prefix,
            north_km=chance.uniform(-15, 15),
            hours=24.0 * chance.randrange(30) - 12.0,
            lasts=24.0,
            **given,
        )
        for k in range(size)
    ]


def rate(rows: pa.Table, **given: Any) -> ChanceRate:
    (found,) = chance_corroboration(rows, model=model_for(rows), **given)
    return found


def test_independent_sources_agree_as_often_as_chance_says(row: Row, table: Table) -> None:
    inside = 0
    for seed in range(10):
        left = scattered(row, "left", 60, 2 * seed, modality="report")
        right = scattered(row, "right", 90, 2 * seed + 1)
        found = rate(table(*left, *right))
        assert (found.left, found.right, found.of) == ("left", "right", 60)
        assert found.observed > 0
        inside += found.low <= found.observed <= found.high
    # 95 % ranges hold 9.5 of 10 on average; fewer than 7 would happen once in 1,000 runs.
    assert inside >= 7


def test_true_agreement_stands_out_from_chance(row: Row, table: Table) -> None:
    left = scattered(row, "left", 60, 1, modality="report")
    right = [
        one | {"id": f"r{k}.0", "observation_id": f"r{k}", "origin_group": f"r{k}",
               "source": "right", "modality": "array"}
        for k, one in enumerate(left)
    ]  # fmt: skip
    found = rate(table(*left, *right))
    assert found.observed == 60
    assert found.high < 45


def test_the_rate_depends_on_content_and_seed_alone(row: Row, table: Table) -> None:
    rows = [*scattered(row, "left", 30, 1), *scattered(row, "right", 30, 2)]
    expected = rate(table(*rows))
    assert rate(table(*reversed(rows), rows[3])) == expected
    assert rate(table(*rows), seed=5) == rate(table(*rows), seed=5)
    assert rate(table(*rows), shifts=20).shifts == 20
    assert rate(table(*rows), shifts=0).mean == 0.0


def test_copies_move_together_and_count_once(row: Row, table: Table) -> None:
    copies = [row(f"c{k}", source="left", origin_group="g", lasts=24.0) for k in range(9)]
    found = rate(table(*copies, *scattered(row, "right", 30, 2)))
    assert found.of == 1
    assert found.high <= 1.0


def test_alarms_are_laid_beside_uses_of_force_and_the_two_records_never_pair(
    row: Row, table: Table
) -> None:
    alarm = {"phenomenon": "alarm", "modality": "alarm", "sigma_km": 40.0, "lasts": 1.0}
    rows = table(
        row("official", source="alarms", origin_group="u", **alarm),
        row("volunteer", source="alarms", origin_group="u", **alarm),
        row("s", source="paper", modality="report", phenomenon="strike", hours=0.5),
    )
    found = rate(rows)
    assert {found.left, found.right} == {"alarms", "paper"}
    assert (found.of, found.observed) == (1, 1)


def test_a_source_of_several_modalities_is_told_apart(row: Row, table: Table) -> None:
    rows = table(row("a", source="mapped"), row("b", source="mapped", modality="camera"))
    found = rate(rows)
    assert (found.left, found.right) == ("mapped:array", "mapped:camera")


def test_without_places_or_rows_there_is_nothing_to_compare(row: Row, table: Table) -> None:
    nowhere = table(row("a", place_kind="none", lon=None, lat=None))
    assert chance_corroboration(nowhere, model=model_for(nowhere)) == ()


def test_groups_of_unrelated_sources_are_as_many_as_chance_says(row: Row, table: Table) -> None:
    inside = 0
    for seed in range(10):
        left = scattered(row, "left", 60, 3 * seed, modality="report")
        right = scattered(row, "right", 60, 3 * seed + 1)
        third = scattered(row, "third", 40, 3 * seed + 2, modality="camera")
        rows = table(*left, *right, *third)
        found = chance_origins(rows, model=model_for(rows))
        assert found.observed > 0
        inside += found.low <= found.observed <= found.high
    # As above: fewer than 7 of 10 would happen once in 1,000 runs.
    assert inside >= 7


def test_groups_that_three_sources_share_stand_out(row: Row, table: Table) -> None:
    left = scattered(row, "left", 12, 1, modality="report")
    others = [
        one
        | {"id": f"{name}{k}.0", "observation_id": f"{name}{k}", "origin_group": f"{name}{k}",
           "source": name, "modality": modality}
        for name, modality in (("array", "array"), ("camera", "camera"))
        for k, one in enumerate(left)
    ]  # fmt: skip
    rows = table(*left, *others)
    found = chance_origins(rows, model=model_for(rows))
    # Twelve places and days of which no two meet: three reports each are one group.
    assert found.observed <= 12
    assert found.observed > found.high
    alone = table(*left)
    assert chance_origins(alone, model=model_for(alone)).observed == 0


def test_alarms_make_no_group_and_nothing_has_none(row: Row, table: Table) -> None:
    spoken = scattered(row, "left", 20, 1, modality="report")
    alarms = [
        one
        | {"id": f"a{k}.0", "observation_id": f"a{k}", "origin_group": f"a{k}",
           "source": "sirens", "modality": "alarm", "phenomenon": "alarm"}
        for k, one in enumerate(spoken)
    ]  # fmt: skip
    rows = table(*spoken, *alarms)
    assert chance_origins(rows, model=model_for(rows)).observed == 0
    nothing = table()
    assert chance_origins(nothing, model=model_for(nothing)).observed == 0
