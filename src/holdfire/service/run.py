"""The main job: observations and an agreement in, a verification report out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfire import __version__
from holdfire.agreement import Agreement, lint
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import group_id, sha256_hex
from holdfire.base.instant import TimeSpan, micros
from holdfire.detections import Coverage, detect, holdings, judge_coverage
from holdfire.incidents import (
    AssociationModel,
    Incident,
    chance_corroboration,
    chance_origins,
    model_for,
)
from holdfire.incidents.association import incidents_of, scene_of
from holdfire.incidents.calibration.field import parametrised
from holdfire.incidents.calibration.record import CalibrationRecord
from holdfire.reports.annex import report_json
from holdfire.reports.exposure import kinds_of
from holdfire.reports.page import report_html
from holdfire.reports.record import Accounting, Chance, Origins, ReportInput
from holdfire.scale import Engine, fuse_linked, opened
from holdfire.service.agreementfile import FoundAgreement, keep_agreement
from holdfire.service.calibrating import keep_parameters
from holdfire.service.datafile import DataFile
from holdfire.service.intake import Intake, IntakeOptions, take_in
from holdfire.service.ledger import StoredFile, StoredRun
from holdfire.service.outcome import write_outcome
from holdfire.service.progress import Progress, silent
from holdfire.service.publication import publication_of
from holdfire.service.registers import FoundRegister, seal_registers
from holdfire.service.runfiles import keep_run
from holdfire.service.scope import Scope, choose_period, read_scope
from holdfire.service.segment import QUARANTINE_SCHEMA, read_segments
from holdfire.service.silence import source_gaps
from holdfire.service.sourceline import source_lines
from holdfire.service.trend import rate_steps, side_counts
from holdfire.service.workspace import Workspace
from holdfire.verification import Verification, counted_exposures, verify

__all__ = ["RunRequest", "RunResult", "run_verification"]

STEPS = 6


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What to verify against what. Without ``data`` the whole workspace is used.

    ``compare_from`` starts the period before, which ends where this one starts;
    ``registers`` are what bodies entered on what they did, told or moved. ``engine`` says
    where incidents are computed, ``None``: in this thread; what comes out is the same.
    ``parameters`` of channels are those of a calibration, ``None``: as stated.
    """

    found: FoundAgreement
    data: tuple[DataFile, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    out: Path | None = None
    options: IntakeOptions = field(default_factory=IntakeOptions)
    kind: str = "period"
    language: str = "en"
    compare_from: datetime | None = None
    registers: tuple[FoundRegister, ...] = ()
    engine: Engine | None = None
    parameters: CalibrationRecord | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run made: its id, the folder of its files, the report as JSON values."""

    id: str
    folder: Path
    report: dict[str, Any]
    intake: Intake | None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What happened, as far as anybody saw, before any clause is asked."""

    period: TimeSpan
    scope: Scope
    rows: pa.Table
    detections: pa.Table
    incidents: tuple[Incident, ...]
    coverage: tuple[Coverage, ...]
    chance: tuple[Chance, ...]
    origins: Origins


def run_verification(
    workspace: Workspace,
    request: RunRequest,
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> RunResult:
    """Run the main job and write its six files; the same input gives the same content.

    Raises ``BadInput`` when there is nothing to run on; whatever was taken in before that
    stays in the workspace.
    """
    intake = None
    if request.data:
        intake = take_in(workspace, request.data, request.options, clock, progress)
    files = workspace.ledger.files() if intake is None else intake.files
    if not files:
        raise BadInput(Code.NO_DATA, "there is nothing to verify")
    facts = _facts(workspace, request, files, progress)
    progress("verifying", 4, STEPS)
    verified = verify(
        request.found.agreement,
        facts.incidents,
        facts.coverage,
        facts.period,
        holdings=holdings(facts.scope.rows),
        registers=[found.register for found in request.registers],
    )
    given = _report_input(workspace, request, files, facts, verified, clock())
    progress("verifying", 5, STEPS)
    result = _write(workspace, request, files, facts, given, intake)
    progress("verifying", STEPS, STEPS)
    return result


def _facts(
    workspace: Workspace,
    request: RunRequest,
    files: Sequence[StoredFile],
    progress: Progress,
) -> _Facts:
    """Observations to incidents, with nothing known of any clause."""
    progress("verifying", 0, STEPS)
    scope = read_scope(workspace, files)
    period = choose_period(
        scope.rows, request.start, request.end, _bounds(request.found.agreement)
    )
    rows = _inside(scope.rows, period)
    progress("verifying", 1, STEPS)
    detections = detect(rows)
    model = model_for(detections)
    progress("verifying", 2, STEPS)
    coverage = judge_coverage(rows)
    incidents = _incidents(detections, model, coverage, request)
    progress("verifying", 3, STEPS)
    chance = tuple(
        Chance(c.left, c.right, c.observed, c.mean, c.low, c.high, c.shifts)
        for c in chance_corroboration(detections, model=model)
    )
    return _Facts(
        period, scope, rows, detections, incidents, coverage, chance,
        _origins(incidents, detections, model),
    )  # fmt: skip


def _origins(
    incidents: Sequence[Incident], detections: pa.Table, model: AssociationModel
) -> Origins:
    """Incidents with two or more origins, and what chance alone would give."""
    several = sum(one.origins > 1 for one in incidents)
    by = chance_origins(detections, model=model)
    return Origins(several, by.observed, by.mean, by.low, by.high, by.shifts)


def _incidents(
    detections: pa.Table,
    model: AssociationModel,
    coverage: tuple[Coverage, ...],
    request: RunRequest,
) -> tuple[Incident, ...]:
    """The incidents under the parameters of the request, computed where it says."""
    scene = scene_of(detections, model=model, coverage=coverage)
    if request.parameters is not None:
        scene = parametrised(scene, request.parameters)
    if request.engine is None:
        return incidents_of(scene, model.tau)
    with opened(request.engine) as executor:
        return incidents_of(scene, model.tau, fuse=partial(fuse_linked, executor=executor))


def _bounds(agreement: Agreement) -> TimeSpan | None:
    """When the agreement says it is in force, if it gives both ends."""
    if agreement.starts is None or agreement.ends is None:
        return None
    return TimeSpan(agreement.starts, agreement.ends)


def _inside(rows: pa.Table, period: TimeSpan) -> pa.Table:
    """The observations whose time meets the period."""
    starts = rows.column("t_start").cast(pa.int64())
    ends = rows.column("t_end").cast(pa.int64())
    before = pc.less(starts, pa.scalar(micros(period.end), pa.int64()))
    after = pc.greater_equal(ends, pa.scalar(micros(period.start), pa.int64()))
    return rows.filter(pc.and_(before, after))


def _report_input(
    workspace: Workspace,
    request: RunRequest,
    files: Sequence[StoredFile],
    facts: _Facts,
    verified: Verification,
    now: datetime,
) -> ReportInput:
    """Everything the report may say."""
    accounting = Accounting(
        rows_in=sum(file.rows_in for file in files),
        observations=sum(file.observations for file in files),
        quarantined=sum(file.quarantined for file in files),
        duplicates=facts.scope.duplicates,
        undated=facts.scope.undated,
        in_period=facts.rows.num_rows,
        detections=facts.detections.num_rows,
        incidents=len(facts.incidents),
    )
    sources = source_lines(workspace, files, facts.rows)
    gaps = (*source_gaps(sources), *verified.gaps)
    return ReportInput(
        title=request.found.agreement.title,
        kind=request.kind,
        agreement=request.found.agreement,
        verification=replace(verified, gaps=gaps),
        period=facts.period,
        incidents=facts.incidents,
        coverage=facts.coverage,
        accounting=accounting,
        sources=sources,
        chance=facts.chance,
        origins=facts.origins,
        rate_steps=rate_steps(
            request.found.agreement, facts.incidents, facts.period, facts.coverage
        ),
        side_counts=side_counts(
            facts.incidents, facts.scope.rows, facts.period, facts.coverage
        ),
        exposure=counted_exposures(
            request.found.agreement,
            facts.incidents,
            facts.coverage,
            facts.period,
            kinds_of(facts.coverage, facts.incidents),
        ),
        lint=tuple(problem.shown() for problem in lint(request.found.agreement)),
        synthetic=any(file.synthetic for file in files),
        made_at=now,
        program=f"holdfire {__version__}",
        previous=_previous(facts.scope, request),
        data_hash=sha256_hex("\n".join(sorted(file.id for file in files)).encode()),
        parameters=None if request.parameters is None else request.parameters.id,
    )


def _previous(scope: Scope, request: RunRequest) -> dict[str, int] | None:
    """Counts of the period before, by the same code; ``None`` when none was asked for."""
    if request.compare_from is None or request.start is None:
        return None
    rows = _inside(scope.rows, TimeSpan(request.compare_from, request.start))
    detections = detect(rows)
    model, coverage = model_for(detections), judge_coverage(rows)
    incidents = _incidents(detections, model, coverage, replace(request, engine=None))
    return {
        "observations": rows.num_rows,
        "detections": detections.num_rows,
        "incidents": len(incidents),
    }


def _write(
    workspace: Workspace,
    request: RunRequest,
    files: Sequence[StoredFile],
    facts: _Facts,
    given: ReportInput,
    intake: Intake | None,
) -> RunResult:
    """Write the six files, then register the run."""
    identity = (
        request.found.agreement.version,
        given.data_hash,
        str(facts.period.start),
        str(facts.period.end),
        __version__,
        *seal_registers(workspace, request.registers),
        *_named(request.parameters),
    )
    run_id = group_id("run", identity)[:16]
    out = request.out or workspace.runs / run_id
    report = report_json(given)
    write_outcome(
        out,
        incidents=facts.incidents,
        detections=facts.detections,
        coverage=facts.coverage,
        quarantine=_quarantine(workspace, files),
        report=report,
        html=report_html(given, request.language),
    )
    keep_agreement(request.found, workspace.runs / run_id)
    if request.parameters is not None:
        keep_parameters(request.parameters, workspace.runs / run_id)
    _publish(workspace, files, facts, run_id, given.made_at)
    workspace.ledger.add_run(
        StoredRun(
            run_id,
            keep_run(workspace, run_id, out),
            request.found.agreement.id,
            given.made_at.isoformat(),
            tuple(sorted(file.id for file in files)),
        )
    )
    return RunResult(run_id, out, report, intake)


def _named(parameters: CalibrationRecord | None) -> tuple[str, ...]:
    """The id of the parameters, if any."""
    return () if parameters is None else (parameters.id,)


def _publish(
    workspace: Workspace,
    files: Sequence[StoredFile],
    facts: _Facts,
    run_id: str,
    made_at: datetime,
) -> None:
    """Make the incidents current, unless the run left out files that the workspace holds."""
    if len(files) == len(workspace.ledger.files()):
        workspace.ledger.publish(
            publication_of(
                facts.incidents,
                configuration=f"holdfire {__version__}",
                run=run_id,
                at=made_at.isoformat(),
                period=facts.period,
            )
        )


def _quarantine(workspace: Workspace, files: Sequence[StoredFile]) -> pa.Table:
    """The quarantined rows of these files."""
    names = sorted({file.quarantine_segment for file in files if file.quarantined})
    if not names:
        return pa.Table.from_pylist([], QUARANTINE_SCHEMA)
    return read_segments(workspace.quarantine, names)
