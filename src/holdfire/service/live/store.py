"""The durable part of live fusion: ``live.sqlite`` in the folder of a workspace.

Facts are kept as they were told, batch by batch; what was published, the numbers and their
history are the effects. Facts and effects are written in transactions of their own, and
the mark of the facts that the effects rest on is written with the effects: whatever is
killed in between is published by the next opening, and nothing twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfire.base.codes import Code
from holdfire.base.errors import IntegrityFailure, Stale
from holdfire.base.identity import canonical_json
from holdfire.incidents.live import (
    Batch,
    Edit,
    EditKind,
    Held,
    Numbers,
    Receipt,
    Step,
    StepKind,
)
from holdfire.service.live.packing import batch_id, packed, unpacked

__all__ = ["Entry", "LiveStore", "Mark", "StoredBatch"]

BUSY_S = 30.0

_TABLES = """
CREATE TABLE IF NOT EXISTS batch (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
  rows_in INTEGER NOT NULL, stored INTEGER NOT NULL, repeated INTEGER NOT NULL,
  quarantined INTEGER NOT NULL, refusals TEXT NOT NULL, body BLOB NOT NULL,
  CHECK (rows_in = stored + repeated + quarantined));
CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, batch TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS configuration (
  seq INTEGER PRIMARY KEY, version TEXT NOT NULL, batches INTEGER NOT NULL,
  calibration TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS edit (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS published (
  content TEXT NOT NULL, configuration TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE,
  body TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (content, configuration));
CREATE TABLE IF NOT EXISTS number (
  number INTEGER PRIMARY KEY, incident TEXT NOT NULL, content TEXT NOT NULL,
  detections TEXT NOT NULL, ended INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS history (
  seq INTEGER PRIMARY KEY, number INTEGER NOT NULL, mark TEXT NOT NULL, kind TEXT NOT NULL,
  at TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, others TEXT NOT NULL,
  came TEXT NOT NULL, went TEXT NOT NULL, cause TEXT NOT NULL, UNIQUE (number, mark));
CREATE INDEX IF NOT EXISTS history_of ON history (number, seq);
CREATE TABLE IF NOT EXISTS mark (
  one INTEGER PRIMARY KEY CHECK (one = 1), batch INTEGER NOT NULL, edit INTEGER NOT NULL,
  configuration TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Which facts effects rest on: the last batch, the last edit, the configuration."""

    batch: int = 0
    edit: int = 0
    configuration: str = ""

    @property
    def text(self) -> str:
        """The mark in one text."""
        return f"{self.batch}.{self.edit}.{self.configuration}"


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """A batch as it was taken in."""

    seq: int
    id: str
    at: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history of a number.

    ``before``/``after`` are content hashes, empty for none; ``cause`` names the facts known
    since the effects before: the first and last batch, edits, and the configuration.
    """

    number: int
    kind: StepKind
    at: str
    before: str
    after: str
    others: tuple[int, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    cause: Mapping[str, Any]


class LiveStore:
    """The open file; one process writes at a time."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            raise IntegrityFailure(
                Code.WORKSPACE_UNREADABLE, f"the file of live fusion is unreadable: {error}"
            ) from error

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing; the write lock is taken at the start."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise Stale(
                Code.WORKSPACE_BUSY, "live fusion is being written by another process"
            ) from error
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def mark(self) -> Mark:
        """The facts that the effects rest on."""
        row = self._db.execute("SELECT batch, edit, configuration FROM mark").fetchone()
        return Mark() if row is None else Mark(*row)

    def told(self) -> Mark:
        """The facts that are known."""
        (batch,) = self._db.execute("SELECT COALESCE(MAX(seq), 0) FROM batch").fetchone()
        (edit,) = self._db.execute("SELECT COALESCE(MAX(seq), 0) FROM edit").fetchone()
        row = self._db.execute(
            "SELECT version FROM configuration ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return Mark(batch, edit, "" if row is None else row[0])

    def add_batch(
        self, batch: Batch, receipt: Receipt, at: str, files: Iterable[str] = ()
    ) -> int:
        """Keep a batch that is not known yet, with the files it was made of; its number."""
        id_ = batch_id(batch)
        refusals = [[one.subject, one.reason, one.detail] for one in receipt.refusals]
        with self._transaction():
            (seq,) = self._db.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM batch").fetchone()
            self._db.execute(
                "INSERT INTO batch VALUES (?,?,?,?,?,?,?,?,?)",
                (
                    seq, id_, at, receipt.rows_in, receipt.stored, receipt.repeated,
                    receipt.quarantined, canonical_json(refusals), packed(batch),
                ),
            )  # fmt: skip
            self._db.executemany(
                "INSERT OR IGNORE INTO file VALUES (?,?)", ((one, id_) for one in files)
            )
        return int(seq)

    def has_batch(self, batch: Batch) -> bool:
        """Whether the same batch was told already."""
        row = self._db.execute("SELECT 1 FROM batch WHERE id=?", (batch_id(batch),)).fetchone()
        return row is not None

    def files(self) -> frozenset[str]:
        """The files of the workspace that batches were made of."""
        return frozenset(str(row[0]) for row in self._db.execute("SELECT id FROM file"))

    def batches(self, first: int = 1) -> Iterator[Batch]:
        """The batches as told, from a number on."""
        for (body,) in self._db.execute(
            "SELECT body FROM batch WHERE seq >= ? ORDER BY seq", (first,)
        ):
            yield unpacked(body)

    def stored(self) -> tuple[StoredBatch, ...]:
        """What became of every batch."""
        found = []
        for seq, id_, at, rows_in, stored, repeated in self._db.execute(
            "SELECT seq, id, at, rows_in, stored, repeated FROM batch ORDER BY seq"
        ):
            found.append(StoredBatch(seq, id_, at, Receipt(rows_in, stored, repeated)))
        return tuple(found)

    def add_configuration(self, version: str, batches: int, calibration: str, at: str) -> None:
        """A new version, estimated from the first so many batches."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO configuration (version, batches, calibration, at)"
                " VALUES (?,?,?,?)",
                (version, batches, calibration, at),
            )

    def configurations(self) -> tuple[tuple[str, int, str], ...]:
        """Version, number of batches and calibration of each, the newest last."""
        return tuple(
            self._db.execute(
                "SELECT version, batches, calibration FROM configuration ORDER BY seq"
            ).fetchall()
        )

    def add_edit(self, edit: Edit) -> None:
        """Keep an entry of the analysts' log; the same one twice is one."""
        body = {name: getattr(edit, name) for name in Edit.__slots__}
        with self._transaction():
            self._db.execute(
                "INSERT OR IGNORE INTO edit (id, body) VALUES (?,?)",
                (edit.id, canonical_json(body)),
            )

    def edits(self) -> tuple[Edit, ...]:
        """The log of edits, oldest first."""
        rows = self._db.execute("SELECT body FROM edit ORDER BY seq").fetchall()
        return tuple(_edit(json.loads(row[0])) for row in rows)

    def numbers(self) -> Numbers:
        """The public numbers as published."""
        held: dict[int, Held] = {}
        ended: dict[int, Held] = {}
        for number, incident, content, detections, over in self._db.execute(
            "SELECT number, incident, content, detections, ended FROM number ORDER BY number"
        ):
            one = Held(incident, content, tuple(json.loads(detections)))
            (ended if over else held)[number] = one
        return Numbers(held, ended, max([*held, *ended], default=0) + 1)

    def publish(
        self,
        steps: Sequence[Step],
        bodies: Mapping[str, str],
        mark: Mark,
        at: str,
        cause: Mapping[str, Any],
    ) -> int:
        """The effects of the facts up to ``mark``, in one transaction, and the mark itself.

        ``bodies`` is the text of each content hash in the steps. Content published under
        this configuration before is not published again. Returns how many were.
        """
        with self._transaction():
            if self.mark() == mark:
                return 0
            fresh = self._publish(bodies, mark, at)
            for step in steps:
                held = step.after or step.before
                if held is None:
                    continue
                self._db.execute(
                    "INSERT OR REPLACE INTO number VALUES (?,?,?,?,?)",
                    (
                        step.number, held.incident, held.content,
                        canonical_json(held.detections), int(step.after is None),
                    ),
                )  # fmt: skip
                self._db.execute(
                    "INSERT INTO history (number, mark, kind, at, before, after, others, came,"
                    " went, cause) VALUES (?,?,?,?,?,?,?,?,?,?)",
                    (
                        step.number, mark.text, step.kind.value, at,
                        step.before.content if step.before else "",
                        step.after.content if step.after else "",
                        canonical_json(step.others), canonical_json(step.came),
                        canonical_json(step.went), canonical_json(cause),
                    ),
                )  # fmt: skip
            self._db.execute(
                "INSERT OR REPLACE INTO mark VALUES (1,?,?,?)",
                (mark.batch, mark.edit, mark.configuration),
            )
        return fresh

    def _publish(self, bodies: Mapping[str, str], mark: Mark, at: str) -> int:
        """Add what was not published under this configuration; returns how many."""
        (seq,) = self._db.execute("SELECT COALESCE(MAX(seq), 0) FROM published").fetchone()
        fresh = 0
        for content in sorted(bodies):
            done = self._db.execute(
                "INSERT OR IGNORE INTO published VALUES (?,?,?,?,?)",
                (content, mark.configuration, seq + fresh + 1, bodies[content], at),
            )
            fresh += done.rowcount
        return fresh

    def publications(self, after: int = 0) -> tuple[tuple[int, str, str, str], ...]:
        """Sequence number, content hash, configuration and text of what was published since."""
        return tuple(
            self._db.execute(
                "SELECT seq, content, configuration, body FROM published WHERE seq > ?"
                " ORDER BY seq",
                (after,),
            ).fetchall()
        )

    def body(self, content: str) -> dict[str, Any] | None:
        """What was published with this content."""
        row = self._db.execute(
            "SELECT body FROM published WHERE content=? LIMIT 1", (content,)
        ).fetchone()
        if row is None:
            return None
        found: dict[str, Any] = json.loads(row[0])
        return found

    def history(self, number: int) -> tuple[Entry, ...]:
        """What became of a number, oldest first."""
        rows = self._db.execute(
            "SELECT number, kind, at, before, after, others, came, went, cause FROM history"
            " WHERE number=? ORDER BY seq",
            (number,),
        ).fetchall()
        return tuple(_entry(row) for row in rows)


def _edit(body: Mapping[str, Any]) -> Edit:
    """An entry of the log from its values."""
    sides = tuple(tuple(side) for side in body["sides"])
    numbers = tuple(int(one) for one in body["numbers"])
    told = {name: str(body[name]) for name in ("undoes", "author", "reason", "at")}
    return Edit(kind=EditKind(body["kind"]), sides=sides, numbers=numbers, **told)


def _entry(row: Sequence[Any]) -> Entry:
    """A row of the history."""
    number, kind, at, before, after = row[:5]
    others, came, went, cause = (json.loads(one) for one in row[5:])
    return Entry(
        number, StepKind(kind), at, before, after,
        tuple(others), tuple(came), tuple(went), cause,
    )  # fmt: skip
