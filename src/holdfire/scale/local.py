"""One machine as an engine: threads for compiled loops, processes for plain Python."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

from holdfire.scale.attempt import Attempt
from holdfire.scale.flight import Flights
from holdfire.scale.machine import Machine
from holdfire.scale.port import Progress, Stop, never, silent

__all__ = ["LocalEngine", "cores"]

T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalEngine:
    """``workers`` threads in this process and, for plain Python, as many processes.

    One worker computes in the calling thread. Processes are started at the first need and
    started again when one of them was killed.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.width = workers or cores()
        self.folder: Path | None = None
        self._machines: set[Machine] = set()
        self._processes: ProcessPoolExecutor | None = None

    @property
    def machines(self) -> frozenset[Machine]:
        """The machines that answered: this one, once it did."""
        return frozenset(self._machines)

    def run(
        self,
        function: Callable[[T], R],
        items: Sequence[T],
        *,
        in_python: bool = False,
        progress: Progress = silent,
        stop: Stop = never,
    ) -> list[R]:
        """See ``Executor.run``."""
        attempt = Attempt(function)
        if self.width == 1:
            return self._flights(lambda index: _here(attempt, items[index])).results(
                len(items), progress, stop
            )
        if in_python:
            return self._flights(lambda index: self._send(attempt, items[index])).results(
                len(items), progress, stop
            )
        with ThreadPoolExecutor(self.width) as threads:
            return self._flights(lambda index: threads.submit(attempt, items[index])).results(
                len(items), progress, stop
            )

    def _flights(self, submit: Callable[[int], Future[Any]]) -> Flights:
        window = self.width if self.width == 1 else 2 * self.width
        return Flights(submit, lambda: window, (BrokenProcessPool,), self._machines)

    def _send(self, attempt: Attempt[Any, Any], item: object) -> Future[Any]:
        """The item to a process; a pool that lost one is replaced."""
        if self._processes is None:
            self._processes = self._pool()
        try:
            return self._processes.submit(attempt, item)
        except BrokenProcessPool:
            self._processes.shutdown(wait=False)
            self._processes = self._pool()
            return self._processes.submit(attempt, item)

    def _pool(self) -> ProcessPoolExecutor:
        # A forked child of a process with threads may inherit a lock that nobody frees.
        return ProcessPoolExecutor(self.width, multiprocessing.get_context("spawn"))

    def close(self) -> None:
        """End the processes."""
        if self._processes is not None:
            self._processes.shutdown(cancel_futures=True)
            self._processes = None


def _here(attempt: Attempt[T, R], item: T) -> Future[Any]:
    """The item computed now, in this thread."""
    future: Future[Any] = Future()
    try:
        future.set_result(attempt(item))
    except Exception as error:  # noqa: BLE001 - it is handed on as a thread would
        future.set_exception(error)
    return future
