"""A workspace copied to another store, and the copy checked against it.

Objects go first, each once; then all control data in one transaction. A copy that was
interrupted holds objects that nothing refers to and is taken up where it stopped. The
source is read in one snapshot and not changed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from holdfire.archive.durable import part_in, settle
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, IntegrityFailure
from holdfire.base.identity import sha256_hex
from holdfire.service.ledger import TABLES, Ledger, StoredRun
from holdfire.service.progress import Progress, silent
from holdfire.service.runfiles import files_of_run, send_run
from holdfire.service.segment import check_segment
from holdfire.service.store.database import Row
from holdfire.service.store.originals import ORIGINALS
from holdfire.service.workspace import Workspace, open_workspace, workspace_at

__all__ = ["Copied", "copy_workspace"]

LIVE = "live.sqlite"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds; ``runs_without_files`` are runs whose files were gone before."""

    files: int
    rows: int
    originals: int
    segments: int
    runs: int
    runs_without_files: int
    log: int


def copy_workspace(source: Path, to: Path, progress: Progress = silent) -> Copied:
    """Copy the workspace to the folder ``to``, or to the server that its file names.

    What is there already is not sent again, so the same call goes on after a kill and
    brings an earlier copy up to date. When it returns, every object of the copy was read
    back and has the hash in its name, and the tables are equal row by row; only the folders
    of runs are those of the copy. Raises ``BadInput`` (HF-9048) when there is
    something else, ``IntegrityFailure`` when source or copy is damaged.
    """
    with workspace_at(source) as here:
        if to.resolve() == source.resolve():
            raise BadInput(Code.WORKSPACE_DIFFERS, "a workspace cannot be copied to itself")
        with here.ledger.snapshot(), open_workspace(to) as there:
            log = _common_log(here.ledger, there.ledger)
            _live(here.folder, there.folder)
            originals = _originals(here, there, progress)
            segments = _segments(here, there, progress)
            runs = _runs(here, there)
            there.ledger.fill(_tables(here.ledger, runs))
            _check(here, there, progress)
            files = here.ledger.files()
            return Copied(
                files=len(files),
                rows=sum(file.rows_in for file in files),
                originals=originals,
                segments=segments,
                runs=len(runs),
                runs_without_files=sum(Path(run.folder).is_absolute() for run in runs.values()),
                log=log,
            )


def _common_log(here: Ledger, there: Ledger) -> int:
    """The length of the log; the one already there must be its beginning."""
    here.check_log()
    count = 0
    with closing(here.table("log")) as ours, closing(there.table("log")) as theirs:
        for mine, other in zip_longest(ours, theirs):
            if other is not None and mine != other:
                raise BadInput(
                    Code.WORKSPACE_DIFFERS,
                    "the store to copy to holds another workspace, or a later state of this",
                )
            count += 1
    return count


def _live(here: Path, there: Path) -> None:
    """What live fusion keeps beside the store: its numbers, lineage and analysts' edits."""
    ours, theirs = here / LIVE, there / LIVE
    if not ours.exists():
        return
    if not theirs.exists():
        with part_in(there) as part:
            with (
                closing(sqlite3.connect(ours)) as whole,
                closing(sqlite3.connect(part)) as copy,
            ):
                whole.backup(copy)
            settle(part, theirs)
    if _dump(ours) != _dump(theirs):
        raise BadInput(
            Code.WORKSPACE_DIFFERS,
            f"the folder to copy to has another {LIVE}, with a history of its own",
            where=str(theirs),
            next_step="Move that file away if it is not needed, then repeat the command.",
        )


def _dump(path: Path) -> str:
    """The hash of everything a SQLite file holds."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as opened:
        for line in opened.iterdump():
            digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _originals(here: Workspace, there: Workspace, progress: Progress) -> int:
    """Every sealed original, those that no file names too (registers of runs)."""
    names = [held.name.rpartition("/")[2] for held in here.objects.held(ORIGINALS)]
    for count, sha256 in enumerate(names, 1):
        if not there.raw.has(sha256):
            there.raw.put(here.raw.get(sha256))
        progress("copying originals", count, len(names))
    return len(names)


def _registered(workspace: Workspace) -> dict[str, None]:
    """The names of all registered segments in the store, each once."""
    found: dict[str, None] = {}
    for file in workspace.ledger.files():
        found[workspace.observed.name_of(file.observed_segment)] = None
        if file.quarantine_segment:
            found[workspace.quarantine.name_of(file.quarantine_segment)] = None
    return found


def _segments(here: Workspace, there: Workspace, progress: Progress) -> int:
    """Every registered segment."""
    names = _registered(here)
    for count, name in enumerate(names, 1):
        if not there.objects.has(name):
            there.objects.put(name, _segment(here, name))
        progress("copying segments", count, len(names))
    return len(names)


def _segment(here: Workspace, name: str) -> bytes:
    """The bytes of a segment, checked: a damaged one must not get a good name elsewhere."""
    said = name.rpartition("/")[2]
    try:
        raw = here.objects.get(name)
    except FileNotFoundError as error:
        raise IntegrityFailure(
            Code.SEGMENT_CHANGED, f"segment {said[:12]} is missing"
        ) from error
    if f"{sha256_hex(raw)}.parquet" != said:
        raise IntegrityFailure(Code.SEGMENT_CHANGED, f"segment {said[:12]} has changed")
    return raw


def _runs(here: Workspace, there: Workspace) -> dict[str, StoredRun]:
    """Send the files of runs; the runs by id with their folders in the copy."""
    found: dict[str, StoredRun] = {}
    for run in here.ledger.runs():
        files = files_of_run(here, run)
        folder = (
            send_run(there.objects, run.id, files) if "report.json" in files else run.folder
        )
        found[run.id] = StoredRun(run.id, folder, run.agreement, run.made_at, run.files)
    return found


def _tables(here: Ledger, runs: Mapping[str, StoredRun]) -> dict[str, Iterator[Row]]:
    """All tables, the runs with their new folders."""
    tables: dict[str, Iterator[Row]] = {name: here.table(name) for name in TABLES}
    tables["runs"] = ((row[0], runs[row[0]].folder, *row[2:]) for row in here.table("runs"))
    return tables


def _check(here: Workspace, there: Workspace, progress: Progress) -> None:
    """Read the copy back."""
    for name in TABLES:
        if _digest(here.ledger, name) != _digest(there.ledger, name):
            raise IntegrityFailure(Code.COPY_DIFFERS, f"the table {name} of the copy differs")
    for held in here.objects.held(ORIGINALS):
        there.raw.get(held.name.rpartition("/")[2])
    files = there.ledger.files()
    for count, file in enumerate(files, 1):
        progress("checking the copy", count, len(files))
        kept = file.quarantine_segment
        if not check_segment(there.observed, file.observed_segment) or (
            kept and not check_segment(there.quarantine, kept)
        ):
            raise IntegrityFailure(
                Code.COPY_DIFFERS, f"a segment of {file.name!r} differs in the copy"
            )
    there.ledger.check_log()


def _digest(ledger: Ledger, name: str) -> tuple[int, str]:
    """How many rows a table has, and the hash of all of them; folders of runs left out."""
    digest, count = hashlib.sha256(), 0
    for row in ledger.table(name):
        kept = (row[0], *row[2:]) if name == "runs" else row
        digest.update(f"{kept!r}\n".encode())
        count += 1
    return count, digest.hexdigest()
