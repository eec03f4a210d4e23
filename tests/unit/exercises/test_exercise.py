from __future__ import annotations

import pytest

from holdfire.base.errors import BadInput
from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises import Exercise, generate
from holdfire.exercises.folder import exercise_files
from holdfire.exercises.sensors.sheet import FALSE


def test_the_same_arguments_give_the_same_bytes(drill: Exercise) -> None:
    again = generate("minsk-like", seed=7, days=12)
    assert exercise_files(again) == exercise_files(drill)


def test_another_seed_and_another_length_give_another_exercise(drill: Exercise) -> None:
    other = exercise_files(generate("minsk-like", seed=8, days=12))
    longer = exercise_files(generate("minsk-like", seed=7, days=13))
    mine = exercise_files(drill)
    assert len(set(mine.values()) & set(other.values())) <= 7  # the six mappings, an empty file
    for name in ("firms.csv", "arrays.csv", "cameras.jsonl", "reports.csv", "sensors.csv"):
        assert other[f"observations/{name}"] != mine[f"observations/{name}"]
        assert longer[f"observations/{name}"] != mine[f"observations/{name}"]
    assert other["geometry.geojson"] != mine["geometry.geojson"]


@pytest.mark.parametrize(
    ("name", "seed", "days", "code"),
    [
        ("korea-like", 1, 20, "HF-8250"),
        ("minsk-like", -1, 20, "HF-8251"),
        ("minsk-like", 1, 1, "HF-8251"),
        ("minsk-like", 1, 400, "HF-8251"),
    ],
)
def test_what_is_no_exercise_is_refused(name: str, seed: int, days: int, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        generate(name, seed=seed, days=days)
    assert str(refused.value.code) == code


def test_every_kind_of_sensor_has_true_and_false_rows(drill: Exercise) -> None:
    by_name = {
        sheet.name: [t for e in sheet.entries for t in e.truth] for sheet in drill.sheets
    }
    assert set(by_name) == {
        "firms.csv",
        "arrays.csv",
        "flights.csv",
        "crossing.csv",
        "cameras.jsonl",
        "patrols.jsonl",
        "sightings-patrol.csv",
        "reports.csv",
        "sightings-uav.csv",
        "watch.csv",
        "sensors.csv",
    }
    for name in ("firms.csv", "arrays.csv", "cameras.jsonl", "reports.csv"):
        assert FALSE in by_name[name], name
        assert set(by_name[name]) - {FALSE}, name
    assert set(by_name["sensors.csv"]) == {""}


def test_every_truth_of_a_row_is_a_happening(drill: Exercise) -> None:
    ids = {one.id for one in drill.happenings}
    assert len(ids) == len(drill.happenings)
    assert drill.noticed() <= ids
    assert len(drill.noticed()) > 50


def test_most_things_go_unseen_and_some_are_seen_by_several_sensors(drill: Exercise) -> None:
    seen = drill.noticed()
    assert 0.1 < len(seen) / len(drill.happenings) < 0.6
    per_file = [
        {t for e in sheet.entries for t in e.truth if t in seen} for sheet in drill.sheets
    ]
    assert any(len([one for one in per_file if id_ in one]) >= 3 for id_ in seen)


def test_force_decays_after_the_first_days() -> None:
    made = generate("minsk-like", seed=3, days=30)
    days = [int(one.start_s // 86_400) for one in made.happenings if one.force]
    first, last = (sum(a <= day < a + 5 for day in days) for a in (0, 25))
    # expected 100 and 15.6 episodes; six standard deviations of the difference are 65
    assert first - last > 20


def test_nothing_ends_before_it_starts_or_outside_the_exercise(drill: Exercise) -> None:
    for one in drill.happenings:
        assert 0 <= one.start_s <= one.end_s, one
        assert one.start_s < drill.days * 86_400, one
        if one.kind is not Phenomenon.THERMAL:
            assert one.end_s <= drill.days * 86_400 + 3600, one
