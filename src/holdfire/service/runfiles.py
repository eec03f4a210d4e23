"""The files of a run: where they were written, and on a server where everyone finds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from holdfire.base.identity import group_id
from holdfire.service.ledger import StoredRun
from holdfire.service.store.folderobjects import digest_of
from holdfire.service.store.objects import Objects
from holdfire.service.workspace import Workspace

__all__ = ["RUNS", "files_of_run", "keep_run", "kept_folder", "run_folder", "send_run"]

RUNS = "runs/"
REPORT = "report.json"
# The report is sent last: where it is, the others are whole.
_RESULTS = (
    "incidents.parquet", "detections.parquet", "coverage.parquet", "quarantine.parquet",
    "report.html",
)  # fmt: skip
_KEPT = ("agreement.yaml", "shapes.json", "parameters.yaml")


def keep_run(workspace: Workspace, run_id: str, out: Path) -> str:
    """Make the written run findable for all who use the workspace; returns its folder.

    On a server store the files are sent first; the folder is then a name in the store that
    contains the hash of its content.
    """
    if not workspace.shared:
        return str(out.resolve())
    return send_run(workspace.objects, run_id, _written(out, workspace.runs / run_id))


def send_run(objects: Objects, run_id: str, files: dict[str, Path]) -> str:
    """Put the files of a run into a store; the same files again change nothing."""
    content = group_id("runfiles", [f"{name} {digest_of(files[name])}" for name in files])
    folder = f"{RUNS}{run_id}/{content[:16]}"
    for name, path in files.items():
        objects.put(f"{folder}/{name}", path.read_bytes())
    return folder


def _written(out: Path, kept: Path) -> dict[str, Path]:
    """The files of a run that are there, the report last."""
    found = [*(kept / name for name in _KEPT), *(out / name for name in (*_RESULTS, REPORT))]
    return {path.name: path for path in found if path.is_file()}


def files_of_run(workspace: Workspace, run: StoredRun) -> dict[str, Path]:
    """The files of a run as local files, the report last; empty where they are gone."""
    return _written(run_folder(workspace, run), kept_folder(workspace, run))


def run_folder(workspace: Workspace, run: StoredRun) -> Path:
    """The local folder with the results of a run, fetched if a server holds them."""
    if Path(run.folder).is_absolute():
        return Path(run.folder)
    last = workspace.folder / run.folder
    for name in _names(workspace.objects, run.folder):
        last = workspace.objects.local(name).parent
    return last


def kept_folder(workspace: Workspace, run: StoredRun) -> Path:
    """The local folder with the agreement as it was at the time of the run."""
    if Path(run.folder).is_absolute():
        return workspace.runs / run.id
    return run_folder(workspace, run)


def _names(objects: Objects, folder: str) -> Iterator[str]:
    """The objects of a run, the report last."""
    names = [held.name for held in objects.held(f"{folder}/")]
    yield from sorted(names, key=lambda name: (name.endswith(f"/{REPORT}"), name))
