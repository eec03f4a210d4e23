from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.errors import IntegrityFailure
from holdfire.observations.record import Quarantined
from holdfire.service.segment import (
    check_segment,
    quarantine_table,
    read_segments,
    write_segment,
)

FIELDS: list[pa.Field[Any]] = [pa.field("id", pa.string()), pa.field("n", pa.int64())]
SCHEMA = pa.schema(FIELDS)


def table(*ids: str) -> pa.Table:
    rows = [{"id": name, "n": index} for index, name in enumerate(ids)]
    return pa.Table.from_pylist(rows, SCHEMA)


def test_a_segment_is_named_for_its_content(tmp_path: Path) -> None:
    first = write_segment(tmp_path, SCHEMA, [table("a", "b"), table("c")])
    again = write_segment(tmp_path, SCHEMA, [table("a", "b"), table("c")])
    assert first == again
    assert [p.name for p in tmp_path.iterdir()] == [first]
    assert read_segments(tmp_path, [first]).column("id").to_pylist() == ["a", "b", "c"]


def test_an_empty_segment_has_the_schema(tmp_path: Path) -> None:
    name = write_segment(tmp_path, SCHEMA, [])
    assert read_segments(tmp_path, [name]).schema.names == ["id", "n"]


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield table("a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_segment(tmp_path, SCHEMA, broken())  # type: ignore[arg-type] # a generator that breaks
    assert list(tmp_path.iterdir()) == []


def test_a_changed_segment_is_found(tmp_path: Path) -> None:
    name = write_segment(tmp_path, SCHEMA, [table("a")])
    assert check_segment(tmp_path, name)
    with (tmp_path / name).open("ab") as handle:
        handle.write(b"x")
    assert not check_segment(tmp_path, name)


def test_a_missing_segment_is_an_integrity_failure(tmp_path: Path) -> None:
    with pytest.raises(IntegrityFailure, match="HF-9008"):
        read_segments(tmp_path, ["gone.parquet"])


def test_quarantined_rows_keep_every_field() -> None:
    row = Quarantined(
        "firms", "0" * 64, "f.csv", 7, "latitude", "NaN", "HF-4001", "mend", "x,y"
    )
    assert quarantine_table([row]).to_pylist() == [
        {name: getattr(row, name) for name in Quarantined.__slots__}
    ]
