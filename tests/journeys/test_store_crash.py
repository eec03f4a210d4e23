"""kill -9 of writers at every step and at random, on every store: nothing acknowledged goes."""

from __future__ import annotations

import random
import signal
from datetime import timedelta
from pathlib import Path

from tests.journeys.test_crash import write_files
from tests.servers.fixtures import Stores
from tests.servers.postgres import Cluster
from tests.servers.writers import Writers

from holdfire import service
from holdfire.service.segment import check_segment, read_segments

ROUNDS, WRITERS, KILLED = 3, 8, 2


def whole(workspace: Path, acknowledged: set[str]) -> set[str]:
    """The workspace opens, is whole and holds what was acknowledged; returns its files."""
    with service.workspace_at(workspace) as opened:
        files = {file.name: file for file in opened.ledger.files()}
        assert acknowledged <= set(files)
        entries = opened.ledger.check_log()
        assert entries == len(files), "each file has its entry, and no entry is torn"
        for file in files.values():
            assert file.rows_in == file.observations + file.quarantined
            if file.observed_segment:
                assert check_segment(opened.observed, file.observed_segment)
                found = read_segments(opened.observed, [file.observed_segment], columns=["id"])
                assert found.num_rows == file.observations
    return set(files)


def test_a_writer_killed_before_each_step_leaves_a_whole_workspace(
    stores: Stores, writers: Writers, tmp_path: Path
) -> None:
    write_files(tmp_path / "data", 1)
    (tmp_path / "data" / "z.bin").write_bytes(b"\x01 no source knows this")
    everything = {"000.csv", "z.bin"}
    # On a server every third step: three kinds of store take the place of the others.
    stride = {"embedded": 1, "folder": 3, "bucket": 4}[stores.kind]
    for step in range(0, 1000, stride):
        workspace = stores.make(tmp_path / f"w{step}")
        job = {"verb": "take_in", "data": str(tmp_path / "data"), "workspace": str(workspace)}
        ((code, said),) = writers.run({**job, "step": step})
        if code == 0:
            break
        assert code == -signal.SIGKILL
        whole(workspace, set(said))
        if step % 3 == 0:  # the next writer ends where an undisturbed one would
            service.examine(workspace, sweep=True, grace=timedelta(0))
            ((code, said),) = writers.run(job)
            assert (code, set(said)) == (0, everything)
            assert whole(workspace, everything) == everything
    assert step > 30
    checks = service.examine(workspace, grace=timedelta(0))
    assert [check for check in checks if not check.ok] == []
    assert next(check.said for check in checks if check.name == "left-overs") == "none"


def test_eight_writers_two_killed_lose_nothing(
    stores: Stores, writers: Writers, tmp_path: Path
) -> None:
    chance = random.Random(11)
    workspace = stores.make(tmp_path / "w")
    acknowledged: set[str] = set()
    for turn in range(ROUNDS):
        jobs = [
            {"verb": "append", "workspace": str(workspace), "writer": n, "round": turn,
             "rows": 20, "seconds": 1.0, "segments": True,
             "after": chance.uniform(0.05, 0.9) if n < KILLED else None}
            for n in range(WRITERS)
        ]  # fmt: skip
        answers = writers.run(*jobs)
        assert [code for code, _ in answers[:KILLED]] == [-signal.SIGKILL] * KILLED
        assert [code for code, _ in answers[KILLED:]] == [0] * (WRITERS - KILLED)
        acknowledged |= {line.split()[0] for _, said in answers for line in said}
        stored = whole(workspace, acknowledged)
        # A writer may have committed what it could not say any more: one each at most.
        assert len(stored - acknowledged) <= KILLED * (turn + 1)
    assert len(acknowledged) >= WRITERS


def test_a_server_that_dies_under_its_writers_keeps_what_it_acknowledged(
    cluster: Cluster, writers: Writers, tmp_path: Path
) -> None:
    workspace = Stores("folder", cluster, None).make(tmp_path / "w")
    with service.open_workspace(workspace):
        pass
    jobs = [
        {"verb": "append", "workspace": str(workspace), "writer": n, "round": 0, "rows": 20,
         "seconds": 20.0, "segments": False, "after": None}
        for n in range(4)
    ]  # fmt: skip
    answers = writers.run(
        *jobs, {"verb": "end_server", "postmaster": cluster.postmaster, "wait": 2.0}
    )
    cluster.start()
    assert [code for code, _ in answers] == [1, 1, 1, 1, 0], "the writers met an error"
    acknowledged = {line.split()[0] for _, said in answers[:4] for line in said}
    assert acknowledged
    stored = whole(workspace, acknowledged)
    assert len(stored - acknowledged) <= 4
