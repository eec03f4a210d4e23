from collections.abc import Callable
from datetime import UTC, datetime

import pyarrow as pa

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.place import disc, polygon
from holdfire.detections.assertion import (
    SILENT,
    asserted_rows,
    distinct_observations,
    every_assertion,
)
from holdfire.observations.record import Assertion, Count, Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]
WKB = b"\x01\x03\x00\x00\x00\x00\x00\x00\x00"


def test_the_same_observation_from_two_files_stands_once(seen: Make, table: Table) -> None:
    twice = table(seen("a", raw_sha256="2" * 64), seen("b"), seen("a", raw_sha256="1" * 64))
    once = distinct_observations(twice)
    assert once.num_rows == 2
    kept = {row["raw_sha256"] for row in once.to_pylist()}
    assert kept == {"1" * 64, "0" * 64}, "the smallest file hash stays, whatever the order"


def test_of_a_corrected_row_the_same_version_stays_in_any_order(
    seen: Make, table: Table
) -> None:
    old = seen("a", raw_sha256="1" * 64, kind=Phenomenon.FLASH)
    new = seen("a", raw_sha256="2" * 64, kind=Phenomenon.STRIKE)
    for rows in ((old, new), (new, old)):
        assert distinct_observations(table(*rows)).column("phenomenon")[0].as_py() == "flash"


def test_a_row_that_asserts_three_things_gives_three_rows(seen: Make, table: Table) -> None:
    later = TimeSpan(datetime(2025, 3, 19, tzinfo=UTC), datetime(2025, 3, 20, tzinfo=UTC))
    rows = every_assertion(
        table(
            seen(
                "a",
                asserted=(
                    Assertion(Phenomenon.EXPLOSION, "x", Count(2, 3)),
                    Assertion(Phenomenon.DAMAGE, "y", place=disc(37.0, 47.0, 500.0)),
                    Assertion(Phenomenon.FLASH, "z", time=later, place=polygon(WKB, 1.0, 2.0)),
                ),
            )
        )
    ).to_pylist()
    assert [row["number"] for row in rows] == ["0", "1", "2"]
    assert [row["phenomenon"] for row in rows] == ["explosion", "damage", "flash"]
    assert [row["count_high"] for row in rows] == [3, None, None]
    assert (rows[1]["lon"], rows[1]["radius_m"], rows[1]["place_kind"]) == (37.0, 500.0, "area")
    assert rows[1]["t_start"] == rows[0]["t_start"], "the row's own time where none is given"
    assert rows[2]["t_start"] == later.start
    assert rows[2]["area_wkb"] == WKB
    assert rows[2]["radius_m"] is None


def test_what_is_no_happening_is_left_out(seen: Make, table: Table) -> None:
    silent = [seen(kind.value, kind=kind) for kind in sorted(SILENT)]
    nothing = seen("empty", asserted=())
    unknown = seen("told", asserted=(Assertion(Phenomenon.UNKNOWN, "an event"),))
    rows = asserted_rows(table(*silent, nothing, unknown, seen("real")))
    assert sorted(str(kind) for kind in rows.column("phenomenon").to_pylist()) == [
        "explosion",
        "unknown",
    ]
