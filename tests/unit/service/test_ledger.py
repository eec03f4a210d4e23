from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from holdfire.base.errors import IntegrityFailure
from holdfire.observations.record import Sealed
from holdfire.service.ledger import Ledger, StoredFile, StoredRun

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
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "control.sqlite")


def test_a_file_comes_back_as_it_was_registered(ledger: Ledger) -> None:
    assert ledger.add_file(FILE, [])
    assert ledger.files() == (FILE,)


def test_the_same_file_again_changes_nothing(ledger: Ledger) -> None:
    ledger.add_file(FILE, [])
    assert not ledger.add_file(replace(FILE, name="other.csv"), [])
    assert ledger.files() == (FILE,)
    assert ledger.check_log() == 1


def test_rows_that_do_not_add_up_are_refused(ledger: Ledger) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        ledger.add_file(replace(FILE, rows_in=4), [])
    assert ledger.files() == ()
    assert ledger.check_log() == 0


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


def test_an_edited_log_is_found(tmp_path: Path, ledger: Ledger) -> None:
    ledger.add_file(FILE, [])
    ledger.add_file(replace(FILE, id="f2"), [])
    assert ledger.check_log() == 2
    ledger.close()
    edit = sqlite3.connect(tmp_path / "control.sqlite")
    edit.execute("UPDATE log SET payload='{}' WHERE seq=1")
    edit.commit()
    edit.close()
    with pytest.raises(IntegrityFailure, match="log entry 1"):
        Ledger(tmp_path / "control.sqlite").check_log()


def test_a_control_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "control.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(IntegrityFailure, match="HF-9001"):
        Ledger(tmp_path / "control.sqlite")
