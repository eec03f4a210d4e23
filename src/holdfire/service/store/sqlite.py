"""The embedded database: one SQLite file, WAL mode, every commit synced."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, HoldfireError, IntegrityFailure, Stale
from holdfire.service.store.database import FORMAT, Row
from holdfire.service.store.queue import turn

__all__ = ["SqliteDatabase"]

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
CREATE TABLE IF NOT EXISTS days (
  segment TEXT NOT NULL, day INTEGER NOT NULL, rows INTEGER NOT NULL, t_high INTEGER NOT NULL,
  west REAL, south REAL, east REAL, north REAL, PRIMARY KEY (segment, day)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS days_by_day ON days (day, t_high);
CREATE TABLE IF NOT EXISTS incidents (
  content TEXT NOT NULL, configuration TEXT NOT NULL, id TEXT NOT NULL, run TEXT NOT NULL,
  t_start INTEGER NOT NULL, t_end INTEGER NOT NULL, existence REAL NOT NULL,
  lon REAL, lat REAL, ellipse BLOB, record TEXT NOT NULL, retired TEXT NOT NULL,
  PRIMARY KEY (content, configuration)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS incidents_by_time ON incidents (retired, t_start);
"""


class SqliteDatabase:
    """The open control file; several processes may write, one at a time."""

    run_order = "rowid"
    in_box = "lon >= ? AND lat >= ? AND lon <= ? AND lat <= ?"

    def __init__(self, path: Path) -> None:
        self._queue = path.with_name(f"{path.name}-queue")
        try:
            self._db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise _refused(error) from error

    def _prepare(self) -> None:
        """Make the tables that are not there; refuse those of a later release."""
        found = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if found > FORMAT:
            self._db.close()
            raise BadInput(
                Code.WORKSPACE_NEWER, f"the workspace has format {found}, this release {FORMAT}"
            )
        if found < FORMAT:
            self._db.executescript(f"{_TABLES} PRAGMA user_version={FORMAT};")

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; the write lock is taken at the start, in turn with other writers."""
        with turn(self._queue, BUSY_S) as ours:
            if not ours:
                raise _busy()
            with self._between("BEGIN IMMEDIATE"):
                yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state; writers are not kept waiting."""
        with self._between("BEGIN"):
            yield

    @contextmanager
    def _between(self, begin: str) -> Iterator[None]:
        """Begin, then commit or roll back."""
        self.change(begin)
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self.change("COMMIT")

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterable[Row]:
        """The rows of a query, read as they are asked for."""
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise _refused(error) from error

    def stream(self, sql: str) -> Iterator[Row]:
        """The rows of a query in pieces."""
        yield from self.rows(sql)

    def change(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement; returns how many rows it changed."""
        try:
            return self._db.execute(sql, values).rowcount
        except sqlite3.DatabaseError as error:
            raise _refused(error) from error

    def change_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of these values."""
        try:
            self._db.executemany(sql, values)
        except sqlite3.DatabaseError as error:
            raise _refused(error) from error

    def health(self) -> tuple[bool, str]:
        """Whether the file is whole and each commit is synced."""
        said = str(next(iter(self.rows("PRAGMA quick_check")))[0])
        synced = int(next(iter(self.rows("PRAGMA synchronous")))[0]) >= 2
        whole = "whole" if said == "ok" else said.splitlines()[0]
        return said == "ok" and synced, f"SQLite {sqlite3.sqlite_version}, {whole}"


def _busy() -> Stale:
    return Stale(Code.WORKSPACE_BUSY, "the workspace is being written by another process")


def _refused(error: sqlite3.DatabaseError) -> HoldfireError:
    """The error a person can act on."""
    if isinstance(error, sqlite3.IntegrityError):
        return IntegrityFailure(Code.RECORD_REFUSED, "the control file refuses the record")
    if isinstance(error, sqlite3.OperationalError) and "lock" in str(error):
        return _busy()
    return IntegrityFailure(
        Code.WORKSPACE_UNREADABLE, f"the control file is unreadable: {error}"
    )
