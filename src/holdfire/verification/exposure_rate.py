"""From counts to rates: what an exposure allows to be said of what was recorded, or was not."""

from __future__ import annotations

import math
from dataclasses import dataclass

from holdfire.verification.exposure_record import Watched
from holdfire.verification.rate import poisson_interval

__all__ = ["ExposedRate", "expected_seen", "exposed_rate", "unseen_at_most"]

PER = 1000.0
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class ExposedRate:
    """Happenings per 1,000 kilometre-hours (or km²-hours), with a 95 % interval.

    The interval holds the Poisson doubt of the count and the doubt of how well the watched
    part was seen. ``high`` is ``None`` where the low end of what was seen is zero: then no
    rate is too high. ``at_most`` is the one-sided 95 % bound, given where nothing was counted.
    """

    value: float
    low: float
    high: float | None
    at_most: float | None


def exposed_rate(count: float, watched: Watched) -> ExposedRate | None:
    """The rate of happenings behind a count of those seen; ``None`` without known exposure.

    ``count`` are those recorded where and when a sensor of known probability looked. They are
    taken as seen with that probability, so the rate is of happenings, not of records.
    """
    least, middle, most = watched.seen
    if watched.measured <= 0.0 or most <= 0.0:
        return None
    low, high = poisson_interval(count, _LEVEL)
    return ExposedRate(
        value=PER * count / middle,
        low=PER * low / most,
        high=PER * high / least if least > 0.0 else None,
        at_most=unseen_at_most(least) if count <= 0.0 and least > 0.0 else None,
    )


def unseen_at_most(seen: float, level: float = _LEVEL) -> float:
    """The highest rate per 1,000 that would leave nothing seen with probability 1 − level.

    Exact for a Poisson process: exp(−rate × seen) = 1 − level, so about 3 / seen at 95 %, the
    rule of three. ``seen`` is probability-weighted exposure, above zero.
    """
    return -math.log1p(-level) / seen * PER


def expected_seen(rate: float, watched: Watched) -> tuple[float, float, float]:
    """How many happenings would be seen if ``rate`` per 1,000 were true; low, middle, high.

    The integral of rate × (1 − Π(1 − p)) over the watched part. What was not watched, or
    watched with unknown probability, adds nothing.
    """
    low, middle, high = watched.seen
    return rate * low / PER, rate * middle / PER, rate * high / PER
