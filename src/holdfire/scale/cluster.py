"""A Dask cluster as an engine: embedded in this process, or an existing one."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import dask.config
import yaml
from distributed import Client, KilledWorker, LocalCluster
from distributed.scheduler import NoValidWorkerError

from holdfire.base.codes import Code
from holdfire.base.errors import SourceUnavailable
from holdfire.scale.attempt import Attempt
from holdfire.scale.flight import PATIENCE_S, Flights
from holdfire.scale.machine import Machine
from holdfire.scale.port import Progress, Stop, never, silent

__all__ = ["DaskEngine", "embedded", "existing", "settings"]

T = TypeVar("T")
R = TypeVar("R")

WAIT_FOR_WORKERS_S = 60
"""How long a run waits while the cluster has no worker at all."""

ASK_EACH = 8
"""After how many patient waits the number of workers is asked for again."""


def settings() -> dict[str, Any]:
    """Timeouts and limits of ``dask.yaml`` by dotted name, for every part of a cluster."""
    text = resources.files("holdfire.scale").joinpath("dask.yaml").read_text("utf-8")
    return dict(_dotted(yaml.safe_load(text), ""))


def _dotted(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _dotted(inner, f"{name}.{key}" if name else key)
    else:
        yield name, value


class DaskEngine:
    """A client of a scheduler; ``end`` closes it and what was started with it."""

    def __init__(self, client: Client, folder: Path | None, end: Callable[[], object]) -> None:
        self.client = client
        self.folder = folder
        self._end = end
        self._machines: set[Machine] = set()
        self._threads = self._count()
        self._waits = 0

    @property
    def width(self) -> int:
        """The threads of all workers when last asked."""
        return max(1, self._threads)

    @property
    def machines(self) -> frozenset[Machine]:
        """The machines of the workers that answered so far."""
        return frozenset(self._machines)

    def run(
        self,
        function: Callable[[T], R],
        items: Sequence[T],
        *,
        in_python: bool = False,  # noqa: ARG002 - every worker is a process
        progress: Progress = silent,
        stop: Stop = never,
    ) -> list[R]:
        """See ``Executor.run``. Twice as many items as threads are under way."""
        attempt = Attempt(function)
        self._threads = self._count()
        self._waits = 0
        return Flights(
            lambda index: self.client.submit(attempt, items[index], pure=False),
            lambda: 2 * self.width,
            (KilledWorker, NoValidWorkerError),
            self._machines,
            self._idle,
        ).results(len(items), progress, stop)

    def _count(self) -> int:
        return sum(self.client.nthreads().values())  # type: ignore[no-untyped-call]

    def _idle(self) -> None:
        """Look after the cluster while nothing lands."""
        self._waits += 1
        if self._waits % ASK_EACH:
            return
        try:
            self._threads = self._count()
        except (OSError, RuntimeError):  # no scheduler: what is under way will say so
            return
        if self._threads:
            self._waits = 0
        elif self._waits * PATIENCE_S >= WAIT_FOR_WORKERS_S:
            raise SourceUnavailable(
                Code.ENGINE_LOST, f"the cluster had no worker for {WAIT_FOR_WORKERS_S} s"
            )

    def close(self) -> None:
        """Leave the cluster; an embedded one ends."""
        self._end()


def embedded(workers: int) -> DaskEngine:
    """A cluster on this machine: ``workers`` processes of one thread, no dashboard."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="holdfire-"))
        stack.enter_context(dask.config.set(settings()))
        cluster = stack.enter_context(
            LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=workers,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=logging.ERROR,
                local_directory=folder,
            )
        )
        client = stack.enter_context(_client(cluster))
        return DaskEngine(client, Path(folder), stack.pop_all().close)


def _client(of: LocalCluster | str) -> Client:
    return Client(of, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]


def existing(address: str, folder: Path | None = None) -> DaskEngine:
    """A client of the scheduler at ``address``; keys for ``tls://`` come from Dask's settings.

    ``folder`` is one that this process and all workers see under the same path, if any.
    Raises ``SourceUnavailable`` when nobody answers or no worker is there in time.
    """
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(settings()))
        try:
            client = stack.enter_context(_client(address))
            client.wait_for_workers(1, timeout=WAIT_FOR_WORKERS_S)
        except OSError as error:  # TimeoutError is one
            raise SourceUnavailable(
                Code.ENGINE_UNREACHABLE,
                "no scheduler answers, or it has no worker",
                where=f"engine: {address}",
            ) from error
        return DaskEngine(client, folder, stack.pop_all().close)
