"""Every incident against one clause: the probability that it matches, with its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.base.quantity import Probability
from holdfire.verification.evidence import Evidence
from holdfire.verification.factor import Factor, FloatArray, Joined, joined
from holdfire.verification.verdict import Match

__all__ = ["SHOWN", "SUBSTANTIAL", "Tally", "at_least_one", "matches_of", "tally"]

SHOWN = 0.05
"""Incidents below this probability of matching are not listed."""

SUBSTANTIAL = 0.5
"""From this lowest probability on the origins of an incident count for the clause."""


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """All incidents against one clause.

    ``low``, ``value``, ``open``, ``high`` are the probability that at least one of them
    matches, at each end of the doubt (see :class:`Factor`), taking incidents as
    independent. ``origins`` are the independent origin groups of the substantial ones.
    """

    factors: tuple[Factor, ...]
    each: Joined
    low: float
    value: float
    open: float
    high: float
    origins: frozenset[str]


def at_least_one(each: FloatArray) -> float:
    """1 - Π(1 - p): the probability that at least one of independent incidents matches."""
    return float(1.0 - np.prod(1.0 - each))


def tally(evidence: Evidence, factors: Sequence[Factor]) -> Tally:
    """Multiply the conditions of each incident, then join the incidents."""
    each = joined(factors, evidence.size)
    counted = np.flatnonzero(each.low >= SUBSTANTIAL)
    origins = {group for index in counted for group in evidence.incidents[index].origin_groups}
    return Tally(
        tuple(factors),
        each,
        at_least_one(each.low),
        at_least_one(each.value),
        at_least_one(each.open),
        at_least_one(each.high),
        frozenset(origins),
    )


def matches_of(evidence: Evidence, found: Tally) -> tuple[Match, ...]:
    """The incidents that match with some probability, in order of time.

    Those that match only if something unknown were so are not among them; they stand in
    the witness.
    """
    each = found.each
    shown = [int(index) for index in np.flatnonzero(each.value >= SHOWN)]
    shown.sort(key=lambda i: (int(evidence.start_us[i]), evidence.incidents[i].id))
    return tuple(
        Match(
            incident=evidence.incidents[i].id,
            probability=Probability(
                float(each.value[i]),
                float(min(each.low[i], each.value[i])),
                float(max(each.high[i], each.value[i])),
                evidence.incidents[i].existence.calibrated,
            ),
            origins=evidence.incidents[i].origins,
            parts=tuple((factor.name, float(factor.value[i])) for factor in found.factors),
        )
        for i in shown
    )
