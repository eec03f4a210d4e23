"""The summary of a run in a terminal: what could not be seen stands before what was seen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import click

from holdfire.service import RunResult, exposure_lines

__all__ = ["print_summary"]

_WORDS = {
    "complied": "complied",
    "violated": "violated (alleged)",
    "undetermined": "undetermined",
    "unobserved": "unobserved",
}


def print_summary(result: RunResult, *, as_json: bool) -> None:
    """Print the report as JSON, or its summary as plain lines."""
    if as_json:
        click.echo(json.dumps(result.report, ensure_ascii=False, allow_nan=False))
        return
    report = result.report
    click.echo(report["title"])
    if report["synthetic"]:
        click.echo("SIMULATED: these observations come from an exercise, not from the world.")
    if report["agreement"]["hypothetical"]:
        click.echo("HYPOTHETICAL: no such agreement exists.")
    period = report["period"]
    click.echo(f"period {period['start']} to {period['end']} (UTC)")
    click.echo("")
    click.echo("What could not be seen")
    for gap in report["gaps"]:
        click.echo(f"  {gap}")
    click.echo("")
    _print_rows(report["accounting"], report["origins"])
    for line in exposure_lines(report):
        click.echo(line)
    for reading in report["readings"]:
        _print_reading(reading)
    click.echo("")
    click.echo(f"results in {result.folder}")


def _print_rows(accounting: Mapping[str, int], origins: Mapping[str, float]) -> None:
    """What became of the rows."""
    click.echo(
        f"rows in {accounting['rows_in']} = observations {accounting['observations']}"
        f" + quarantined {accounting['quarantined']}"
    )
    click.echo(
        f"in the period {accounting['in_period']} distinct observations,"
        f" {accounting['detections']} detections, {accounting['incidents']} incidents"
    )
    click.echo(
        f"on two or more independent origins {origins['incidents']}; sources meet in"
        f" {origins['groups']} groups, by chance alone {origins['mean']:.1f}"
        f" ({origins['low']:.0f} to {origins['high']:.0f})"
    )


def _print_reading(reading: Mapping[str, Any]) -> None:
    """One reading: the count of each verdict, then the clauses."""
    click.echo("")
    counted = Counter(clause["verdict"] for clause in reading["clauses"])
    counts = ", ".join(f"{_WORDS[word]} {counted.get(word, 0)}" for word in _WORDS)
    click.echo(f"reading {reading['id']}: {reading['title']}")
    click.echo(f"  {counts}")
    for clause in reading["clauses"]:
        probability = clause["probability"]
        said = "" if probability is None else f", probability {probability['value']:.2f}"
        click.echo(f"  {clause['id']:<12} {_WORDS[clause['verdict']]}{said}")
        click.echo(f"  {'':<12} {clause['reason']}")
