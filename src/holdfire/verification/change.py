"""How a rate changed at an instant: before, after, their ratio and its exact interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scipy.stats import beta

from holdfire.base.instant import TimeSpan

__all__ = ["RateChange", "rate_change", "ratio_interval"]

_DAY_S = 86_400.0
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class RateChange:
    """Counts before and after an instant, and the days of each side that were looked at.

    ``ratio`` is the rate after divided by the rate before, ``low``..``high`` its 95 %
    interval; ``None`` where it does not exist. ``straddling`` events lie on neither side.
    """

    at: datetime
    before: int
    before_days: float
    after: int
    after_days: float
    straddling: int
    ratio: float | None
    low: float | None
    high: float | None


def ratio_interval(
    before: int, before_days: float, after: int, after_days: float
) -> tuple[float, float] | None:
    """The exact 95 % interval of a ratio of two Poisson rates.

    Given the sum of both counts, the later one is binomial (Przyborowski and Wilenski
    1940), whose exact interval is that of Clopper and Pearson (1934). ``None`` without
    any event or without days on a side. The high end is infinite when nothing came before.
    """
    total = before + after
    if total == 0 or before_days <= 0.0 or after_days <= 0.0:
        return None
    low = 0.0 if after == 0 else float(beta.ppf(_TAIL, after, before + 1))
    high = 1.0 if before == 0 else float(beta.ppf(1.0 - _TAIL, after + 1, before))
    scale = before_days / after_days
    return scale * low / (1.0 - low), (
        float("inf") if high >= 1.0 else scale * high / (1.0 - high)
    )


def rate_change(
    times: Iterable[TimeSpan],
    at: datetime,
    period: TimeSpan,
    *,
    exposure_days: tuple[float, float] | None = None,
) -> RateChange:
    """The daily rate of events before and from an instant on, inside the period.

    An event belongs to the side that its whole interval lies in; ``at`` itself is after.
    ``exposure_days`` are the days looked at on each side; without it all of the period is
    counted, which compares records, not happenings, when the looking changed as well.
    """
    before = after = straddling = 0
    for time in times:
        if not time.overlaps(period):
            continue
        if time.end < at:
            before += 1
        elif time.start >= at:
            after += 1
        else:
            straddling += 1
    before_days, after_days = exposure_days or (
        max((min(at, period.end) - period.start).total_seconds(), 0.0) / _DAY_S,
        max((period.end - max(at, period.start)).total_seconds(), 0.0) / _DAY_S,
    )
    interval = ratio_interval(before, before_days, after, after_days)
    ratio = None
    if before and interval is not None:
        ratio = (after / after_days) / (before / before_days)
    low, high = (None, None) if ratio is None or interval is None else interval
    return RateChange(at, before, before_days, after, after_days, straddling, ratio, low, high)
