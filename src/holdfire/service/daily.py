"""One civil day of an agreement, with the day before beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from holdfire.base.codes import Code
from holdfire.base.errors import BadInstant
from holdfire.service.agreementfile import FoundAgreement
from holdfire.service.progress import Progress, silent
from holdfire.service.run import RunRequest, RunResult, run_verification
from holdfire.service.workspace import Workspace

__all__ = ["report_day"]


def report_day(
    workspace: Workspace,
    found: FoundAgreement,
    day: str,
    *,
    out: Path,
    language: str = "en",
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> RunResult:
    """Verify the civil day ``YYYY-MM-DD`` in the agreement's time zone."""
    try:
        wanted = date.fromisoformat(day)
    except ValueError as error:
        raise BadInstant(
            Code.INSTANT_UNREADABLE,
            f"cannot read the day {day!r}",
            next_step="Write the day as 2020-07-28.",
        ) from error
    request = RunRequest(
        found=found,
        start=_midnight(wanted, found.agreement.zone),
        end=_midnight(wanted + timedelta(days=1), found.agreement.zone),
        out=out,
        kind="daily",
        language=language,
        compare_from=_midnight(wanted - timedelta(days=1), found.agreement.zone),
    )
    return run_verification(workspace, request, clock, progress)


def _midnight(day: date, zone: str) -> datetime:
    """The first instant of the civil day, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
