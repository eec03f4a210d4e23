"""How a statement channel has done so far: which share of what could be checked was so.

Of each channel's statements that other sensors were able to confirm, some were confirmed.
The shares of all channels are taken as drawn from one beta distribution whose mean and
concentration are not known (a beta-binomial model; Gelman et al., Bayesian Data Analysis,
chapter 5). Both are summed over a grid, so an interval holds what is not known of them too. A
channel with few statements is drawn to the mean of all; one with many stands for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaln, logsumexp

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["COVERAGE", "ChannelRecord", "channel_records"]

Floats = npt.NDArray[np.float64]

COVERAGE = 0.9
"""The probability that an interval of a record holds the channel's own share."""

_MEANS = (np.arange(40) + 0.5) / 40.0
_CONCENTRATIONS = np.geomspace(2.0, 300.0, 20)  # from two on no share is presumed extreme
_NEGLIGIBLE = 1e-4
_HALVINGS = 24
_OWN_DELAYS = 5


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """``confirmed`` of ``judged`` of ``statements``, and what that says of the channel.

    ``share`` is the mean, ``low`` and ``high`` the ends of the :data:`COVERAGE` interval of
    the channel's share of statements that others confirm. Where sensors miss some of what
    happens, it bounds the share of true statements from below. ``delay_s`` holds the 10, 50
    and 90 % points of confirmed statements' delays in seconds, of all channels together
    where this one has fewer than five (``own_delays``), ``None`` where nobody knows any.
    """

    channel: str
    statements: int
    judged: int
    confirmed: int
    share: float
    low: float
    high: float
    own_delays: int
    delay_s: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class _Prior:
    """Weighted beta distributions: what all channels together say of one unseen."""

    a: Floats
    b: Floats
    log_weight: Floats


def _prior(tallies: Counter[tuple[int, int]]) -> _Prior:
    """The grid with the weight of its points given all (confirmed, judged)."""
    mean, concentration = (axis.ravel() for axis in np.meshgrid(_MEANS, _CONCENTRATIONS))
    a, b = mean * concentration, (1.0 - mean) * concentration
    # The prior of the same chapter: scales of the spread are equally likely, not sizes.
    log = -0.5 * np.log(concentration)
    for (confirmed, judged), times in sorted(tallies.items()):
        log += times * (betaln(a + confirmed, b + judged - confirmed) - betaln(a, b))
    log -= logsumexp(log)
    kept = log > log.max() + np.log(_NEGLIGIBLE)
    return _Prior(a[kept], b[kept], log[kept])


def _point(a: Floats, b: Floats, weight: Floats, probability: float) -> float:
    """Where the mixture of beta distributions reaches this probability."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if float(weight @ betainc(a, b, middle)) < probability:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _share(prior: _Prior, confirmed: int, judged: int) -> tuple[float, float, float]:
    """Mean and ends of the interval of one channel's share."""
    a, b = prior.a + confirmed, prior.b + judged - confirmed
    log = prior.log_weight + betaln(a, b) - betaln(prior.a, prior.b)
    weight = np.exp(log - logsumexp(log))
    tail = 0.5 * (1.0 - COVERAGE)
    low, high = (_point(a, b, weight, one) for one in (tail, 1.0 - tail))
    return float(weight @ (a / (a + b))), low, high


def _points(delays: Floats) -> tuple[float, float, float] | None:
    """The 10, 50 and 90 % points of delays."""
    if not len(delays):
        return None
    low, middle, high = np.quantile(np.sort(delays), (0.1, 0.5, 0.9)).tolist()
    return low, middle, high


def channel_records(
    channels: Sequence[str], confirmed: npt.ArrayLike, delay_s: npt.ArrayLike
) -> tuple[ChannelRecord, ...]:
    """The record of each channel, sorted by channel; the order of statements is of no matter.

    One entry for each statement: ``confirmed`` is 1 where another sensor that could have
    seen it did, 0 where it did not, NaN where none could have; ``delay_s`` is the time from
    the happening to the statement, NaN if not known. Copies of one message are one
    statement: the caller gives one of each origin group, or the intervals are too narrow.

    Raises :class:`BadInput` (``HF-4502``) when the lengths differ or a value is no answer.
    """
    answers = np.asarray(confirmed, dtype=np.float64)
    delays = np.asarray(delay_s, dtype=np.float64)
    known = np.isfinite(answers)
    if (
        not len(channels) == len(answers) == len(delays)
        or not np.isin(answers[known], (0.0, 1.0)).all()
    ):
        raise BadInput(
            Code.CHANNEL_ANSWERS_UNFIT,
            f"{len(channels)} channels, {len(answers)} answers, {len(delays)} delays",
            where="channel_records",
        )
    rows: dict[str, list[int]] = defaultdict(list)
    for place, channel in enumerate(channels):
        rows[channel].append(place)
    timed = known & (answers == 1.0) & np.isfinite(delays)
    everyone = _points(delays[timed])
    own = {name: np.array(places) for name, places in sorted(rows.items())}
    tally = {
        name: (int(answers[at[known[at]]].sum()), int(known[at].sum()))
        for name, at in own.items()
    }
    prior = _prior(Counter(tally.values()))
    shares = {pair: _share(prior, *pair) for pair in set(tally.values())}
    found = []
    for name, at in own.items():
        mine = delays[at[timed[at]]]
        points = _points(mine) if len(mine) >= _OWN_DELAYS else everyone
        hits, judged = tally[name]
        record = ChannelRecord(
            name, len(at), judged, hits, *shares[hits, judged], len(mine), points
        )
        found.append(record)
    return tuple(found)
