"""Writers that can be killed: one process loads the program once and forks each writer.

``python nursery.py`` reads one job a line from standard input (JSON) and answers each with
one line. A job is a list of writers, each ``{"verb": ..., "workspace": ..., "step": n}``;
a writer ends itself with SIGKILL before the n-th thing it would make durable (``step`` null:
never), or is killed from outside after ``after`` seconds. The answer is, for each writer,
its exit code (-9 when killed) and what it acknowledged.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import obstore
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq

from holdfire import service
from holdfire.archive import durable
from holdfire.observations.record import OBSERVATION_SCHEMA, Sealed
from holdfire.service.extent import day_extents
from holdfire.service.ledger import StoredFile
from holdfire.service.segment import write_segment
from holdfire.service.store import sqlite

__all__ = ["main"]

# Everything by which bytes come to lie somewhere, here or on a server.
STEPS = (
    (os, "fsync"),
    (os, "utime"),
    (Path, "replace"),
    (Path, "write_bytes"),
    (pq.ParquetWriter, "write_table"),
    (sqlite.SqliteDatabase, "change"),
    (sqlite.SqliteDatabase, "change_many"),
    (psycopg.Connection, "execute"),
    (psycopg.Cursor, "executemany"),
    (obstore, "put"),
)


def die_at(step: int) -> None:
    """End this process before the step of that number."""
    left = [step]

    def watched(real: Any) -> Any:
        @wraps(real)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return wrapper

    for owner, name in STEPS:
        setattr(owner, name, watched(getattr(owner, name)))
    durable.os = os  # type: ignore[attr-defined] # the module that is watched now


def take_in(job: dict[str, Any], say: int) -> None:
    """Take the files of a folder in, one after the other."""
    with service.open_workspace(Path(job["workspace"])) as opened:
        for path in sorted(Path(job["data"]).iterdir()):
            service.take_in(
                opened,
                service.find_data_files([path]),
                service.IntakeOptions(),
                service.utc_now,
            )
            os.write(say, f"{path.name}\n".encode())


def copy(job: dict[str, Any], say: int) -> None:
    """Copy a workspace."""
    service.copy_workspace(Path(job["source"]), Path(job["workspace"]))
    os.write(say, b"copied\n")


def rows(writer: int, index: int, count: int) -> pa.Table:
    """Observations of one writer: their ids say whose they are."""
    ids = [f"{writer}-{index}-{n}" for n in range(count)]
    stamps = pa.array(range(count), pa.int64()).cast(pa.timestamp("us", tz="UTC"))
    columns: dict[str, Any] = {"id": ids, "t_start": stamps, "t_end": stamps}
    columns["lon"] = columns["lat"] = pa.array([float(index)] * count, pa.float64())
    arrays = [
        columns.get(field.name, pa.nulls(count, field.type)) for field in OBSERVATION_SCHEMA
    ]
    return pa.table(arrays, schema=OBSERVATION_SCHEMA)


def append(job: dict[str, Any], say: int) -> None:
    """Write small segments and register each, until killed or the time is over."""
    writer, count = int(job["writer"]), int(job["rows"])
    until = time.monotonic() + float(job["seconds"])
    index = 0
    with service.open_workspace(Path(job["workspace"])) as opened:
        while time.monotonic() < until:
            table = rows(writer, index, count)
            segment = ""
            if job["segments"]:
                segment = write_segment(opened.observed, OBSERVATION_SCHEMA, [table])
            name = f"{job['round']}-{writer}-{index}"
            file = StoredFile(
                name, name, "x", "0" * 64, count, count, 0, 0, False, "s", segment, "", name
            )
            claims: Iterable[Sealed] = ()
            if not job["segments"]:
                claims = [
                    Sealed(f"{name}-{n}", "s", {"payload": "x" * 186}) for n in range(count)
                ]
            opened.ledger.add_file(file, claims, day_extents(table) if segment else ())
            os.write(say, f"{name} {segment}\n".encode())
            index += 1


def end_server(job: dict[str, Any], say: int) -> None:
    """End a server of PostgreSQL at once: no checkpoint, no word to its clients."""
    time.sleep(float(job["wait"]))
    os.kill(int(job["postmaster"]), signal.SIGQUIT)
    os.write(say, b"ended\n")


VERBS = {"take_in": take_in, "copy": copy, "append": append, "end_server": end_server}


def start(job: dict[str, Any]) -> tuple[int, Path]:
    """Fork a writer; its acknowledgements go to a file, each one in one write."""
    handle, name = tempfile.mkstemp(prefix="hf-said-")
    child = os.fork()
    if child:
        os.close(handle)
        return child, Path(name)
    code = 1
    with open(os.devnull, "w") as nothing:  # noqa: PTH123 - a writer's last words are not ours
        os.dup2(nothing.fileno(), 2)
    try:
        if job.get("step") is not None:
            die_at(int(job["step"]))
        VERBS[job["verb"]](job, handle)
        code = 0
    finally:
        os._exit(code)


def answer(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run the writers side by side until the last has ended."""
    begun = time.monotonic()
    running = [(job, *start(job)) for job in jobs]
    for after, child in sorted(
        (float(job["after"]), child)
        for job, child, _ in running
        if job.get("after") is not None
    ):
        time.sleep(max(0.0, begun + after - time.monotonic()))
        os.kill(child, signal.SIGKILL)
    found = []
    for _, child, said in running:
        status = os.waitpid(child, 0)[1]
        lines = said.read_text().splitlines()
        said.unlink()
        found.append({"code": os.waitstatus_to_exitcode(status), "said": lines})
    return found


def asked() -> Iterator[list[dict[str, Any]]]:
    """The jobs on standard input."""
    for line in sys.stdin:
        yield json.loads(line)


def main() -> None:
    """Answer jobs until there are no more."""
    for jobs in asked():
        sys.stdout.write(json.dumps(answer(jobs)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
