"""``holdfire accord explain``: why a verdict is what it is, and what would settle it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from holdfire.cli.options import json_option, workspace_option

__all__ = ["explain"]

_SHOWN = 5


@click.command(
    "explain",
    help="Say why VERDICT (READING/CLAUSE, or CLAUSE under every reading) of a run is what it"
    " is; where it is open, the smallest set of missing observations and who could supply it.",
    epilog="Example: holdfire accord explain 2a --results results",
)
@click.argument("verdict")
@click.option(
    "--results",
    type=click.Path(path_type=Path, exists=True),
    help="The folder a run wrote, or its report.json.",
)
@workspace_option
@click.option("--run", "run_id", help="A run of the workspace; without it, the newest.")
@json_option
def explain(
    verdict: str,
    results: Path | None,
    workspace: Path | None,
    run_id: str | None,
    as_json: bool,
) -> None:
    """Print one block for each verdict of that name."""
    from holdfire import service

    report = service.report_of(results, workspace, run_id)
    found = service.explain_verdict(report, verdict)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for number, one in enumerate(found):
        if number:
            click.echo("")
        _print(one)


def _print(one: Mapping[str, Any]) -> None:
    """One verdict."""
    window = one["window"]
    when = f", {window['start']} to {window['end']}" if window else ""
    word = "violated (alleged)" if one["verdict"] == "violated" else one["verdict"]
    click.echo(f"{one['name']}: {word}{when}")
    click.echo(f"why: {one['reason']}")
    if one["formula"]:
        click.echo(f"asked of {one['through']}, true meaning not kept:")
        for line in one["formula"].splitlines():
            click.echo(f"  {line}")
    if one["incidents"]:
        shown = ", ".join(one["incidents"][:_SHOWN])
        more = len(one["incidents"]) - _SHOWN
        click.echo(f"rests on: {shown}" + (f" and {more} more" if more > 0 else ""))
    if one["settled_by"]:
        click.echo("the smallest set of what is missing:")
        for said in one["settled_by"]:
            click.echo(f"  {said}")
    for witness in one["witness"]:
        click.echo(f"witness ({witness['kind']}): {witness['what']}")
        if witness.get("supplier"):
            click.echo(f"  could come from: {witness['supplier']}")
