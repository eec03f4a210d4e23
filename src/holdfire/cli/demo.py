"""``holdfire demo``: a simulated ceasefire, verified, scored and shown."""

from __future__ import annotations

from pathlib import Path

import click

from holdfire.cli.bars import progress_bars
from holdfire.cli.options import quiet_option
from holdfire.cli.summary import print_summary

__all__ = ["demo"]


@click.command(
    help="Make a simulated ceasefire with known truth, verify it, score it, show the pages.",
    epilog="Example: holdfire demo --no-serve",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--days",
    type=click.IntRange(min=2, max=366),
    default=30,
    show_default=True,
    help="How long.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
)
@click.option("--serve/--no-serve", default=True, show_default=True, help="Show the pages.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port of the pages.",
)
@quiet_option
def demo(seed: int, days: int, out: Path, serve: bool, port: int, quiet: bool) -> None:
    """Everything in one command, on one laptop, without a network."""
    from holdfire import service

    with progress_bars(quiet=quiet) as progress:
        made = service.run_demo(
            out, seed=seed, days=days, clock=service.utc_now, progress=progress
        )
    print_summary(made.result, as_json=False)
    click.echo("\nscore against the known truth")
    for name, value in made.score.items():
        shown = "not defined" if value is None else f"{value:.3g}"
        click.echo(f"  {name:<24} {shown}")
    if serve:
        from holdfire.cli.serve import serve_workspace

        serve_workspace(made.workspace, "127.0.0.1", port)
