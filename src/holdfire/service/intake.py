"""Taking files in: each row becomes an observation or a quarantined row, and none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from holdfire.observations.container import unpack
from holdfire.service.datafile import DataFile
from holdfire.service.ledger import StoredFile
from holdfire.service.progress import Progress, silent
from holdfire.service.workspace import Workspace

__all__ = ["Intake", "IntakeOptions", "take_in"]

UNRECOGNISED = "unrecognised"
HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What the operator says about the files; ``source`` forces one for all of them."""

    source: str | None = None
    synthetic: bool = False
    affiliations: Mapping[str, str] = field(default_factory=dict)
    gazetteer: object = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the files. ``files`` holds the id of each in this intake."""

    files: tuple[StoredFile, ...]
    already: int

    @property
    def rows_in(self) -> int:
        """Rows in all files; equals observations + quarantined."""
        return sum(file.rows_in for file in self.files)

    @property
    def observations(self) -> int:
        """Rows that became observations."""
        return sum(file.observations for file in self.files)

    @property
    def quarantined(self) -> int:
        """Rows kept in quarantine."""
        return sum(file.quarantined for file in self.files)


def take_in(
    workspace: Workspace,
    files: Iterable[DataFile],
    options: IntakeOptions,
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> Intake:
    """Take the files into the workspace; the same bytes again change nothing.

    When this returns, every file is durable. A file that no source recognises is kept and
    quarantined whole. Raises ``BadInput`` only for what the operator must decide.
    """
    wanted = list(files)
    stored: dict[str, StoredFile] = {}
    already = 0
    known = {file.id: file for file in workspace.ledger.files()}
    for index, data_file in enumerate(wanted):
        progress("taking in files", index, len(wanted))
        for name, raw in unpack(data_file.name, data_file.path.read_bytes()):
            record, is_new = _take_one(workspace, data_file, name, raw, options, clock, known)
            stored[record.id] = record
            already += not is_new
    progress("taking in files", len(wanted), len(wanted))
    return Intake(tuple(stored[key] for key in sorted(stored)), already)


@dataclass(slots=True)
class _Tally:
    """Running sums while a file is streamed to its segment."""

    observations: int = 0
    non_messages: int = 0
    quarantined: list[Quarantined] = field(default_factory=list)
    sealed: list[Sealed] = field(default_factory=list)

    def tables(self, batches: Iterable[Batch]) -> Iterator[pa.Table]:
        """Pass the observations on, keep the rest."""
        for batch in batches:
            self.observations += batch.observations.num_rows
            self.non_messages += batch.non_messages
            self.quarantined.extend(batch.quarantined)
            self.sealed.extend(batch.sealed)
            yield batch.observations
