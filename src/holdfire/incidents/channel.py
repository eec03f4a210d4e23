"""Statement channels: however much one channel says, it adds no more than three nats.

Media, lists compiled from media, maps and alarms repeat each other's errors in ways that
shared addresses and wording do not show. Each such source is a channel; the evidence that a
channel adds to what instruments and observers on the spot say is capped, so that no amount
of statements of one channel confirms anything. A single statement whose existence was
measured to be surer than the cap keeps it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from holdfire.base.phenomenon import Modality
from holdfire.incidents.witness import Witness

__all__ = ["CAP_NATS", "STATEMENTS", "capped", "is_statement"]

CAP_NATS = 3.0
"""Odds of twenty to one, a probability of 0.953 from even odds."""

STATEMENTS = frozenset({Modality.REPORT, Modality.CURATED, Modality.MAP, Modality.ALARM})

_LEAST = 1e-15


def is_statement(witness: Witness) -> bool:
    """Does the witness only pass on what others say?"""
    return all(one.modality in STATEMENTS for one in witness.members)


def _nats(probability: float) -> float:
    """The log odds of a probability, finite."""
    inside = min(max(probability, _LEAST), 1.0 - _LEAST)
    return math.log(inside) - math.log1p(-inside)


def capped(
    statements: Sequence[Witness], exists: Sequence[float], base: Sequence[float]
) -> tuple[float, float, float]:
    """Existence (low, value, high) with the statements' part of it capped.

    ``base`` is existence without the statements (zero when there is nothing else); it
    counts as no less than even odds, so a further instrument never lowers the ceiling.
    """
    ends = []
    for end, (value, alone) in enumerate(zip(exists, base, strict=True)):
        channels: dict[str, float] = {}
        for one in statements:
            own = max(CAP_NATS, _nats(one.exists[end]))
            channels[one.lead.source] = max(channels.get(one.lead.source, 0.0), own)
        most = max(0.0, _nats(alone)) + math.fsum(channels.values())
        ends.append(min(value, 1.0 / (1.0 + math.exp(-most))))
    low, value, high = ends
    return low, value, high
