from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.exercises.score.existence import existence_score, one_to_one
from holdfire.exercises.score.figure import brier, calibration_error
from holdfire.exercises.score.matching import Cell, match

ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 4)), min_size=1, max_size=20)


@given(ROWS)
def test_cells_stand_for_events_as_in_the_score_of_exercises(
    rows: list[tuple[int, int]],
) -> None:
    cell, truth = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    stands = one_to_one(cell, truth, 6)
    # one tie differs: there by event before incident, here by cell before event; the sizes of
    # what is matched in each step are the same, so is the number of detections accounted for
    parts = [
        Cell(str(c), tuple(None if t < 0 else str(t) for k, t in rows if k == c))
        for c in range(6)
    ]
    other = match(parts)
    for at, event in enumerate(stands):
        assert event < 0 or rows.count((at, event)) > 0
    taken = [int(event) for event in stands if event >= 0]
    assert len(set(taken)) == len(taken)
    largest = max((rows.count(row) for row in rows if row[1] >= 0), default=0)
    mine = [rows.count((at, int(e))) for at, e in enumerate(stands) if e >= 0]
    theirs = [rows.count((int(c), int(e))) for c, e in other.items()]
    assert max(mine, default=0) == max(theirs, default=0) == largest
    for at in range(6):  # nothing is left that could still be matched
        for event in range(5):
            if rows.count((at, event)):
                assert stands[at] >= 0 or event in taken


def test_a_fragment_is_no_event_and_ties_go_to_the_smaller_cell() -> None:
    cell = np.array([0, 0, 1, 2, 3, 3])
    truth = np.array([7, 7, 7, 2, 2, -1])
    assert one_to_one(cell, truth, 5).tolist() == [7, -1, 2, -1, -1]


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.booleans()), min_size=1, max_size=40))
def test_figures_are_those_of_the_exercises_score(rows: list[tuple[float, bool]]) -> None:
    stated, true = [r for r, _ in rows], [t for _, t in rows]
    found = existence_score(np.array(stated), np.array(true))
    ece = calibration_error(stated, true)
    assert ece is not None
    assert found.ece == pytest.approx(ece, abs=1e-12)
    squared = brier(stated, true)
    assert squared is not None
    assert found.brier == pytest.approx(squared, abs=1e-12)
    pairs = [(a, b) for a, t in rows if t for b, f in rows if not f]
    if pairs:
        above = sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs)
        assert found.auc == pytest.approx(above, abs=1e-12)
    else:
        assert np.isnan(found.auc)


def test_the_table_holds_the_bins_that_have_cells() -> None:
    found = existence_score(np.array([0.05, 0.07, 1.0]), np.array([False, True, True]))
    assert [(b.count, b.true) for b in found.bins] == [(2, 0.5), (1, 1.0)]
    assert found.stated == pytest.approx(1.12)
    assert found.true == 2
    assert existence_score(np.zeros(0), np.zeros(0, np.bool_)).ece == 0.0
