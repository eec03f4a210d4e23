"""Corroboration by chance: how often two sources agree when their dates are shuffled.

The times of each origin group are moved by a random whole number of days round the period
(time of day and place kept), and the agreeing pairs are counted again. What is left of the
observed count above that range is more than coincidence. Copies move together. What is dated
to more than three days, or begins outside the period, stays where it is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfire.base.identity import group_id
from holdfire.base.phenomenon import FORCE, Phenomenon
from holdfire.incidents.cause import related
from holdfire.incidents.distance import SAME_PLACE, apart, space_of
from holdfire.incidents.evidence import distinct, evidence_of
from holdfire.incidents.joining import roots_of
from holdfire.incidents.linking import best_ratios
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.neighbour import Reach, near_pairs
from holdfire.incidents.table_making import table_of
from holdfire.incidents.witness import Witness, witnesses_of

__all__ = ["ChanceOrigins", "ChanceRate", "chance_corroboration", "chance_origins"]

_DAY_S = 86_400.0
_DATED_S = 3.0 * _DAY_S
_SIGMAS = 2.0

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ChanceRate:
    """Agreement of two sources, observed and by chance.

    ``of`` witnesses of ``left`` (the source with fewer) were looked at; ``observed`` of
    them have at least one witness of ``right`` of a fitting kind at the same place and
    time; ``mean`` and ``low``..``high`` (95 %) is the same count over ``shifts`` random
    shifts of the dates.
    """

    left: str
    right: str
    of: int
    observed: int
    mean: float
    low: float
    high: float
    shifts: int


@dataclass(frozen=True, slots=True)
class ChanceOrigins:
    """Agreement of any sources, observed and by chance.

    ``observed`` groups hold witnesses of two or more sources of which each meets another
    one; ``mean`` and ``low``..``high`` (95 %) is the same count over ``shifts`` random
    shifts of the dates.
    """

    observed: int
    mean: float
    low: float
    high: float
    shifts: int


def _channels(witnesses: Sequence[Witness]) -> list[str]:
    """The source of each witness, with its modality where a source has several."""
    modalities: dict[str, set[str]] = defaultdict(set)
    for one in witnesses:
        modalities[one.lead.source].add(one.lead.modality)
    return [
        one.lead.source
        if len(modalities[one.lead.source]) == 1
        else f"{one.lead.source}:{one.lead.modality}"
        for one in witnesses
    ]


def _pairs_in_space(
    own: Sequence[Witness], channel: Ints, model: AssociationModel
) -> tuple[Ints, Ints]:
    """Pairs of different channels that would be linked if their times agreed.

    An alarm is laid beside any use of force at its place.
    """
    kinds = tuple(Phenomenon)
    place = {kind: at for at, kind in enumerate(kinds)}
    fits = related(model.shares)
    table = np.array([[fits[a, b] for b in kinds] for a in kinds])
    beside = np.array(
        [[{a, b} & FORCE and Phenomenon.ALARM in {a, b} for b in kinds] for a in kinds]
    )
    kind = np.array([place[one.lead.phenomenon] for one in own])
    spots = [one.spot for one in own if one.spot is not None]
    known = table_of(own, model, [{}] * len(own))
    points = Reach(
        space_of(spots),
        math.sqrt(SAME_PLACE) * np.sqrt([max(s[2], s[4]) + abs(s[3]) for s in spots]),
        np.zeros(len(spots)),
        np.ones(len(spots)),
        np.array([one.lead.synthetic for one in own]).astype(np.int64),
    )
    lefts, rights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    moments = np.array(spots)
    for a, b in near_pairs(points):
        differ = channel[a] != channel[b]
        fit = table[kind[a], kind[b]] | beside[kind[a], kind[b]].astype(bool)
        i, j = a[differ & fit], b[differ & fit]
        near = apart(moments[i], moments[j]) <= SAME_PLACE
        i, j = i[near], j[near]
        live = best_ratios(known, i, j) >= model.tau
        live |= beside[kind[i], kind[j]].astype(bool)
        lefts.append(i[live])
        rights.append(j[live])
    return np.concatenate(lefts), np.concatenate(rights)


def _period(starts: Floats, lengths: Floats) -> tuple[float, int, npt.NDArray[np.bool_]]:
    """First day's start, number of days, and which witnesses can be moved within them.

    The period runs over the starts of what is dated to within three days; with a hundred
    or more of them the outermost hundredth at either end does not stretch it.
    """
    dated = lengths <= _DATED_S
    known = np.sort(starts[dated]) if dated.any() else np.sort(starts)
    cut = len(known) // 100
    first = math.floor(float(known[cut]) / _DAY_S) * _DAY_S
    days = max(1, math.ceil((float(known[-1 - cut]) - first + 1.0) / _DAY_S))
    moved = dated & (starts >= first) & (starts < first + days * _DAY_S)
    return first, days, moved


def _seed(table: pa.Table) -> int:
    """A seed that depends on the detections alone."""
    return int(
        group_id("chance", (str(one) for one in table.column("id").to_pylist()))[:16], 16
    )


@dataclass(frozen=True, slots=True)
class _Shuffle:
    """The spans of all witnesses and the shifts to try.

    ``starts`` in seconds from the first day's start, ``lengths`` and ``period_s`` in
    seconds. ``moved`` says which witnesses move and ``group`` with whom; ``moves`` (shifts,
    groups) says by how many days.
    """

    starts: Floats
    lengths: Floats
    moved: npt.NDArray[np.bool_]
    moves: Ints
    group: Ints
    period_s: float


def _starts(shuffle: _Shuffle) -> Iterator[Floats]:
    """When each witness begins: as observed, then after each shift."""
    still = np.zeros((1, shuffle.moves.shape[1]), dtype=np.int64)
    for move in np.concatenate([still, shuffle.moves]):
        later = (shuffle.starts + move[shuffle.group] * _DAY_S) % shuffle.period_s
        yield np.where(shuffle.moved, later, shuffle.starts)


def _meet(start: Floats, lengths: Floats, ends: Ints, others: Ints) -> npt.NDArray[np.bool_]:
    """Which pairs are there at the same time."""
    stop = start + lengths
    found: npt.NDArray[np.bool_] = np.maximum(start[ends], start[others]) < np.minimum(
        stop[ends], stop[others]
    )
    return found


def _counts(ends: Ints, others: Ints, shuffle: _Shuffle) -> list[int]:
    """How many of ``ends`` have a partner that meets them: as observed, then each shift."""
    found = []
    for start in _starts(shuffle):
        meet = _meet(start, shuffle.lengths, ends, others)
        supported = np.zeros(len(start), dtype=bool)
        supported[ends[meet]] = True
        found.append(int(supported.sum()))
    return found


def _groups(ends: Ints, others: Ints, shuffle: _Shuffle) -> list[int]:
    """How many groups of two or more meet: as observed, then after each shift."""
    found = []
    for start in _starts(shuffle):
        meet = _meet(start, shuffle.lengths, ends, others)
        label = roots_of(len(start), ends[meet], others[meet])
        found.append(int((np.bincount(label) > 1).sum()))
    return found


def _range(counts: Sequence[int]) -> tuple[float, float, float]:
    """Mean and 95 % range of the counts after shifts."""
    if not counts:
        return 0.0, 0.0, 0.0
    low, high = np.percentile(counts, [2.5, 97.5])
    return math.fsum(counts) / len(counts), float(low), float(high)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Witnesses with a place, their sources by number, pairs that could agree, the shifts."""

    own: tuple[Witness, ...]
    known: tuple[str, ...]
    channel: Ints
    left: Ints
    right: Ints
    shuffle: _Shuffle


def _laid(
    detections: pa.Table, model: AssociationModel, shifts: int, seed: int | None
) -> _Laid | None:
    """Everything laid out for counting; ``None`` where nothing has a place."""
    table = distinct(detections)
    witnesses = witnesses_of(list(evidence_of(table, model.kernel)), model.shares)
    own = [one for one in witnesses if one.spot is not None]
    if not own:
        return None
    names = _channels(own)
    known = sorted(set(names))
    channel = np.array([known.index(name) for name in names])
    i, j = _pairs_in_space(own, channel, model)
    spans = np.array([one.time.reach(_SIGMAS) for one in own])
    groups = {name: at for at, name in enumerate(sorted({one.origin for one in own}))}
    group = np.array([groups[one.origin] for one in own])
    starts, lengths = spans[:, 0], spans[:, 1] - spans[:, 0]
    first, days, moved = _period(starts, lengths)
    rng = np.random.default_rng(_seed(table) if seed is None else seed)
    moves = rng.integers(0, days, size=(shifts, len(groups)))
    flip = channel[i] > channel[j]
    i, j = np.where(flip, j, i), np.where(flip, i, j)
    shuffle = _Shuffle(starts - first, lengths, moved, moves, group, days * _DAY_S)
    return _Laid(tuple(own), tuple(known), channel, i, j, shuffle)


def chance_corroboration(
    detections: pa.Table,
    *,
    model: AssociationModel,
    shifts: int = 200,
    seed: int | None = None,
) -> tuple[ChanceRate, ...]:
    """Agreement of each pair of sources that could agree, observed and by chance.

    Witnesses agree when their places agree at 99 %, their times meet (normals within two
    sigma) and the model would link them at its threshold if they fully met; what is too
    coarse to be linked agrees with everything and counts for nothing. Alarms with a place
    are laid beside uses of force for context. Pairs of sources that could never agree are
    left out.
    Without ``seed`` it is the hash of the detections.
    """
    laid = _laid(detections, model, shifts, seed)
    if laid is None:
        return ()
    known, channel = laid.known, laid.channel
    size = np.bincount(channel, minlength=len(known))
    code = channel[laid.left] * len(known) + channel[laid.right]
    found = []
    for one in np.unique(code).tolist():
        rows = np.flatnonzero(code == one)
        (left, ends), (right, others) = sorted(
            zip(divmod(one, len(known)), (laid.left[rows], laid.right[rows]), strict=True),
            key=lambda side: (size[side[0]], side[0]),
        )
        counts = _counts(ends, others, laid.shuffle)
        about = (known[left], known[right], int(size[left]), counts[0])
        found.append(ChanceRate(*about, *_range(counts[1:]), shifts))
    return tuple(found)


def chance_origins(
    detections: pa.Table,
    *,
    model: AssociationModel,
    shifts: int = 200,
    seed: int | None = None,
) -> ChanceOrigins:
    """How many groups of witnesses of two or more sources agree, observed and by chance.

    Witnesses agree as in :func:`chance_corroboration`; what agrees with one that agrees
    belongs to its group. Alarms, which are laid beside everything, are left out. The count
    is coarser than that of incidents with two origins: it asks for a meeting only.
    """
    laid = _laid(detections, model, shifts, seed)
    if laid is None:
        return ChanceOrigins(0, 0.0, 0.0, 0.0, shifts)
    alarm = np.array([one.lead.phenomenon is Phenomenon.ALARM for one in laid.own])
    told = ~(alarm[laid.left] | alarm[laid.right])
    counts = _groups(laid.left[told], laid.right[told], laid.shuffle)
    return ChanceOrigins(counts[0], *_range(counts[1:]), shifts)
