"""The files of a run are found from every machine that shares its store."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.servers.fixtures import Stores

from holdfire import service
from holdfire.service.ledger import StoredRun
from holdfire.service.runfiles import files_of_run, keep_run, kept_folder, run_folder

RESULTS = {"incidents.parquet": b"i", "report.html": b"h", "report.json": b"{}"}
KEPT = {"agreement.yaml": b"a", "shapes.json": b"[]"}


def written(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    return folder


def kept(opened: service.Workspace, tmp_path: Path) -> StoredRun:
    out = written(tmp_path / "out", {**RESULTS, "notes.txt": b"mine"})
    written(opened.runs / "r1", KEPT)
    return StoredRun("r1", keep_run(opened, "r1", out), "a", "2026", ())


def test_an_embedded_run_stays_where_it_was_written(tmp_path: Path) -> None:
    with service.open_workspace(tmp_path / "w") as opened:
        run = kept(opened, tmp_path)
        assert run_folder(opened, run) == (tmp_path / "out").resolve()
        assert kept_folder(opened, run) == opened.runs / "r1"


@pytest.mark.parametrize("stores", ["bucket", "folder"], indirect=True)
def test_a_shared_run_is_found_elsewhere(stores: Stores, tmp_path: Path) -> None:
    here, elsewhere = stores.make(tmp_path / "w"), tmp_path / "x"
    with service.open_workspace(here) as opened:
        run = kept(opened, tmp_path)
        assert keep_run(opened, "r1", tmp_path / "out") == run.folder, "again is the same"
        (tmp_path / "out" / "report.html").write_bytes(b"other")
        assert keep_run(opened, "r1", tmp_path / "out") != run.folder, "other content is not"
    text = (here / "workspace.yaml").read_text().replace(f"objects: {tmp_path}", "objects: ..")
    written(elsewhere, {"workspace.yaml": text.encode()})
    with service.open_workspace(elsewhere) as opened:
        folder = run_folder(opened, run)
        assert {p.name: p.read_bytes() for p in folder.iterdir()} == {**RESULTS, **KEPT}
        assert kept_folder(opened, run) == folder
        assert list(files_of_run(opened, run))[-1] == "report.json"


def test_a_run_whose_files_are_gone_has_none(tmp_path: Path) -> None:
    with service.open_workspace(tmp_path / "w") as opened:
        for folder in (str(tmp_path / "gone"), "runs/r1/0123"):
            assert files_of_run(opened, StoredRun("r1", folder, "a", "2026", ())) == {}
