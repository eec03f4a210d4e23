"""One condition of a match, for every incident at once: how far it is shown to hold.

Each number is between 0 and 1. Where a condition is a probability (is it inside the zone?
did it happen?) ``value`` is that probability. Where nothing is known (which object was hit?)
``value`` counts only what is shown, and ``open`` what would be if the unknown were so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Factor", "FloatArray", "Joined", "from_truth", "joined", "sure"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """A condition: ``low <= value <= open <= high`` for each incident.

    ``lacks`` is the kind of witness when this condition is what is missing, ``unknown`` says
    in a few words what is not known well enough.
    """

    name: str
    low: FloatArray
    value: FloatArray
    open: FloatArray
    high: FloatArray
    lacks: str
    unknown: str


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """The product of all conditions for each incident."""

    low: FloatArray
    value: FloatArray
    open: FloatArray
    high: FloatArray


def sure(name: str, value: FloatArray, lacks: str, unknown: str) -> Factor:
    """A condition known as a probability, without further doubt."""
    return Factor(name, value, value, value, value, lacks, unknown)


def from_truth(name: str, truth: NDArray[np.int8], lacks: str, unknown: str) -> Factor:
    """A condition that is true, unknown or false for each incident (2, 1, 0)."""
    low = (truth == 2).astype(np.float64)
    high = (truth >= 1).astype(np.float64)
    return Factor(name, low, low, high, high, lacks, unknown)


def joined(factors: Sequence[Factor], size: int) -> Joined:
    """All conditions together: independent, so their probabilities are multiplied."""
    low, value, open_, high = (np.ones(size) for _ in range(4))
    for factor in factors:
        low *= factor.low
        value *= factor.value
        open_ *= factor.open
        high *= factor.high
    return Joined(low, value, open_, high)
