"""``holdfire accord``: the clause language and its engine alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from holdfire.cli.bars import progress_bars
from holdfire.cli.ending import Ending
from holdfire.cli.lazy import LazyGroup
from holdfire.cli.options import json_option

__all__ = ["accord", "monitor"]


accord = LazyGroup(
    "accord",
    {
        "monitor": ("holdfire.cli.accord:monitor", "check a rule over an event log"),
        "explain": ("holdfire.cli.accord_explain:explain", "why a verdict is what it is"),
    },
    "The clause language and its engine alone.",
)


@click.command(
    "monitor",
    help="Check RULE over LOG (- is standard input): every row of its free variables is a"
    " violation. RULE is MFOTL in a file that ends with .mfotl, else the clause language.",
    epilog="Example: holdfire accord monitor rule.mfotl events.log --signature events.sig",
)
@click.argument("rule", type=click.Path(path_type=Path))
@click.argument("log", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--signature", type=click.Path(path_type=Path), help="Predicates and their types."
)
@click.option("--syntax", type=click.Choice(["mfotl", "accord"]), help="How RULE is written.")
@click.option("--values", is_flag=True, help="One line for every time point of a closed rule.")
@click.option(
    "--incomplete", is_flag=True, help="What follows the log is unknown, not nothing."
)
@click.option("--unordered", is_flag=True, help="Facts may come late or be withdrawn later.")
@click.option(
    "--lateness",
    type=click.IntRange(min=0),
    metavar="TICKS",
    help="As --unordered, but at most so late: older facts are refused, and forgotten.",
)
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File that keeps what was read: go on from there, the log itself goes on.",
)
@json_option
def monitor(
    rule: Path,
    log: Path,
    signature: Path | None,
    syntax: str | None,
    values: bool,
    incomplete: bool,
    unordered: bool,
    lateness: int | None,
    state: Path | None,
    as_json: bool,
) -> int:
    """One line for each time point that has violations or unknown rows."""
    from holdfire import service

    request = service.MonitorRequest(
        rule,
        log,
        lines=sys.stdin if str(log) == "-" else None,
        signature=signature,
        syntax=syntax or "",
        values=values,
        complete=not incomplete,
        lateness=lateness if lateness is not None else (None if unordered else 0),
    )
    if state is not None and incomplete:
        raise click.UsageError(
            "with --state the log goes on; --incomplete has no end to speak of"
        )

    def say(each: service.PointVerdict | service.VerdictChange) -> list[str]:
        if isinstance(each, service.VerdictChange):
            fields, lines = service.change_fields(each), service.change_lines(each)
        else:
            fields = service.verdict_fields(each)
            lines = service.verdict_lines(each, values=values)
        return [json.dumps(fields, ensure_ascii=False)] if as_json else lines

    write = sys.stdout.write
    if state is not None:
        for line in service.monitor_on(request, state, say):
            write(line + "\n")
        return Ending.DONE
    with progress_bars(quiet=not sys.stderr.isatty()) as progress:
        noted: list[str] = []
        for verdict in service.monitor_log(request, progress, noted.append):
            for line in say(verdict):
                write(line + "\n")
    for said in noted:
        click.echo(f"note: {said}", err=True)
    return Ending.DONE
