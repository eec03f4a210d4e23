"""The control file of a workspace: what was taken in, what was run, in a hash-chained log.

SQLite in WAL mode with ``synchronous=FULL``: when a transaction returns it survives a kill
of the process. Rows are added, never edited.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfire.base.codes import Code
from holdfire.base.errors import HoldfireError, IntegrityFailure, Stale
from holdfire.base.identity import canonical_json, sha256_hex
from holdfire.observations.record import Sealed

__all__ = ["Ledger", "StoredFile", "StoredRun"]

BUSY_S = 30.0

_TABLES = """
CREATE TABLE IF NOT EXISTS files (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL, raw_sha256 TEXT NOT NULL,
  rows_in INTEGER NOT NULL, observations INTEGER NOT NULL, quarantined INTEGER NOT NULL,
  non_messages INTEGER NOT NULL, synthetic INTEGER NOT NULL, seal TEXT NOT NULL,
  observed_segment TEXT NOT NULL, quarantine_segment TEXT NOT NULL, taken_at TEXT NOT NULL,
  CHECK (rows_in = observations + quarantined));
CREATE TABLE IF NOT EXISTS affiliations (seal TEXT PRIMARY KEY, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sealed (
  observation_id TEXT NOT NULL, seal TEXT NOT NULL, payload TEXT NOT NULL,
  PRIMARY KEY (observation_id, seal, payload)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
  id TEXT PRIMARY KEY, folder TEXT NOT NULL, agreement TEXT NOT NULL, made_at TEXT NOT NULL,
  files TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS log (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
  previous TEXT NOT NULL, hash TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as it was taken in; ``rows_in == observations + quarantined``."""

    id: str
    name: str
    source: str
    raw_sha256: str
    rows_in: int
    observations: int
    quarantined: int
    non_messages: int
    synthetic: bool
    seal: str
    observed_segment: str
    quarantine_segment: str
    taken_at: str


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One run: where its results lie and which files it was made from."""

    id: str
    folder: str
    agreement: str
    made_at: str
    files: tuple[str, ...]


class Ledger:
    """The open control file; several processes may write, one at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            raise _refused(error) from error

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; the write lock is taken at the start."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            raise _refused(error) from error
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def add_file(self, stored: StoredFile, sealed: Iterable[Sealed]) -> bool:
        """Register a file with its sealed claims; False when it was there already."""
        row = [getattr(stored, name) for name in StoredFile.__slots__]
        with self.transaction():
            marks = ",".join("?" * len(row))
            added = self._db.execute(
                f"INSERT INTO files VALUES ({marks}) ON CONFLICT(id) DO NOTHING", row
            )
            if added.rowcount == 0:
                return False
            self._db.executemany(
                "INSERT OR IGNORE INTO sealed VALUES (?,?,?)",
                ((s.observation_id, s.seal, canonical_json(dict(s.payload))) for s in sealed),
            )
            self._append(stored.taken_at, "file", {"id": stored.id, "rows_in": stored.rows_in})
        return True

    def add_affiliation(self, seal: str, answer: str) -> None:
        """Keep the operator's answer behind a seal; the first answer stays."""
        with self.transaction():
            self._db.execute("INSERT OR IGNORE INTO affiliations VALUES (?,?)", (seal, answer))

    def add_run(self, run: StoredRun) -> None:
        """Register a finished run; the same run again is the newest again."""
        with self.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO runs VALUES (?,?,?,?,?)",
                (run.id, run.folder, run.agreement, run.made_at, json.dumps(run.files)),
            )
            self._append(run.made_at, "run", {"id": run.id, "agreement": run.agreement})

    def _append(self, at: str, kind: str, payload: dict[str, object]) -> None:
        """Add one log entry chained to the one before."""
        last = self._db.execute(
            "SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        seq, previous = (last[0] + 1, last[1]) if last else (1, "")
        text = canonical_json(payload)
        entry = sha256_hex(f"{seq}\n{at}\n{kind}\n{text}\n{previous}".encode())
        self._db.execute(
            "INSERT INTO log VALUES (?,?,?,?,?,?)", (seq, at, kind, text, previous, entry)
        )

    def files(self) -> tuple[StoredFile, ...]:
        """Every file taken in, in the order of their ids."""
        names = ",".join(StoredFile.__slots__)
        rows = self._db.execute(f"SELECT {names} FROM files ORDER BY id").fetchall()
        return tuple(_stored_file(row) for row in rows)

    def runs(self) -> tuple[StoredRun, ...]:
        """Every run, the newest last."""
        rows = self._db.execute(
            "SELECT id, folder, agreement, made_at, files FROM runs ORDER BY made_at, rowid"
        ).fetchall()
        return tuple(_stored_run(row) for row in rows)

    def affiliation(self, seal: str) -> str | None:
        """The answer behind a seal; only verification and above may ask."""
        row = self._db.execute("SELECT answer FROM affiliations WHERE seal=?", (seal,))
        found = row.fetchone()
        return None if found is None else str(found[0])

    def sealed_of(self, observation_id: str) -> tuple[dict[str, object], ...]:
        """The sealed claims of one observation; only verification and above may ask."""
        rows = self._db.execute(
            "SELECT payload FROM sealed WHERE observation_id=? ORDER BY payload",
            (observation_id,),
        )
        return tuple(json.loads(row[0]) for row in rows)

    def check_log(self) -> int:
        """Recompute the chain; returns its length, raises ``IntegrityFailure`` on a break."""
        previous, count = "", 0
        for seq, at, kind, text, said, entry in self._db.execute(
            "SELECT seq, at, kind, payload, previous, hash FROM log ORDER BY seq"
        ):
            count += 1
            whole = sha256_hex(f"{seq}\n{at}\n{kind}\n{text}\n{previous}".encode())
            if said != previous or whole != entry or seq != count:
                raise IntegrityFailure(
                    Code.SEGMENT_CHANGED, f"log entry {seq} does not follow from the one before"
                )
            previous = entry
        return count


def _stored_file(row: tuple[Any, ...]) -> StoredFile:
    """A row of ``files`` as its record."""
    fields = dict(zip(StoredFile.__slots__, row, strict=True))
    return StoredFile(**{**fields, "synthetic": bool(fields["synthetic"])})


def _stored_run(row: tuple[Any, ...]) -> StoredRun:
    """A row of ``runs`` as its record."""
    fields = dict(zip(StoredRun.__slots__, row, strict=True))
    return StoredRun(**{**fields, "files": tuple(json.loads(row[4]))})


def _refused(error: sqlite3.DatabaseError) -> HoldfireError:
    """The error a person can act on."""
    if isinstance(error, sqlite3.OperationalError) and "lock" in str(error):
        return Stale(Code.WORKSPACE_BUSY, "the workspace is being written by another process")
    return IntegrityFailure(
        Code.WORKSPACE_UNREADABLE, f"the control file is unreadable: {error}"
    )
