"""The same bits on one machine and on a real cluster, with a worker killed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from tests.fakes.front_table import differing, front_table
from tests.fakes.real_cluster import RealCluster, real_cluster, until
from tests.fakes.slow_work import Slowed, begun_by

from holdfire.base.codes import Code
from holdfire.base.errors import SourceUnavailable
from holdfire.incidents.fusing import fuse as fuse_here
from holdfire.incidents.solution import Solution
from holdfire.incidents.witness_table import WitnessTable
from holdfire.scale import fuse, opened, parse_engine, this_machine
from holdfire.scale.cluster import DaskEngine

TAU = -2.0
COUNT = 15_000


@cache
def table() -> WitnessTable:
    return front_table(COUNT)


@cache
def expected() -> Solution:
    return fuse_here(table(), TAU)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealCluster]:
    expected()  # compiles the kernels once, here, for all workers
    with real_cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.mark.parametrize("partitions", [1, 2, 4, 12, 97])
def test_strips_on_threads_give_the_bits_of_one_machine(partitions: int) -> None:
    with opened(parse_engine("local:2")) as executor:
        found = fuse(table(), TAU, executor, partitions=partitions)
    assert not differing(found, expected())


@pytest.mark.parametrize("partitions", [1, 2, 4, 12])
def test_strips_on_a_cluster_give_the_bits_of_one_machine(
    cluster: RealCluster, partitions: int
) -> None:
    with opened(parse_engine(cluster.address)) as executor:
        found = fuse(table(), TAU, executor, partitions=partitions)
        assert executor.machines == {this_machine()}
    assert not differing(found, expected())


def test_files_that_all_workers_see_give_the_same_bits(
    cluster: RealCluster, tmp_path: Path
) -> None:
    with opened(parse_engine(cluster.address), folder=tmp_path) as executor:
        found = fuse(table(), TAU, executor, partitions=4)
        again = fuse(table(), TAU, executor, partitions=3)
    assert not differing(found, expected())
    assert not differing(again, expected())
    assert {path.suffix for path in tmp_path.iterdir()} == {".npy", ".txt"}


def test_a_worker_killed_on_the_way_changes_nothing(
    cluster: RealCluster, tmp_path: Path
) -> None:
    doomed = cluster.add_worker()
    with opened(parse_engine(cluster.address)) as executor:
        assert isinstance(executor, DaskEngine)
        client = executor.client
        until(lambda: len(client.nthreads()) == 3, "the third worker did not join")  # type: ignore[no-untyped-call]
        counted: list[int] = []

        def kill() -> None:
            until(lambda: begun_by(tmp_path, doomed.pid) > 0, "it was given nothing to do")
            cluster.kill(doomed)
            until(lambda: len(client.nthreads()) == 2, "nobody noticed")  # type: ignore[no-untyped-call]
            counted.append(len(client.nthreads()))  # type: ignore[no-untyped-call]

        killer = Thread(target=kill)
        killer.start()
        found = fuse(table(), TAU, Slowed(executor, tmp_path, 0.3), partitions=12)
        killer.join()
    assert counted == [2]
    assert begun_by(tmp_path, doomed.pid) > 0
    assert len(list(tmp_path.iterdir())) > 24, "what the killed worker had begun is done again"
    assert not differing(found, expected())


def test_a_lost_scheduler_ends_the_run_and_says_so(tmp_path: Path) -> None:
    with (
        real_cluster(tmp_path, workers=((),)) as cluster,
        opened(parse_engine(cluster.address)) as executor,
    ):
        marks = tmp_path / "marks"
        marks.mkdir()

        def kill() -> None:
            until(lambda: any(marks.iterdir()), "nothing has begun")
            cluster.kill(cluster.processes[0])

        killer = Thread(target=kill)
        killer.start()
        with pytest.raises(SourceUnavailable) as caught:
            Slowed(executor, marks, 1.0).run(np.negative, [np.arange(3)] * 4)
        killer.join()
    assert caught.value.code == Code.ENGINE_LOST
