"""One set of tests for the control data of every store."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from holdfire import service
from holdfire.base.errors import IntegrityFailure
from holdfire.observations.record import Sealed
from holdfire.service.extent import DayExtent
from holdfire.service.ledger import TABLES, Ledger, StoredFile, StoredRun

# What holds the objects makes no difference here.
pytestmark = pytest.mark.parametrize("stores", ["embedded", "folder"], indirect=True)

FILE = StoredFile(
    id="f1",
    name="fires.csv",
    source="firms",
    raw_sha256="0" * 64,
    rows_in=3,
    observations=2,
    quarantined=1,
    non_messages=1,
    synthetic=False,
    seal="s",
    observed_segment="a.parquet",
    quarantine_segment="b.parquet",
    taken_at="2020-01-01T00:00:00+00:00",
)


@pytest.fixture
def ledger(workspace: Path) -> Iterator[Ledger]:
    with service.open_workspace(workspace) as opened:
        yield opened.ledger


def test_a_file_comes_back_as_it_was_registered(ledger: Ledger) -> None:
    assert ledger.add_file(FILE, [])
    assert ledger.files() == (FILE,)


def test_the_same_file_again_changes_nothing(ledger: Ledger) -> None:
    ledger.add_file(FILE, [])
    assert not ledger.add_file(replace(FILE, name="other.csv"), [])
    assert ledger.files() == (FILE,)
    assert ledger.check_log() == 1


def test_rows_that_do_not_add_up_are_refused(ledger: Ledger) -> None:
    with pytest.raises(IntegrityFailure, match="HF-9051"):
        ledger.add_file(replace(FILE, rows_in=4), [])
    assert ledger.files() == ()
    assert ledger.check_log() == 0
    assert ledger.add_file(FILE, []), "a refused record leaves nothing behind"


def test_sealed_claims_are_kept_apart(ledger: Ledger) -> None:
    ledger.add_file(FILE, [Sealed("o1", "s", {"side": "x"})])
    assert ledger.sealed_of("o1") == ({"side": "x"},)
    assert ledger.sealed_of("o2") == ()


def test_the_first_affiliation_stays(ledger: Ledger) -> None:
    ledger.add_affiliation("s", "neutral")
    ledger.add_affiliation("s", "unknown")
    assert ledger.affiliation("s") == "neutral"
    assert ledger.affiliation("t") is None


def test_runs_are_listed_newest_last(ledger: Ledger) -> None:
    early = StoredRun("r1", "x", "a", "2020-01-01", ("f1",))
    late = StoredRun("r2", "x", "a", "2020-01-02", ())
    ledger.add_run(late)
    ledger.add_run(early)
    assert ledger.runs() == (early, late)


def test_the_same_run_again_is_the_newest(ledger: Ledger) -> None:
    first = StoredRun("r1", "x", "a", "2020-01-01", ("f1",))
    second = StoredRun("r2", "x", "a", "2020-01-01", ())
    ledger.add_run(first)
    ledger.add_run(second)
    ledger.add_run(first)
    assert ledger.runs() == (second, first)


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE log SET payload = '{}' WHERE seq = 1",
        "UPDATE log SET at = '2021' WHERE seq = 2",
        "UPDATE log SET kind = 'run' WHERE seq = 1",
        "DELETE FROM log WHERE seq = 1",
        "UPDATE log SET seq = 3 WHERE seq = 2",
    ],
)
def test_an_edited_log_is_found(ledger: Ledger, edit: str) -> None:
    ledger.add_file(FILE, [])
    ledger.add_file(replace(FILE, id="f2"), [])
    assert (ledger.check_log(), ledger.length()) == (2, 2)
    with ledger._db.transaction():
        assert ledger._db.change(edit) == 1
    with pytest.raises(IntegrityFailure, match="log entry"):
        ledger.check_log()


def test_the_hash_of_an_entry_is_that_of_the_first_release(ledger: Ledger) -> None:
    ledger.add_file(FILE, [])
    with ledger.snapshot():
        (entry,) = ledger.table("log")
    said = "706e2aad389b49d570a9263f3ba07332147563ce64dfdf94d2f61db270113432"
    assert entry[1:5] == (FILE.taken_at, "file", '{"id":"f1","rows_in":3}', "")
    assert entry[5] == said


def test_a_failure_inside_takes_everything_back(ledger: Ledger) -> None:
    def broken() -> Iterator[Sealed]:
        yield Sealed("o1", "s", {"side": "x"})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add_file(FILE, broken())
    assert (ledger.files(), ledger.sealed_of("o1"), ledger.length()) == ((), (), 0)


def test_many_writers_make_one_chain(workspace: Path) -> None:
    def write(writer: int) -> None:
        with service.open_workspace(workspace) as opened:
            for index in range(10):
                # Two writers share each file: one of them registers it.
                name = f"f{writer // 2}-{index}"
                opened.ledger.add_file(replace(FILE, id=name), [Sealed(name, "s", {"n": 1})])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    with service.workspace_at(workspace) as opened:
        assert opened.ledger.check_log() == 40
        assert len(opened.ledger.files()) == 40


def test_long_and_odd_texts_come_back(ledger: Ledger) -> None:
    claim = {"text": "й\u0000'\"\\%s?" * 2000, "n": 1.5, "none": None}
    file = replace(FILE, name="a'b\"c%s?; DROP TABLE files; -- \u0416")
    ledger.add_file(file, [Sealed("o1", "s", claim)])
    assert ledger.files() == (file,)
    assert ledger.sealed_of("o1") == (claim,)


DAY_1 = DayExtent(1, 1, 86_400_000_000 + 5, 30.0, 50.0, 31.0, 51.0)
DAY_3 = DayExtent(3, 1, 3 * 86_400_000_000 + 5, None, None, None, None)
NOON = 86_400_000_000 // 2


def days(first: int, end: int) -> tuple[int, int]:
    """From noon of one day to noon of another."""
    return first * 2 * NOON + NOON, end * 2 * NOON + NOON


def test_segments_are_chosen_by_day_box_and_intake(ledger: Ledger) -> None:
    ledger.add_file(FILE, [], [DAY_1])
    ledger.add_file(replace(FILE, id="f2", observed_segment="c.parquet"), [], [DAY_3])
    old = replace(FILE, id="f3", observed_segment="old.parquet", taken_at="2019-01-01")
    ledger.add_file(old, [])
    ledger.add_file(
        replace(FILE, id="f4", observed_segment="e.parquet", rows_in=1, observations=0), []
    )
    names = ledger.segments_of
    assert names() == ("a.parquet", "c.parquet", "old.parquet")
    assert names((2 * NOON, 2 * NOON + 1)) == ("a.parquet", "old.parquet")
    assert names(days(1, 2)) == ("old.parquet",), "day 1 ends before noon"
    assert names(days(2, 3)) == ("c.parquet", "old.parquet")
    assert names(None, (30.5, 50.5, 30.6, 50.6)) == ("a.parquet", "old.parquet")
    assert names(None, (31.1, 50.5, 32.0, 50.6)) == ("old.parquet",)
    assert names(None, None, "2019-06-01") == ("old.parquet",)


def test_every_table_has_an_order_that_decides(ledger: Ledger) -> None:
    ledger.add_file(replace(FILE, id="Z"), [Sealed("b", "s", {}), Sealed("B", "s", {})])
    ledger.add_file(replace(FILE, id="a"), [])
    with ledger.snapshot():
        tables = {name: list(ledger.table(name)) for name in TABLES}
    assert [row[0] for row in tables["files"]] == ["Z", "a"], "texts are ordered by bytes"
    assert [row[0] for row in tables["sealed"]] == ["B", "b"]
