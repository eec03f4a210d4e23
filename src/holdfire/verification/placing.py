"""Where it happened, as a probability of lying inside: the weight of its nodes there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfire.agreement.area import AnywhereArea, AreaRef
from holdfire.verification.atlas import TRUE, UNKNOWN, TruthArray
from holdfire.verification.evidence import Evidence
from holdfire.verification.factor import Factor, FloatArray

__all__ = ["asked_nodes", "from_nodes", "is_anywhere", "shares_of"]

_DIGITS = 12
_SAID = "its place is not known well enough to tell on which side of a border it lies"


def is_anywhere(area: AreaRef) -> bool:
    """Does the area need no shape?"""
    return isinstance(area, AnywhereArea)


def asked_nodes(evidence: Evidence, high: FloatArray) -> NDArray[np.int64]:
    """The nodes of the incidents that may match as far as asked; the others need no place."""
    return np.flatnonzero(high[evidence.owner] > 0.0)


def shares_of(
    evidence: Evidence, which: NDArray[np.int64], truth: TruthArray, least: np.int8
) -> FloatArray:
    """For each incident the weight of its nodes whose truth is at least ``least``.

    ``truth`` stands beside ``which``. Incidents without a place have 0.
    """
    good = which[truth >= least]
    total = np.bincount(
        evidence.owner[good], weights=evidence.weight[good], minlength=evidence.size
    )
    return np.clip(np.round(total, _DIGITS), 0.0, 1.0)


def from_nodes(
    evidence: Evidence,
    which: NDArray[np.int64],
    truth: TruthArray,
    *,
    name: str = "place",
    unknown: str = _SAID,
) -> Factor:
    """The factor of a question that was asked of nodes; no place at all is unknown."""
    low = shares_of(evidence, which, truth, TRUE)
    high = shares_of(evidence, which, truth, UNKNOWN)
    high[np.diff(evidence.first) == 0] = 1.0
    return Factor(name, low, low, high, high, "geometry", unknown)
