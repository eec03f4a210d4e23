"""The control data of a workspace: what was taken in, what was run, in a hash-chained log.

The same tables and the same rules on every database. When a call that adds something
returns, it survives a kill of the process. Rows are added, never edited; only a run made
again and an incident that is no longer current are marked anew.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from holdfire.base.codes import Code
from holdfire.base.errors import IntegrityFailure
from holdfire.base.identity import canonical_json, sha256_hex
from holdfire.observations.record import Sealed
from holdfire.service.extent import DAY_US, DayExtent
from holdfire.service.publication import IncidentRow, Publication
from holdfire.service.store.database import Database, Row

__all__ = ["TABLES", "Ledger", "StoredFile", "StoredRun"]

# Every table with its columns, and the order that makes two equal tables equal lists. The
# order of runs is completed by the database's own column.
TABLES: Mapping[str, tuple[str, str]] = {
    "files": (
        (
            "id, name, source, raw_sha256, rows_in, observations, quarantined, non_messages, "
            "synthetic, seal, observed_segment, quarantine_segment, taken_at"
        ),
        "id",
    ),
    "affiliations": ("seal, answer", "seal"),
    "sealed": ("observation_id, seal, payload", "observation_id, seal, payload"),
    "runs": ("id, folder, agreement, made_at, files", "made_at"),
    "log": ("seq, at, kind, payload, previous, hash", "seq"),
    "days": ("segment, day, rows, t_high, west, south, east, north", "segment, day"),
    "incidents": (
        (
            "content, configuration, id, run, t_start, t_end, existence, lon, lat, ellipse, "
            "record, retired"
        ),
        "content, configuration",
    ),
}


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
    """One run: where its results lie and which files it was made from.

    A ``folder`` that is not absolute lies in the store of the workspace.
    """

    id: str
    folder: str
    agreement: str
    made_at: str
    files: tuple[str, ...]


class Ledger:
    """The open control data; several processes may write, one at a time."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def health(self) -> tuple[bool, str]:
        """Whether the database keeps its promises, and what it is."""
        return self._db.health()

    def add_file(
        self, stored: StoredFile, sealed: Iterable[Sealed], days: Iterable[DayExtent] = ()
    ) -> bool:
        """Register a file with its sealed claims; False when it was there already.

        ``days`` are the extents of its observed segment. Raises ``IntegrityFailure``
        (HF-9051) when the rows do not add up.
        """
        row = [getattr(stored, name) for name in StoredFile.__slots__]
        row[StoredFile.__slots__.index("synthetic")] = int(stored.synthetic)
        claims = [(s.observation_id, s.seal, canonical_json(dict(s.payload))) for s in sealed]
        with self._db.transaction():
            if not self._db.change(_insert("files"), row):
                return False
            if claims:
                self._db.change_many(_insert("sealed"), claims)
            extents = [(stored.observed_segment, *day.values()) for day in days]
            if extents:
                self._db.change_many(_insert("days"), extents)
            self._append(stored.taken_at, "file", {"id": stored.id, "rows_in": stored.rows_in})
        return True

    def add_affiliation(self, seal: str, answer: str) -> None:
        """Keep the operator's answer behind a seal; the first answer stays."""
        with self._db.transaction():
            self._db.change(_insert("affiliations"), (seal, answer))

    def add_run(self, run: StoredRun) -> None:
        """Register a finished run; the same run again is the newest again."""
        with self._db.transaction():
            self._db.change("DELETE FROM runs WHERE id = ?", (run.id,))
            values = (run.id, run.folder, run.agreement, run.made_at, json.dumps(run.files))
            self._db.change(_insert("runs"), values)
            self._append(run.made_at, "run", {"id": run.id, "agreement": run.agreement})

    def publish(self, made: Publication) -> tuple[int, int]:
        """Make these the current incidents of their period: how many came, how many went.

        An incident is the same one when its content and the configuration that found it are
        the same, so publishing the same again is (0, 0) and leaves no trace.
        """
        with self._db.transaction():
            current = self._current(made)
            wanted = {(row.content, made.configuration): row for row in made.rows}
            gone = sorted(current - set(wanted))
            come = [wanted[key] for key in sorted(set(wanted) - current)]
            if not gone and not come:
                return 0, 0
            self._db.change_many(
                "UPDATE incidents SET retired = ? WHERE content = ? AND configuration = ?",
                [(made.run, *key) for key in gone],
            )
            self._db.change_many(
                f"INSERT INTO incidents ({TABLES['incidents'][0]}) VALUES ({_marks(12)}) "
                "ON CONFLICT (content, configuration) DO UPDATE SET retired = '', "
                "run = excluded.run",
                [_incident_values(row, made) for row in come],
            )
            counted = {"run": made.run, "come": len(come), "gone": len(gone)}
            self._append(made.at, "publication", counted)
        return len(come), len(gone)

    def _current(self, made: Publication) -> set[tuple[str, str]]:
        """The keys of what is current in the period."""
        rows = self._db.rows(
            "SELECT content, configuration FROM incidents "
            "WHERE retired = '' AND t_start < ? AND t_end >= ?",
            (made.end, made.start),
        )
        return {(str(content), str(configuration)) for content, configuration in rows}

    def current(
        self, box: tuple[float, float, float, float] | None = None
    ) -> tuple[Mapping[str, Any], ...]:
        """The current incidents as rows of their table, oldest first.

        ``box`` is west, south, east, north in degrees; it leaves out those without a place.
        """
        where = "retired = ''" if box is None else f"retired = '' AND {self._db.in_box}"
        order = "t_start, content, configuration"
        rows = self._db.rows(
            f"SELECT record FROM incidents WHERE {where} ORDER BY {order}", box or ()
        )
        return tuple(json.loads(row[0]) for row in rows)

    def _append(self, at: str, kind: str, payload: dict[str, object]) -> None:
        """Add one log entry chained to the one before."""
        last = list(self._db.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1"))
        seq, previous = (last[0][0] + 1, last[0][1]) if last else (1, "")
        text = canonical_json(payload)
        entry = _entry_hash(seq, at, kind, text, previous)
        self._db.change(_insert("log"), (seq, at, kind, text, previous, entry))

    def files(self) -> tuple[StoredFile, ...]:
        """Every file taken in, in the order of their ids."""
        rows = self._db.rows(f"SELECT {TABLES['files'][0]} FROM files ORDER BY id")
        return tuple(_stored_file(row) for row in rows)

    def runs(self) -> tuple[StoredRun, ...]:
        """Every run, the newest last."""
        return tuple(_stored_run(row) for row in self._db.rows(self._select("runs")))

    def segments_of(
        self,
        period_us: tuple[int, int] | None = None,
        box: tuple[float, float, float, float] | None = None,
        as_of: str | None = None,
    ) -> tuple[str, ...]:
        """The observed segments that may hold rows of this period and box, by name.

        The period is start and end in µs since 1970, the box west, south, east, north in
        degrees; ``as_of`` leaves out files taken in later. A segment of a release that
        registered no days is always among them.
        """
        wanted = ["f.observations > 0"]
        values: list[object] = []
        if as_of is not None:
            wanted.append("f.taken_at <= ?")
            values.append(as_of)
        day: list[str] = []
        inside: list[float] = []
        if period_us is not None:
            day.append("day <= ? AND t_high >= ?")
            inside += [(period_us[1] - 1) // DAY_US, period_us[0]]
        if box is not None:
            day.append("east >= ? AND north >= ? AND west <= ? AND south <= ?")
            inside += box
        if day:
            wanted.append(
                "(f.observed_segment IN (SELECT segment FROM days WHERE "
                f"{' AND '.join(day)}) OR NOT EXISTS (SELECT 1 FROM days d WHERE "
                "d.segment = f.observed_segment))"
            )
            values += inside
        sql = f"SELECT DISTINCT f.observed_segment FROM files f WHERE {' AND '.join(wanted)}"
        return tuple(sorted(str(row[0]) for row in self._db.rows(sql, values)))

    def affiliation(self, seal: str) -> str | None:
        """The answer behind a seal; only verification and above may ask."""
        found = list(self._db.rows("SELECT answer FROM affiliations WHERE seal = ?", (seal,)))
        return str(found[0][0]) if found else None

    def sealed_of(self, observation_id: str) -> tuple[dict[str, object], ...]:
        """The sealed claims of one observation; only verification and above may ask."""
        rows = self._db.rows(
            "SELECT payload FROM sealed WHERE observation_id = ? ORDER BY payload",
            (observation_id,),
        )
        return tuple(json.loads(row[0]) for row in rows)

    def check_log(self) -> int:
        """Recompute the chain; returns its length, raises ``IntegrityFailure`` on a break."""
        previous, count = "", 0
        for seq, at, kind, text, said, entry in self._db.stream(self._select("log")):
            count += 1
            whole = _entry_hash(seq, at, kind, text, previous)
            if said != previous or whole != entry or seq != count:
                raise IntegrityFailure(
                    Code.SEGMENT_CHANGED, f"log entry {seq} does not follow from the one before"
                )
            previous = entry
        return count

    def length(self) -> int:
        """How many entries the log has."""
        return sum(int(row[0]) for row in self._db.rows("SELECT COUNT(*) FROM log"))

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads inside see one state, whatever others write."""
        return self._db.snapshot()

    def table(self, name: str) -> Generator[Row, None, None]:
        """The rows of one of :data:`TABLES` in its order; read inside a snapshot."""
        yield from self._db.stream(self._select(name))

    def fill(self, tables: Mapping[str, Iterable[Row]]) -> None:
        """Add the rows of another ledger in one transaction; what is here already stays.

        Runs and incidents, which are marked anew, are replaced.
        """
        with self._db.transaction():
            self._db.change("DELETE FROM runs")
            self._db.change("DELETE FROM incidents")
            for name, rows in tables.items():
                self._db.change_many(_insert(name), rows)

    def _select(self, name: str) -> str:
        """The query for a whole table in its order."""
        columns, order = TABLES[name]
        order = f"{order}, {self._db.run_order}" if name == "runs" else order
        return f"SELECT {columns} FROM {name} ORDER BY {order}"


def _marks(count: int) -> str:
    """``?`` for so many values."""
    return ", ".join("?" * count)


def _insert(name: str) -> str:
    """The statement that adds a row of a table unless it is there."""
    columns = TABLES[name][0]
    marks = _marks(columns.count(",") + 1)
    return f"INSERT INTO {name} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING"


def _entry_hash(seq: int, at: str, kind: str, text: str, previous: str) -> str:
    """The hash of a log entry, which contains that of the one before."""
    return sha256_hex(f"{seq}\n{at}\n{kind}\n{text}\n{previous}".encode())


def _stored_file(row: Row) -> StoredFile:
    """A row of ``files`` as its record."""
    fields = dict(zip(StoredFile.__slots__, row, strict=True))
    return StoredFile(**{**fields, "synthetic": bool(fields["synthetic"])})


def _stored_run(row: Row) -> StoredRun:
    """A row of ``runs`` as its record."""
    fields = dict(zip(StoredRun.__slots__, row, strict=True))
    return StoredRun(**{**fields, "files": tuple(json.loads(row[4]))})


def _incident_values(row: IncidentRow, made: Publication) -> tuple[object, ...]:
    """An incident as the values of its table."""
    return (
        row.content, made.configuration, row.id, made.run, row.t_start, row.t_end,
        row.existence, row.lon, row.lat, row.ellipse, row.record, "",
    )  # fmt: skip
