"""service: one function for each thing a user can ask; the only room that opens a store.

In: paths, an agreement's name, a period. Out: results as values, and files that are whole.
Never: a word for a terminal or a page, a verdict of its own, a request to a network.
"""

from holdfire.scale import parse_engine
from holdfire.service.agreementfile import (
    FoundAgreement,
    check_agreement,
    find_agreement,
    list_agreements,
)
from holdfire.service.calibrating import CalibrationRequest, calibrate, find_parameters
from holdfire.service.checking import TextCheck, check_text
from holdfire.service.clock import utc_now
from holdfire.service.copying import Copied, copy_workspace
from holdfire.service.daily import report_day
from holdfire.service.datafile import find_data_files
from holdfire.service.doctor import GRACE, Check, examine
from holdfire.service.drill import Demo, make_exercise, run_demo, score_run
from holdfire.service.explaining import explain_verdict, report_of, verdict_names
from holdfire.service.exposureline import exposure_lines
from holdfire.service.intake import Intake, IntakeOptions, take_in
from holdfire.service.listing import (
    INCIDENT_COLUMNS,
    csv_cells,
    incident_features,
    incident_rows,
)
from holdfire.service.monitor import (
    MonitorRequest,
    PointVerdict,
    VerdictChange,
    change_fields,
    change_lines,
    monitor_log,
    monitor_on,
    verdict_fields,
    verdict_lines,
)
from holdfire.service.places import open_gazetteer
from holdfire.service.progress import Progress, silent
from holdfire.service.question import Question, scan
from holdfire.service.registers import find_registers
from holdfire.service.run import RunRequest, RunResult, run_verification
from holdfire.service.showing import agreement_line, problem_fields, show_agreement
from holdfire.service.verifiability import find_sensors, show_verifiability
from holdfire.service.view import RunView, run_view
from holdfire.service.workspace import (
    Workspace,
    open_workspace,
    workspace_at,
    workspace_state,
)

__all__ = [
    "GRACE",
    "INCIDENT_COLUMNS",
    "CalibrationRequest",
    "Check",
    "Copied",
    "Demo",
    "FoundAgreement",
    "Intake",
    "IntakeOptions",
    "MonitorRequest",
    "PointVerdict",
    "Progress",
    "Question",
    "RunRequest",
    "RunResult",
    "RunView",
    "TextCheck",
    "VerdictChange",
    "Workspace",
    "agreement_line",
    "calibrate",
    "change_fields",
    "change_lines",
    "check_agreement",
    "check_text",
    "copy_workspace",
    "csv_cells",
    "examine",
    "explain_verdict",
    "exposure_lines",
    "find_agreement",
    "find_data_files",
    "find_parameters",
    "find_registers",
    "find_sensors",
    "incident_features",
    "incident_rows",
    "list_agreements",
    "make_exercise",
    "monitor_log",
    "monitor_on",
    "open_gazetteer",
    "open_workspace",
    "parse_engine",
    "problem_fields",
    "report_day",
    "report_of",
    "run_demo",
    "run_verification",
    "run_view",
    "scan",
    "score_run",
    "show_agreement",
    "show_verifiability",
    "silent",
    "take_in",
    "utc_now",
    "verdict_fields",
    "verdict_lines",
    "verdict_names",
    "workspace_at",
    "workspace_state",
]
