"""What each source gave to a run, and what it cannot see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from holdfire.base.instant import from_micros
from holdfire.observations.record import Manifest
from holdfire.observations.registry import sources
from holdfire.reports.record import SourceLine
from holdfire.service.ledger import StoredFile
from holdfire.service.segment import read_segments
from holdfire.service.workspace import Workspace

__all__ = ["manifests", "source_lines"]


def manifests() -> dict[str, Manifest]:
    """What the program knows about each source, by name."""
    return {source.manifest.name: source.manifest for source in sources()}


def source_lines(
    workspace: Workspace, files: Sequence[StoredFile], rows: pa.Table
) -> tuple[SourceLine, ...]:
    """One line for each source of these files, in the order of the names.

    ``rows`` are the observations inside the period. A source that gave nothing in the
    period is listed too: its silence is a gap, not a sign of calm.
    """
    names = sorted({file.source for file in files})
    return tuple(_line(workspace, name, files, rows) for name in names)


def _line(
    workspace: Workspace, name: str, files: Sequence[StoredFile], rows: pa.Table
) -> SourceLine:
    """One source."""
    mine = [file for file in files if file.source == name]
    manifest = manifests().get(name) or manifests().get("mapped")
    inside = rows.filter(pc.equal(rows.column("source"), pa.scalar(name)))
    first = pc.min(inside.column("t_start")).cast(pa.int64()).as_py()
    last = pc.max(inside.column("t_end")).cast(pa.int64()).as_py()
    return SourceLine(
        name=name,
        title=manifest.title if manifest and manifest.name == name else name,
        modality=_modality(inside, manifest),
        rows_in=sum(file.rows_in for file in mine),
        observations=sum(file.observations for file in mine),
        quarantined=sum(file.quarantined for file in mine),
        in_period=inside.num_rows,
        first=None if first is None else from_micros(first),
        last=None if last is None else from_micros(last),
        licence=manifest.licence if manifest else "not stated",
        latency=manifest.latency if manifest else "not stated",
        bias=manifest.bias if manifest else "not stated",
        cannot_see=manifest.cannot_see if manifest else "not stated",
        synthetic=any(file.synthetic for file in mine),
        reasons=_reasons(workspace, mine),
    )


def _modality(inside: pa.Table, manifest: Manifest | None) -> str:
    """The modality the rows state, else the manifest's."""
    if inside.num_rows:
        return str(inside.column("modality")[0].as_py())
    return manifest.modality.value if manifest else "unknown"


def _reasons(workspace: Workspace, files: Iterable[StoredFile]) -> tuple[tuple[str, int], ...]:
    """Why rows of these files are in quarantine, the most frequent first."""
    names = sorted({file.quarantine_segment for file in files if file.quarantined})
    if not names:
        return ()
    table = read_segments(workspace.quarantine, names, columns=["code"])
    counted = Counter(str(code) for code in table.column("code").to_pylist())
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
