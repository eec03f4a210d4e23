"""Two cores against one, an empty job, and how long lost workers hold up a job.

Overhead is wall time less what the capacity that survives would need at best. The silent cut
happens in network namespaces made here; where they cannot be made, it is not judged.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from operator import neg
from pathlib import Path
from threading import Thread

from benchmarks.figure import Figure, seconds_of
from benchmarks.machine import versions
from tests.fakes.cut_network import NoNamespaces, cut_network
from tests.fakes.real_cluster import RealCluster, real_cluster, started, until

from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.witnesses import witnesses
from holdfire.incidents.fusing import fuse as fuse_here
from holdfire.scale import Executor, fuse, opened, parse_engine

__all__ = ["run"]

COUNT, ITEM_S = 4_000_000, 2.0
ITEMS = 12


def run(scale: str) -> list[Figure]:
    """Speed first, on a machine that does nothing else; then recovery, which mostly waits."""
    full = scale == "full"
    figures = _speed(COUNT if full else COUNT // 10)
    figures += [_empty()]
    figures += [_recovery("killed", full=full), _recovery("cut", full=full)]
    return figures


def _speed(count: int) -> list[Figure]:
    plan = FrontPlan(count)
    table = witnesses(draw_front(plan), stated(plan))
    fuse_here(table.take(range(0, len(table), 1000)), -2.0)  # type: ignore[arg-type]
    alone = seconds_of(partial(fuse_here, table, -2.0))
    figures = []
    for engine, peer in (("local:2", "one core"), ("dask:2", "one core")):
        with opened(parse_engine(engine)) as executor:
            warm = table.take(range(0, len(table), 100))  # type: ignore[arg-type]
            fuse(warm, -2.0, executor, partitions=2)
            taken = seconds_of(partial(fuse, table, -2.0, executor))
        ratio = alone / taken
        figures.append(
            Figure(
                f"D1.{engine}", f"{len(table):,} detections on {engine}", taken, "s",
                "1.7 times one core", ratio >= 1.7, peer, alone, ratio,
                "threshold -2, 4,965 events a day", versions("numba", "distributed"),
            )
        )  # fmt: skip
    return figures


def _empty() -> Figure:
    with opened(parse_engine("dask:2")) as executor:
        executor.run(neg, range(4))
        taken = seconds_of(lambda: executor.run(neg, range(500)))
    return Figure("D3", "500 empty items on dask:2", taken, "s", "none", None)


def _nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def _loss(cluster: RealCluster, cause: str, lose: list[str]) -> float:
    """Seconds over the ideal of a job of naps when one of two workers is lost on the way."""
    command = [*lose, sys.executable, "-m", "benchmarks.scale_engines", cluster.address,
               str(cluster.folder / "begun")]  # fmt: skip
    driver = started(command, cluster.folder / f"{cause}.log")
    cluster.processes.append(driver)
    driver.wait()
    return float((cluster.folder / f"{cause}.log").read_text("utf-8").split()[-1])


def _recovery(cause: str, *, full: bool) -> Figure:
    """A worker of two is lost 3 s into twelve items of 2 s."""
    goal = 10.0 if cause == "killed" else 30.0
    title = f"worker {cause} at 3 s, 12 items of 2 s: over the ideal"
    repeats = 2 if full else 1
    try:
        worst = max(_once(cause) for _ in range(repeats))
    except NoNamespaces as reason:
        return Figure(
            f"D2.{cause}", title, float("nan"), "s", f"<= {goal:.0f} s", None, str(reason)
        )
    return Figure(
        f"D2.{cause}", title, worst, "s", f"<= {goal:.0f} s", worst <= goal,
        settings="tcp 11 s, worker-ttl 30 s, two workers of one thread, worst of runs",
        versions=versions("distributed"),
    )  # fmt: skip


def _once(cause: str) -> float:
    with tempfile.TemporaryDirectory() as name, cut_network(3) as network:
        within = [network.within(node) for node in (1, 2)]
        with real_cluster(
            Path(name), host=network.address(0), head=network.within(0), workers=within
        ) as cluster:
            begun = cluster.folder / "begun"

            def lose() -> None:
                until(begun.exists, "the job did not begin")
                time.sleep(3.0)
                if cause == "cut":
                    network.cut(1)
                else:
                    cluster.kill(cluster.processes[1])

            loser = Thread(target=lose)
            loser.start()
            over = _loss(cluster, cause, network.within(0))
            loser.join()
            return over


def drive(address: str, begun: Path) -> float:
    """Run the naps at ``address``; seconds over what the surviving capacity needs.

    Two workers until 3 s, then one: 6 s of work are done by then at best (1 item each is
    done and half of another), and the lost worker's half item is done again.
    """
    with opened(parse_engine(address)) as executor:
        until(partial(_ready, executor), "a worker did not join")
        executor.run(_nap, [0.01] * 8)
        begun.touch()
        taken = seconds_of(lambda: executor.run(_nap, [ITEM_S] * ITEMS))
    kept = 3.0 // ITEM_S * ITEM_S + 3.0
    return taken - (3.0 + ITEMS * ITEM_S - kept)


def _ready(executor: Executor) -> bool:
    return executor.run(neg, [1]) == [-1] and executor.width == 2


if __name__ == "__main__":
    print(drive(sys.argv[1], Path(sys.argv[2])))
