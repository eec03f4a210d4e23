"""``holdfire report``: daily and period reports from what a workspace holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from holdfire.cli.bars import progress_bars
from holdfire.cli.options import (
    InstantType,
    geometry_option,
    json_option,
    quiet_option,
    workspace_option,
)
from holdfire.cli.summary import print_summary

__all__ = ["report"]

_LANGUAGES = click.Choice(["en", "uk", "ru", "fr"])


@click.group(no_args_is_help=True)
def report() -> None:
    """Write daily and period reports."""


@report.command(
    "daily",
    help="Report one day of AGREEMENT, with the day before for comparison.",
    epilog="Example: holdfire report daily donbas-2020 --date 2020-07-28 --workspace watch",
)
@click.argument("agreement")
@click.option("--date", "day", required=True, metavar="YYYY-MM-DD", help="The civil day.")
@geometry_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@workspace_option
@click.option("--language", type=_LANGUAGES, default="en")
@json_option
@quiet_option
def daily(
    agreement: str,
    day: str,
    geometry: tuple[str, ...],
    out: Path,
    workspace: Path | None,
    language: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Verify one civil day in the agreement's own time zone."""
    from holdfire import service

    found = service.find_agreement(agreement, geometry)
    with (
        progress_bars(quiet=quiet) as progress,
        service.workspace_at(workspace or Path("holdfire-workspace")) as opened,
    ):
        result = service.report_day(
            opened,
            found,
            day,
            out=out,
            language=language,
            clock=service.utc_now,
            progress=progress,
        )
    print_summary(result, as_json=as_json)


@report.command(
    "period",
    help="Report AGREEMENT from --from to --to.",
    epilog="Example: holdfire report period donbas-2020 --from 2020-01-01 --out year",
)
@click.argument("agreement")
@click.option("--from", "start", type=InstantType(), help="Start, with offset or a date.")
@click.option("--to", "end", type=InstantType(), help="End, with offset or a date.")
@geometry_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@workspace_option
@click.option("--language", type=_LANGUAGES, default="en")
@json_option
@quiet_option
def period(
    agreement: str,
    start: datetime | None,
    end: datetime | None,
    geometry: tuple[str, ...],
    out: Path,
    workspace: Path | None,
    language: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Verify a period with what the workspace holds."""
    from holdfire import service

    request = service.RunRequest(
        found=service.find_agreement(agreement, geometry),
        start=start,
        end=end,
        out=out,
        language=language,
    )
    with (
        progress_bars(quiet=quiet) as progress,
        service.workspace_at(workspace or Path("holdfire-workspace")) as opened,
    ):
        result = service.run_verification(opened, request, service.utc_now, progress)
    print_summary(result, as_json=as_json)
