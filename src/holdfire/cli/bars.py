"""Progress bars on standard error; nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from holdfire.service.progress import Progress, silent

__all__ = ["progress_bars"]


@contextmanager
def progress_bars(*, quiet: bool = False) -> Iterator[Progress]:
    """A listener that draws a bar for each step; on a pipe it prints one line a step."""
    if quiet:
        yield silent
    elif sys.stderr.isatty():
        with _drawn() as listener:
            yield listener
    else:
        yield _spoken()


def _spoken() -> Progress:
    """Say each finished step once, for logs."""
    said: set[str] = set()

    def listen(label: str, done: int, total: int) -> None:
        if done >= total and label not in said:
            said.add(label)
            sys.stderr.write(f"{label}: {total}\n")

    return listen


@contextmanager
def _drawn() -> Iterator[Progress]:
    """Draw the bars with rich, imported only here."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=False) as bars:
        tasks: dict[str, int] = {}

        def listen(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label, total=total or None)
            bars.update(tasks[label], completed=done, total=total or None)  # type: ignore[arg-type] # rich's id is an int

        yield listen
