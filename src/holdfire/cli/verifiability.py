"""``holdfire agreement verifiability``: the matrix of clauses and sensors as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import click

from holdfire.cli.ending import Ending
from holdfire.cli.options import InstantType, geometry_option, json_option

__all__ = ["verifiability"]

_COLUMNS = {
    "thermal": "therm",
    "sar": "sar",
    "array": "array",
    "tracks": "track",
    "uav": "uav",
    "image": "image",
    "patrol": "patr",
    "camera": "cam",
    "register": "reg",
    "public_report": "publ",
}
_WIDTH = 100
_INDENT = " " * 9


@click.command(
    "verifiability",
    help="Show which sensors could observe each clause of NAME; those nobody sees come first.",
    epilog="Example: holdfire agreement verifiability donbas-2020 --sensors example",
)
@click.argument("name")
@click.option(
    "--sensors",
    metavar="FILE",
    help="Sensors file, or `example`; without it only judged letters are shown.",
)
@click.option("--at", type=InstantType(), help="Clauses in force then, and the season of then.")
@click.option(
    "--standing",
    type=click.FloatRange(min=0.0, min_open=True),
    default=24.0,
    show_default=True,
    metavar="HOURS",
    help="How long a standing violation lasts where the clause gives no deadline.",
)
@geometry_option
@json_option
def verifiability(
    name: str,
    sensors: str | None,
    at: datetime | None,
    standing: float,
    geometry: tuple[str, ...],
    as_json: bool,
) -> int:
    """Clause by sensor, with what to tell the drafters."""
    from holdfire import service

    agreement = service.find_agreement(name, geometry).agreement
    network = service.find_sensors(sensors, agreement) if sensors is not None else None
    shown = service.show_verifiability(agreement, network, at, standing)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return Ending.DONE
    for line in table(shown):
        click.echo(line)
    return Ending.DONE


def table(shown: Mapping[str, Any]) -> Iterator[str]:
    """The lines, none longer than 100 characters; sentences are broken between words."""
    yield from _head(shown)
    network = shown["sensors"]
    heads = "".join(f"{column:>6}" for column in _COLUMNS.values())
    figures = "" if network is None else " alleged   undet watched   wait"
    yield f"{'clause':<9}{heads}{figures}"
    group = None
    for row in shown["clauses"]:
        if row.get("standing") != group:
            group = row["standing"]
            yield f"-- {group}"
        yield from _clause(row)
    if shown["assumptions"]:
        yield ""
        yield f"A violation is taken to stand for {shown['standing_violation_h']:g} h."
        yield "alleged, undet(ermined): of one that stands; watched: share of time and area."
        for sentence in shown["assumptions"]:
            yield from _broken(f"- {sentence}", "")


def _head(shown: Mapping[str, Any]) -> Iterator[str]:
    """What is shown, and what it rests on."""
    yield f"{shown['agreement']}, version {str(shown['version'])[:12]}"
    yield from _broken(f"Letters: {shown['judgement']}. {shown['note']}", "")
    yield "V shows a violation, C compliance, small: in part; a number: its lowest p_detect."
    network = shown["sensors"]
    if network is not None:
        mark = "HYPOTHETICAL, " if network["hypothetical"] else ""
        yield from _broken(f"Sensors: {mark}{network['title']} ({network['count']}).", "")
        if network["note"]:
            yield from _broken(network["note"], "")
    yield ""


def _clause(row: Mapping[str, Any]) -> Iterator[str]:
    """One clause: its line, its sentence, its sensors, what to tell the drafters."""
    yield _line(row)
    readings = "" if len(row["readings"]) < 2 else f" [{', '.join(row['readings'])}]"
    yield from _broken(f"{row['kind']}: {row['summary']}{readings}", _INDENT)
    for cell in row.get("cells", ()):
        if cell["shows"] != ".":
            yield from _broken(_sensor(cell), _INDENT)
    if row.get("worst_season"):
        yield f"{_INDENT}lowest figures: {row['worst_season']}"
    for sentence in row["say"]:
        yield from _broken(f"> {sentence}", _INDENT)


def _line(row: Mapping[str, Any]) -> str:
    """One clause: a cell for each family, then the figures."""
    cells = "".join(f"{_cell(row, family):>6}" for family in _COLUMNS)
    start = f"{row['id'][:8]:<9}{cells}"
    if "if_violated" not in row:
        return start.rstrip()
    alleged = _span(row["if_violated"]["alleged"])
    undetermined = _span(row["if_violated"]["undetermined"])
    watched = _span(row["if_kept"]["watched"])
    figures = f"{alleged:>7} {undetermined:>7} {watched:>7}"
    return f"{start} {figures} {_wait(row['wait_h']):>6}"


def _cell(row: Mapping[str, Any], family: str) -> str:
    """What the sensors of a family show; a dot where the family shows nothing."""
    if "cells" not in row:
        return str(row["judged"][family])
    own = [cell for cell in row["cells"] if cell["family"] == family]
    able = [cell for cell in own if cell["shows"] != "."]
    if not able:
        return "." if not own else "no"
    letters = "".join(
        next((mark for mark in pair if any(mark in cell["shows"] for cell in able)), "")
        for pair in ("Vv", "Cc")
    )
    known = [cell["p_detect"][0] for cell in able if cell["p_detect"] is not None]
    return letters + (_two(max(known)) if known else "?")


def _sensor(cell: Mapping[str, Any]) -> str:
    """One sensor that shows something: how well, how often, how soon, under what."""
    known = cell["p_detect"]
    detects = "p_detect not measured" if known is None else f"p_detect {_span(known)}"
    revisit = cell["revisit_h"]
    looks = "continuous" if revisit is None else f"every {_wait(revisit)}"
    latency = cell["latency_h"]
    soon = "" if latency is None else f", known after {_wait(latency)}"
    alarms = [
        look["false_alarms_per_day"]
        for look in cell["looks"]
        if look["false_alarms_per_day"] is not None
    ]
    wrong = f", {max(alarms):g} false alarms a day" if alarms else ""
    needs = f"; needs {', '.join(cell['conditions'])}" if cell["conditions"] else ""
    return (
        f"{cell['sensor']}: {cell['shows']}, {detects} ({cell['basis']}), {looks}{soon}"
        f"{wrong}{needs}"
    )


def _two(value: float) -> str:
    """Two digits behind the point, cut and never rounded up."""
    hundredths = int(value * 100 + 1e-9)
    return "1.0" if hundredths >= 100 else f".{hundredths:02d}"


def _span(span: Sequence[float]) -> str:
    """``.45-.80``, or one number."""
    low, high = _two(span[0]), _two(span[1])
    return low if low == high else f"{low}-{high}"


def _wait(hours: float | None) -> str:
    """Hours or minutes until it is known, at most."""
    if hours is None:
        return "-"
    if hours < 1.0:
        return f"{hours * 60:.0f} min"
    return f"{hours:.0f} h" if hours < 100.0 else f"{hours / 24:.0f} d"


def _broken(text: str, indent: str) -> Iterator[str]:
    """The text in lines of at most 100 characters."""
    line = indent
    for word in text.split():
        if len(line) + len(word) + 1 > _WIDTH and line.strip():
            yield line.rstrip()
            line = indent
        line = f"{line}{word} "
    yield line.rstrip()
