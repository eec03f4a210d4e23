"""Every incident against one clause: the probability that it matches, with its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.base.quantity import Probability
from holdfire.incidents.record import Incident
from holdfire.verification.evidence import Evidence
from holdfire.verification.factor import Factor, FloatArray, Joined, joined
from holdfire.verification.verdict import Match

__all__ = [
    "SHOWN",
    "SUBSTANTIAL",
    "Tally",
    "at_least_one",
    "matches_of",
    "shown_at_least",
    "tally",
]

SHOWN = 0.05
"""Incidents below this probability of matching are not listed."""

SUBSTANTIAL = 0.5
"""From this lowest probability on the origins of an incident count for the clause."""


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """All incidents against one clause.

    ``low``, ``value``, ``open``, ``high`` are the probability that at least one of them
    matches, at each end of the doubt (see :class:`Factor`). ``low`` is the bound of
    :func:`shown_at_least`; the other ends take incidents as independent. ``origins`` are
    the independent origins of the substantial ones.
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


def shown_at_least(low: FloatArray, incidents: Sequence[Incident]) -> float:
    """The least probability of a match that holds whatever the mistakes of one source.

    Incidents that rest on a single source may all be wrong for one reason (a decoy, a
    habit, a faulty device). Only their largest counts, which is the bound for full
    dependence; so no source confirms anything by repeating itself. Incidents on two
    sources or more, and different sources, are multiplied as independent.
    """
    alone: dict[str, float] = defaultdict(float)
    free: list[float] = []
    for value, incident in zip(low.tolist(), incidents, strict=True):
        if len(incident.sources) == 1:
            source = incident.sources[0]
            alone[source] = max(alone[source], value)
        else:
            free.append(value)
    return at_least_one(np.array([*free, *(alone[name] for name in sorted(alone))]))


def tally(evidence: Evidence, factors: Sequence[Factor]) -> Tally:
    """Multiply the conditions of each incident, then join the incidents."""
    each = joined(factors, evidence.size)
    counted = np.flatnonzero(each.low >= SUBSTANTIAL)
    origins = _origins([evidence.incidents[int(index)] for index in counted])
    return Tally(
        tuple(factors),
        each,
        shown_at_least(each.low, evidence.incidents),
        at_least_one(each.value),
        at_least_one(each.open),
        at_least_one(each.high),
        origins,
    )


def _origins(incidents: Sequence[Incident]) -> frozenset[str]:
    """The independent origins of incidents; one source alone is one, however often it speaks.

    An incident on two sources or more has its origin groups. Those on one source have that
    source, unless it is among the sources of the others already.
    """
    together = [each for each in incidents if len(each.sources) > 1]
    heard = {source for each in together for source in each.sources}
    alone = {each.sources[0] for each in incidents if len(each.sources) == 1}
    groups = {group for each in together for group in each.origin_groups}
    return frozenset(groups | (alone - heard))


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
