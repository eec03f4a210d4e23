"""Batches as bytes, statements from files, and the way from a workspace to its incidents."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.errors import BadInput
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections import DETECTION_SCHEMA, Coverage
from holdfire.incidents.live import Batch, Correction, Watermark, Withdrawal
from holdfire.service.live.packing import batch_id, packed, unpacked
from holdfire.service.live.statement import read_statements

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)


def detection(name: str) -> dict[str, Any]:
    fields: dict[str, Any] = dict.fromkeys(DETECTION_SCHEMA.names)
    return fields | {
        "id": name, "observation_id": name, "source": "s", "modality": "array", "lat": 48.0,
        "synthetic": False, "t_start": NOON, "area_wkb": b"\x00\xff", "exists": 0.1 + 0.2,
    }  # fmt: skip


def whole() -> Batch:
    look = Coverage(
        "c", "s", "s", Modality.ARRAY, TimeSpan(NOON, NOON), b"\x01", (Phenomenon.STRIKE,),
        0.5, 0.6, None, "declared", synthetic=False,
    )  # fmt: skip
    return Batch(
        pa.Table.from_pylist([detection("b"), detection("a")], DETECTION_SCHEMA),
        (Correction("a", "b", "s"),), (Withdrawal("c", "s", "why"),),
        (Watermark("s", NOON, NOON + timedelta(days=1)), Watermark("r", NOON)),
        (look,), {"b": "g"}, 7,
    )  # fmt: skip


def test_a_batch_survives_its_bytes() -> None:
    one = whole()
    again = unpacked(packed(one))
    assert again.detections.to_pylist() == one.detections.to_pylist()
    for name in ("corrections", "withdrawals", "coverage", "groups", "revision"):
        assert getattr(again, name) == getattr(one, name), name
    assert set(again.watermarks) == set(one.watermarks)
    assert batch_id(again) == batch_id(one)


def test_a_batch_is_known_by_content_not_by_order() -> None:
    one = whole()
    turned = Batch(
        one.detections.take([1, 0]), one.corrections, one.withdrawals, one.watermarks[::-1],
        one.coverage, one.groups, one.revision,
    )  # fmt: skip
    assert batch_id(turned) == batch_id(one)
    assert batch_id(Batch(one.detections)) != batch_id(one)


def test_statements_are_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    lines = [
        {"kind": "withdrawal", "subject": "x", "source": "s", "reason": "a drill"},
        {"kind": "correction", "replaces": "x", "by": "y", "source": "s"},
        {"kind": "watermark", "source": "s", "until": "2025-03-18T14:00+02:00"},
    ]
    path.write_text("\n\n".join(map(json.dumps, lines)), "utf-8")
    assert read_statements(path) == Batch(
        corrections=(Correction("x", "y", "s"),),
        withdrawals=(Withdrawal("x", "s", "a drill"),),
        watermarks=(Watermark("s", NOON),),
        detections=read_statements(path).detections,
    )


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "7", '{"kind": "rumour"}', '{"kind": "withdrawal", "subject": "x"}',
        '{"kind": "withdrawal", "subject": "x", "source": ""}',
        '{"kind": "withdrawal", "subject": ["x"], "source": "s"}',
        '{"kind": "correction", "replaces": "x", "by": "y", "source": "s", "also": "z"}',
        '{"kind": "watermark", "source": "s", "until": "2025-03-18T14:00"}',
        '{"kind": "watermark", "source": "s", "until": "soon"}',
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_nothing_is_taken(tmp_path: Path, line: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text('{"kind": "withdrawal", "subject": "x", "source": "s"}\n' + line, "utf-8")
    with pytest.raises(BadInput, match="HF-9071") as refused:
        read_statements(path)
    assert refused.value.where == "facts.jsonl, line 2"
