"""Options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from holdfire.base.instant import parse_instant

__all__ = [
    "InstantType",
    "affiliation_option",
    "geometry_option",
    "json_option",
    "pairs",
    "quiet_option",
    "register_option",
    "workspace_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])


class InstantType(click.ParamType[datetime]):
    """An ISO 8601 instant with its offset, or a date (its first instant, UTC)."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read the text; a time without offset is refused by the reader."""
        del param, ctx
        if isinstance(value, datetime):
            return value
        text = str(value)
        return parse_instant(text, zone="UTC" if len(text) == len("2020-01-01") else None)


def workspace_option(command: Command) -> Command:
    """Add ``--workspace``."""
    return click.option(
        "--workspace",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder that keeps originals, observations and runs, or names a server for them.",
    )(command)


def json_option(command: Command) -> Command:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def quiet_option(command: Command) -> Command:
    """Add ``--quiet``."""
    return click.option("--quiet", is_flag=True, help="No progress bars.")(command)


def geometry_option(command: Command) -> Command:
    """Add ``--geometry``."""
    return click.option(
        "--geometry",
        multiple=True,
        metavar="[NAME=]FILE",
        help="GeoJSON with lines and zones by name; repeat for more.",
    )(command)


def affiliation_option(command: Command) -> Command:
    """Add ``--affiliation``."""
    return click.option(
        "--affiliation",
        multiple=True,
        metavar="SOURCE=WHOSE",
        help="Whose source it is: neutral, third_party, unknown or a party id.",
    )(command)


def register_option(command: Command) -> Command:
    """Add ``--register``."""
    return click.option(
        "--register",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="A register of what bodies did, told or moved; repeat for more.",
    )(command)


def pairs(items: tuple[str, ...]) -> dict[str, str]:
    """``("a=b", ...)`` as a mapping; refuses an item without ``=``."""
    found: dict[str, str] = {}
    for item in items:
        key, mark, value = item.partition("=")
        if not mark:
            raise click.UsageError(f"{item!r} should be NAME=VALUE")
        found[key.strip()] = value.strip()
    return found
