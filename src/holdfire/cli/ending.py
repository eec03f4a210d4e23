"""How the program ends: the exit codes, and how an error or a bug is shown."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

import click

from holdfire import __version__
from holdfire.base.errors import HoldfireError

__all__ = ["Ending", "show_bug", "show_error"]


class Ending(IntEnum):
    """Exit codes: documented, tested, append-only."""

    DONE = 0
    FOUND_ALLEGED_VIOLATIONS = 1
    USAGE = 2
    BAD_INPUT = 3
    SOURCE_UNAVAILABLE = 4
    INTEGRITY_FAILURE = 5
    NOT_PERMITTED = 6
    BUG = 70
    INTERRUPTED = 130


def show_error(error: HoldfireError) -> None:
    """Print the error on standard error; with ``--json`` as one JSON object."""
    if "--json" in sys.argv:
        click.echo(json.dumps({"error": error.fields()}, ensure_ascii=False), err=True)
        return
    for line in error.lines():
        click.echo(line, err=True)
    for note in getattr(error, "__notes__", ()):
        click.echo(note, err=True)


def show_bug(error: BaseException, arguments: Sequence[str]) -> int:
    """Write the details of a bug to a file and name it; returns the exit code."""
    text = "".join(traceback.format_exception(error))
    handle, name = tempfile.mkstemp(prefix="holdfire-bug-", suffix=".txt")
    os.close(handle)
    Path(name).write_text(
        f"holdfire {__version__}\narguments: {list(arguments)}\n\n{text}", "utf-8"
    )
    click.echo(
        f"This is a mistake of the program, not of yours: {type(error).__name__}.", err=True
    )
    click.echo(f"next: report it with the details in {name}", err=True)
    return Ending.BUG
