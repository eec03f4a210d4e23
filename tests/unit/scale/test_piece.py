from __future__ import annotations

import pickle
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from tests.fakes.front_table import front_table

from holdfire.incidents.witness_table import WitnessTable
from holdfire.scale.piece import Choice, Piece, Whole, light

TABLE = front_table(500)


def chosen(rows: list[int], _: WitnessTable) -> Choice:
    return Choice(np.array(rows, np.int64))


def out_of_band(piece: object) -> object:
    """Through pickle as a cluster sends it: arrays beside, in memory that cannot be written."""
    beside: list[pickle.PickleBuffer] = []
    data = pickle.dumps(piece, protocol=5, buffer_callback=beside.append)
    return pickle.loads(data, buffers=[bytes(one.raw()) for one in beside])  # noqa: S301 - our own bytes


def same(one: WitnessTable, other: WitnessTable) -> bool:
    return all(
        np.array_equal(getattr(one, each.name), getattr(other, each.name))
        for each in fields(one)
        if each.name not in {"shapes", "crowded"}
    )


@pytest.mark.parametrize("rows", [[0, 5, 9], [], [499]])
@pytest.mark.parametrize("filed", [False, True])
def test_a_piece_that_travelled_is_the_piece(
    rows: list[int], tmp_path: Path, *, filed: bool
) -> None:
    whole = Whole.shared(TABLE, tmp_path if filed else None)
    piece = Piece(whole, partial(chosen, rows))
    here, there = piece.portion(), out_of_band(piece).portion()  # type: ignore[attr-defined]
    np.testing.assert_array_equal(here.choice.rows, there.choice.rows)
    assert same(light(here.table), light(there.table))
    assert all(
        getattr(there.table, one.name).flags.writeable
        for one in fields(TABLE)
        if one.name not in {"shapes", "crowded"}
    )


def test_a_filed_piece_carries_no_rows(tmp_path: Path) -> None:
    rows = list(range(400))
    filed = Piece(Whole.shared(TABLE, tmp_path), partial(chosen, rows))
    whole = Piece(Whole.shared(TABLE, None), partial(chosen, rows))
    assert len(pickle.dumps(filed)) < len(pickle.dumps(whole)) / 5


def test_files_are_named_by_their_content(tmp_path: Path) -> None:
    first = Whole.shared(TABLE, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = Whole.shared(replace(TABLE), tmp_path)
    assert first.index == again.index
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    other = Whole.shared(TABLE.take(np.arange(10)), tmp_path)
    assert other.index != first.index


def test_what_nobody_points_to_does_not_travel() -> None:
    count = len(TABLE)
    second = np.full(count, -1, np.int32)
    second[[3, 8, 20]] = [4, 2, 4]
    watch = np.where(np.arange(count) % 2 == 0, 3, -1).astype(np.int32)
    table = replace(
        TABLE,
        second=second,
        further=np.arange(42.0).reshape(6, 7),
        watch=watch,
        misses=np.arange(5.0)[:, None, None, None] * np.ones((5, 7, 1, 3)),
    )
    less = light(table)
    assert less.further.shape == (2, 7)
    assert less.misses.shape == (1, 7, 1, 3)
    for row in range(count):
        if second[row] >= 0:
            np.testing.assert_array_equal(
                table.further[second[row]], less.further[less.second[row]]
            )
        assert (less.watch[row] < 0) == (watch[row] < 0)
    assert less.misses[0, 0, 0, 0] == 3.0
