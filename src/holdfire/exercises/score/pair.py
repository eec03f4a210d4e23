"""Scores over pairs of detections: were those that belong together put together?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["PairScore", "pair_score"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairScore:
    """Counts of pairs.

    ``right``: of one event and in one cell; ``together``: in one cell, false alarms included;
    ``belonging``: of one event.
    """

    right: int
    together: int
    belonging: int

    @property
    def precision(self) -> float:
        """The share of the pairs put together that is right; 1 when none was."""
        return self.right / self.together if self.together else 1.0

    @property
    def recall(self) -> float:
        """The share of the pairs that belong together that was put together; 1 of none."""
        return self.right / self.belonging if self.belonging else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 when there is no pair at all."""
        both = self.together + self.belonging
        return 2.0 * self.right / both if both else 1.0


def pair_score(cell: Ints, truth: Ints) -> PairScore:
    """Compare the cell (n,) with the true event (n,) of each detection, -1 a false alarm.

    A false alarm belongs with nothing, so a pair that has one is wrong. Numbers of cells
    and events are 0 or more.
    """
    real = truth >= 0
    events = int(truth.max(initial=-1)) + 1
    _, shared = np.unique(cell[real] * max(events, 1) + truth[real], return_counts=True)
    return PairScore(
        _pairs(shared), _pairs(np.bincount(cell)), _pairs(np.bincount(truth[real]))
    )


def _pairs(sizes: Ints) -> int:
    """How many pairs sets of these sizes hold."""
    return int((sizes * (sizes - 1) // 2).sum())
