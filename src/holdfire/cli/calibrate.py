"""``holdfire calibrate``: measure channels by what other channels confirm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.bars import progress_bars
from holdfire.cli.ending import Ending
from holdfire.cli.options import json_option, quiet_option, workspace_option

if TYPE_CHECKING:
    from holdfire.incidents.calibration.parameters import ChannelFit, Interval
    from holdfire.incidents.calibration.record import CalibrationRecord

__all__ = ["calibrate"]


@click.command(
    help="Measure how channels detect and err, on DATA (or the workspace as it is).",
    epilog="Example: holdfire calibrate drill/observations --out parameters.yaml",
)
@click.argument("data", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True,
    help="File to write; it must not exist yet.",
)  # fmt: skip
@click.option("--correct-clocks", is_flag=True, help="Measure with times moved where late.")
@workspace_option
@json_option
@quiet_option
def calibrate(
    data: tuple[Path, ...],
    out: Path,
    correct_clocks: bool,
    workspace: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Measure, write, and show."""
    from holdfire import service

    request = service.CalibrationRequest(
        service.find_data_files(data) if data else (), out, correct_clocks
    )
    with (
        progress_bars(quiet=quiet) as progress,
        service.open_workspace(workspace or out.parent / "workspace") as opened,
    ):
        record = service.calibrate(opened, request, service.utc_now, progress)
    if as_json:
        click.echo(json.dumps({"id": record.id, "out": str(out)}))
        return Ending.DONE
    for line in lines(record):
        click.echo(line)
    return Ending.DONE


def lines(record: CalibrationRecord) -> Iterator[str]:
    """The measured channels, and what is wrong with them."""
    mark = (
        "exercise: speaks for exercises only" if record.measurement.synthetic else "real rows"
    )
    yield f"calibration {record.id[:16]} ({mark})"
    yield f"happenings {_shown(record.happenings)}" + (
        "" if record.settled else ", not settled"
    )
    yield f"{'channel':<16}{'count':>8}{'anchors':>9}  {'detects':<20}{'real':<20}notes"
    for one in record.channels:
        yield (
            f"{one.name:<16}{one.detections:>8}{one.anchors:>9}  {_shown(one.detects):<20}"
            f"{_shown(one.real):<20}{', '.join(_notes(one))}"
        ).rstrip()
    for pair in record.pairs:
        if pair.together:
            yield f"not independent: {pair.channel} given {pair.given}, {_shown(pair.lift)}"


def _notes(one: ChannelFit) -> Iterator[str]:
    """What a reader must know of a channel."""
    if one.detects is None:
        yield "others say too little"
    if one.clock_off and one.clock_s is not None:
        yield f"clock late by {one.clock_s.value:.1f} s"
    if one.unconfirmed:
        yield "others hardly confirm it"
    for name in one.unsteady:
        yield f"{name} change over time"


def _shown(one: Interval | None) -> str:
    """A value with its interval."""
    return "-" if one is None else f"{one.value:.3g} ({one.low:.3g}-{one.high:.3g})"
