"""Durable rows a second with eight writers of which two are killed, for both stores (S1).

A round is eight processes that write side by side; two are killed with -9 at random moments.
``control`` rows are sealed claims of 200 bytes, ten a transaction, each transaction with its
entry in the hash-chained log: the shape of the first measurement of this store with SQLite.
``segment`` rows are observations, a thousand a segment, each segment synced, named for its
content and registered. A writer says what was acknowledged; afterwards every acknowledged
transaction is looked for, each segment read back against its hash, and the chain recomputed.
A kill ends a process, not the machine: power loss is not tested here.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figure import Figure
from tests.servers.fixtures import Stores
from tests.servers.postgres import Cluster, why_not
from tests.servers.writers import Writers

from holdfire import service
from holdfire.service.segment import check_segment

__all__ = ["run"]

WRITERS, KILLED, SECONDS = 8, 2, 2.5
# A new workspace every few rounds, so that one grows and none outgrows the disk.
ROUNDS_EACH = 5
SHAPES = {"control": (10, False), "segment": (1000, True)}
NAMES = {"embedded": "SQLite", "folder": "PostgreSQL"}
GOAL = "≥ 20,000/s, 0 lost, 0 torn"
GOAL_ROWS = 20_000


@dataclass
class Tally:
    """Sums over the rounds of one shape on one store."""

    transactions: int = 0
    seconds: float = 0.0
    kills: int = 0
    lost: int = 0
    torn: int = 0


def run(scale: str) -> list[Figure]:
    """Both shapes on both stores: a hundred kills each store at full scale."""
    workspaces = 5 if scale == "full" else 1
    writers = Writers()
    cluster = Cluster() if why_not() is None else None
    kinds = ["embedded"] if cluster is None else ["embedded", "folder"]
    figures = []
    try:
        for kind in kinds:
            stores = Stores(kind, cluster if kind == "folder" else None, None)
            figures += [_measured(stores, shape, workspaces, writers) for shape in SHAPES]
    finally:
        writers.close()
        if cluster is not None:
            cluster.close()
    return figures


def _measured(stores: Stores, shape: str, workspaces: int, writers: Writers) -> Figure:
    """One shape on one store: the rate of all rounds together, what was lost, what is torn."""
    chance = random.Random(f"{stores.kind} {shape}")  # noqa: S311 - seeded moments of kills
    rows = SHAPES[shape][0]
    tally = Tally()
    for _ in range(workspaces):
        folder = Path(tempfile.mkdtemp(prefix="hf-crash-"))
        try:
            _rounds(stores.make(folder / "w"), shape, chance, writers, tally)
        finally:
            shutil.rmtree(folder)
    rate = tally.transactions * rows / tally.seconds
    return Figure(
        id=f"store-crash-{stores.kind}-{shape}",
        title=f"durable {shape} rows, eight writers, {NAMES[stores.kind]}",
        figure=rate,
        unit="rows/s",
        goal=GOAL,
        met=tally.lost == tally.torn == 0 and rate >= GOAL_ROWS,
        settings=f"{tally.kills} kills, {tally.lost} lost, {tally.torn} torn; {rows} rows a "
        f"transaction, {os.cpu_count()} cores, {tally.seconds:.0f} s",
    )


def _rounds(
    workspace: Path, shape: str, chance: random.Random, writers: Writers, tally: Tally
) -> None:
    """Some rounds in one workspace, then the search for what is gone or broken."""
    rows, segments = SHAPES[shape]
    acknowledged: set[str] = set()
    with service.open_workspace(workspace):
        pass
    for turn in range(ROUNDS_EACH):
        jobs = [
            {"verb": "append", "workspace": str(workspace), "writer": n, "round": turn,
             "rows": rows, "seconds": SECONDS, "segments": segments,
             "after": chance.uniform(0.2, SECONDS - 0.4) if n < KILLED else None}
            for n in range(WRITERS)
        ]  # fmt: skip
        before = time.perf_counter()
        answers = writers.run(*jobs)
        tally.seconds += time.perf_counter() - before
        tally.kills += sum(code == -9 for code, _ in answers)
        said = {line.split()[0] for _, lines in answers for line in lines}
        tally.transactions += len(said)
        acknowledged |= said
    with service.workspace_at(workspace) as opened:
        files = {file.name: file for file in opened.ledger.files()}
        tally.lost += len(acknowledged - set(files))
        tally.torn += abs(opened.ledger.check_log() - len(files))
        for file in files.values():
            if segments:
                tally.torn += not check_segment(opened.observed, file.observed_segment)
        if not segments:
            with opened.ledger.snapshot():
                claims = sum(1 for _ in opened.ledger.table("sealed"))
            tally.torn += claims != sum(file.rows_in for file in files.values())
