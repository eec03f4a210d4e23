"""``holdfire exercise``: make a simulated ceasefire, score a run against its truth."""

from __future__ import annotations

import json
from pathlib import Path

import click

from holdfire.cli.options import json_option

__all__ = ["exercise"]


@click.group(no_args_is_help=True)
def exercise() -> None:
    """Simulated ceasefires with known truth."""


@exercise.command(
    "generate",
    help="Write the exercise NAME: agreement, observations in the sources' formats, truth.",
    epilog="Example: holdfire exercise generate minsk-like --seed 1 --days 30 --out drill",
)
@click.argument("name")
@click.option("--seed", type=click.IntRange(min=0), required=True)
@click.option(
    "--days",
    type=click.IntRange(min=2, max=366),
    default=30,
    show_default=True,
    help="How long.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--mirrored", is_flag=True, help="Exchange the sides and mirror the map.")
def generate(name: str, seed: int, days: int, out: Path, mirrored: bool) -> None:
    """The same name, seed and days give the same bytes."""
    from holdfire import service

    made = service.make_exercise(name, seed=seed, days=days, out=out, mirrored=mirrored)
    click.echo(f"{made} true happenings; the exercise is in {out}")


@exercise.command(
    "score",
    help="Compare the run in --out with the truth of the exercise in FOLDER.",
    epilog="Example: holdfire exercise score drill --out results",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True
)
@json_option
def score(folder: Path, out: Path, as_json: bool) -> None:
    """Print each figure on its own line."""
    from holdfire import service

    figures = service.score_run(folder, out)
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        shown = "not defined" if value is None else f"{value:.4g}"
        click.echo(f"{name:<24} {shown}")
