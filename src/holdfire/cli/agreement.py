"""``holdfire agreement``: the library, one agreement in plain words, the check of a file."""

from __future__ import annotations

import json
from datetime import datetime

import click

from holdfire.base.errors import MalformedAgreement
from holdfire.cli.checked import check_fields, check_lines, refusal_fields
from holdfire.cli.ending import Ending
from holdfire.cli.options import InstantType, geometry_option, json_option
from holdfire.cli.verifiability import verifiability

__all__ = ["agreement"]


@click.group(no_args_is_help=True)
def agreement() -> None:
    """List, show and check agreements."""


@agreement.command(
    "list",
    help="List the agreements of the library.",
    epilog="Example: holdfire agreement list",
)
@json_option
def list_(as_json: bool) -> None:
    """One line an agreement."""
    from holdfire import service

    rows = [service.agreement_line(item) for item in service.list_agreements()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        mark = " (hypothetical)" if row["hypothetical"] else ""
        click.echo(f"{row['id']:<24} {row['clauses']:>3} clauses  {row['title']}{mark}")


@agreement.command(
    "show",
    help="Show the clauses of NAME, as in force at --at.",
    epilog="Example: holdfire agreement show dayton-1a-1995 --at 1996-02-01 --language uk",
)
@click.argument("name")
@click.option("--at", type=InstantType(), help="Show what was in force at this time.")
@click.option(
    "--language",
    type=click.Choice(["en", "uk", "ru", "fr"]),
    default="en",
    help="Say the clauses in this language.",
)
@geometry_option
@json_option
def show(
    name: str, at: datetime | None, language: str, geometry: tuple[str, ...], as_json: bool
) -> None:
    """Each clause in plain words, under each reading."""
    from holdfire import service

    found = service.find_agreement(name, geometry).agreement
    shown = service.show_agreement(found, at, language)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    click.echo(f"{shown['title']} ({shown['id']}), version {shown['version'][:12]}")
    if shown["hypothetical"]:
        click.echo("HYPOTHETICAL: no such agreement exists.")
    for reading in shown["readings"]:
        click.echo(f"\nreading {reading['id']}: {reading['title']}")
        if not reading["clauses"] and at is not None:
            click.echo(f"  no clause of this reading is in force at {at:%Y-%m-%d %H:%M} UTC")
        for clause in reading["clauses"]:
            click.echo(f"  {clause['id']:<8} {clause['sentence']}")
            click.echo(
                f"  {'':<8} {clause['ref']}; source {clause['source']}, {clause['evidence']}"
            )
    for line in shown["geometry"]:
        click.echo(line)


@agreement.command(
    "check",
    help="Check FILE: what cannot be used, what a drafter should look at, and what each "
    "clause is about. FILE is an agreement, a name of the library, or a file of norms.",
    epilog="Example: holdfire agreement check my-agreement.yaml",
)
@click.argument("file")
@geometry_option
@json_option
def check(file: str, geometry: tuple[str, ...], as_json: bool) -> int:
    """Print every problem with file, line, clause, rule and next step, then the traces."""
    from holdfire import service

    try:
        found = service.check_text(file, geometry)
    except MalformedAgreement as error:
        if not as_json:
            raise
        click.echo(json.dumps(refusal_fields(error), ensure_ascii=False))
        return Ending.BAD_INPUT
    if as_json:
        click.echo(json.dumps(check_fields(found), ensure_ascii=False))
        return Ending.DONE
    for line in check_lines(found):
        click.echo(line)
    return Ending.DONE


agreement.add_command(verifiability)
