from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfire.base.errors import BadInput
from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises import Score, score
from holdfire.exercises.score.outcome import Found, Outcome, read_outcome
from holdfire.exercises.score.scoring import score_of
from holdfire.exercises.score.truth import Known, Truth, read_truth

SHARES = (
    "incident_precision",
    "incident_recall",
    "incident_f1",
    "incident_recall_all",
    "incident_recall_force",
    "pair_f1",
    "region90_coverage",
    "existence_ece",
    "existence_ece_corroborated",
    "existence_brier",
)


@pytest.fixture(scope="module")
def truth(drill_folder: Path) -> Truth:
    return read_truth(drill_folder)


def perfect(truth: Truth) -> list[Found]:
    """What a run would give that knows the truth: one incident each, false ones at zero."""
    parts: dict[str, list[str]] = defaultdict(list)
    for detection, happening in truth.of.items():
        parts[happening or detection].append(detection)
    made = []
    for number, (name, detections) in enumerate(sorted(parts.items())):
        one = truth.happenings.get(name)
        if one is not None and one.kind is Phenomenon.PASSAGE:
            continue
        region = None if one is None else (one.lon, one.lat, 100.0, 100.0, 0.0)
        truths = tuple(truth.of[d] for d in detections)
        existence = 0.0 if one is None else 1.0
        made.append(Found(f"i{number:05d}", existence, len(detections), region, truths))
    return made


def all_right(truth: Truth) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(one.reading, one.clause): (one.verdict,) for one in truth.verdicts}


def test_a_perfect_output_has_perfect_figures(truth: Truth) -> None:
    found = score_of(truth, Outcome(tuple(perfect(truth)), all_right(truth)))
    assert (found.incident_precision, found.incident_recall, found.incident_f1) == (
        1.0,
        1.0,
        1.0,
    )
    assert (found.pair_f1, found.region90_coverage) == (1.0, 1.0)
    assert (found.existence_ece, found.existence_brier) == (0.0, 0.0)
    assert found.location_error_km == 0.0
    assert (found.verdicts_right, found.verdicts_wrong) == (11, 0)
    assert found.incident_recall_all is not None
    assert found.incident_recall_all < 0.7


def test_a_random_output_has_figures_in_range_and_far_below(truth: Truth) -> None:
    rng = np.random.default_rng(9)
    detections = sorted(truth.of)
    groups: dict[int, list[str]] = defaultdict(list)
    for detection in detections:
        groups[int(rng.integers(150))].append(detection)
    incidents = tuple(
        Found(
            f"r{number:05d}",
            float(rng.random()),
            len(members),
            (
                float(rng.uniform(-0.5, 0.5)),
                float(rng.uniform(-36.5, -35.5)),
                900.0,
                300.0,
                10.0,
            ),
            tuple(truth.of[one] for one in members),
        )
        for number, members in groups.items()
    )
    words = ("complied", "violated", "undetermined", "unobserved")
    verdicts = {key: (words[int(rng.integers(4))],) for key in all_right(truth)}
    found = score_of(truth, Outcome(incidents, verdicts))
    in_range(found)
    assert found.incident_f1 is not None
    assert found.incident_f1 < 0.6
    assert found.pair_f1 is not None
    assert found.pair_f1 < 0.2
    # points drawn over 100 km from each other are tens of kilometres apart
    assert found.location_error_km is not None
    assert found.location_error_km > 10.0
    assert found.region90_coverage == pytest.approx(0.0, abs=0.05)
    assert found.existence_ece is not None
    assert found.existence_ece > 0.1


def in_range(found: Score) -> None:
    for name in SHARES:
        value = getattr(found, name)
        assert value is None or 0.0 <= value <= 1.0, name
    decided = found.verdicts_right + found.verdicts_wrong + found.verdicts_undetermined
    assert decided == 11
    assert found.verdicts_missed <= found.verdicts_undetermined


def test_an_empty_output_finds_nothing_and_decides_nothing(truth: Truth) -> None:
    found = score_of(truth, Outcome((), {}))
    in_range(found)
    assert found.incident_precision is None
    assert found.verdicts_undetermined == 11
    assert found.verdicts_missed == sum(k.knowable != "undetermined" for k in truth.verdicts)


def test_splitting_an_incident_costs_precision_and_not_recall(truth: Truth) -> None:
    whole = perfect(truth)
    largest = max(whole, key=lambda one: len(one.truths) if one.existence else 0)
    half = len(largest.truths) // 2
    pieces = [
        replace(largest, id="x1", truths=largest.truths[:half]),
        replace(largest, id="x2", truths=largest.truths[half:]),
    ]
    split = [one for one in whole if one is not largest] + pieces
    found = score_of(truth, Outcome(tuple(split), {}))
    assert found.incident_recall == 1.0
    assert found.incident_precision is not None
    assert found.incident_precision < 1.0


def test_an_incident_held_unlikely_is_not_found(truth: Truth) -> None:
    doubted = [replace(one, existence=one.existence * 0.4) for one in perfect(truth)]
    found = score_of(truth, Outcome(tuple(doubted), {}))
    assert (found.incident_precision, found.incident_recall) == (None, 0.0)
    assert found.existence_ece == pytest.approx(
        0.6 * sum(one.existence for one in perfect(truth)) / len(perfect(truth))
    )


@pytest.mark.parametrize(
    ("said", "right", "wrong", "undetermined", "missed"),
    [
        (("violated",), 1, 0, 0, 0),
        (("complied",), 0, 1, 0, 0),
        (("undetermined",), 0, 0, 1, 1),
        (("unobserved",), 0, 0, 1, 1),
        ((), 0, 0, 1, 1),
        (("complied", "violated"), 1, 0, 0, 0),
        (("complied", "unobserved"), 0, 0, 1, 1),
        (("complied", "complied"), 0, 1, 0, 0),
    ],
)
def test_a_verdict_is_right_wrong_or_not_decided(
    said: Sequence[str], right: int, wrong: int, undetermined: int, missed: int
) -> None:
    small = Truth({}, (Known("text", "1", "violated", "violated"),), {})
    found = score_of(small, Outcome((), {("text", "1"): tuple(said)}))
    counted = (found.verdicts_right, found.verdicts_wrong, found.verdicts_undetermined)
    assert counted == (right, wrong, undetermined)
    assert found.verdicts_missed == missed


def written(out: Path, truth: Truth) -> None:
    """A perfect output as the files of a run."""
    rows: list[dict[str, Any]] = []
    detections = []
    for detection, happening in truth.of.items():
        kind = truth.happenings[happening].kind if happening else Phenomenon.EXPLOSION
        detections.append(
            {
                "id": detection,
                "observation_id": detection.rpartition(".")[0],
                "phenomenon": kind.value,
            }
        )
    parts: dict[str, list[str]] = defaultdict(list)
    for detection, happening in truth.of.items():
        parts[happening or detection].append(detection)
    for name, members in parts.items():
        one = truth.happenings.get(name)
        rows.append(
            {
                "id": name,
                "detections": members,
                "existence": 0.0 if one is None else 1.0,
                "origins": len(members),
                "lon": None if one is None else one.lon,
                "lat": None if one is None else one.lat,
                "major_m": 50.0,
                "minor_m": 50.0,
                "angle_deg": 0.0,
            }
        )
    pq.write_table(pa.Table.from_pylist(detections), out / "detections.parquet")
    pq.write_table(pa.Table.from_pylist(rows), out / "incidents.parquet")
    clauses = [{"id": one.clause, "verdict": one.verdict} for one in truth.verdicts]
    report = {"readings": [{"id": "text", "clauses": clauses}]}
    (out / "report.json").write_text(json.dumps(report))


def test_the_files_of_a_perfect_run_score_perfectly(
    drill_folder: Path, truth: Truth, tmp_path: Path
) -> None:
    written(tmp_path, truth)
    found = score(drill_folder, tmp_path)
    assert found == score_of(truth, Outcome(tuple(perfect(truth)), all_right(truth)))
    assert all(value is None or float(value) >= 0.0 for value in asdict(found).values())


def test_passages_are_left_out(truth: Truth, tmp_path: Path) -> None:
    written(tmp_path, truth)
    passages = [h for h in truth.happenings.values() if h.kind is Phenomenon.PASSAGE]
    assert len(passages) == 12
    assert len(read_outcome(tmp_path, truth).incidents) == len(perfect(truth))


@pytest.mark.parametrize("name", ["report.json", "incidents.parquet", "detections.parquet"])
def test_an_output_that_lacks_a_file_is_refused(
    name: str, truth: Truth, tmp_path: Path
) -> None:
    written(tmp_path, truth)
    (tmp_path / name).unlink()
    with pytest.raises(BadInput) as refused:
        read_outcome(tmp_path, truth)
    assert str(refused.value.code) == "HF-8253"


def test_detections_of_another_exercise_are_refused(truth: Truth, tmp_path: Path) -> None:
    written(tmp_path, truth)
    with pytest.raises(BadInput, match="no row of this exercise"):
        read_outcome(tmp_path, replace(truth, of={}))


def test_a_folder_without_truth_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        read_truth(tmp_path)
    assert str(refused.value.code) == "HF-8252"
