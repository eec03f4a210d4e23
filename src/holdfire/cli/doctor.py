"""``holdfire doctor``: is the program whole, is the workspace whole?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from holdfire.cli.ending import Ending
from holdfire.cli.options import json_option, workspace_option

__all__ = ["doctor"]


@click.command(
    help="Check the program, its sources and, if given, a workspace.",
    epilog="Example: holdfire doctor --workspace watch",
)
@workspace_option
@click.option("--sweep", is_flag=True, help="Remove what an interrupted write left behind.")
@json_option
def doctor(workspace: Path | None, sweep: bool, as_json: bool) -> int:
    """One line a check; leaves with 5 when something stored is not what it was."""
    from holdfire import service

    checks = service.examine(workspace, sweep=sweep)
    if as_json:
        rows = [{"check": c.name, "ok": c.ok, "said": c.said} for c in checks]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for check in checks:
            click.echo(f"{'ok ' if check.ok else 'BAD'}  {check.name}: {check.said}")
    return Ending.DONE if all(check.ok for check in checks) else Ending.INTEGRITY_FAILURE
