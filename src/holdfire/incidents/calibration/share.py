"""The share of some that are confirmed, from likelihood ratios, with the influence of blocks.

Item i is confirmed with the chance c·h_i. Its likelihood is 1 + c·h_i·x_i, where x_i is the
summed agreement with candidates less the chance that a true one would have been found. The
most probable c solves Σ h x / (1 + c h x) = 0; the influence of a block of items is its
part of that sum over the information (an infinitesimal jackknife).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Share", "share_of"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_HALVINGS = 50


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its doubt.

    ``value``; ``pull`` (blocks,) the influence of each block on it; ``items`` how many were
    asked.
    """

    value: float
    pull: Floats
    items: int

    @property
    def sigma(self) -> float:
        """The standard error, from blocks."""
        return float(np.sqrt((self.pull**2).sum()))


def share_of(
    gain: Floats, scale: Floats, block: Ints, blocks: int, most: float
) -> Share | None:
    """The share for gains x (n,) and scales h (n,); ``None`` if nothing tells it.

    ``most``: the largest value allowed.
    """
    steep = gain * scale
    if len(steep) == 0 or not (steep > 0.0).any():
        return None
    lowest = float(steep.min())
    high = min(most, 0.999 / -lowest if lowest < 0.0 else most)
    low = 0.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if float((steep / (1.0 + middle * steep)).sum()) > 0.0:
            low = middle
        else:
            high = middle
    value = 0.5 * (low + high)
    score = steep / (1.0 + value * steep)
    information = float((score**2).sum())
    if information <= 0.0 or value <= 1e-9:
        return None
    pull = np.bincount(block, weights=score, minlength=blocks) / information
    return Share(value, pull, len(steep))
