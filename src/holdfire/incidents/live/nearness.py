"""Which detections can have anything to do with each other: a net that never loses a pair.

Two detections are near when their places are within the sum of their reaches and their
spans of time meet, when they are of one scan and near in space, or when they have no place,
one origin and meeting spans. Every link, copy, touching pixel and denial of the association
is between near detections; most near detections are not linked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import product

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfire.base.frame import space_from_degrees
from holdfire.incidents.distance import space_of
from holdfire.incidents.evidence import evidence_of
from holdfire.incidents.live.known import key_of
from holdfire.incidents.live.tie import Ties
from holdfire.incidents.model import Kernel

__all__ = ["Nearness", "near", "nearness_of", "widened", "within_area"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SIGMAS = 5.0
"""No pair is linked beyond so many standard deviations (a squared distance of 25)."""

_MORE = 1.02
"""Distances in a plane of degrees differ from those in space by less than this."""

_SLACK_M, _SLACK_S = 1.0, 1e-3
_STEP = 8.0
_CHUNK = 2_000_000
_STEPS = np.array(list(product((-1, 0, 1), repeat=4)), dtype=np.int64)
_PRIMES = np.array(
    [0x1E3779B97F4A7C15, 0x42B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.int64
)
"""Odd multipliers that spread cells over all numbers."""


@dataclass(frozen=True)
class Nearness:
    """``n`` detections, all arrays (n,) but for ``place`` and ``space``.

    ``place`` (n, 2) degrees and ``space`` (n, 3) metres in the earth-centred frame (both 0
    without a place); ``reach`` metres; ``low`` and ``high`` seconds between which it
    happened; ``start`` its stated start; ``scan`` a key of its scan (0: none); ``group`` a
    key of its origin group; ``lane`` the same where it has no place, else 0; ``denial``;
    ``dated``.
    """

    place: Floats
    space: Floats
    reach: Floats
    low: Floats
    high: Floats
    start: Floats
    scan: Ints
    group: Ints
    lane: Ints
    denial: Flags
    dated: Flags

    def __len__(self) -> int:
        """The number of detections."""
        return len(self.reach)

    def at(self, rows: Ints) -> Nearness:
        """The detections at these rows."""
        return Nearness(*(getattr(self, one.name)[rows] for one in fields(self)))

    def with_more(self, more: Nearness) -> Nearness:
        """These and more."""
        return Nearness(
            *(
                np.concatenate([getattr(self, one.name), getattr(more, one.name)])
                for one in fields(self)
            )
        )


_NOTHING = Nearness(
    np.zeros((0, 2)),
    np.zeros((0, 3)),
    np.zeros(0),
    np.zeros(0),
    np.zeros(0),
    np.zeros(0),
    np.zeros(0, dtype=np.int64),
    np.zeros(0, dtype=np.int64),
    np.zeros(0, dtype=np.int64),
    np.zeros(0, dtype=bool),
    np.zeros(0, dtype=bool),
)


def nearness_of(rows: pa.Table, kernel: Kernel) -> Nearness:
    """What is needed of rows of ``DETECTION_SCHEMA``, in their order."""
    own = list(evidence_of(rows, kernel))
    if not own:
        return _NOTHING
    spots = np.array([one.spot or (0.0,) * 5 for one in own])
    nowhere = np.array([one.spot is None for one in own], dtype=bool)
    # The larger standard deviation of an ellipse, from its covariance.
    middle = 0.5 * (spots[:, 2] + spots[:, 4])
    wide = np.hypot(0.5 * (spots[:, 2] - spots[:, 4]), spots[:, 3])
    times = [None if one.time is None else one.time.reach(_SIGMAS) for one in own]
    spans = np.array([one or (0.0, 0.0) for one in times])
    groups = np.array([key_of(one.group) for one in own], dtype=np.int64)
    return Nearness(
        spots[:, :2],
        space_of([one.spot for one in own]),
        _SIGMAS * np.sqrt(middle + wide) * _MORE + _SLACK_M,
        spans[:, 0] - _SLACK_S,
        spans[:, 1] + _SLACK_S,
        np.array([0.0 if math.isnan(one.start) else one.start for one in own]),
        np.array([key_of(f"{one.source}\n{one.scan}") if one.scan else 0 for one in own]),
        groups,
        np.where(nowhere, groups, 0),
        np.array([one.denial for one in own], dtype=bool),
        np.array([one.time is not None for one in own], dtype=bool),
    )


def widened(net: Nearness, rows: Ints, ties: Ties, number: Ints) -> Nearness:
    """The net with each of the rows as wide as the witness with its number in ``ties``.

    Copies placed apart make one witness that reaches farther than any of them, and a shape
    reaches farther than its moments tell.
    """
    space = np.zeros((ties.count, 3))
    placed = np.flatnonzero(ties.placed)
    space[placed] = space_from_degrees(ties.place[placed, 0], ties.place[placed, 1])
    reach = np.maximum(_SIGMAS * ties.sigma_km, ties.radius_km) * 1e3 * _MORE
    made = {
        "place": np.where(ties.placed[:, None], ties.place, 0.0),
        "space": space,
        "reach": np.where(ties.placed, reach, 0.0) + _SLACK_M,
        "low": ties.span[:, 0] - _SLACK_S,
        "high": ties.span[:, 1] + _SLACK_S,
    }
    arrays = {name: getattr(net, name).copy() for name in made}
    for name, values in made.items():
        arrays[name][rows] = values[number]
    return replace(net, **arrays)


def _classes(points: Nearness) -> list[Ints]:
    """The points by size of their reach and span: a coarse one slows none but itself."""
    space = np.ceil(np.log(np.maximum(points.reach, 100.0)) / np.log(_STEP))
    length = np.maximum(points.high - points.low, 10.0)
    time = np.ceil(np.log(length) / np.log(_STEP))
    _, label = np.unique(space * 1_000.0 + time, return_inverse=True)
    return [np.flatnonzero(label == one) for one in range(int(label.max(initial=-1)) + 1)]


def _cells(points: Nearness, size: float, length: float) -> Ints:
    """The cell of each point: three axes of space, one of time, and its lane."""
    grid = np.floor(points.space / size)
    when = np.floor(0.5 * (points.low + points.high) / length)
    return np.column_stack([grid, when]).astype(np.int64)


def _mixed(cells: Ints, lane: Ints) -> Ints:
    """One number per cell and lane; a clash of two only adds candidates."""
    with np.errstate(over="ignore"):
        mixed: Ints = (cells * _PRIMES).sum(axis=-1) + lane * _PRIMES[0]
    return mixed


def _candidates(
    points: Nearness, others: Nearness, size: float, length: float
) -> Iterator[tuple[Ints, Ints]]:
    """Pairs in the same or neighbouring cells, in parts of bounded size."""
    theirs = _mixed(_cells(others, size, length), others.lane)
    around = _cells(points, size, length)[:, None, :] + _STEPS[None, :, :]
    ours = _mixed(around, points.lane[:, None])
    places = np.flatnonzero(np.isin(theirs, np.unique(ours)))
    places = places[np.argsort(theirs[places], kind="stable")]
    sorted_keys = theirs[places]
    first = np.searchsorted(sorted_keys, ours.ravel(), side="left")
    count = np.searchsorted(sorted_keys, ours.ravel(), side="right") - first
    owner = np.repeat(np.arange(len(points)), ours.shape[1])
    filled = np.flatnonzero(count)
    part = np.cumsum(count[filled]) // _CHUNK
    for one in np.unique(part):
        used = filled[part == one]
        many = count[used]
        start = np.cumsum(many) - many
        at = np.arange(int(many.sum())) - np.repeat(start, many) + np.repeat(first[used], many)
        yield np.repeat(owner[used], many), places[at]


def _truly(left: Nearness, right: Nearness, *, timeless: bool) -> Flags:
    """Which pairs of equal places in the two lists are near."""
    gap = np.linalg.norm(left.space - right.space, axis=1)
    close: Flags = (gap <= left.reach + right.reach) & (left.lane == right.lane)
    if timeless:
        close &= left.scan == right.scan
    else:
        close &= (left.low <= right.high) & (right.low <= left.high)
    return close


def _pairs(
    points: Nearness, others: Nearness, *, timeless: bool
) -> Iterator[tuple[Ints, Ints]]:
    """Near pairs of points and others, class by class."""
    mine, theirs = _classes(points), _classes(others)
    for own in mine:
        left = points.at(own)
        for other in theirs:
            right = others.at(other)
            size = float(left.reach.max() + right.reach.max())
            length = math.inf if timeless else _length(left) + _length(right)
            for i, j in _candidates(left, right, size, length):
                kept = _truly(left.at(i), right.at(j), timeless=timeless)
                yield own[i[kept]], other[j[kept]]


def _length(points: Nearness) -> float:
    """Half of the longest span, seconds."""
    return 0.5 * float((points.high - points.low).max())


def near(points: Nearness, others: Nearness) -> tuple[Ints, Ints]:
    """All pairs (place in ``points``, place in ``others``) that are near; a pair may repeat.

    A detection without a time is near nothing.
    """
    left, right = np.flatnonzero(points.dated), np.flatnonzero(others.dated)
    found: list[tuple[Ints, Ints]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    if len(left) and len(right):
        own, all_ = points.at(left), others.at(right)
        found += [(left[i], right[j]) for i, j in _pairs(own, all_, timeless=False)]
        scans = np.unique(own.scan[own.scan != 0])
        seen, shared = np.isin(own.scan, scans), np.isin(all_.scan, scans)
        if len(scans) and shared.any():
            left, right = left[seen], right[shared]
            pairs = _pairs(points.at(left), others.at(right), timeless=True)
            found += [(left[i], right[j]) for i, j in pairs]
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])


def within_area(
    points: Nearness, bounds: tuple[float, float, float, float], start: float, end: float
) -> Flags:
    """Detections that may lie in a box (west, south, east, north in degrees) and time.

    Twice their reach counts: the tail of a normal density ends, for a computer, beyond eight
    standard deviations.
    """
    west, south, east, north = bounds
    slack = 2.0 * points.reach / 110_000.0
    wide = slack / np.maximum(np.cos(np.radians(points.place[:, 1])), 0.01)
    lon, lat = points.place[:, 0], points.place[:, 1]
    extra = 0.5 * (points.high - points.low)
    inside: Flags = (lat >= south - slack) & (lat <= north + slack)
    inside &= (lon >= west - wide) & (lon <= east + wide)
    inside &= (points.low - extra <= end) & (points.high + extra >= start)
    inside &= points.dated & (points.lane == 0)
    return inside
