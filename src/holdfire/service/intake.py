"""Taking files in: each row becomes an observation or a quarantined row, and none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import canonical_json, content_id, sha256_hex
from holdfire.observations.container import unpack
from holdfire.observations.port import Source
from holdfire.observations.quarantine import CONTENT_LIMIT, printable
from holdfire.observations.recognition import recognise
from holdfire.observations.record import (
    OBSERVATION_SCHEMA,
    Batch,
    Quarantined,
    ReadContext,
    Sealed,
)
from holdfire.observations.registry import sources
from holdfire.service.affiliation import affiliation_of, seal_of
from holdfire.service.datafile import DataFile, read_side_file
from holdfire.service.extent import DayExtent, day_extents, joined_extents
from holdfire.service.ledger import StoredFile
from holdfire.service.places import open_gazetteer
from holdfire.service.progress import Progress, silent
from holdfire.service.segment import QUARANTINE_SCHEMA, quarantine_table, write_segment
from holdfire.service.workspace import Workspace

__all__ = ["UNRECOGNISED", "Intake", "IntakeOptions", "take_in"]

UNRECOGNISED = "unrecognised"
MAPPED = "mapped"


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What the operator says about the files; ``source`` forces one for all of them."""

    source: str | None = None
    synthetic: bool = False
    affiliations: Mapping[str, str] = field(default_factory=dict)
    gazetteer: object = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the files; ``already`` counts those that were here before."""

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


@dataclass(frozen=True, slots=True)
class _Taking:
    """One file about to be read: the source, what it is told, its identity."""

    source: Source | None
    name: str
    raw: bytes
    context: ReadContext
    file_id: str


@dataclass(slots=True)
class _Tally:
    """Running sums while a file is streamed to its segment."""

    observations: int = 0
    non_messages: int = 0
    quarantined: list[Quarantined] = field(default_factory=list)
    sealed: list[Sealed] = field(default_factory=list)
    days: tuple[DayExtent, ...] = ()

    def tables(self, batches: Iterable[Batch]) -> Iterator[pa.Table]:
        """Pass the observations on, keep the rest."""
        for batch in batches:
            self.observations += batch.observations.num_rows
            self.non_messages += batch.non_messages
            self.quarantined.extend(batch.quarantined)
            self.sealed.extend(batch.sealed)
            self.days = joined_extents((*self.days, *day_extents(batch.observations)))
            yield batch.observations


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
    known = {file.id: file for file in workspace.ledger.files()}
    stored: dict[str, StoredFile] = {}
    already = 0
    for index, data_file in enumerate(wanted):
        progress("taking in files", index, len(wanted))
        for taking, refused in _takings(workspace, data_file, options):
            if taking.file_id in known:
                already += taking.file_id not in stored
                stored[taking.file_id] = known[taking.file_id]
                continue
            record = _store(workspace, taking, refused, options, data_file, clock)
            known[record.id] = stored[record.id] = record
    progress("taking in files", len(wanted), len(wanted))
    return Intake(tuple(stored[key] for key in sorted(stored)), already)


def _takings(
    workspace: Workspace, data_file: DataFile, options: IntakeOptions
) -> Iterator[tuple[_Taking, Sequence[Quarantined]]]:
    """The members of a file, each with its source; then what unpacking refused."""
    packed = data_file.path.read_bytes()
    found = unpack(data_file.name, packed)
    for name, raw in found:
        yield _taking(data_file, name, raw, options), ()
    if found.refused:
        context = _context(data_file, data_file.name, packed, UNRECOGNISED, options, {})
        file_id = content_id("file", context.raw_sha256, "container")
        workspace.raw.put(packed)
        yield _Taking(None, data_file.name, packed, context, file_id), found.refused


def _taking(data_file: DataFile, name: str, raw: bytes, options: IntakeOptions) -> _Taking:
    """Decide which source reads the member, and with what."""
    mapping = read_side_file(data_file.mapping) if data_file.mapping else {}
    source = _source(raw, mapping, options.source)
    label = _label(source, mapping)
    told: dict[str, object] = {}
    if mapping:
        told["mapping"] = mapping
    if data_file.exercise.gazetteer is not None:
        told["gazetteer"] = open_gazetteer([data_file.exercise.gazetteer])
    elif options.gazetteer is not None:
        told["gazetteer"] = options.gazetteer
    if data_file.exercise.zone is not None:
        told["zone"] = data_file.exercise.zone
    context = _context(data_file, name, raw, label, options, told)
    file_id = content_id("file", context.raw_sha256, label, canonical_json(mapping))
    return _Taking(source, name, raw, context, file_id)


def _source(raw: bytes, mapping: Mapping[str, object], forced: str | None) -> Source | None:
    """The source: the one the operator names, the mapping's, or the one recognised."""
    by_name = {source.manifest.name: source for source in sources()}
    if forced is not None:
        if forced not in by_name:
            raise BadInput(
                Code.SOURCE_UNKNOWN,
                f"there is no source {forced!r}",
                next_step="Known sources: " + ", ".join(sorted(by_name)),
            )
        return by_name[forced]
    if mapping:
        return by_name[MAPPED]
    return by_name.get(recognise(raw).source or "")


def _label(source: Source | None, mapping: Mapping[str, object]) -> str:
    """The name the rows are registered under."""
    if source is None:
        return UNRECOGNISED
    if source.manifest.name == MAPPED and mapping.get("source"):
        return str(mapping["source"])
    return source.manifest.name


def _context(
    data_file: DataFile,
    name: str,
    raw: bytes,
    label: str,
    options: IntakeOptions,
    told: Mapping[str, object],
) -> ReadContext:
    """What the source is told beside the bytes."""
    return ReadContext(
        file=name,
        raw_sha256=sha256_hex(raw),
        synthetic=options.synthetic or data_file.exercise.synthetic,
        affiliation_seal=seal_of(label),
        options={**told, "source": label},
    )


def _store(
    workspace: Workspace,
    taking: _Taking,
    refused: Sequence[Quarantined],
    options: IntakeOptions,
    data_file: DataFile,
    clock: Callable[[], datetime],
) -> StoredFile:
    """Seal the bytes, stream the rows to their segments, register all in one transaction."""
    label = str(taking.context.options["source"])
    if label != UNRECOGNISED:
        given = {**data_file.exercise.affiliations, **options.affiliations}
        workspace.ledger.add_affiliation(seal_of(label), affiliation_of(label, given))
    workspace.raw.put(taking.raw)
    tally = _Tally(quarantined=list(refused))
    batches: Iterable[Batch] = ()
    if taking.source is not None:
        batches = taking.source.read(taking.raw, taking.context)
    elif not refused:
        tally.quarantined.append(_whole_file(taking))
    observed = write_segment(workspace.observed, OBSERVATION_SCHEMA, tally.tables(batches))
    kept = ""
    if tally.quarantined:
        table = quarantine_table(tally.quarantined)
        kept = write_segment(workspace.quarantine, QUARANTINE_SCHEMA, [table])
    record = StoredFile(
        id=taking.file_id,
        name=taking.name,
        source=label,
        raw_sha256=taking.context.raw_sha256,
        rows_in=tally.observations + len(tally.quarantined),
        observations=tally.observations,
        quarantined=len(tally.quarantined),
        non_messages=tally.non_messages,
        synthetic=taking.context.synthetic,
        seal=taking.context.affiliation_seal,
        observed_segment=observed,
        quarantine_segment=kept,
        taken_at=clock().isoformat(),
    )
    workspace.ledger.add_file(record, tally.sealed, tally.days)
    return record


def _whole_file(taking: _Taking) -> Quarantined:
    """A file that no source recognises, as one quarantined row."""
    code = Code.FILE_UNRECOGNISED
    return Quarantined(
        source=UNRECOGNISED,
        raw_sha256=taking.context.raw_sha256,
        file=printable(taking.name, 500),
        row=0,
        field="",
        reason="no source recognises the content",
        code=str(code),
        next_step=code.next_step,
        content=printable(taking.raw[:CONTENT_LIMIT].decode("utf-8", "backslashreplace")),
    )
