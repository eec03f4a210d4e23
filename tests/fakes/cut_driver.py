"""A run inside the network that a test cuts: ADDRESS COUNT MARKS RESULT."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
from tests.fakes.front_table import front_table
from tests.fakes.real_cluster import until
from tests.fakes.slow_work import Slowed

from holdfire.scale import fuse, opened, parse_engine
from holdfire.scale.cluster import DaskEngine


def main(address: str, count: str, marks: str, result: str) -> None:
    """Fuse the front on the cluster and keep the solution, and the workers before and after."""
    with opened(parse_engine(address)) as executor:
        assert isinstance(executor, DaskEngine)
        client = executor.client
        until(lambda: len(client.nthreads()) == 2, "a worker did not join")  # type: ignore[no-untyped-call]
        slow = Slowed(executor, Path(marks), 0.5)
        found = fuse(front_table(int(count)), -2.0, slow, partitions=8)
        after = len(client.nthreads())  # type: ignore[no-untyped-call]
    arrays = {one.name: getattr(found, one.name) for one in fields(found)}
    np.savez(result, workers=np.array([2, after]), **arrays)


if __name__ == "__main__":
    main(*sys.argv[1:])
