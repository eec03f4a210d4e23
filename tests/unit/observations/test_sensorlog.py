from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from holdfire.base.phenomenon import Phenomenon
from holdfire.detections import judge_coverage
from holdfire.detections.coverage import Size, SizeUnit, p_detect_of, seen_until
from holdfire.observations.record import OBSERVATION_SCHEMA, Batch, ReadContext
from holdfire.observations.sensorlog.manifest import COLUMNS
from holdfire.observations.sensorlog.source import SOURCE

HEADER = ",".join(COLUMNS)
UP = (
    "CAM-1,camera,up,2031-03-01T00:00+02:00,2031-03-01T06:00+02:00,"
    "0.1,-36.1,5,350,20,,explosion flash,0.6..0.8,,"
)


def read(text: str | bytes) -> Batch:
    raw = text.encode() if isinstance(text, str) else text
    context = ReadContext("log.csv", "0" * 64, synthetic=True, affiliation_seal="seal")
    (batch,) = SOURCE.read(raw, context)
    assert batch.observations.schema == OBSERVATION_SCHEMA
    return batch


def only(text: str) -> dict[str, object]:
    batch = read(f"{HEADER}\n{text}\n")
    assert batch.quarantined == ()
    (row,) = batch.observations.to_pylist()
    return dict(row)


def test_a_sector_is_read_with_its_state() -> None:
    row = only(UP)
    assert (row["place_kind"], row["az_low_deg"], row["az_high_deg"]) == ("ray", 350.0, 20.0)
    assert (row["range_low_m"], row["range_high_m"]) == (0.0, 5000.0)
    assert str(row["t_start"]) == "2031-02-28 22:00:00+00:00"
    assert row["phenomenon"] == "sensor_state"
    assert json.loads(str(row["attributes"])) == {
        "sensor": "CAM-1",
        "modality": "camera",
        "status": "up",
        "reason": None,
        "phenomena": ["explosion", "flash"],
        "p_detect": [0.6, 0.8],
        "register": False,
    }


def test_a_full_circle_is_a_disc_and_an_area_is_a_polygon() -> None:
    disc = only(
        "R,register,up,2031-03-01T00:00Z,2031-03-02T00:00Z,0,-36,1,0,360,,passage,1,,yes"
    )
    assert (disc["place_kind"], disc["radius_m"]) == ("area", 1000.0)
    assert json.loads(str(disc["attributes"]))["register"] is True
    area = only(
        "SAT,thermal,degraded,2031-03-01T00:00Z,2031-03-01T00:01Z,,,,,,"
        '"POLYGON((0 -36,1 -36,1 -35,0 -35,0 -36))",thermal,,cloud,'
    )
    assert area["place_kind"] == "area"
    assert area["area_wkb"]
    attributes = json.loads(str(area["attributes"]))
    assert attributes["p_detect"] is None
    assert attributes["reason"] == "cloud"


def test_columns_the_format_does_not_know_are_kept() -> None:
    batch = read(f"{HEADER},operator\n{UP},seven\n")
    assert json.loads(batch.observations.column("residual")[0].as_py()) == {"operator": "seven"}


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        (("CAM-1,", ","), "sensor", "schema.missing"),
        (("camera", "telepathy"), "modality", "schema.enum"),
        ((",up,", ",asleep,"), "status", "schema.enum"),
        ((",up,", ",down,"), "reason", "schema.missing"),
        (("explosion flash", "explosion doom"), "phenomena", "schema.enum"),
        (("explosion flash", ""), "phenomena", "schema.enum"),
        (("0.6..0.8", "0.8..0.6"), "p_detect", "schema.number"),
        (("0.6..0.8", "often"), "p_detect", "schema.number"),
        (("2031-03-01T00:00+02:00", "2031-03-01T00:00"), "start", "time.no_zone"),
        (("2031-03-01T00:00+02:00", "yesterday"), "start", "time.unreadable"),
        (("2031-03-01T00:00+02:00", "2031-03-02T00:00Z"), "end", "time.reversed"),
        (("2031-03-01T00:00+02:00", "0001-01-01T00:00+02:00"), "start", "time.implausible"),
        (("2031-03-01T00:00+02:00", "1001-01-01T00:00+02:00"), "start", "time.implausible"),
        (("0.1,-36.1", "0.1,-136.1"), "lon, lat", "place.out_of_range"),
        (("0.1,-36.1", "nan,-36.1"), "lon", "place.nonfinite"),
        (("0.1,-36.1", "here,-36.1"), "lon", "schema.number"),
        ((",5,350", ",,350"), "range_km", "schema.missing"),
        (("20,,explosion", "20,POLYGON((0 0)),explosion"), "area_wkt", "place.shape"),
        (("20,,explosion", "20,POINT(0 0),explosion"), "area_wkt", "place.shape"),
        (
            ("20,,explosion", '20,"POLYGON((0 0,1 0,1 99,0 0))",explosion'),
            "area_wkt",
            "place.out_of_range",
        ),
        (("0.1,-36.1", '0.1,"-36.1'), "", "parse"),
    ],
)
def test_a_bad_row_is_quarantined_with_its_field_and_the_next_one_is_read(
    change: tuple[str, str], field: str, code: str
) -> None:
    bad = UP.replace(*change)
    assert bad != UP
    batch = read(f"{HEADER}\n{bad}\n{UP}\n")
    (refused,) = batch.quarantined
    assert refused.reason.split(":")[0] == code
    assert refused.field == field
    assert refused.row == 2
    assert refused.next_step
    assert batch.rows_in == 2


def test_a_header_without_a_needed_column_quarantines_each_row() -> None:
    batch = read("sensor,modality,status,start,end\na,b,c,d,e\nf,g,h,i,j\n")
    assert [q.field for q in batch.quarantined] == ["phenomena"] * 2
    assert batch.observations.num_rows == 0


def test_the_same_row_has_the_same_id_in_another_file_and_order() -> None:
    other = UP.replace("CAM-1", "CAM-2")
    first = read(f"{HEADER}\n{UP}\n{other}\n").observations.column("id").to_pylist()
    second = read(f"{HEADER}\n\n{other}\n{UP}\n").observations.column("id").to_pylist()
    assert first == second[::-1]


def test_the_header_is_recognised_and_nothing_else() -> None:
    assert SOURCE.probe(f"{HEADER}\n{UP}".encode()) > 0.9
    assert SOURCE.probe(b"\xef\xbb\xbf" + HEADER.encode()) > 0.9
    assert SOURCE.probe(b"latitude,longitude,bright_ti4\n1,2,3") == 0.0
    assert SOURCE.probe(b"") == 0.0


def test_long_logs_come_in_batches_that_account_for_every_row() -> None:
    raw = "\n".join([HEADER, *(UP.replace("CAM-1", f"CAM-{n}") for n in range(5001))])
    context = ReadContext("log.csv", "0" * 64, synthetic=True, affiliation_seal="seal")
    batches = list(SOURCE.read(raw.encode(), context))
    assert [batch.rows_in for batch in batches] == [5000, 1]
    assert sum(batch.non_messages for batch in batches) == 1
    assert batches[1].observations.column("record_index").to_pylist() == [5000]


def test_the_example_of_the_reference_is_read() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "sensor-log.md").read_text(
        "utf-8"
    )
    (example,) = re.findall(r"```csv\n(.*?)```", page, flags=re.DOTALL)
    assert SOURCE.probe(example.encode()) > 0.9
    batch = read(example)
    assert batch.quarantined == ()
    assert batch.observations.num_rows == 4


MORE = ",p_by_phenomenon,size_unit,p_by_size,processed_until"


def test_a_keeper_may_add_sight_by_kind_and_size_and_a_watermark() -> None:
    text = f"{HEADER}{MORE}\n{UP},explosion:0.5 flash:0.1..0.2,kg_tnt,100:0.9 10:0.2..0.4,"
    batch = read(f"{text}2031-03-01T03:00Z\n")
    assert batch.quarantined == ()
    (row,) = batch.observations.to_pylist()
    stated = json.loads(row["attributes"])
    assert stated["p_by_phenomenon"] == {"explosion": [0.5, 0.5], "flash": [0.1, 0.2]}
    assert (stated["size_unit"], stated["p_by_size"]) == (
        "kg_tnt",
        [[10.0, 0.2, 0.4], [100.0, 0.9, 0.9]],
    )
    assert stated["processed_until"] == "2031-03-01T03:00Z"
    (found,) = judge_coverage(batch.observations)
    assert p_detect_of(found, Phenomenon.FLASH) == (0.1, 0.2)
    assert p_detect_of(found, Phenomenon.EXPLOSION, Size(50.0, SizeUnit.KG_TNT)) == (0.2, 0.4)
    assert seen_until(found) == datetime(2031, 3, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ("dragon:0.5,,,", "p_by_phenomenon"),
        ("explosion:1.5,,,", "p_by_phenomenon"),
        ("explosion,,,", "p_by_phenomenon"),
        (",stone,10:0.2,", "size_unit"),
        (",kg_tnt,ten:0.2,", "p_by_size"),
        (",kg_tnt,-1:0.2,", "p_by_size"),
        (",kg_tnt,10:0.9..0.2,", "p_by_size"),
        (",,,2031-03-01T03:00", "processed_until"),
    ],
)
def test_a_further_column_that_cannot_be_read_is_quarantined(more: str, field: str) -> None:
    batch = read(f"{HEADER}{MORE}\n{UP},{more}\n")
    assert batch.observations.num_rows == 0
    assert [row.field for row in batch.quarantined] == [field]
