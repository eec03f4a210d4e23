"""The state of a monitor on disk: all facts by key, the engine's memory, what was said.

One SQLite file. A batch of lines is one transaction: its facts, the engine as it is after
them, and the verdict lines they made. What was committed is durable; what was not is read
again from the log. Lines are printed after the commit and marked after the printing, so that
a kill between the two prints a line twice and never loses one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from holdfire.agreement.accord.points.journal import Kept
from holdfire.agreement.accord.points.position import SHIFT, position
from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.agreement.accord.term import Value
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, IntegrityFailure
from holdfire.base.truth import Truth

__all__ = ["MonitorState"]

_COLUMNS = 4
"""Arguments that can be asked for by an index; further ones are compared in passing."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS point (stamp INTEGER, number INTEGER,
    PRIMARY KEY (stamp, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (stamp INTEGER, number INTEGER, predicate TEXT,
    value INTEGER, args TEXT, a0, a1, a2, a3);
CREATE INDEX IF NOT EXISTS fact_at ON fact (stamp, predicate);
CREATE INDEX IF NOT EXISTS fact_0 ON fact (predicate, a0, stamp);
CREATE INDEX IF NOT EXISTS fact_1 ON fact (predicate, a1, stamp);
CREATE INDEX IF NOT EXISTS fact_2 ON fact (predicate, a2, stamp);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_MASK = (1 << SHIFT) - 1


class MonitorState:
    """The journal of one rule over one log that goes on."""

    def __init__(self, path: Path, rule: str) -> None:
        try:
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = FULL")
            self._base.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise IntegrityFailure(
                Code.MONITOR_STATE_UNREADABLE, f"{path.name} is no state of a monitor: {error}"
            ) from error
        self._points: list[tuple[int, int]] = []
        self._rows: list[tuple[Any, ...]] = []
        mine = hashlib.sha256(rule.encode()).hexdigest()
        known = self.get("rule")
        if known is not None and known != mine:
            raise BadInput(
                Code.MONITOR_STATE_OTHER_RULE,
                f"{path.name} is the state of another rule, or of other settings",
                where=str(path),
            )
        self._base.execute("BEGIN IMMEDIATE")
        self.put("rule", mine)

    def get(self, name: str) -> Any:
        """A kept value, or ``None``."""
        row = self._base.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, name: str, value: Any) -> None:
        """Keep a value with the next commit."""
        self._base.execute(
            "INSERT OR REPLACE INTO kept VALUES (?, ?)",
            (name, json.dumps(value, ensure_ascii=False)),
        )

    def commit(self) -> None:
        """Make everything since the last commit durable."""
        self._flush()
        self._base.execute("COMMIT")
        self._base.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Leave; what was not committed is forgotten."""
        self._base.close()

    def record(self, at: int, facts: Sequence[LogFact]) -> None:
        """See :class:`~holdfire.agreement.accord.points.journal.Journal`."""
        stamp, number = at >> SHIFT, at & _MASK
        self._points.append((stamp, number))
        for value, predicate, args in facts:
            first = (*args[:_COLUMNS], *[None] * (_COLUMNS - len(args)))
            self._rows.append((stamp, number, predicate, int(value), _written(args), *first))

    def retract(self, at: int, facts: Iterable[LogFact]) -> None:
        """See :class:`~holdfire.agreement.accord.points.journal.Journal`."""
        self._flush()
        for fact in facts:
            self._base.execute(
                "DELETE FROM fact WHERE rowid = (SELECT rowid FROM fact WHERE stamp = ? AND"
                " number = ? AND predicate = ? AND args = ? LIMIT 1)",
                (at >> SHIFT, at & _MASK, fact.predicate, _written(fact.args)),
            )

    def holder(self, stamp: int, fact: LogFact) -> tuple[int, LogFact] | None:
        """See :class:`~holdfire.agreement.accord.points.journal.Journal`."""
        self._flush()
        row = self._base.execute(
            "SELECT number, value FROM fact WHERE stamp = ? AND predicate = ? AND args = ?"
            " ORDER BY number DESC LIMIT 1",
            (stamp, fact.predicate, _written(fact.args)),
        ).fetchone()
        if row is None:
            return None
        return position(stamp, row[0]), fact._replace(value=Truth(row[1]))

    def facts(self, predicate: str, given: Mapping[int, Value]) -> Iterator[Kept]:
        """See :class:`~holdfire.agreement.accord.points.journal.Journal`."""
        self._flush()
        asked = [column for column in sorted(given) if column < _COLUMNS]
        where = "".join(f" AND a{column} = ?" for column in asked)
        rows = self._base.execute(
            f"SELECT stamp, number, value, args FROM fact WHERE predicate = ?{where}"
            " ORDER BY stamp, number",
            (predicate, *[given[column] for column in asked]),
        )
        for stamp, number, value, written in rows:
            args = tuple(json.loads(written))
            if all(args[column] == wanted for column, wanted in given.items()):
                yield position(stamp, number), predicate, args, value

    def points(self) -> Iterator[int]:
        """See :class:`~holdfire.agreement.accord.points.journal.Journal`."""
        self._flush()
        for row in self._base.execute("SELECT stamp, number FROM point ORDER BY 1, 2"):
            yield position(*row)

    def _flush(self) -> None:
        if self._points:
            self._base.executemany("INSERT OR IGNORE INTO point VALUES (?, ?)", self._points)
            self._base.executemany(
                "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._rows
            )
            self._points, self._rows = [], []


def _written(args: tuple[Value, ...]) -> str:
    return json.dumps(args, ensure_ascii=False, separators=(",", ":"))
