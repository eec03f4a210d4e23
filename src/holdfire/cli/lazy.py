"""Groups whose commands are imported only when they are used: ``--help`` stays fast."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import cast

import click

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """A group whose commands are given as ``name: (import string, one-line help)``."""

    def __init__(
        self, name: str, commands: Mapping[str, tuple[str, str]], help_text: str
    ) -> None:
        super().__init__(name, help=help_text, no_args_is_help=True)
        self._lazy = dict(commands)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's shape
        """The names in the order they were given."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command that is asked for."""
        found = self._lazy.get(cmd_name)
        if found is None:
            return None
        module, _, attribute = found[0].partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with their one-line help, importing none of them."""
        rows = [(name, line) for name, (_, line) in self._lazy.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the near names added when a name is unknown."""
        name = args[0] if args else ""
        if name and name not in self._lazy and not name.startswith("-"):
            near = [known for known in self._lazy if known[:2] == name[:2]]
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise click.UsageError(f"no such command {name!r}.{hint}", ctx=ctx)
        return super().resolve_command(ctx, args)
