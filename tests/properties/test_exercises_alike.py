"""Both sides of an exercise are alike: exactly in the mirror, on average over seeds."""

from __future__ import annotations

import csv
import json
import re
from typing import Any

import numpy as np
import pytest
import yaml
from scipy import stats

from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises import Exercise, generate
from holdfire.exercises.folder import exercise_files

SWAP = {"A": "B", "B": "A"}
WINDS = {"east": "west", "west": "east"}


@pytest.fixture(scope="module", params=[(1, 10), (5, 14)], ids=lambda p: f"seed {p[0]}")
def pair(request: pytest.FixtureRequest) -> tuple[Exercise, Exercise]:
    seed, days = request.param
    return (
        generate("minsk-like", seed=seed, days=days),
        generate("minsk-like", seed=seed, days=days, mirrored=True),
    )


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def minus(text: str) -> str:
    """A decimal number with its sign changed, as a file writes it."""
    if not text or float(text) == 0.0:
        return text
    return text[1:] if text.startswith("-") else f"-{text}"


def wkt_mirrored(text: str) -> str:
    return re.sub(r"(?<=[(,])(-?\d+\.\d+)(?= )", lambda m: minus(m[0]), text)


def test_the_mirror_changes_the_sign_of_every_longitude_and_nothing_else_in_tables(
    pair: tuple[Exercise, Exercise],
) -> None:
    first, second = (exercise_files(one) for one in pair)
    assert set(first) == set(second)
    for name in (n for n in first if n.startswith("observations/") and n.endswith(".csv")):
        straight, mirrored = rows(first[name]), rows(second[name])
        assert len(straight) == len(mirrored)
        for one, other in zip(straight, mirrored, strict=True):
            for column, value in one.items():
                if column in ("lon", "longitude", "cov_en"):
                    assert other[column] == minus(value), (name, column)
                elif column == "area_wkt":
                    assert other[column] == wkt_mirrored(value)
                else:
                    assert other[column] == value, (name, column)


def test_the_mirror_exchanges_east_and_west_in_words(pair: tuple[Exercise, Exercise]) -> None:
    for name in ("observations/cameras.jsonl", "observations/patrols.jsonl"):
        straight, mirrored = (exercise_files(one)[name].splitlines() for one in pair)
        for one, other in zip(straight, mirrored, strict=True):
            swapped = re.sub(r"\b(east|west)\b", lambda m: WINDS[m[0]], one)
            assert json.loads(other) == json.loads(swapped)


def test_the_mirror_exchanges_the_names_in_the_agreement(
    pair: tuple[Exercise, Exercise],
) -> None:
    straight, mirrored = (yaml.safe_load(one.agreement) for one in pair)
    assert [p["id"] for p in mirrored["parties"]] == ["B", "A"]
    for one, other in zip(straight["clauses"], mirrored["clauses"], strict=True):
        assert other == renamed(one)
    assert mirrored["lines"] == straight["lines"]


def renamed(value: Any) -> Any:
    """The value with the parties' ids exchanged wherever they stand."""
    if isinstance(value, dict):
        return {renamed(key): renamed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item) for item in value]
    if isinstance(value, str) and re.fullmatch(r"[0-9]?[AB]", value):
        return value[:-1] + SWAP[value[-1]]
    return value


def test_the_mirror_exchanges_the_names_in_the_truth(pair: tuple[Exercise, Exercise]) -> None:
    first, second = (exercise_files(one) for one in pair)
    for one, other in zip(
        rows(first["truth/incidents.csv"]), rows(second["truth/incidents.csv"]), strict=True
    ):
        assert other["party"] == SWAP.get(one["party"], "")
        assert other["lon"] == minus(one["lon"])
        assert other["breaks"].split() == [renamed(c) for c in one["breaks"].split()]
        same = ("id", "kind", "start", "end", "lat", "count", "force", "attributes", "rows")
        assert all(other[name] == one[name] for name in same)
    for one, other in zip(
        rows(first["truth/verdicts.csv"]), rows(second["truth/verdicts.csv"]), strict=True
    ):
        assert other == {**one, "clause": renamed(one["clause"])}
    name = "truth/observations_truth.csv"
    assert second[name] == first[name]


def test_west_is_always_the_first_side_and_at_the_left_hand_of_the_lines(
    pair: tuple[Exercise, Exercise],
) -> None:
    for made in pair:
        features = json.loads(made.geometry)["features"]
        for feature in features[:2]:
            lats = [lat for _, lat in feature["geometry"]["coordinates"]]
            assert lats == sorted(lats)
            assert feature["properties"]["sides"] == {"left": "A", "right": "B"}


@pytest.fixture(scope="module")
def many() -> list[Exercise]:
    return [generate("minsk-like", seed=seed, days=8) for seed in range(200, 240)]


@pytest.mark.parametrize(
    "kind", [Phenomenon.EXPLOSION, Phenomenon.LIGHT_FIRE, Phenomenon.UAV, None]
)
def test_both_sides_act_alike(many: list[Exercise], kind: Phenomenon | None) -> None:
    acts = [
        one.side
        for made in many
        for one in made.happenings
        if one.side and (one.kind is kind or (kind is None and one.force))
    ]
    west = sum(side < 0 for side in acts)
    # a fair coin; the seeds are fixed, so this can only fail when the generator changes
    assert stats.binomtest(west, len(acts), 0.5).pvalue > 0.01
    assert len(acts) > 50


def test_both_sides_keep_and_break_alike(many: list[Exercise]) -> None:
    broken = {"A": 0, "B": 0}
    for made in many:
        for one in made.verdicts:
            if one.clause[-1] in broken and one.verdict == "violated":
                broken[one.clause[-1]] += 1
    assert stats.binomtest(broken["A"], sum(broken.values()), 0.5).pvalue > 0.01
    assert sum(broken.values()) > 60


def test_both_sides_are_seen_alike(many: list[Exercise]) -> None:
    counts = {side: np.zeros(2) for side in (-1, 1)}
    for made in many:
        noticed = made.noticed()
        for one in made.happenings:
            if one.side:
                counts[one.side] += (1, one.id in noticed)
    table = np.array([[seen, total - seen] for total, seen in counts.values()])
    assert stats.fisher_exact(table).pvalue > 0.01


def test_true_and_false_claims_come_from_channels_of_both_sides_alike(
    many: list[Exercise],
) -> None:
    false = {"west": 0, "east": 0}
    for made in many:
        files = exercise_files(made)
        reports = rows(files["observations/reports.csv"])
        truth = [
            row
            for row in rows(files["truth/observations_truth.csv"])
            if row["file"] == "reports.csv"
        ]
        for report, row in zip(reports, truth, strict=True):
            number = int(report["sources_matching"][-1])
            if row["happening"] == "false" and number <= 6:
                false["west" if number <= 3 else "east"] += 1
    assert stats.binomtest(false["west"], sum(false.values()), 0.5).pvalue > 0.01
    assert sum(false.values()) > 100
