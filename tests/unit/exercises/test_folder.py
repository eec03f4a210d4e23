from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import yaml
from shapely import LineString, Point, from_wkt

from holdfire.agreement import attach, load_agreement, read_shapes
from holdfire.base.geodesy import distance_m
from holdfire.exercises import Exercise, generate, write_exercise
from holdfire.exercises.score.truth import read_truth
from holdfire.exercises.world.place_names import NAMES
from holdfire.observations.gazetteer import Gazetteer, read_gazetteer
from holdfire.observations.recognition import recognise
from holdfire.observations.record import Batch, ReadContext
from holdfire.observations.registry import sources


def table(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / name).read_text("utf-8").splitlines()))


def data_files(folder: Path) -> list[Path]:
    return [p for p in sorted((folder / "observations").iterdir()) if p.suffix != ".yaml"]


def read_back(folder: Path, path: Path) -> tuple[str, list[Batch]]:
    raw = path.read_bytes()
    beside = path.with_name(f"{path.name}.mapping.yaml")
    mapping = yaml.safe_load(beside.read_text()) if beside.exists() else None
    name = "mapped" if mapping else recognise(raw).source
    source = next(s for s in sources() if s.manifest.name == name)
    places = read_gazetteer("exercise", (folder / "gazetteer.csv").read_bytes())
    assert not places.refused
    options = {"gazetteer": Gazetteer.with_own(places.entries), "zone": "UTC"}
    context = ReadContext(
        path.name,
        "0" * 64,
        synthetic=True,
        affiliation_seal="s",
        options={**options, "mapping": mapping} if mapping else options,
    )
    return str(name), list(source.read(raw, context))


def test_every_file_is_read_by_its_own_source_without_quarantine(
    drill: Exercise, drill_folder: Path
) -> None:
    rows = {sheet.name: len(sheet.entries) for sheet in drill.sheets}
    expected = {
        "firms.csv": "firms",
        "reports.csv": "viina",
        "sensors.csv": "sensorlog",
        "cameras.jsonl": "osce",
        "patrols.jsonl": "osce",
    }
    for path in data_files(drill_folder):
        name, batches = read_back(drill_folder, path)
        assert name == expected.get(path.name, "mapped")
        assert [q for batch in batches for q in batch.quarantined] == [], path.name
        assert sum(batch.observations.num_rows for batch in batches) == rows[path.name]


def test_every_row_has_a_time_and_a_place(drill_folder: Path) -> None:
    for path in data_files(drill_folder):
        for batch in read_back(drill_folder, path)[1]:
            assert batch.observations.column("t_start").null_count == 0, path.name
            assert "none" not in batch.observations.column("place_kind").to_pylist(), path.name


def test_each_sentence_asserts_what_its_truth_lists(
    drill: Exercise, drill_folder: Path
) -> None:
    for sheet in drill.sheets:
        if not sheet.name.endswith(".jsonl"):
            continue
        (batch,) = read_back(drill_folder, drill_folder / "observations" / sheet.name)[1]
        for entry, row in zip(sheet.entries, batch.observations.to_pylist(), strict=True):
            further = json.loads(row["further"]) if row["further"] else []
            assert 1 + len(further) == len(entry.truth), entry.text
            assert row["flags"] == "", entry.text


def test_the_agreement_loads_with_its_geometry(drill_folder: Path) -> None:
    text = (drill_folder / "agreement.yaml").read_text("utf-8")
    agreement = load_agreement(text, name="agreement.yaml", origin="exercise")
    raw = (drill_folder / "geometry.geojson").read_bytes()
    attached = attach(agreement, read_shapes("geometry.geojson", raw))
    assert agreement.hypothetical
    assert {s.name for s in attached.shapes} == {
        *agreement.lines,
        *agreement.zones,
        "waterworks",
    }
    kinds = {clause.kind.value for clause in agreement.readings[0].clauses}
    assert kinds == {
        "cessation",
        "stand_fast",
        "exclusion",
        "min_distance",
        "withdraw_by",
        "no_fly",
        "protected_object",
        "flow",
    }
    clauses = [clause.id for clause in agreement.readings[0].clauses]
    assert [row["clause"] for row in table(drill_folder, "truth/verdicts.csv")] == clauses


def test_the_folder_says_that_it_is_synthetic_and_whose_its_sources_are(
    drill_folder: Path,
) -> None:
    stated = yaml.safe_load((drill_folder / "exercise.yaml").read_text())
    assert stated["synthetic"] is True
    assert (stated["name"], stated["seed"], stated["days"]) == ("minsk-like", 7, 12)
    names = set()
    for path in data_files(drill_folder):
        for batch in read_back(drill_folder, path)[1]:
            names.update(batch.observations.column("source").to_pylist())
    assert names <= set(stated["affiliations"])


def test_true_pixels_lie_within_reach_of_their_happening(
    drill: Exercise, drill_folder: Path
) -> None:
    happenings = read_truth(drill_folder).happenings
    pixels = table(drill_folder, "observations/firms.csv")
    truths = [e.truth[0] for s in drill.sheets if s.name == "firms.csv" for e in s.entries]
    for pixel, truth in zip(pixels, truths, strict=True):
        if truth in happenings:
            at = happenings[truth]
            away = distance_m(
                float(pixel["longitude"]), float(pixel["latitude"]), at.lon, at.lat
            )
            # half the diagonal of the largest pixel (0.57 km) and the spread of the fire
            assert away < 900, pixel


def test_origins_deviate_as_their_covariance_says(drill: Exercise, drill_folder: Path) -> None:
    happenings = read_truth(drill_folder).happenings
    origins = table(drill_folder, "observations/arrays.csv")
    truths = [e.truth[0] for s in drill.sheets if s.name == "arrays.csv" for e in s.entries]
    squared = []
    for origin, truth in zip(origins, truths, strict=True):
        if truth not in happenings:
            continue
        at = happenings[truth]
        lon, lat = float(origin["lon"]), float(origin["lat"])
        east = (
            float(distance_m(at.lon, at.lat, lon, at.lat)) / 1000 * (1 if lon > at.lon else -1)
        )
        north = float(distance_m(lon, at.lat, lon, lat)) / 1000 * (1 if lat > at.lat else -1)
        ee, en, nn = (float(origin[f"cov_{name}"]) for name in ("ee", "en", "nn"))
        det = ee * nn - en * en
        squared.append((nn * east**2 - 2 * en * east * north + ee * north**2) / det)
    # the mean of n chi-square values of 2 degrees is 2 with deviation 2/sqrt(n); five of them
    assert abs(sum(squared) / len(squared) - 2.0) < 10.0 / len(squared) ** 0.5


def test_weapons_of_a_side_that_withdrew_stand_behind_both_lines(
    drill: Exercise, drill_folder: Path
) -> None:
    shapes = json.loads((drill_folder / "geometry.geojson").read_text())["features"]
    contact = LineString(shapes[0]["geometry"]["coordinates"])
    broken = {
        row["clause"]: row["verdict"] for row in table(drill_folder, "truth/verdicts.csv")
    }
    deadline = f"2024-05-{6 + 6:02d}"
    for row in table(drill_folder, "truth/incidents.csv"):
        after = row["kind"] == "weapon_present" and row["start"] >= deadline
        if (
            after
            and broken[f"4{row['party']}"] == "complied"
            and "tank" not in row["attributes"]
        ):
            # one degree is at least 90 km here, and a withdrawn weapon stands 18 km away
            assert contact.distance(Point(float(row["lon"]), float(row["lat"]))) > 0.15


def test_fields_of_view_are_valid_polygons(drill_folder: Path) -> None:
    for row in table(drill_folder, "observations/sensors.csv"):
        if row["area_wkt"]:
            assert from_wkt(row["area_wkt"]).is_valid


def test_writing_twice_changes_nothing(drill: Exercise, tmp_path: Path) -> None:
    write_exercise(drill, tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    write_exercise(drill, tmp_path)
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}


def test_the_invented_names_are_in_no_list_of_real_places(drill_folder: Path) -> None:
    listed = Gazetteer()
    assert [name for name in NAMES if listed.candidates(name)] == []


@pytest.mark.parametrize("days", [2, 40])
def test_short_and_long_exercises_are_whole(days: int, tmp_path: Path) -> None:
    write_exercise(generate("minsk-like", seed=2, days=days), tmp_path)
    truth = read_truth(tmp_path)
    assert len(truth.verdicts) == 11
