"""``holdfire doctor``: is the program whole, is the workspace whole? And its copy."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click

from holdfire.cli.bars import progress_bars
from holdfire.cli.ending import Ending
from holdfire.cli.options import json_option, quiet_option, workspace_option

__all__ = ["doctor"]


@click.command(
    help="Check the program, its sources and, if given, a workspace; or copy the workspace.",
    epilog="Example: holdfire doctor --workspace watch",
)
@workspace_option
@click.option("--sweep", is_flag=True, help="Remove what an interrupted write left behind.")
@click.option(
    "--grace",
    type=click.IntRange(0),
    default=3600,
    show_default=True,
    help="Seconds; what was written later than that is not swept.",
)
@click.option(
    "--copy-to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Copy the workspace to FOLDER, or to the server in its workspace.yaml, and compare.",
)
@quiet_option
@json_option
def doctor(
    workspace: Path | None,
    sweep: bool,
    grace: int,
    copy_to: Path | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """One line a check; leaves with 5 when something stored is not what it was."""
    from holdfire import service

    if copy_to is not None:
        if workspace is None:
            raise click.UsageError("--copy-to needs the --workspace that is copied")
        with progress_bars(quiet=quiet) as progress:
            fields = asdict(service.copy_workspace(workspace, copy_to, progress))
        if as_json:
            click.echo(json.dumps(fields))
        else:
            for name, count in fields.items():
                click.echo(f"{name.replace('_', ' ')}: {count}")
        return Ending.DONE
    checks = service.examine(workspace, sweep=sweep, grace=timedelta(seconds=grace))
    if as_json:
        rows = [{"check": c.name, "ok": c.ok, "said": c.said} for c in checks]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for check in checks:
            click.echo(f"{'ok ' if check.ok else 'BAD'}  {check.name}: {check.said}")
    return Ending.DONE if all(check.ok for check in checks) else Ending.INTEGRITY_FAILURE
