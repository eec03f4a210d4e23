"""Candidate links: pairs of witnesses whose log-likelihood ratio reaches the threshold.

The reach of each witness follows from the model: the squared Mahalanobis distance at which
a pair can still reach the threshold is bounded by what either of the two could reach at
best, so the gate widens and narrows with the density of happenings by itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import log_ndtr, logsumexp

from holdfire.base.geodesy import local_offsets_m
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.incidents.cause import CLASSES
from holdfire.incidents.claim import Claim
from holdfire.incidents.cluster import MIDDLE
from holdfire.incidents.distance import space_of
from holdfire.incidents.neighbour import Reach, flooded, near_pairs
from holdfire.incidents.witness import Witness

__all__ = ["Links", "best_ratios", "links_of"]

_CAP = 25.0
"""Squared Mahalanobis distance beyond which no pair is looked at (tail 2·10⁻⁵)."""

_LOG_2PI = math.log(2.0 * math.pi)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs ``left < right`` (places in the list of witnesses) with their ratio in nats.

    ``crowded`` marks witnesses that stand too dense to be told apart; they have no links.
    """

    left: Ints
    right: Ints
    llr: Floats
    crowded: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The witnesses as arrays; space in km, time in seconds."""

    spot: Floats
    low: Floats
    high: Floats
    variance: Floats
    log_exists: Floats
    log_alone: Floats
    log_share: Floats
    log_density: Floats
    log_miss: Floats
    saw: Ints
    synthetic: npt.NDArray[np.bool_]


def _columns(witnesses: Sequence[Witness], claims: Sequence[Claim]) -> _Columns:
    """The arrays of the witnesses that have a place."""
    spot = np.array([one.spot for one in witnesses], dtype=np.float64).reshape(-1, 5)
    spot[:, 2:] /= 1e6
    place: dict[Phenomenon, int] = {kind: at for at, kind in enumerate(CLASSES)}
    shares = np.full((len(claims), len(CLASSES)), -np.inf)
    densities = np.zeros_like(shares)
    modes = {mode: at for at, mode in enumerate(Modality)}
    misses = np.zeros((len(claims), len(CLASSES), len(modes)))
    saw = np.zeros((len(claims), len(modes)), dtype=np.int64)
    for row, one in enumerate(claims):
        for kind, value in one.log_share.items():
            shares[row, place[kind]] = value
            densities[row, place[kind]] = one.log_density[kind]
        for (kind, mode), ends in one.misses.items():
            misses[row, place[kind], modes[mode]] = ends[MIDDLE]
        saw[row, [modes[mode] for mode in one.saw]] = 1
    used = np.flatnonzero((shares > -np.inf).any(axis=0))
    exists = np.array([one.exists[MIDDLE] for one in witnesses])
    alone = logsumexp(shares[:, used] + misses[:, used].sum(axis=2), axis=1)
    alone = np.where(misses.any(axis=(1, 2)), alone, 0.0)
    return _Columns(
        spot,
        np.array([one.time.low for one in witnesses]),
        np.array([one.time.high for one in witnesses]),
        np.array([one.time.variance for one in witnesses]),
        np.log(np.maximum(exists, 1e-300)),
        np.log1p(exists * np.expm1(np.minimum(alone, 0.0))),
        shares[:, used],
        densities[:, used],
        misses[:, used],
        saw,
        np.array([one.lead.synthetic for one in witnesses], dtype=bool),
    )


def _best(witnesses: Sequence[Witness], of: _Columns) -> Floats:
    """The largest ratio that each witness can reach with any partner."""
    peak = np.array([one.time.log_peak for one in witnesses])
    det = of.spot[:, 2] * of.spot[:, 4] - of.spot[:, 3] ** 2
    least = np.where(of.log_share > -np.inf, of.log_density, np.inf).min(axis=0)
    # λ of the pair is the geometric mean of both; the rarest partner bounds it from below.
    causes = of.log_share - 0.5 * (of.log_density + least)
    best: Floats = (
        logsumexp(causes, axis=1) + of.log_exists + peak - _LOG_2PI - 0.5 * np.log(det)
    )
    # A partner that others should have seen is unlikely alone, which favours the pair.
    best -= of.log_alone + of.log_alone.min()
    return best


def _log_between(low: Floats, high: Floats) -> Floats:
    """log(Φ(high) − Φ(low)) for low < high, exact in the tails."""
    flip = low > 0.0
    a, b = np.where(flip, -high, low), np.where(flip, -low, high)
    top, bottom = log_ndtr(b), log_ndtr(a)
    with np.errstate(divide="ignore"):
        out: Floats = top + np.log1p(-np.exp(bottom - top))
    return out


def _log_time(of: _Columns, i: Ints, j: Ints) -> Floats:
    """Log ∫ g_i g_j dt of pairs: normal–normal, window–window or mixed."""
    vi, vj = of.variance[i], of.variance[j]
    out = np.full(len(i), -np.inf)
    both = (vi > 0) & (vj > 0)
    v = vi[both] + vj[both]
    gap = of.low[i][both] - of.low[j][both]
    out[both] = -0.5 * (gap**2 / v + np.log(v) + _LOG_2PI)
    none = (vi == 0) & (vj == 0)
    meet = np.minimum(of.high[i], of.high[j]) - np.maximum(of.low[i], of.low[j])
    lengths = (of.high[i] - of.low[i]) * (of.high[j] - of.low[j])
    overlap = none & (meet > 0)
    out[overlap] = np.log(meet[overlap]) - np.log(lengths[overlap])
    for w, n in ((i, j), (j, i)):
        mixed = (of.variance[w] == 0) & (of.variance[n] > 0)
        low, high = of.low[w][mixed], of.high[w][mixed]
        mean, sigma = of.low[n][mixed], np.sqrt(of.variance[n][mixed])
        out[mixed] = _log_between((low - mean) / sigma, (high - mean) / sigma) - np.log(
            high - low
        )
    return out


def _timeless(of: _Columns, i: Ints, j: Ints) -> tuple[Floats, Floats]:
    """The ratio of pairs but for time, and their squared Mahalanobis distance in space."""
    a, b = of.spot[i], of.spot[j]
    east, north = local_offsets_m(a[:, 0], a[:, 1], b[:, 0], b[:, 1])
    ee, en, nn = (a[:, k] + b[:, k] for k in (2, 3, 4))
    det = ee * nn - en**2
    squared = (nn * east**2 - 2.0 * en * east * north + ee * north**2) / det / 1e6
    density = 0.5 * (of.log_density[i] + of.log_density[j])
    missed = np.zeros(1)
    if of.log_miss.any():
        unseen = ((of.saw[i] + of.saw[j]) == 0)[:, None, :]
        missed = (0.5 * (of.log_miss[i] + of.log_miss[j]) * unseen).sum(axis=2)
    causes = logsumexp(of.log_share[i] + of.log_share[j] - density + missed, axis=1)
    space = -0.5 * (squared + np.log(det)) - _LOG_2PI
    llr = of.log_exists[i] + of.log_exists[j] + causes + space
    llr -= of.log_alone[i] + of.log_alone[j]
    return np.where(of.synthetic[i] == of.synthetic[j], llr, -np.inf), squared


def best_ratios(
    witnesses: Sequence[Witness], claims: Sequence[Claim], i: Ints, j: Ints
) -> Floats:
    """The ratio that pairs of witnesses with a place could reach if their times agreed."""
    of = _columns(witnesses, claims)
    peak = np.array([one.time.log_peak for one in witnesses])
    best: Floats = _timeless(of, i, j)[0] + np.minimum(peak[i], peak[j])
    return best


def _reaches(own: Sequence[Witness], of: _Columns, slack: Floats) -> Reach:
    """How far each witness can reach in space and time at the threshold."""
    gate = np.sqrt(np.minimum(2.0 * slack, _CAP))
    middle = 0.5 * (of.spot[:, 2] + of.spot[:, 4])
    wide = np.hypot(0.5 * (of.spot[:, 2] - of.spot[:, 4]), of.spot[:, 3])
    return Reach(
        space_of([one.spot for one in own]),
        gate * np.sqrt(middle + wide) * 1e3 * (1.0 + 1e-6) + 1.0,
        0.5 * (of.low + of.high),
        0.5 * (of.high - of.low) + gate * np.sqrt(of.variance) + 1e-3,
        np.zeros(len(own), dtype=np.int64),
    )


def links_of(witnesses: Sequence[Witness], claims: Sequence[Claim], tau: float) -> Links:
    """All pairs with a ratio of at least ``tau`` that may be one happening.

    Pairs beyond the cap of 25 in space are left out; so are pairs that share an origin or
    a scan. ``witnesses`` are in order of id.
    """
    placed = np.array([at for at, one in enumerate(witnesses) if one.spot is not None], int)
    crowded = np.zeros(len(witnesses), dtype=bool)
    empty = np.zeros(0, dtype=np.int64)
    if len(placed) < 2:
        return Links(empty, empty, np.zeros(0), crowded)
    own = [witnesses[at] for at in placed]
    of = _columns(own, [claims[at] for at in placed])
    slack = _best(own, of) - tau
    live = np.flatnonzero(slack > 0.0)
    points = _reaches(own, of, np.maximum(slack, 0.0)).at(live)
    crowd = flooded(points)
    crowded[placed[live[crowd]]] = True
    calm = live[~crowd]
    parts: list[tuple[Ints, Ints, Floats]] = []
    for a, b in near_pairs(points.at(np.flatnonzero(~crowd))):
        i, j = calm[a], calm[b]
        llr, squared = _timeless(of, i, j)
        llr = llr + _log_time(of, i, j)
        kept = np.flatnonzero((llr >= tau) & (squared <= _CAP))
        free = [k for k in kept.tolist() if own[i[k]].keys.isdisjoint(own[j[k]].keys)]
        parts.append((placed[i[free]], placed[j[free]], llr[free]))
    left = np.concatenate([empty, *(part[0] for part in parts)])
    right = np.concatenate([empty, *(part[1] for part in parts)])
    llr = np.concatenate([np.zeros(0), *(part[2] for part in parts)])
    order = np.lexsort((right, left))
    return Links(left[order], right[order], llr[order], crowded)
