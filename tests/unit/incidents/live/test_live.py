"""The parts beneath an arrival: the net of candidates, what counts as looked at, digests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections import Coverage
from holdfire.incidents import associate, model_for
from holdfire.incidents.live import Watermark, content_fields, content_hash
from holdfire.incidents.live.nearness import Nearness, near, nearness_of, within_area
from holdfire.incidents.live.watermark import counted
from holdfire.incidents.model import Kernel

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)


def every_pair(points: Nearness) -> set[tuple[int, int]]:
    """Near pairs by the definition, all against all."""
    found = set()
    for i in range(len(points)):
        for j in range(len(points)):
            gap = float(np.linalg.norm(points.space[i] - points.space[j]))
            meet = points.low[i] <= points.high[j] and points.low[j] <= points.high[i]
            scan = points.scan[i] == points.scan[j] != 0
            close = gap <= points.reach[i] + points.reach[j]
            if close and points.lane[i] == points.lane[j] and (meet or scan):
                found.add((i, j))
    return found


def test_the_net_loses_no_pair(row: Row, table: Table) -> None:
    chance = np.random.default_rng(5)
    rows = []
    for number in range(160):
        given: dict[str, Any] = {
            "north_km": float(chance.uniform(0, 200)), "hours": float(chance.uniform(0, 300)),
            "sigma_km": float(10 ** chance.uniform(-2, 1.5)),
            "lasts": float(chance.choice([0.0, 0.0, 24.0, 200.0])),
            "scan": str(chance.integers(4)) if chance.random() < 0.3 else None,
            "modality": str(chance.choice(["array", "thermal", "report"])),
            "source": "s", "origin_group": f"g{chance.integers(5)}",
        }  # fmt: skip
        if chance.random() < 0.1:
            given |= {
                "place_kind": "none",
                "lon": None,
                "lat": None,
                "cov_ee_m2": None,
                "cov_nn_m2": None,
            }
        rows.append(row(f"n{number}", **given))
    points = nearness_of(table(*rows), Kernel())
    i, j = near(points, points)
    expected = every_pair(points)
    assert set(zip(i.tolist(), j.tolist(), strict=True)) == expected
    assert 500 < len(expected) < 160 * 160


def test_an_undated_row_is_near_nothing(row: Row, table: Table) -> None:
    points = nearness_of(table(row("a"), row("b", t_start=None, t_end=None)), Kernel())
    i, j = near(points, points)
    assert set(zip(i.tolist(), j.tolist(), strict=True)) == {(0, 0)}


def test_an_area_takes_in_what_reaches_it(row: Row, table: Table) -> None:
    points = nearness_of(
        table(row("in"), row("edge", north_km=12.0), row("far", north_km=60.0)), Kernel()
    )
    start = points.start[0]
    seen = within_area(points, (37.7, 47.95, 37.9, 48.02), start - 10.0, start + 10.0)
    assert seen.tolist() == [True, True, False]
    late = within_area(points, (37.7, 47.95, 37.9, 48.02), start + 1e6, start + 2e6)
    assert not late.any()


def coverage(hours: float) -> Coverage:
    return Coverage(
        "c", "cam", "cam 1", Modality.CAMERA, TimeSpan(NOON, NOON + timedelta(hours=hours)),
        b"", (Phenomenon.EXPLOSION,), 0.8, 0.9, None, "declared", synthetic=False,
    )  # fmt: skip


def test_a_look_counts_up_to_the_watermark_of_its_source() -> None:
    record = coverage(10.0)
    assert counted([record], {}) == (), "nothing said: neither hit nor miss"
    assert counted([record], {"cam": Watermark("cam", NOON)}) == ()
    (half,) = counted([record], {"cam": Watermark("cam", NOON + timedelta(hours=4))})
    assert half == replace(record, time=TimeSpan(NOON, NOON + timedelta(hours=4)))
    assert counted([record], {"cam": Watermark("cam", NOON + timedelta(days=4))}) == (record,)


def changed(name: str) -> dict[str, Any]:
    return {name: "other"}


def test_a_digest_sees_every_field(row: Row, table: Table) -> None:
    rows = table(row("a"), row("b", north_km=0.5))
    (one,) = associate(rows, model=model_for(rows))
    assert content_hash(one) == content_hash(replace(one))
    for name in content_fields(one):
        if name not in {"existence", "time", "region", "links", "classes"}:
            assert content_hash(replace(one, **changed(name))) != content_hash(one), name
    moved = replace(one, existence=replace(one.existence, value=one.existence.value + 1e-15))
    assert content_hash(moved) != content_hash(one), "not one bit is lost"
