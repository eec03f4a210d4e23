"""One set of tests for the segments of every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from holdfire import service
from holdfire.base.errors import IntegrityFailure
from holdfire.service.segment import (
    Segments,
    check_segment,
    read_segments,
    write_segment,
)

# What holds the control data makes no difference here.
pytestmark = pytest.mark.parametrize("stores", ["embedded", "bucket"], indirect=True)

FIELDS: list[pa.Field[Any]] = [pa.field("id", pa.string()), pa.field("n", pa.int64())]
SCHEMA = pa.schema(FIELDS)


def table(*ids: str) -> pa.Table:
    rows = [{"id": name, "n": index} for index, name in enumerate(ids)]
    return pa.Table.from_pylist(rows, SCHEMA)


@pytest.fixture
def segments(workspace: Path) -> Iterator[Segments]:
    with service.open_workspace(workspace) as opened:
        yield opened.observed


def held(segments: Segments) -> list[str]:
    return [item.name for item in segments.objects.held("segments/")]


def test_a_segment_is_named_for_its_content(segments: Segments) -> None:
    first = write_segment(segments, SCHEMA, [table("a", "b"), table("c")])
    again = write_segment(segments, SCHEMA, [table("a", "b"), table("c")])
    assert first == again
    assert held(segments) == [segments.name_of(first)]
    assert list(segments.objects.parts()) == []
    assert read_segments(segments, [first]).column("id").to_pylist() == ["a", "b", "c"]


def test_segments_come_in_the_order_of_their_names(segments: Segments) -> None:
    names = [write_segment(segments, SCHEMA, [table(name)]) for name in "abc"]
    for order in (names, names[::-1]):
        found = read_segments(segments, order, columns=["id"]).column("id").to_pylist()
        assert found == ["abc"[names.index(name)] for name in order]


def test_an_empty_segment_has_the_schema(segments: Segments) -> None:
    name = write_segment(segments, SCHEMA, [])
    assert read_segments(segments, [name]).schema.names == ["id", "n"]


def test_a_failed_write_leaves_nothing(segments: Segments) -> None:
    def broken() -> Iterator[pa.Table]:
        yield table("a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_segment(segments, SCHEMA, broken())
    assert held(segments) == []
    assert list(segments.objects.parts()) == []


def test_a_changed_segment_is_found(segments: Segments) -> None:
    name = write_segment(segments, SCHEMA, [table("a")])
    assert check_segment(segments, name)
    whole = segments.objects.get(segments.name_of(name))
    segments.objects.remove(segments.name_of(name))
    assert not check_segment(segments, name)
    segments.objects.put(segments.name_of(name), whole + b"x")
    assert not check_segment(segments, name)


def test_a_missing_segment_is_an_integrity_failure(segments: Segments) -> None:
    with pytest.raises(IntegrityFailure, match="HF-9008"):
        read_segments(segments, ["gone.parquet"])
