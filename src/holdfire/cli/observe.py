"""``holdfire observe``: take files of one source into a workspace."""

from __future__ import annotations

import json
from pathlib import Path

import click

from holdfire.cli.bars import progress_bars
from holdfire.cli.options import (
    affiliation_option,
    json_option,
    pairs,
    quiet_option,
    workspace_option,
)

__all__ = ["observe"]


@click.command(
    help="Take FILES of SOURCE into the workspace; 'auto' recognises each file by its content.",
    epilog="Example: holdfire observe firms fires.csv --workspace watch",
)
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@workspace_option
@affiliation_option
@click.option("--gazetteer", multiple=True, type=click.Path(path_type=Path), help="Own places.")
@click.option("--synthetic", is_flag=True, help="The data are simulated.")
@json_option
@quiet_option
def observe(
    source: str,
    files: tuple[Path, ...],
    workspace: Path | None,
    affiliation: tuple[str, ...],
    gazetteer: tuple[Path, ...],
    synthetic: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Store every row as an observation or a quarantined row, and say which."""
    from holdfire import service

    options = service.IntakeOptions(
        source=None if source == "auto" else source,
        synthetic=synthetic,
        affiliations=pairs(affiliation),
        gazetteer=service.open_gazetteer(gazetteer),
    )
    with (
        progress_bars(quiet=quiet) as progress,
        service.open_workspace(workspace or Path("holdfire-workspace")) as opened,
    ):
        taken = service.take_in(
            opened, service.find_data_files(files), options, service.utc_now, progress
        )
    rows = [
        {
            "file": file.name,
            "source": file.source,
            "rows_in": file.rows_in,
            "observations": file.observations,
            "quarantined": file.quarantined,
        }
        for file in taken.files
    ]
    if as_json:
        click.echo(json.dumps({"files": rows, "already": taken.already}, ensure_ascii=False))
        return
    for row in rows:
        click.echo(
            f"{row['file']}: {row['source']}, rows in {row['rows_in']}"
            f" = observations {row['observations']} + quarantined {row['quarantined']}"
        )
    if taken.already:
        click.echo(f"{taken.already} of {len(rows)} files were here already; nothing changed")
