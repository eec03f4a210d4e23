"""Calibration of a workspace's channels: measured by what other channels confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from holdfire import __version__
from holdfire.archive.durable import write_durably
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import sha256_hex
from holdfire.detections import detect, judge_coverage
from holdfire.incidents import model_for
from holdfire.incidents.calibration.calibrating import calibrated
from holdfire.incidents.calibration.field import field_of
from holdfire.incidents.calibration.record import (
    CalibrationRecord,
    Measurement,
    read_record,
    record_of,
)
from holdfire.service.datafile import DataFile
from holdfire.service.intake import IntakeOptions, take_in
from holdfire.service.progress import Progress, silent
from holdfire.service.scope import read_scope
from holdfire.service.workspace import Workspace

__all__ = ["CalibrationRequest", "calibrate", "find_parameters", "keep_parameters"]


@dataclass(frozen=True, slots=True)
class CalibrationRequest:
    """What to measure and where to write it.

    ``data`` to take in first (none: the workspace as it is); ``out`` the file to write;
    ``correct_clocks``: measure with times moved by the lateness found.
    """

    data: Sequence[DataFile]
    out: Path
    correct_clocks: bool = False


def calibrate(
    workspace: Workspace,
    request: CalibrationRequest,
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> CalibrationRecord:
    """Measure, and write the parameters to a file that is not there yet.

    Raises ``BadInput`` when there is nothing to measure, or the file exists: a measurement
    is never changed, a new one is a new file.
    """
    if request.out.exists():
        raise BadInput(
            Code.PARAMETERS_EXIST, "a calibration is never overwritten", where=str(request.out)
        )
    files = workspace.ledger.files()
    if request.data:
        files = take_in(workspace, request.data, IntakeOptions(), clock, progress).files
    if not files:
        raise BadInput(Code.NO_DATA, "there is nothing to measure")
    rows = read_scope(workspace, files).rows
    detections = detect(rows)
    model = model_for(detections)
    field = field_of(detections, model, judge_coverage(rows))
    fit = calibrated(
        field.table, field.ground, field.names, correct_clocks=request.correct_clocks
    )
    digest = sha256_hex("\n".join(sorted(file.id for file in files)).encode())
    measurement = Measurement(
        f"holdfire {__version__}",
        digest,
        clock().isoformat(),
        field.synthetic,
        request.correct_clocks,
    )
    anchor = (model.anchor_lon, model.anchor_lat)
    record = record_of(fit, field.cells, measurement, anchor, model.cell_km)
    request.out.parent.mkdir(parents=True, exist_ok=True)
    write_durably(request.out, record.text().encode())
    return record


def find_parameters(path: Path) -> CalibrationRecord:
    """Read the file of a calibration."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Code.PARAMETERS_UNREADABLE, "the file cannot be read", where=str(path)
        ) from error
    return read_record(text, str(path))


def keep_parameters(record: CalibrationRecord, folder: Path) -> None:
    """Keep the parameters beside a run that was computed with them."""
    write_durably(folder / "parameters.yaml", record.text().encode())
