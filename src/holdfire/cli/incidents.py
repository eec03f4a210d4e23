"""``holdfire incidents``: the incidents of the last run."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import click

from holdfire.cli import incidents_live
from holdfire.cli.options import workspace_option

__all__ = ["incidents"]


@click.group(no_args_is_help=True)
def incidents() -> None:
    """List incidents of the last run, or follow late data."""


@incidents.command(
    "list",
    help="List the incidents of the last run of a workspace.",
    epilog="Example: holdfire incidents list --workspace watch --csv",
)
@workspace_option
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV; formulas are neutralised.")
@click.option("--geojson", "form", flag_value="geojson", help="Print GeoJSON.")
def list_(workspace: Path | None, form: str | None) -> None:
    """One row an incident, oldest first."""
    from holdfire import service

    view = service.run_view(workspace or Path("holdfire-workspace"))
    rows = service.incident_rows(view)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False))
    elif form == "geojson":
        click.echo(json.dumps(service.incident_features(view), ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(service.INCIDENT_COLUMNS)
        writer.writerows(service.csv_cells(rows))
    else:
        for row in rows:
            place = (
                "place not known"
                if row["lon"] is None
                else f"{row['lat']:.4f} {row['lon']:.4f}"
            )
            click.echo(
                f"{row['id'][:12]}  {row['start']}  {place:<18}  {row['class']:<14}"
                f"  existence {row['existence']:.2f}  origins {row['origins']}"
            )
        if not rows:
            click.echo(
                "the last run found no incidents; that is not a finding of calm", err=True
            )
        for line in service.exposure_lines(view.report):
            click.echo(line, err=True)


for command in (
    incidents_live.live,
    incidents_live.show,
    incidents_live.history,
    incidents_live.merge,
    incidents_live.split,
    incidents_live.undo,
):
    incidents.add_command(command)
