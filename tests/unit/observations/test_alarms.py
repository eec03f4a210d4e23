from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from holdfire.observations.alarms.meaning import region_code
from holdfire.observations.alarms.read import probe, read
from holdfire.observations.record import Batch, ReadContext

OFFICIAL = b"oblast,raion,hromada,level,started_at,finished_at,source\n"
VOLUNTEER = b"region,started_at,finished_at,naive\n"
CONTEXT = ReadContext("a.csv", "0" * 64, synthetic=False, affiliation_seal="s")


def one(raw: bytes) -> Batch:
    (batch,) = read(raw, CONTEXT)
    return batch


@pytest.mark.parametrize("header", [OFFICIAL, VOLUNTEER])
def test_both_records_are_recognised_by_their_header(header: bytes) -> None:
    assert probe(header) > 0.9


def test_other_tables_are_not_alarms() -> None:
    assert probe(b"latitude,longitude,acq_date\n") == 0.0
    assert probe(b"") == 0.0


def test_the_two_records_of_one_region_share_its_code() -> None:
    official = one(
        OFFICIAL + b"Kyiv City,,,oblast,2022-03-15 16:10:34+00:00,2022-03-15 17:00:00+00:00,x\n"
    )
    volunteer = one(
        VOLUNTEER + b"Kyiv City,2022-03-15 16:11:00+00:00,2022-03-15 17:01:00+00:00,False\n"
    )
    codes = [b.observations["admin_code"][0].as_py() for b in (official, volunteer)]
    assert codes == ["kyiv-city", "kyiv-city"]


def test_a_hromada_alarm_keeps_its_unit_and_counts_for_its_oblast() -> None:
    row = (
        b"Cherkaska oblast,Umanskyi raion,Umanska,hromada,2022-03-15 16:11:50+00:00,"
        b"2022-03-15 16:54:47+00:00,official\n"
    )
    table = one(OFFICIAL + row).observations
    assert table["admin_code"][0].as_py() == region_code("Cherkaska oblast")
    attributes = json.loads(table["attributes"][0].as_py())
    assert attributes == {
        "hromada": ["Umanska"],
        "level": ["hromada"],
        "raion": ["Umanskyi raion"],
    }


def test_an_alarm_without_an_end_is_kept_with_a_flag() -> None:
    table = one(VOLUNTEER + b"Kyiv City,2022-03-15 16:11:00+00:00,,False\n").observations
    assert "time.end_assumed" in table["flags"][0].as_py()


def test_an_end_taken_by_the_source_itself_is_flagged() -> None:
    row = b"Kyiv City,2022-03-15 16:11:00+00:00,2022-03-15 16:41:00+00:00,True\n"
    assert "time.end_assumed_by_source" in one(VOLUNTEER + row).observations["flags"][0].as_py()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (b",2022-03-15 16:11:00+00:00,,False\n", "region"),
        (b"Kyiv City,,,False\n", "started_at"),
        (b"Kyiv City,yesterday,,False\n", "started_at"),
        (
            b"Kyiv City,2022-03-15 16:11:00+00:00,2022-03-15 15:00:00+00:00,False\n",
            "finished_at",
        ),
        (b"Kyiv City,0001-01-01 00:00:00+00:00,,False\n", "started_at"),
        (b"Kyiv City,9999-12-31 23:59:59-12:00,,False\n", "started_at"),
        (b"Kyiv City\n", ""),
    ],
)
def test_a_row_that_cannot_be_is_quarantined_with_its_field(row: bytes, field: str) -> None:
    batch = one(VOLUNTEER + row)
    assert batch.observations.num_rows == 0
    (refused,) = batch.quarantined
    assert refused.field == field
    assert refused.row == 2


@pytest.mark.parametrize("name", ["official_2022.csv.gz", "volunteer_2022.csv.gz"])
def test_every_row_of_the_real_records_is_accounted_for(shared_data: Path, name: str) -> None:
    raw = gzip.decompress((shared_data / "air_raid_sirens" / name).read_bytes())
    expected = sum(1 for _ in csv.DictReader(io.StringIO(raw.decode())))
    batches = list(read(raw, CONTEXT))
    assert sum(b.rows_in for b in batches) == expected
    assert sum(len(b.quarantined) for b in batches) == 0
