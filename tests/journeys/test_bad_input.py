"""Bad and hostile files: each row is stored or quarantined, never a traceback, never lost."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfire import service
from holdfire.cli.program import run_program
from holdfire.service.segment import read_segments

HEADER = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,"
    "version,bright_ti5,frp,daynight"
)
ROW = "48.01,37.80,300.1,0.4,0.4,2022-09-01,0024,N,nominal,2.0NRT,280.1,1.5,N"


def fires(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def bomb() -> bytes:
    return gzip.compress(b"\0" * (64 << 20))


def slip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../outside.csv", fires(ROW))
        archive.writestr("inside.csv", fires(ROW))
    return buffer.getvalue()


XML = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'

# name -> (content, observations, quarantined)
FILES: dict[str, tuple[bytes, int, int]] = {
    "good.csv": (fires(ROW), 1, 0),
    "not-a-number.csv": (fires(ROW.replace("48.01", "NaN")), 0, 1),
    "infinite.csv": (fires(ROW.replace("37.80", "1e999")), 0, 1),
    "off-the-globe.csv": (fires(ROW.replace("48.01", "95.0")), 0, 1),
    "year-one.csv": (fires(ROW.replace("2022-09-01", "0001-01-01")), 0, 1),
    "short-row.csv": (fires("48.01,37.80"), 0, 1),
    "long-row.csv": (fires(ROW + ",surplus"), 0, 1),
    "bad-bytes.csv": (fires(ROW).replace(b"nominal", b"\xff\xfe\xfa"), 0, 1),
    "mixed.csv": (fires(ROW, "x", ROW.replace("0024", "1312")), 2, 1),
    "bomb.gz": (bomb(), 0, 1),
    "slip.zip": (slip(), 1, 1),
    "entities.xml": (XML, 0, 1),
    "empty.csv": (b"", 0, 1),
    "noise.bin": (random.Random(7).randbytes(5000), 0, 1),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_accounted_for(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content, observations, quarantined = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    code = run_program(
        ["observe", "auto", str(path), "--workspace", str(tmp_path / "w"), "--json", "--quiet"]
    )
    assert code == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert sum(f["observations"] for f in files) == observations
    assert sum(f["quarantined"] for f in files) == quarantined
    assert sum(f["rows_in"] for f in files) == observations + quarantined
    assert not (tmp_path.parent / "outside.csv").exists()


def test_a_quarantined_row_says_file_row_field_reason_and_next_step(tmp_path: Path) -> None:
    path = tmp_path / "fires.csv"
    path.write_bytes(fires(ROW, ROW.replace("37.80", "NaN")))
    with service.open_workspace(tmp_path / "w") as opened:
        service.take_in(
            opened,
            service.find_data_files([path]),
            service.IntakeOptions(),
            service.utc_now,
        )
        (name,) = {f.quarantine_segment for f in opened.ledger.files()}
        (row,) = read_segments(opened.quarantine, [name]).to_pylist()
    assert row["file"] == "fires.csv"
    assert row["row"] == 3
    assert row["field"] == "longitude"
    assert row["reason"]
    assert row["code"].startswith("HF-4")
    assert row["next_step"]
    assert "NaN" in row["content"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: holdfire-agreement/1\nid: x\nid: y\n", "id"),
        ("clauses: [{id: a, kind: cesation, summary: s}]\n", "cesation"),
        ("[" * 2000, "HF-2"),
        ("a: &x [1]\nb: *x\n", "HF-2"),
        ("\x00\x01", "HF-2"),
    ],
)
def test_a_bad_agreement_names_what_is_wrong(
    tmp_path: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, "utf-8")
    assert run_program(["agreement", "check", str(path)]) == 3
    shown = capsys.readouterr().err
    assert said in shown
    assert "next:" in shown


def duplicated(rows: list[str]) -> list[str]:
    return [*rows, *rows]


def reordered(rows: list[str]) -> list[str]:
    return rows[::-1]


@pytest.mark.parametrize("change", [duplicated, reordered])
def test_repeated_and_reordered_rows_change_no_identity(
    tmp_path: Path, change: Callable[[list[str]], list[str]]
) -> None:
    rows = [ROW.replace("0024", f"00{minute:02d}") for minute in range(20, 50, 3)]
    ids = []
    for folder, lines in (("a", rows), ("b", change(rows))):
        path = tmp_path / folder / "fires.csv"
        path.parent.mkdir()
        path.write_bytes(fires(*lines))
        with service.open_workspace(tmp_path / folder / "w") as opened:
            service.take_in(
                opened,
                service.find_data_files([path]),
                service.IntakeOptions(),
                service.utc_now,
            )
            (name,) = {f.observed_segment for f in opened.ledger.files()}
            ids.append(set(read_segments(opened.observed, [name])["id"].to_pylist()))
    assert ids[0] == ids[1]
