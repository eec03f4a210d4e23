"""Is an existence of 0.8 true eight times in ten? One cell for one event.

The detections that each cell shares with each event are counted; the pairs are walked from
the largest count down (ties: the smaller cell, then the smaller event), and a pair is taken
when neither side is. A cell that was taken is true; a fragment of an event that another cell
stands for is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

__all__ = ["BINS", "Bin", "ExistenceScore", "existence_score", "one_to_one"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

BINS = 10
"""Equal-width bins of existence."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Cells whose existence is in one bin: how many, their mean, the share that is true."""

    count: int
    stated: float
    true: float


@dataclass(frozen=True, slots=True)
class ExistenceScore:
    """How well ``count`` cells are calibrated.

    ``ece``: mean of |stated − true| over bins, weighted by cells; ``brier``: mean squared
    error; ``auc``: the chance that a true cell is stated above a false one (NaN when either
    is missing); ``stated``: the sum of existence; ``true``: how many cells are true;
    ``bins``: the bins that have cells, rising.
    """

    count: int
    ece: float
    brier: float
    auc: float
    stated: float
    true: int
    bins: tuple[Bin, ...]


def one_to_one(cell: Ints, truth: Ints, cells: int) -> Ints:
    """The event that each of ``cells`` cells stands for, -1 for none.

    ``cell`` (n,) and ``truth`` (n,) of each detection, -1 a false alarm.
    """
    real = np.flatnonzero(truth >= 0)
    events = int(truth.max(initial=-1)) + 1
    key, count = np.unique(cell[real] * max(events, 1) + truth[real], return_counts=True)
    order = np.argsort(-count, kind="stable")
    stands = np.full(cells, -1, np.int64)
    free_cell, free_event = [True] * cells, [True] * events
    for code in key[order].tolist():
        at, event = divmod(code, events)
        if free_cell[at] and free_event[event]:
            free_cell[at] = free_event[event] = False
            stands[at] = event
    return stands


def existence_score(stated: Floats, true: Flags) -> ExistenceScore:
    """Compare the existence of each cell (c,) with whether it is true (c,)."""
    count = len(stated)
    at = np.clip((stated * BINS).astype(np.int64), 0, BINS - 1)
    sizes = np.bincount(at, minlength=BINS)
    said = np.bincount(at, stated, BINS)
    was = np.bincount(at, true.astype(np.float64), BINS)
    bins = tuple(
        Bin(int(size), float(s / size), float(t / size))
        for size, s, t in zip(sizes, said, was, strict=True)
        if size
    )
    right = int(true.sum())
    ece = float(np.abs(said - was).sum() / count) if count else 0.0
    brier = float(np.mean((stated - true) ** 2)) if count else 0.0
    return ExistenceScore(
        count, ece, brier, _auc(stated, true), float(stated.sum()), right, bins
    )


def _auc(stated: Floats, true: Flags) -> float:
    """The area under the curve, from ranks; equal statements count half."""
    right = int(true.sum())
    wrong = len(true) - right
    if not right or not wrong:
        return float("nan")
    ranks = float(np.sum(rankdata(stated)[true]))
    return (ranks - right * (right + 1) / 2.0) / (right * wrong)
