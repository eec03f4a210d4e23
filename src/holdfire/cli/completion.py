"""``holdfire completion``: the completion script of a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["completion"]


@click.command(
    help="Print the completion script for SHELL (bash, zsh or fish).",
    epilog='Example: eval "$(holdfire completion bash)"',
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script; evaluate it in the shell's start file."""
    from holdfire.cli.program import program

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    script = found(program, {}, "holdfire", "_HOLDFIRE_COMPLETE")
    click.echo(script.source())
