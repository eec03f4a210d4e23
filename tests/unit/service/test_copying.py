"""A workspace moved between stores loses nothing: embedded, server, embedded."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.servers.fixtures import Stores
from tests.servers.writers import Writers

from holdfire import service
from holdfire.base.errors import BadInput, HoldfireError, IntegrityFailure
from holdfire.service.copying import copy_workspace
from holdfire.service.ledger import TABLES, StoredRun


def content(folder: Path) -> dict[str, Any]:
    """Everything a workspace holds, but where its runs lie."""
    with service.workspace_at(folder) as opened:
        with opened.ledger.snapshot():
            tables: dict[str, Any] = {name: list(opened.ledger.table(name)) for name in TABLES}
        tables["runs"] = [(row[0], *row[2:]) for row in tables["runs"]]
        for prefix in ("raw/", "segments/"):
            tables[prefix] = {
                held.name: opened.objects.digest(held.name)
                for held in opened.objects.held(prefix)
            }
    view = service.run_view(folder)
    tables["report"] = view.report
    tables["incidents"] = view.incidents
    tables["agreement"] = view.agreement
    return tables


@pytest.mark.parametrize("stores", ["bucket", "folder"], indirect=True)
def test_there_and_back_is_the_same(demo: service.Demo, stores: Stores, tmp_path: Path) -> None:
    server, back = stores.make(tmp_path / "server"), tmp_path / "back"
    there = copy_workspace(demo.workspace, server)
    again = copy_workspace(server, back)
    assert there == again
    first = content(demo.workspace)
    assert content(server) == first
    assert content(back) == first
    assert there.rows == sum(row[4] for row in first["files"])
    assert there.rows == sum(row[5] + row[6] for row in first["files"]) > 0
    for folder in (server, back):
        assert [c for c in service.examine(folder) if not c.ok] == []


def test_a_second_copy_brings_the_first_up_to_date(
    demo: service.Demo, stores: Stores, tmp_path: Path
) -> None:
    source, to = (
        Path(shutil.copytree(demo.workspace, tmp_path / "s")),
        stores.make(tmp_path / "t"),
    )
    copy_workspace(source, to)
    with service.open_workspace(source) as opened:
        opened.raw.put(b"a register that no file names")
        (tmp_path / "x.bin").write_bytes(b"\x00unknown")
        service.take_in(
            opened,
            service.find_data_files([tmp_path / "x.bin"]),
            service.IntakeOptions(),
            service.utc_now,
        )
    copied = copy_workspace(source, to)
    assert content(to) == content(source)
    with service.open_workspace(to) as opened:
        assert opened.ledger.check_log() == copied.log
    with pytest.raises(BadInput, match="HF-9048"):
        copy_workspace(demo.workspace, to)
    assert content(to) == content(source), "a refused copy changed nothing"


def test_another_workspace_is_refused(demo: service.Demo, workspace: Path) -> None:
    with service.open_workspace(workspace) as opened:
        opened.ledger.add_run(StoredRun("r", "x", "a", "2020", ()))
    with pytest.raises(BadInput, match="HF-9048"):
        copy_workspace(demo.workspace, workspace)
    with pytest.raises(BadInput, match="HF-9048"):
        copy_workspace(workspace, workspace)


def test_what_live_fusion_keeps_moves_too(demo: service.Demo, tmp_path: Path) -> None:
    source, to = Path(shutil.copytree(demo.workspace, tmp_path / "s")), tmp_path / "t"

    def add(folder: Path, word: str) -> None:
        with closing(sqlite3.connect(folder / "live.sqlite")) as live:
            live.execute("CREATE TABLE IF NOT EXISTS edits (word TEXT)")
            live.execute("INSERT INTO edits VALUES (?)", (word,))
            live.commit()

    add(source, "merge")
    copy_workspace(source, to)
    copy_workspace(source, to)
    with closing(sqlite3.connect(to / "live.sqlite")) as live:
        assert live.execute("SELECT word FROM edits").fetchall() == [("merge",)]
    add(to, "split")
    with pytest.raises(BadInput, match="HF-9048"):
        copy_workspace(source, to)


def test_a_damaged_source_is_not_copied(demo: service.Demo, tmp_path: Path) -> None:
    for kind in ("raw", "segments"):
        source = Path(shutil.copytree(demo.workspace, tmp_path / kind))
        path = next(p for p in sorted((source / kind).rglob("*")) if p.is_file())
        path.write_bytes(path.read_bytes() + b"x")
        with pytest.raises(IntegrityFailure):
            copy_workspace(source, tmp_path / f"{kind}-copy")


def test_a_damaged_copy_is_found(demo: service.Demo, tmp_path: Path) -> None:
    to = tmp_path / "t"
    copy_workspace(demo.workspace, to)
    path = next((to / "segments" / "observed").glob("*.parquet"))
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(IntegrityFailure, match="HF-9049"):
        copy_workspace(demo.workspace, to)


def test_a_run_whose_files_are_gone_stays_known(demo: service.Demo, tmp_path: Path) -> None:
    source = Path(shutil.copytree(demo.workspace, tmp_path / "s"))
    with service.open_workspace(source) as opened:
        # Other tests may have run in the shared workspace before.
        runs = opened.ledger.runs()
        for run in runs:
            gone = str(tmp_path / "gone" / run.id)
            opened.ledger.add_run(
                StoredRun(run.id, gone, run.agreement, run.made_at, run.files)
            )
    assert copy_workspace(source, tmp_path / "t").runs_without_files == len(runs) > 0
    with pytest.raises(HoldfireError, match="HF-9010"):
        service.run_view(tmp_path / "t")


def test_a_killed_copy_goes_on_where_it_stopped(
    demo: service.Demo, stores: Stores, writers: Writers, tmp_path: Path
) -> None:
    to = stores.make(tmp_path / "t")
    job = {"verb": "copy", "source": str(demo.workspace), "workspace": str(to)}
    kills = 0
    for step in range(0, 1000, 9):
        ((code, said),) = writers.run({**job, "step": step})
        with service.open_workspace(to) as opened:
            assert (opened.ledger.files() != ()) == (code == 0), "all is registered or nothing"
        if code == 0:
            break
        assert (code, said) == (-signal.SIGKILL, [])
        kills += 1
    assert kills >= 3
    assert content(to) == content(demo.workspace)
