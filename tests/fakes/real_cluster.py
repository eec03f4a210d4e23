"""A real Dask cluster of processes, each in a session of its own, on any network."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60.0


def until(true: Callable[[], bool], what: str) -> None:
    """Wait for something that will happen; a test that waits for ever would say nothing."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.02)


@dataclass
class RealCluster:
    """A scheduler and its workers; ``within`` is the command that enters a place of each."""

    address: str
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, within: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start a worker of one thread; it joins by itself."""
        worker = started(
            [*within, *_dask("worker"), self.address, "--nthreads", "1", "--no-nanny",
             "--no-dashboard", "--local-directory", str(self.folder)],
            self.folder / f"worker{len(self.processes)}.log",
        )  # fmt: skip
        self.processes.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """Kill the worker and all it started, at once."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def _dask(part: str) -> list[str]:
    return [sys.executable, "-m", "dask", part]


def started(command: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    """The command with the shipped settings, in its own session."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "DASK_CONFIG": str(files("holdfire.scale").joinpath("dask.yaml")),
        "OMP_NUM_THREADS": "1",
    }
    with log.open("wb") as out:
        return subprocess.Popen(
            command, stdout=out, stderr=out, env=environment, start_new_session=True
        )


@contextmanager
def real_cluster(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    head: Sequence[str] = (),
    workers: Sequence[Sequence[str]] = ((), ()),
) -> Iterator[RealCluster]:
    """A cluster whose scheduler runs within ``head`` and its workers within theirs."""
    file = folder / "scheduler.json"
    scheduler = started(
        [*head, *_dask("scheduler"), "--host", host, "--port", "0", "--no-dashboard",
         "--scheduler-file", str(file)],
        folder / "scheduler.log",
    )  # fmt: skip
    cluster = RealCluster("", folder, [scheduler])
    try:
        until(lambda: _address(file) != "", "the scheduler did not start")
        cluster.address = _address(file)
        for within in workers:
            cluster.add_worker(within)
        yield cluster
    finally:
        for process in reversed(cluster.processes):
            if process.poll() is None:
                cluster.kill(process)


def _address(file: Path) -> str:
    try:
        return str(json.loads(file.read_text("utf-8"))["address"])
    except (OSError, ValueError):  # not there yet, or not whole yet
        return ""
