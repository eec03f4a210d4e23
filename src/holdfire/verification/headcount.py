"""How many: the probability that a sum of uncertain counts is above a limit."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

__all__ = ["exceeds"]


def exceeds(counts: Iterable[tuple[float, int]], limit: int) -> float:
    """P(sum > limit) where each count is there with its probability, independently.

    ``counts`` are (probability, how many). Exact: the distribution of the sum is built up
    to the limit, what lies above is one cell.
    """
    chances = np.zeros(limit + 2)
    chances[0] = 1.0
    for probability, many in counts:
        step = min(many, limit + 1)
        if step <= 0 or probability <= 0.0:
            continue
        moved = np.zeros_like(chances)
        moved[step:] = chances[: limit + 2 - step]
        moved[limit + 1] += chances[limit + 2 - step :].sum()
        chances = chances * (1.0 - probability) + moved * probability
    return float(min(max(chances[limit + 1], 0.0), 1.0))
