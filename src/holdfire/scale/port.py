"""What an engine must be able to do, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from holdfire.scale.machine import Machine

__all__ = ["Executor", "Progress", "Stop", "never", "silent"]

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[int, int], None]
"""Called as ``progress(done, total)``, in items, from the thread that called ``run``."""

Stop = Callable[[], bool]
"""Asked between items, at least every second; true ends the run."""


def silent(done: int, total: int) -> None:
    """Listen and say nothing."""


def never() -> bool:
    """Go on to the end."""
    return False


class Executor(Protocol):
    """An engine: it maps pure functions over items.

    ``run`` is all that work needs of it, so another engine is a class with these five
    members. Functions and items must pickle where ``run`` leaves the process: functions
    are module-level or ``functools.partial`` of such.
    """

    @property
    def width(self) -> int:
        """How many items are computed at once, at least 1; it may change during a run."""
        ...

    @property
    def folder(self) -> Path | None:
        """A folder that every worker sees, for content-addressed files, if there is one."""
        ...

    @property
    def machines(self) -> frozenset[Machine]:
        """The different machines that answered so far."""
        ...

    def run(
        self,
        function: Callable[[T], R],
        items: Sequence[T],
        *,
        in_python: bool = False,
        progress: Progress = silent,
        stop: Stop = never,
    ) -> list[R]:
        """``[function(item) for item in items]``, in that order, wherever it is computed.

        ``function`` must be pure: an item may be computed twice, and by any worker.
        ``in_python`` says that it holds the interpreter's lock most of the time, so that
        threads would not help. ``OSError``, ``MemoryError`` and lost workers are tried
        again three times; any other exception is the item's and is raised at once.
        Raises ``CancelledError`` when ``stop`` says so: no further item is begun then, and
        the results are dropped. Raises ``SourceUnavailable`` when the engine is lost.
        """
        ...

    def close(self) -> None:
        """Give back threads, processes and connections; a second call does nothing."""
        ...
