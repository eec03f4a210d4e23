"""A workspace: one folder with everything a verification rests on, or the way to it.

::

    workspace/
      control.sqlite        what was taken in, sealed claims, runs, incidents, the log
      raw/ab/abcd...        the originals by hash
      segments/observed/    observations, immutable
      segments/quarantine/  rows kept but not believed
      runs/<id>/            results

A folder with a ``workspace.yaml`` names a server store, which holds the same under the same
names: control data in PostgreSQL, the rest on object storage. Then the folder only keeps
``runs/`` (written here before they are sent) and ``fetched/`` (copies, which may be removed).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from holdfire.archive.folder import FolderStore
from holdfire.archive.port import RawStore
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, MissingPart
from holdfire.service.ledger import Ledger
from holdfire.service.segment import Segments
from holdfire.service.store.database import Database
from holdfire.service.store.folderobjects import FolderObjects
from holdfire.service.store.objects import Objects
from holdfire.service.store.originals import ObjectOriginals
from holdfire.service.store.serveraddress import STORE_FILE, ServerAddress, read_store_file
from holdfire.service.store.sqlite import SqliteDatabase

__all__ = ["Workspace", "open_workspace", "workspace_at", "workspace_state"]

CONTROL = "control.sqlite"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The parts of an open workspace; ``shared`` when a server holds it."""

    folder: Path
    ledger: Ledger
    objects: Objects
    raw: RawStore
    shared: bool

    @property
    def observed(self) -> Segments:
        """The segments of observations."""
        return Segments(self.objects, "segments/observed")

    @property
    def quarantine(self) -> Segments:
        """The segments of quarantined rows."""
        return Segments(self.objects, "segments/quarantine")

    @property
    def runs(self) -> Path:
        """Where runs are written."""
        return self.folder / "runs"


@contextmanager
def open_workspace(folder: Path) -> Iterator[Workspace]:
    """Open the workspace, making it if it is not there.

    Raises ``HoldfireError`` when its ``workspace.yaml`` cannot be read or the server does
    not let us in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / STORE_FILE).exists():
        with _server(folder, read_store_file(folder / STORE_FILE)) as workspace:
            yield workspace
        return
    ledger = Ledger(SqliteDatabase(folder / CONTROL))
    try:
        yield Workspace(
            folder, ledger, FolderObjects(folder), FolderStore(folder / "raw"), shared=False
        )
    finally:
        ledger.close()


@contextmanager
def workspace_at(folder: Path) -> Iterator[Workspace]:
    """Open a workspace that must be there already."""
    if not (folder / CONTROL).exists() and not (folder / STORE_FILE).exists():
        raise BadInput(
            Code.NO_DATA, f"there is no workspace in {folder.name!r}", where=str(folder)
        )
    with open_workspace(folder) as workspace:
        yield workspace


def workspace_state(folder: Path) -> tuple[int, ...]:
    """Numbers that change when somebody adds to the workspace; empty where none is."""
    if (folder / STORE_FILE).exists():
        with open_workspace(folder) as workspace:
            return (workspace.ledger.length(),)
    found: list[int] = []
    for name in (CONTROL, f"{CONTROL}-wal"):
        path = folder / name
        if path.exists():
            stat = path.stat()
            found.extend((stat.st_size, stat.st_mtime_ns))
    return tuple(found)


@contextmanager
def _server(folder: Path, address: ServerAddress) -> Iterator[Workspace]:
    """Open the server store that the folder names."""
    try:
        # Both libraries are an extra that a laptop does without.
        from holdfire.service.store.bucketobjects import BucketObjects  # noqa: PLC0415
        from holdfire.service.store.postgres import PostgresDatabase  # noqa: PLC0415
    except ImportError as error:
        raise MissingPart(
            Code.SERVER_PART_MISSING, "the parts for a server store are not installed"
        ) from error
    objects: Objects
    if address.folder is not None:
        objects = FolderObjects(address.folder)
    else:
        objects = BucketObjects(
            address.bucket or "",
            address.prefix,
            folder / "fetched",
            endpoint=address.endpoint,
            region=address.region,
        )
    database: Database = PostgresDatabase(address.database)
    try:
        yield Workspace(
            folder, Ledger(database), objects, ObjectOriginals(objects), shared=True
        )
    finally:
        database.close()
        objects.close()
