"""A workspace: one folder with everything a verification rests on.

::

    workspace/
      control.sqlite        what was taken in, sealed claims, runs, the log
      raw/ab/abcd...        the originals by hash
      segments/observed/    observations, immutable
      segments/quarantine/  rows kept but not believed
      runs/<id>/            results
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from holdfire.archive.folder import FolderStore
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.service.ledger import Ledger

__all__ = ["Workspace", "open_workspace", "workspace_at"]

CONTROL = "control.sqlite"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The parts of an open workspace."""

    folder: Path
    ledger: Ledger
    raw: FolderStore

    @property
    def observed(self) -> Path:
        """Where observation segments lie."""
        return self.folder / "segments" / "observed"

    @property
    def quarantine(self) -> Path:
        """Where quarantine segments lie."""
        return self.folder / "segments" / "quarantine"

    @property
    def runs(self) -> Path:
        """Where runs lie."""
        return self.folder / "runs"


@contextmanager
def open_workspace(folder: Path) -> Iterator[Workspace]:
    """Open the workspace, making it if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(folder / CONTROL)
    try:
        yield Workspace(folder, ledger, FolderStore(folder / "raw"))
    finally:
        ledger.close()


@contextmanager
def workspace_at(folder: Path) -> Iterator[Workspace]:
    """Open a workspace that must be there already."""
    if not (folder / CONTROL).exists():
        raise BadInput(
            Code.NO_DATA, f"there is no workspace in {folder.name!r}", where=str(folder)
        )
    with open_workspace(folder) as workspace:
        yield workspace
