"""``holdfire run``: the main job on real input."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from holdfire.cli.bars import progress_bars
from holdfire.cli.ending import Ending
from holdfire.cli.options import (
    InstantType,
    affiliation_option,
    geometry_option,
    json_option,
    pairs,
    quiet_option,
    register_option,
    workspace_option,
)
from holdfire.cli.summary import print_summary

__all__ = ["run"]

_EXAMPLE = """
Example: holdfire run energy-moratorium-2025 --data viina.csv.gz --out results
"""


@click.command(help="Verify AGREEMENT, a name of the library or a file, against observations.")
@click.argument("agreement")
@click.option(
    "--data",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File or folder of observations; repeat for more.",
)
@geometry_option
@click.option("--from", "start", type=InstantType(), help="Start of the period, with offset.")
@click.option("--to", "end", type=InstantType(), help="End of the period, with offset.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("holdfire-out"),
    show_default=True,
    help="Folder for the six result files.",
)
@workspace_option
@affiliation_option
@register_option
@click.option("--gazetteer", multiple=True, type=click.Path(path_type=Path), help="Own places.")
@click.option("--daily", is_flag=True, help="Write a daily report instead of a period report.")
@click.option("--language", type=click.Choice(["en", "uk", "ru", "fr"]), default="en")
@click.option(
    "--parameters",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Parameters of channels that `holdfire calibrate` measured.",
)
@click.option(
    "--engine",
    help="Where to compute: local[:N], dask[:N] or the address of a scheduler.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["violated"]),
    help="Leave with 1 when an alleged violation was found.",
)
@json_option
@quiet_option
def run(
    agreement: str,
    data: tuple[Path, ...],
    geometry: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    out: Path,
    workspace: Path | None,
    affiliation: tuple[str, ...],
    register: tuple[Path, ...],
    gazetteer: tuple[Path, ...],
    daily: bool,
    language: str,
    parameters: Path | None,
    engine: str | None,
    fail_on: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Run the main job and print where its results are."""
    from holdfire import service

    found = service.find_agreement(agreement, geometry)
    request = service.RunRequest(
        found=found,
        data=service.find_data_files(data),
        start=start,
        end=end,
        out=out,
        options=service.IntakeOptions(
            affiliations=pairs(affiliation), gazetteer=service.open_gazetteer(gazetteer)
        ),
        kind="daily" if daily else "period",
        language=language,
        registers=service.find_registers(register),
        engine=None if engine is None else service.parse_engine(engine),
        parameters=None if parameters is None else service.find_parameters(parameters),
    )
    with (
        progress_bars(quiet=quiet) as progress,
        service.open_workspace(workspace or out / "workspace") as opened,
    ):
        result = service.run_verification(opened, request, service.utc_now, progress)
    print_summary(result, as_json=as_json)
    found_any = any(
        clause["verdict"] == "violated"
        for reading in result.report["readings"]
        for clause in reading["clauses"]
    )
    return Ending.FOUND_ALLEGED_VIOLATIONS if fail_on and found_any else Ending.DONE


run.epilog = _EXAMPLE.strip()
