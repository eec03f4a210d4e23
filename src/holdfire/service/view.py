"""The last run of a workspace, ready for a face to show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfire.agreement import Agreement
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, IntegrityFailure
from holdfire.detections import Coverage, coverage_from
from holdfire.incidents import Incident, incidents_from
from holdfire.service.agreementfile import agreement_from_run
from holdfire.service.ledger import Ledger, StoredFile, StoredRun
from holdfire.service.runfiles import kept_folder, run_folder
from holdfire.service.segment import read_segments
from holdfire.service.workspace import Workspace, workspace_at

__all__ = ["RunView", "run_view"]


class RunView:
    """One run, read once; everything a page shows comes from here.

    The workspace is opened for each question and closed again, so that a long-lived page
    server never holds its control file.
    """

    def __init__(self, opened: Workspace, run: StoredRun) -> None:
        self.workspace = opened.folder
        self.run_id = run.id
        self.created = run.made_at
        self.folder = run_folder(opened, run)
        self._kept = kept_folder(opened, run)
        self._run = run
        path = self.folder / "report.json"
        if not path.is_file():
            raise IntegrityFailure(
                Code.NO_RUN, f"the files of run {run.id} are not where they were written"
            )
        self.report: Mapping[str, Any] = json.loads(path.read_text("utf-8"))

    @cached_property
    def agreement(self) -> Agreement:
        """The agreement of the run with its shapes, as it was at the time of the run."""
        return agreement_from_run(self._kept)

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """Every incident, oldest first."""
        found = incidents_from(pq.read_table(self.folder / "incidents.parquet"))
        return tuple(sorted(found, key=lambda item: (item.time.start, item.id)))

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """When and where each source could see."""
        return tuple(coverage_from(pq.read_table(self.folder / "coverage.parquet")))

    @cached_property
    def _by_id(self) -> dict[str, Incident]:
        """Incidents by id."""
        return {item.id: item for item in self.incidents}

    @cached_property
    def _detections(self) -> pa.Table:
        """The detections of the run."""
        table = pq.read_table(self.folder / "detections.parquet")
        return table.drop_columns(["geometry"]) if "geometry" in table.schema.names else table

    def incident(self, incident_id: str) -> Incident | None:
        """One incident, ``None`` if the run has none of that id."""
        return self._by_id.get(incident_id)

    def detections_of(self, incident_id: str) -> tuple[Mapping[str, Any], ...]:
        """The detections an incident rests on, as rows."""
        found = self.incident(incident_id)
        if found is None:
            return ()
        wanted = pa.array([*found.detections, *found.contrary], pa.string())
        rows = self._detections.filter(pc.is_in(self._detections.column("id"), wanted))
        return tuple(sorted(rows.to_pylist(), key=lambda row: str(row["id"])))

    def observation(self, observation_id: str) -> Mapping[str, Any] | None:
        """One observation as a row with everything that was kept of it."""
        with workspace_at(self.workspace) as opened:
            names = sorted({file.observed_segment for file in self._files(opened.ledger)})
            found = read_segments(
                opened.observed, names, where=pc.field("id") == observation_id
            ).to_pylist()
        return min(found, key=lambda r: (r["raw_sha256"], r["record_index"]), default=None)

    def original(self, raw_sha256: str, record_index: int) -> Mapping[str, Any] | None:
        """The sealed original of an observation: file, row, its text, the checked hash."""
        with workspace_at(self.workspace) as opened:
            files = [f for f in self._files(opened.ledger) if f.raw_sha256 == raw_sha256]
            if not files or not opened.raw.has(raw_sha256):
                return None
            raw = opened.raw.get(raw_sha256)
        return {
            "file": files[0].name,
            "row": record_index,
            "text": _row_text(raw, files[0], record_index),
            "sha256": raw_sha256,
        }

    def alleged(self) -> tuple[Mapping[str, Any], ...]:
        """Every incident that matched a clause found violated (alleged)."""
        return tuple(
            {
                "reading": reading["id"],
                "clause": clause["id"],
                "incident": match["incident"],
                "probability": match["probability"],
            }
            for reading in self.report["readings"]
            for clause in reading["clauses"]
            if clause["verdict"] == "violated"
            for match in clause["matches"]
        )

    def _files(self, ledger: Ledger) -> list[StoredFile]:
        """The files this run rests on."""
        mine = set(self._run.files)
        return [file for file in ledger.files() if file.id in mine]


def _row_text(raw: bytes, file: StoredFile, record_index: int) -> str:
    """The row as text when the file is one row a line; else its beginning."""
    lines = raw.decode("utf-8", errors="replace").splitlines()
    if file.rows_in + file.non_messages == len(lines) and 0 <= record_index < len(lines):
        offset = file.non_messages if file.non_messages < len(lines) else 0
        return lines[min(record_index + offset, len(lines) - 1)][:4000]
    return raw[:2000].decode("utf-8", errors="replace")


def run_view(workspace: Path, run: str | None = None) -> RunView:
    """The run of that id, or the newest; raises ``BadInput`` (HF-9010) when there is none."""
    with workspace_at(workspace) as opened:
        runs = _runs(opened, run)
        if not runs:
            raise BadInput(Code.NO_RUN, "this workspace has no run", where=str(workspace))
        return RunView(opened, runs[-1])


def _runs(workspace: Workspace, run: str | None) -> list[StoredRun]:
    """The runs asked for, the newest last."""
    return [item for item in workspace.ledger.runs() if run in {None, item.id}]
