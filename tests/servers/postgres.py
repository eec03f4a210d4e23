"""A PostgreSQL with PostGIS of the test's own: a new cluster in a folder, on a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["Cluster", "why_not"]

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/bin")
# The cluster promises what a real one does: every commit is synced.
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
port = 5432
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 60
shared_buffers = 64MB
recovery_init_sync_method = syncfs
log_min_messages = fatal
"""
_ENTRY = """
local all locked scram-sha-256
local all all trust
"""
PASSWORD = "right-horse"  # noqa: S105 - opens nothing but this cluster


def _programs() -> Path | None:
    """The newest folder with the programs of a server that has PostGIS."""
    found = [
        p for place in _PLACES for p in Path("/").glob(place[1:]) if (p / "initdb").exists()
    ]
    for folder in sorted(found, reverse=True):
        version = folder.parent.name
        share = Path("/usr/share/postgresql") / version / "extension/postgis.control"
        beside = folder.parent / "share/extension/postgis.control"
        if share.exists() or beside.exists():
            return folder
    return None


def why_not() -> str | None:
    """Why no cluster can be started here; ``None`` when one can."""
    if _programs() is None:
        return "PostgreSQL with PostGIS is not installed; run scripts/postgres.sh"
    if os.geteuid() == 0 and _other_user() is None:
        return "PostgreSQL does not run as root and there is no other user for it"
    return None


def _other_user() -> str | None:
    """The user to run as when we are root."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


class Cluster:
    """A running server; its user ``holdfire`` needs no password, ``locked`` needs one."""

    def __init__(self) -> None:
        programs = _programs()
        assert programs is not None
        self._programs = programs
        self._identity: dict[str, Any] = {}
        self.folder = Path(tempfile.mkdtemp(prefix="hf-pg-"))
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            name = _other_user()
            assert name is not None
            entry = pwd.getpwnam(name)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
            self._identity = {
                "user": entry.pw_uid,
                "group": entry.pw_gid,
                "extra_groups": [],
                "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"},
            }
        self._data = self.folder / "data"
        self._run(
            ["initdb", "-D", str(self._data), "-U", "holdfire", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync"]
        )  # fmt: skip
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS.format(folder=self.folder))
        (self._data / "pg_hba.conf").write_text(_ENTRY)
        self.start()
        self.ask("postgres", f"CREATE ROLE locked LOGIN PASSWORD '{PASSWORD}'")
        self.ask("postgres", "CREATE DATABASE holdfire")
        self.ask("postgres", "CREATE DATABASE bare TEMPLATE template0")

    def _run(self, command: Sequence[str]) -> None:
        """Run one of the server's programs as its user."""
        subprocess.run(
            [str(self._programs / command[0]), *command[1:]],
            check=True,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            cwd=self.folder,
            **self._identity,
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = str(self.folder / "log")
        self._run(["pg_ctl", "-D", str(self._data), "-w", "-t", "60", "-l", log, "start"])

    def crash(self) -> None:
        """End it as a power cut ends a process: at once, with nothing written after."""
        self._run(["pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop"])

    @property
    def postmaster(self) -> int:
        """The process id of the server."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def close(self) -> None:
        """End it and remove everything."""
        self.crash()
        shutil.rmtree(self.folder)

    def ask(self, database: str, statement: str) -> None:
        """Run a statement as the owner of the cluster."""
        self._run(
            ["psql", "-h", str(self.folder), "-U", "holdfire", "-d", database, "-q", "-X",
             "-v", "ON_ERROR_STOP=1", "-c", statement]
        )  # fmt: skip

    def address(self, *, database: str = "holdfire", user: str = "holdfire") -> str:
        """The address of a database for a ``workspace.yaml``."""
        return f"postgresql://{user}@/{database}?host={self.folder}"
