from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.fakes.work import (
    broken_if_odd,
    doubled,
    killed_once,
    never_lucky,
    refused_if_odd,
    third_time_lucky,
)

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.scale.local import LocalEngine, cores
from holdfire.scale.machine import this_machine


@pytest.fixture(scope="module")
def two() -> Iterator[LocalEngine]:
    engine = LocalEngine(2)
    yield engine
    engine.close()


WAYS = [(1, False), (1, True), (3, False), (2, True)]


@pytest.fixture(params=WAYS, ids=["here", "here-in-python", "threads", "processes"])
def way(request: pytest.FixtureRequest, two: LocalEngine) -> tuple[LocalEngine, dict[str, Any]]:
    workers, in_python = request.param
    return (two if workers == 2 else LocalEngine(workers)), {"in_python": in_python}


def test_results_come_in_the_order_of_the_items(
    way: tuple[LocalEngine, dict[str, Any]],
) -> None:
    engine, how = way
    told: list[tuple[int, int]] = []
    found = engine.run(doubled, range(40), progress=lambda *at: told.append(at), **how)
    assert found == [2 * number for number in range(40)]
    assert told == [(done, 40) for done in range(1, 41)]
    assert engine.machines == {this_machine()}
    assert engine.run(doubled, [], **how) == []


def test_a_fault_of_an_item_arrives_whole_and_at_once(
    way: tuple[LocalEngine, dict[str, Any]],
) -> None:
    engine, how = way
    with pytest.raises(BadInput) as caught:
        engine.run(refused_if_odd, [2, 4, 7, 8], **how)
    assert caught.value.code == Code.NO_DATA
    assert caught.value.fields()["where"] == "the test"
    assert caught.value.fields()["next_step"] == "halve it"
    with pytest.raises(KeyError, match="3"):
        engine.run(broken_if_odd, [2, 3], **how)


def test_a_fault_of_the_machine_is_tried_again(
    way: tuple[LocalEngine, dict[str, Any]], tmp_path: Path
) -> None:
    engine, how = way
    assert engine.run(third_time_lucky, [tmp_path / "a", tmp_path / "b"], **how) == ["xxx"] * 2
    with pytest.raises(OSError, match="the disk is away"):
        engine.run(never_lucky, [tmp_path / "c"], **how)
    assert (tmp_path / "c").read_text("utf-8") == "xxxx", "once, and three times again"


def test_a_killed_process_is_replaced(two: LocalEngine, tmp_path: Path) -> None:
    marks = [tmp_path / "dies", *(tmp_path / f"lives{n}" for n in range(4))]
    for mark in marks[1:]:
        mark.touch()
    found = two.run(killed_once, marks, in_python=True)
    assert len(found) == 5
    assert os.getpid() not in found


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stopped_run_begins_nothing_more(workers: int) -> None:
    begun: list[int] = []
    with pytest.raises(CancelledError):
        LocalEngine(workers).run(begun.append, range(1000), stop=lambda: len(begun) >= 3)
    assert len(begun) < 20


def test_threads_share_memory_with_the_caller() -> None:
    item = np.arange(5)
    found = LocalEngine(2).run(np.asarray, [item, item])
    assert found[0] is item


def test_a_machine_has_cores() -> None:
    assert 1 <= LocalEngine().width == cores()


def test_closing_twice_does_nothing() -> None:
    engine = LocalEngine(2)
    assert engine.run(doubled, [1, 2], in_python=True) == [2, 4]
    engine.close()
    engine.close()
