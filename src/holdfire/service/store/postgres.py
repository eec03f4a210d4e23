"""The server database: PostgreSQL with PostGIS, one schema a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import sql as names
from psycopg.conninfo import make_conninfo

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import sha256_hex
from holdfire.service.store.database import FORMAT, Row
from holdfire.service.store.postgres_failure import spoken
from holdfire.service.store.postgres_tables import TABLES
from holdfire.service.store.serveraddress import DatabaseAddress

__all__ = ["PostgresDatabase"]

BUSY_MS = 30_000
# A writer whose machine has gone must not hold the log for ever.
GONE_MS = 60_000
CONNECT_S = "10"
PIECE_ROWS = 1000
_LOCK_CLASS = 0x484F4C44


class PostgresDatabase:
    """An open connection; any number of processes may write, one at a time.

    Passwords come from ``PGPASSWORD`` or a password file, never from the address.
    """

    run_order = "seq"
    in_box = "point && ST_MakeEnvelope(?, ?, ?, ?, 4326)"

    def __init__(self, address: DatabaseAddress) -> None:
        self._schema = address.schema
        # One number for each schema: a clash makes two workspaces wait, and nothing else.
        self._lock = int(sha256_hex(address.schema.encode())[:8], 16) - 2**31
        self._spoken = address.shown
        told = {
            "client_encoding": "utf8",
            "connect_timeout": os.environ.get("PGCONNECT_TIMEOUT", CONNECT_S),
            **address.connection,
        }
        with spoken(self._spoken):
            self._db = psycopg.connect(make_conninfo(**told), autocommit=True)
        try:
            with spoken(self._spoken):
                self._settings()
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _settings(self) -> None:
        """What this program rests on, whatever the server's defaults are."""
        for name, value in (
            ("synchronous_commit", "on"),
            ("lock_timeout", str(BUSY_MS)),
            ("idle_in_transaction_session_timeout", str(GONE_MS)),
            ("client_min_messages", "error"),
            ("TimeZone", "UTC"),
            ("search_path", f'"{self._schema}", public'),
        ):
            self._db.execute("SELECT set_config(%s, %s, false)", (name, value))

    def _prepare(self) -> None:
        """Make the tables that are not there; refuse those of a later release."""
        if self._format() == FORMAT:
            return
        with self._db.transaction():
            self._take_turn()
            found = self._format()
            if found > FORMAT:
                raise BadInput(
                    Code.WORKSPACE_NEWER,
                    f"the workspace has format {found}, this release {FORMAT}",
                    where=self._spoken,
                )
            if found < FORMAT:
                schema = names.Identifier(self._schema)
                self._db.execute(names.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema))
                with spoken(self._spoken, Code.POSTGIS_MISSING):
                    self._db.execute("CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public")
                self._db.execute(TABLES)
                self._db.execute("INSERT INTO about VALUES ('format', %s)", (str(FORMAT),))

    def _format(self) -> int:
        """The format of the tables; 0 where there are none."""
        # Asked of the catalogue's table: to_regclass may still answer as before the wait.
        there = self._db.execute(
            "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = %s AND tablename = 'about'",
            (self._schema,),
        ).fetchone()
        if there is None:
            return 0
        row = self._db.execute("SELECT value FROM about WHERE key = 'format'").fetchone()
        return 0 if row is None else int(row[0])

    def _take_turn(self) -> None:
        """Wait for the other writers of this workspace; ends with the transaction."""
        self._db.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_LOCK_CLASS, self._lock))

    def close(self) -> None:
        """End the connection."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; the turn is taken at the start, so the log cannot fork."""
        with spoken(self._spoken), self._db.transaction():
            self._take_turn()
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state; writers are not kept waiting."""
        with spoken(self._spoken), self._db.transaction():
            self._db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            self._db.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterable[Row]:
        """The rows of a query."""
        with spoken(self._spoken):
            return self._db.execute(sql.replace("?", "%s").encode(), values).fetchall()

    def stream(self, sql: str) -> Iterator[Row]:
        """The rows of a query in pieces; nothing else may be asked until they end."""
        with spoken(self._spoken), self._db.cursor() as cursor:
            yield from cursor.stream(sql.encode(), size=PIECE_ROWS)

    def change(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement; returns how many rows it changed."""
        with spoken(self._spoken):
            return self._db.execute(sql.replace("?", "%s").encode(), values).rowcount

    def change_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of these values, sent without waiting in between."""
        with spoken(self._spoken), self._db.cursor() as cursor:
            cursor.executemany(sql.replace("?", "%s").encode(), values)

    def health(self) -> tuple[bool, str]:
        """Whether each commit is synced and pages are whole after a crash, and the versions."""
        asked = "current_setting('fsync'), current_setting('full_page_writes')"
        (row,) = self.rows(
            f"SELECT {asked}, current_setting('server_version'), postgis_lib_version()"
        )
        fsync, pages, version, postgis = (str(value) for value in row)
        said = f"PostgreSQL {version}, PostGIS {postgis}, fsync {fsync}"
        return fsync == pages == "on", said
