"""How probably something is seen, and how much of the time somebody watches: closed forms.

Assumptions, said wherever the numbers are printed: looks are independent, sensors fail
independently, a continuous sensor counts as one look because its misses repeat.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

__all__ = ["at_least", "seen_once", "together", "watched_share"]


def seen_once(look: float, lasting_h: float, revisit_h: float | None) -> float:
    """The probability that at least one look detects what lasts ``lasting_h`` hours.

    ``look`` is the probability that one look takes place and detects it. With a revisit of
    ``r`` hours and a random phase there are ``n = floor(T / r)`` looks, and one more with
    probability ``f = T / r - n``: ``1 - (1 - q)^n (1 - f q)``. Without a revisit (a sensor
    that watches continuously) there is one look: ``q``.
    """
    if revisit_h is None:
        return look
    whole, part = divmod(lasting_h / revisit_h, 1.0)
    return 1.0 - (1.0 - look) ** int(whole) * (1.0 - part * look)


def at_least(chances: Iterable[float], fewest: int) -> float:
    """The probability that at least ``fewest`` of independent sensors see it.

    The tail of the Poisson binomial distribution, by adding one sensor after the other.
    """
    counts = [1.0]
    for chance in chances:
        longer = [0.0] * (len(counts) + 1)
        for number, share in enumerate(counts):
            longer[number] += share * (1.0 - chance)
            longer[number + 1] += share * chance
        counts = longer
    return min(1.0, math.fsum(counts[fewest:]))


def watched_share(availability: float, revisit_h: float | None, holds_h: float) -> float:
    """The share of time for which an absence is known.

    A continuous sensor knows it while it works. Otherwise each look that takes place counts
    for ``holds_h`` hours: ``a * min(1, h / r)``.
    """
    if revisit_h is None:
        return availability
    return availability * min(1.0, holds_h / revisit_h)


def together(shares: Sequence[float]) -> float:
    """The share of time in which at least one of independent sensors watches."""
    return 1.0 - math.prod(1.0 - share for share in shares)
