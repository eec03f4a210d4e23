"""Against the labels of one annotator (not double-checked): field by field.

The annotator's members are compared with what the parser reads from the text alone. Where
both could differ and be right, the list of known differences below says so; it is empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from holdfire.observations.osce.numbers import Bound
from holdfire.observations.osce.position import stated_control
from holdfire.observations.osce.report import read_report
from holdfire.observations.osce.sentence import Sentence
from holdfire.observations.osce.source import SOURCE
from holdfire.observations.record import Batch, ReadContext

WEAPON_WORDS = {"heavy_machine_gun": "heavy machine gun", "small_arms": "small arms"}
KNOWN_DIFFERENCES: set[str] = set()


@pytest.fixture(scope="session")
def folder(shared_data: Path) -> Path:
    found = shared_data / "osce_smm_reports"
    if not found.is_dir():
        pytest.skip("the labelled reports are not beside the checkout")
    return found


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def said_of(sentence: Sentence) -> list[dict[str, object]]:
    """The items in the annotator's form."""
    said: list[dict[str, object]] = []
    for item in sentence.items:
        amount, location = item.amount, item.location
        assert amount is not None
        calibres = [w.calibre_mm for w in item.weapons if w.calibre_mm is not None]
        kinds = [WEAPON_WORDS.get(w.kind, w.kind) for w in item.weapons]
        between = amount.bound is Bound.BETWEEN
        winds = () if location.directions is None else location.directions.winds
        said.append(
            {
                "what": item.what,
                "n": [amount.low, amount.high] if between else amount.low,
                "weapon": " and ".join(kinds) or None,
                "calibre_mm": calibres[0] if calibres else None,
                "mode": item.mode,
                "approx": amount.bound is Bound.ABOUT,
                "km": [location.km_low, location.km_high],
                "dirs": list(winds),
            }
        )
    return said


def place_of(sentence: Sentence) -> dict[str, object]:
    """Place, reference and means in the annotator's form."""
    position = sentence.position
    assert position is not None
    reference = position.reference
    verbs = dict.fromkeys(item.means for item in sentence.items)
    return {
        "place": position.name,
        "place_ref": None
        if reference is None
        else [reference.km, reference.wind, reference.name],
        "how": sentence.observer if sentence.observer == "camera" else "+".join(verbs),
    }


def compared(folder: Path) -> Iterator[tuple[str, object, object]]:
    """Every labelled field: its name, what we read, what the annotator wrote."""
    for number, row in enumerate(rows(folder / "observations.jsonl")):
        (sentence,) = read_report(row["text"]).sentences
        for key, value in place_of(sentence).items():
            yield f"sentence {number} {key}", value, row[key]
        said = said_of(sentence)
        yield f"sentence {number} items", len(said), len(row["labels"])
        for place, (ours, theirs) in enumerate(zip(said, row["labels"], strict=True)):
            for key, value in theirs.items():
                yield f"sentence {number} item {place} {key}", ours[key], value
    for row in rows(folder / "daily_summaries.jsonl"):
        regions = {count.region: count for count in read_report(row["text"]).regions}
        yield f"daily {row['report']} regions", set(regions), set(row["labels"])
        for region, theirs in row["labels"].items():
            for key, value in theirs.items():
                amount = getattr(regions[region], key)
                yield f"daily {row['report']} {region} {key}", amount and amount.low, value


def test_every_labelled_field_is_read_as_the_annotator_read_it(folder: Path) -> None:
    fields = list(compared(folder))
    differing = {name for name, ours, theirs in fields if ours != theirs}
    assert differing == KNOWN_DIFFERENCES
    # 12 sentences with 3 fields and a number of items each, 31 items with 8 fields each,
    # 10 summaries with a set of regions and 2 regions with 3 fields each
    assert len(fields) == 12 * 4 + 31 * 8 + 10 * (1 + 2 * 3)


def test_nothing_of_the_observation_sentences_is_left_unread(folder: Path) -> None:
    for row in rows(folder / "observations.jsonl"):
        assert read_report(row["text"]).unread == (), row["text"]


def test_what_is_left_unread_of_the_summaries_is_exactly_three_sentences(folder: Path) -> None:
    unread = [
        row["text"][start:end]
        for row in rows(folder / "daily_summaries.jsonl")
        for start, end in read_report(row["text"]).unread
    ]
    # two about people hurt by explosive objects or shelling on an unnamed day, one about
    # monitoring going on: kept in the narrative, asserted nowhere
    assert len(unread) == 3
    assert sum("detonation" in text for text in unread) == 2
    assert sum("continued monitoring" in text for text in unread) == 1


def batches(folder: Path, name: str, **options: object) -> list[Batch]:
    context = ReadContext(
        name, "0" * 64, synthetic=False, affiliation_seal="s", options=options
    )
    return list(SOURCE.read((folder / name).read_bytes(), context))


@pytest.mark.parametrize(
    ("name", "count"), [("daily_summaries.jsonl", 10), ("observations.jsonl", 12)]
)
def test_every_row_becomes_an_observation(folder: Path, name: str, count: int) -> None:
    made = batches(folder, name)
    assert sum(batch.rows_in for batch in made) == count
    assert sum(batch.observations.num_rows for batch in made) == count
    assert SOURCE.probe((folder / name).read_bytes()[:65536]) > 0.9


def test_the_labels_are_kept_beside_the_record_and_change_nothing_in_it(folder: Path) -> None:
    raw = (folder / "observations.jsonl").read_text("utf-8")
    bare = "\n".join(
        json.dumps({k: row[k] for k in ("url", "date", "text")}, ensure_ascii=False)
        for row in map(json.loads, raw.splitlines())
    )
    context = ReadContext("x", "0" * 64, synthetic=False, affiliation_seal="s")
    with_labels = next(SOURCE.read(raw.encode(), context)).observations
    without = next(SOURCE.read(bare.encode(), context)).observations
    assert with_labels.drop_columns(["residual"]).equals(without.drop_columns(["residual"]))
    assert all("labels" in str(text) for text in with_labels.column("residual").to_pylist())


def test_who_controls_a_place_is_sealed_and_nowhere_else(folder: Path) -> None:
    (batch,) = batches(folder, "observations.jsonl")
    stated = {s.observation_id for s in batch.sealed if "stated_control" in s.payload}
    for row in batch.observations.to_pylist():
        says = bool(stated_control(row["narrative"]))
        assert (row["id"] in stated) is says
        for name, value in row.items():
            if name != "narrative":
                assert "controlled" not in str(value), name
    assert len(stated) == 9


def test_zero_is_a_count_and_not_a_gap(folder: Path) -> None:
    (batch,) = batches(folder, "daily_summaries.jsonl")
    none = [
        item
        for row in batch.observations.to_pylist()
        for item in json.loads(row["further"] or "[]")
        if item["count_high"] == 0
    ]
    # three of the reports had none in one region in the period before
    assert len(none) == 3
    assert all('"cfv_period":"previous"' in item["attributes"] for item in none)


def test_explosions_and_the_others_of_a_region_add_up_to_its_total(folder: Path) -> None:
    (batch,) = batches(folder, "daily_summaries.jsonl")
    for row, labelled in zip(
        batch.observations.to_pylist(), rows(folder / "daily_summaries.jsonl"), strict=True
    ):
        sums: dict[str, int] = {}
        for item in [row, *json.loads(row["further"] or "[]")]:
            attributes = json.loads(item["attributes"])
            if attributes.get("cfv_period") == "current":
                region = attributes["region"]
                sums[region] = sums.get(region, 0) + item["count_low"]
        assert sums == {name: label["total"] for name, label in labelled["labels"].items()}
