"""A network that falls silent between two nodes changes when a result comes, and not what it is.

The test makes its own network: namespaces of the kernel on a bridge of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.fakes.cut_network import CutNetwork, NoNamespaces, cut_network
from tests.fakes.front_table import front_table
from tests.fakes.real_cluster import real_cluster, started, until
from tests.fakes.slow_work import begun_by

from holdfire.incidents.fusing import fuse

HEAD, CUT, KEPT = 0, 1, 2
COUNT = 6_000


@pytest.fixture
def network() -> Iterator[CutNetwork]:
    try:
        with cut_network(3) as made:
            yield made
    except NoNamespaces as reason:
        pytest.skip(str(reason))


def test_a_silent_cut_changes_no_bit(network: CutNetwork, tmp_path: Path) -> None:
    expected = fuse(front_table(COUNT), -2.0)
    marks, result = tmp_path / "marks", tmp_path / "result.npz"
    marks.mkdir()
    inside = [network.within(node) for node in (CUT, KEPT)]
    with real_cluster(
        tmp_path, host=network.address(HEAD), head=network.within(HEAD), workers=inside
    ) as cluster:
        lost = cluster.processes[1]
        driver = started(
            [*network.within(HEAD), sys.executable, "-m", "tests.fakes.cut_driver",
             cluster.address, str(COUNT), str(marks), str(result)],
            tmp_path / "driver.log",
        )  # fmt: skip
        cluster.processes.append(driver)
        until(lambda: begun_by(marks, lost.pid) > 0, "the node was given nothing to do")
        network.cut(CUT)
        assert driver.wait(timeout=90) == 0, (tmp_path / "driver.log").read_text("utf-8")
    found = np.load(result)
    assert found["workers"].tolist() == [2, 1]
    for name in expected.__slots__:
        assert found[name].tobytes() == getattr(expected, name).tobytes(), name
