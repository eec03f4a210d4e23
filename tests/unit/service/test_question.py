"""A scan finds what reading everything and filtering finds, and opens less."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.service.conftest import MADE

from holdfire import service
from holdfire.base.errors import BadInput, IntegrityFailure
from holdfire.base.instant import TimeSpan, micros
from holdfire.observations.record import OBSERVATION_SCHEMA
from holdfire.service.extent import DayExtent, day_extents, joined_extents
from holdfire.service.ledger import StoredFile
from holdfire.service.question import Question, scan
from holdfire.service.segment import read_segments, segment_paths, write_segment

START = datetime(2022, 9, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def rows(count: int, first: int = 0) -> pa.Table:
    """Rows every 5 hours from ``first`` hours on; every 7th without time, every 5th without place."""
    made = []
    for n in range(count):
        begin = START + (first + 5 * n) * HOUR
        undated, nowhere = n % 7 == 6, n % 5 == 4
        made.append(
            {
                "id": f"{first}-{n}",
                "source": "firms" if n % 2 else "viina",
                "t_start": None if undated else begin,
                "t_end": None if undated else begin + (n % 4) * 10 * HOUR,
                "lon": None if nowhere else 30.0 + n,
                "lat": None if nowhere else 50.0 - n,
            }
        )
    return pa.Table.from_pylist(made, OBSERVATION_SCHEMA)


def put(opened: service.Workspace, table: pa.Table, name: str, *, days: bool = True) -> None:
    """Store a table as the rows of one file."""
    segment = write_segment(opened.observed, OBSERVATION_SCHEMA, [table])
    taken = (MADE + timedelta(days=len(opened.ledger.files()))).isoformat()
    count = table.num_rows
    file = StoredFile(
        name, name, "x", "0" * 64, count, count, 0, 0, False, "s", segment, "", taken
    )
    opened.ledger.add_file(file, [], day_extents(table) if days else ())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[service.Workspace]:
    with service.open_workspace(tmp_path_factory.mktemp("w")) as opened:
        for index in range(4):
            put(opened, rows(20, first=120 * index), f"f{index}", days=index != 3)
        yield opened


def expected(opened: service.Workspace, question: Question) -> set[str]:
    names = sorted({file.observed_segment for file in opened.ledger.files()})
    found = set()
    for row in read_segments(opened.observed, names).to_pylist():
        if question.period is not None and (
            row["t_start"] is None
            or row["t_start"] >= question.period.end
            or row["t_end"] < question.period.start
        ):
            continue
        if question.box is not None:
            west, south, east, north = question.box
            if row["lon"] is None or not (
                west <= row["lon"] <= east and south <= row["lat"] <= north
            ):
                continue
        if question.sources and row["source"] not in question.sources:
            continue
        found.add(row["id"])
    return found


HOURS = st.integers(-50, 600)
BOXES = st.tuples(
    st.integers(28, 52), st.integers(28, 52), st.integers(0, 10), st.integers(0, 10)
).map(lambda b: (float(b[0]), float(b[1]), float(b[0] + b[2]), float(b[1] + b[3])))


@given(
    st.none() | st.tuples(HOURS, st.integers(1, 100)),
    st.none() | BOXES,
    st.sampled_from([(), ("firms",), ("firms", "viina"), ("none",)]),
)
def test_a_scan_is_a_filter_of_everything(
    filled: service.Workspace,
    hours: tuple[int, int] | None,
    box: tuple[float, float, float, float] | None,
    sources: tuple[str, ...],
) -> None:
    period = None
    if hours is not None:
        period = TimeSpan(START + hours[0] * HOUR, START + (hours[0] + hours[1]) * HOUR)
    question = Question(period, box, sources)
    found = scan(filled, question, ["id"]).column("id").to_pylist()
    assert set(found) == expected(filled, question)
    assert len(found) == len(set(found))


def test_a_day_opens_its_segments_only(
    filled: service.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = segment_paths

    def counted(segments: object, names: tuple[str, ...]) -> list[str]:
        opened.extend(names)
        return real(segments, names)  # type: ignore[arg-type] # what scan hands over

    monkeypatch.setattr("holdfire.service.question.segment_paths", counted)
    scan(filled, Question(TimeSpan(START, START + 24 * HOUR)), ["id"])
    assert len(opened) == 2, "the one of that day and the one without registered days"


def test_as_of_leaves_out_what_came_later(filled: service.Workspace) -> None:
    early = scan(filled, Question(as_of=MADE + timedelta(hours=30)), ["id"])
    assert {str(name).split("-")[0] for name in early.column("id").to_pylist()} == {"0", "120"}
    assert scan(filled, Question(as_of=MADE - HOUR)).num_rows == 0
    with pytest.raises(BadInput):
        scan(filled, Question(as_of=datetime(2026, 1, 1)))  # noqa: DTZ001 - what is refused


def test_a_row_in_two_files_comes_once(tmp_path: Path) -> None:
    # The name of the folder is a name, whatever a pattern would make of it.
    with service.open_workspace(tmp_path / "w[ab]*?") as opened:
        put(opened, rows(20), "one")
        put(opened, rows(24), "two")
        found = scan(opened, Question())
        names = opened.ledger.segments_of()
        every = read_segments(opened.observed, names)
    ids = every.column("id").to_pylist()
    first = [ids.index(f"0-{n}") for n in range(24)]
    assert found.equals(every.take(sorted(first)))


def test_a_segment_that_is_damaged_is_said(tmp_path: Path) -> None:
    with service.open_workspace(tmp_path) as opened:
        put(opened, rows(20), "one")
        (path,) = segment_paths(opened.observed, opened.ledger.segments_of())
        whole = Path(path).read_bytes()
        for broken in (b"", b"PAR1", whole[:-9], whole[: len(whole) // 2]):
            Path(path).write_bytes(broken)
            with pytest.raises(IntegrityFailure):
                scan(opened, Question())
        Path(path).unlink()
        with pytest.raises(IntegrityFailure):
            scan(opened, Question())


def test_an_empty_workspace_has_no_rows(workspace: Path) -> None:
    with service.open_workspace(workspace) as opened:
        found = scan(opened, Question())
    assert found.schema.names == OBSERVATION_SCHEMA.names
    assert found.num_rows == 0


def test_a_scan_is_the_same_on_every_store(workspace: Path) -> None:
    with service.open_workspace(workspace) as opened:
        put(opened, rows(40), "f")
        question = Question(
            TimeSpan(START, START + 60 * HOUR), (30.0, 0.0, 36.0, 90.0), ("firms",)
        )
        found = scan(opened, question)
    assert found.column("id").to_pylist() == ["0-1", "0-3", "0-5"]
    assert found.schema.equals(OBSERVATION_SCHEMA)


@given(st.integers(1, 39))
def test_the_extents_of_parts_are_those_of_the_whole(cut: int) -> None:
    whole = rows(40)
    parts = (*day_extents(whole.slice(0, cut)), *day_extents(whole.slice(cut)))
    assert joined_extents(parts) == day_extents(whole)


def test_an_extent_is_counted_by_hand() -> None:
    table = rows(5)
    day = micros(START) // 86_400_000_000
    # Rows at 0, 5, 10, 15 and 20 h; the 4th lasts 30 h, the 5th has no place.
    assert day_extents(table) == (
        DayExtent(day, 5, micros(START + 45 * HOUR), 30.0, 47.0, 33.0, 50.0),
    )
    assert day_extents(table.slice(0, 0)) == ()
    assert pc.count(table.column("lon")).as_py() == 4
