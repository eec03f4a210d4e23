"""Witnesses of like kind and reach in groups, with what the best of each can bring to a pair.

Groups decide what is looked at, never what is linked.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.block import MIDDLE
from holdfire.incidents.partition.moment import log_peak
from holdfire.incidents.partition.shape_reach import reach_of

__all__ = ["Groups", "groups_of"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_STEPS = 24
_MANY = 50_000_000
_BEYOND = 5.0
"""How many sigmas of a normal a window beside it can reach: the root of the cap."""


@dataclass(frozen=True, slots=True)
class Groups:
    """``g`` groups over ``n`` witnesses.

    ``order`` (n,) witnesses by group and within it by the middle of their time; ``start``
    (g + 1,). ``rows`` (n, 5) in this order: that middle in seconds, place in frame units
    (two) and km per unit (two). Per group the ``low`` and ``high`` (g, 2) ends of its
    places; the largest ``half`` length of a window and ``variance`` of a time (s²), ``wide``
    variance (km²) and ``radius`` (km) of a shape;
    the least ``area`` (km², root of the determinant); the largest ``peak`` of the time's
    density, ``narrow`` the least variance of a time, 0 where there is a window; ``claim``
    (g, classes) the most that a member brings; ``missed`` (g, channels, classes);
    ``channel``, ``lane``, ``mark`` (g,): the mark that all members have, -1: none.
    ``reach`` (g, 2) km per unit, the least along each axis.
    """

    order: Ints
    start: Ints
    rows: Floats
    low: Floats
    high: Floats
    half: Floats
    variance: Floats
    wide: Floats
    radius: Floats
    area: Floats
    peak: Floats
    narrow: Floats
    claim: Floats
    missed: Floats
    channel: Ints
    lane: Ints
    mark: Ints
    reach: Floats


@compiled
def _extents(arrays: Arrays) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Per witness: middle and half of its time, log peak, largest variance, least area.

    A second component widens the interval to what holds both.
    """
    count = len(arrays.place)
    middle, half, peak = np.empty(count), np.empty(count), np.empty(count)
    wide, area = np.empty(count), np.empty(count)
    for one in range(count):
        low, high = math.inf, -math.inf
        top = -math.inf
        more = arrays.second[one]
        for turn in range(2):
            if turn == 1 and more < 0:
                continue
            part = arrays.time[one] if turn == 0 else arrays.further[more, 2:]
            slack = math.sqrt(part[1])
            if turn == 1 or more >= 0:
                slack *= _BEYOND
            start = part[2] if part[1] == 0.0 else part[0]
            stop = part[3] if part[1] == 0.0 else part[0]
            if more >= 0 and part[1] > 0.0:
                start, stop = part[0] - slack, part[0] + slack
            low, high = min(low, start), max(high, stop)
            top = max(top, log_peak(part))
        middle[one], half[one], peak[one] = 0.5 * (low + high), 0.5 * (high - low), top
        a, b, c = arrays.spread[one, 0], arrays.spread[one, 1], arrays.spread[one, 2]
        wide[one] = 0.5 * (a + c) + math.hypot(0.5 * (a - c), b)
        area[one] = math.sqrt(a * c - b * b)
    return middle, half, peak, wide, area


def _step(values: Floats) -> Ints:
    """The power of four that a positive value reaches, 0 to 23."""
    with np.errstate(divide="ignore"):
        steps = np.floor(0.5 * np.log2(np.maximum(values, 1e-9))) + 12.0
    return np.clip(steps, 0, _STEPS - 1).astype(np.int64)


def _labels(arrays: Arrays, half: Floats, wide: Floats) -> tuple[Ints, int]:
    """The group of each witness, and how many there are."""
    _, lane = np.unique(arrays.lane, return_inverse=True)
    length = np.where(half > 0.0, half, np.sqrt(arrays.time[:, 1]))
    code = lane.astype(np.int64)
    for value, size in (
        (arrays.kind.astype(np.int64), len(arrays.shares)),
        (arrays.channel.astype(np.int64) + 1, arrays.misses.shape[1] + 1),
        ((arrays.shape >= 0).astype(np.int64), 2),
        ((half > 0.0) * np.int64(2) + (arrays.time[:, 1] > 0.0), 4),
        (_step(np.sqrt(wide)), _STEPS),
        (_step(length), _STEPS),
    ):
        code = code * size + value
    top = int(code.max()) + 1
    if top > _MANY:
        found, label = np.unique(code, return_inverse=True)
        return label.astype(np.int64), len(found)
    used = np.bincount(code, minlength=top) > 0
    number = np.cumsum(used) - 1
    return number[code], int(used.sum())


@compiled
def _claims(arrays: Arrays, label: Ints, own: Floats, count: int) -> tuple[Floats, Flags]:
    """Per group and class the largest log e · share / √λ; which watches it has (-1 last)."""
    claim = np.full((count, arrays.shares.shape[1]), -math.inf)
    watches = np.zeros((count, arrays.misses.shape[0] + 1), np.bool_)
    for one in range(len(label)):
        group = label[one]
        watches[group, arrays.watch[one]] = True
        for kind in range(claim.shape[1]):
            value = own[one] + arrays.shares[arrays.kind[one], kind]
            if value > -math.inf:
                value -= 0.5 * arrays.densities[arrays.cell[one], kind]
                claim[group, kind] = max(claim[group, kind], value)
    return claim, watches


@compiled
def _marks(arrays: Arrays, order: Ints, start: Ints) -> Ints:
    """Per group a mark that all its members have, -1: none."""
    found = np.full(len(start) - 1, -1, np.int64)
    for group in range(len(found)):
        first = order[start[group]]
        for at in range(arrays.key_start[first], arrays.key_start[first + 1]):
            key = arrays.keys[at]
            everyone = True
            for place in range(start[group], start[group + 1]):
                one = order[place]
                has = False
                for other in range(arrays.key_start[one], arrays.key_start[one + 1]):
                    has |= arrays.keys[other] == key
                if not has:
                    everyone = False
                    break
            if everyone:
                found[group] = key
                break
    return found


def groups_of(arrays: Arrays, own: Floats, limits: Floats) -> Groups:
    """The groups of the witnesses; ``own`` is of ``ratio.own_terms``, ``limits`` of shapes."""
    middle, half, peak, wide, area = _extents(arrays)
    label, count = _labels(arrays, half, wide)
    # By time first, then stably by group: each group is then in order of time.
    by_time = np.argsort(middle, kind="stable")
    order = by_time[np.argsort(label[by_time].astype(np.int32), kind="stable")]
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(label))])
    claim, watches = _claims(arrays, label, own, count)
    first = order[start[:-1]]
    missed = np.zeros((count, *arrays.misses.shape[1:3]))
    for group in range(count):
        seen = arrays.misses[watches[group, :-1], ..., MIDDLE]
        if len(seen) and not watches[group, -1]:
            missed[group] = seen.max(axis=0)

    def most(values: Floats) -> Floats:
        return np.maximum.reduceat(values[order], start[:-1])

    variance = arrays.time[:, 1]
    radius, least = reach_of(arrays.shape, limits, area)
    rows = np.column_stack([middle, arrays.place, arrays.scale])[order]
    low, high = (at.reduceat(rows[:, 1:3], start[:-1]) for at in (np.minimum, np.maximum))
    return Groups(
        order, start, rows, low, high, most(half), most(variance), most(wide), most(radius),
        -most(-least), most(peak), -most(-variance), claim, missed,
        arrays.channel[first].astype(np.int64), arrays.lane[first].astype(np.int64),
        _marks(arrays, order, start),
        np.minimum.reduceat(rows[:, 3:], start[:-1]),
    )  # fmt: skip
