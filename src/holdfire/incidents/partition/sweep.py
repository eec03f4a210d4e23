"""Pairs of two groups within their gate, found by sweeping in time through cells of space.

Both groups lie in order of time. Their members are counted into cells at least as wide as
the gate (coarser where cells would outnumber members); members of neighbouring cells are
met in order of time with one pointer that only moves forward. What is met is then weighed.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled, inner, making
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.block import apart
from holdfire.incidents.partition.gating import Gate
from holdfire.incidents.partition.grouping import Groups
from holdfire.incidents.partition.ratio import pair_ratio

__all__ = ["linked"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Binned = tuple[Ints, Ints, Floats]

_CROWD = 6.0
"""More candidates than this for each member, and space is cut into rows as well."""


@compiled
def _binned(order: Ints, rows: Floats, corner: Floats, width: Floats, shape: Ints) -> Binned:
    """Members counted into cells, in order of time in each: starts, members, and columns.

    The columns (m, 5) are time, place (two) and km per unit (two) of each member.
    """
    cells = shape[0] * shape[1]
    start = np.zeros(cells + 1, np.int64)
    cell = np.empty(len(order), np.int64)
    across, along = 1.0 / width[0], 1.0 / width[1]
    for at in range(len(order)):
        column = int((rows[at, 1] - corner[0]) * across)
        row = int((rows[at, 2] - corner[1]) * along)
        column = min(max(column, 0), shape[0] - 1)
        row = min(max(row, 0), shape[1] - 1)
        cell[at] = column * shape[1] + row
        start[cell[at] + 1] += 1
    for at in range(cells):
        start[at + 1] += start[at]
    fill = start[:-1].copy()
    member = np.empty(len(order), np.int64)
    columns = np.empty((len(order), 5))
    for at in range(len(order)):
        place = fill[cell[at]]
        fill[cell[at]] += 1
        member[place] = order[at]
        for number in range(5):
            columns[place, number] = rows[at, number]
    return start, member, columns


@making
def _grown(ends: Ints, ratios: Floats) -> tuple[Ints, Floats]:
    """The same arrays with twice the room."""
    more_ends = np.empty((2 * len(ends), 2), np.int64)
    more_ratios = np.empty(2 * len(ratios))
    for at in range(len(ratios)):
        more_ends[at, 0], more_ends[at, 1] = ends[at, 0], ends[at, 1]
        more_ratios[at] = ratios[at]
    return more_ends, more_ratios


@inner
def _weighed(
    arrays: Arrays, terms: tuple[Floats, Floats], pair: Ints, tau: float, owned: Flags,
    scratch: Floats,
) -> float:  # fmt: skip
    """The ratio of a pair that met; −inf where it may not be one or is another's to give."""
    if apart(arrays, pair[0], pair[1]):
        return -math.inf
    if len(owned) and not owned[_westmost(arrays, pair)]:
        return -math.inf
    return pair_ratio(arrays, terms[0], terms[1], pair, tau, scratch)


@inner
def _near(one: Floats, i: int, other: Floats, j: int, gate: Floats) -> bool:
    """Are two members (rows of the columns of :func:`_binned`) within the gate?"""
    dx = (other[j, 1] - one[i, 1]) * (0.5 * (one[i, 3] + other[j, 3]))
    dy = (other[j, 2] - one[i, 2]) * (0.5 * (one[i, 4] + other[j, 4]))
    apart2 = dx * dx + dy * dy
    if apart2 > gate[1] * gate[1]:
        return False
    if gate[6] > 0.0:
        gap = other[j, 0] - one[i, 0]
        return apart2 / gate[4] + gap * gap / gate[5] <= gate[3]
    return True


@inner
def _met_in(
    arrays: Arrays, terms: tuple[Floats, Floats], left: Binned, right: Binned, shape: Ints,
    gate: Floats, owned: Flags, same: bool, rooms: tuple[Ints, Floats, Floats], place: Ints,
) -> bool:  # fmt: skip
    """Pairs of the cells from ``place[0]`` on, written from place ``place[1]``; all done?

    Where the room for pairs is full it stops before the cell that did not fit.
    """
    start_a, member_a, a = left
    start_b, member_b, b = right
    ends, ratios, scratch = rooms
    count = place[1]
    for cell in range(place[0], shape[0] * shape[1]):
        place[0], place[1] = cell, count
        if start_a[cell] == start_a[cell + 1]:
            continue
        column, row = cell // shape[1], cell % shape[1]
        for near in range(max(column - 1, 0), min(column + 2, shape[0])):
            for beside in range(max(row - 1, 0), min(row + 2, shape[1])):
                low, stop = (
                    start_b[near * shape[1] + beside],
                    start_b[near * shape[1] + beside + 1],
                )
                for i in range(start_a[cell], start_a[cell + 1]):
                    early, late = a[i, 0] - gate[2], a[i, 0] + gate[2]
                    while low < stop and b[low, 0] < early:
                        low += 1
                    for j in range(low, stop):
                        if b[j, 0] > late:
                            break
                        if not _near(a, i, b, j, gate):
                            continue
                        if same and member_a[i] >= member_b[j]:
                            continue
                        if count == len(ratios):
                            return False
                        pair = ends[count]
                        pair[0] = min(member_a[i], member_b[j])
                        pair[1] = max(member_a[i], member_b[j])
                        ratios[count] = _weighed(arrays, terms, pair, gate[0], owned, scratch)
                        if ratios[count] >= gate[0]:
                            count += 1
    place[1] = count
    return True


@compiled
def _met(
    arrays: Arrays, terms: tuple[Floats, Floats], left: Binned, right: Binned, shape: Ints,
    gate: Floats, owned: Flags, same: bool,
) -> tuple[Ints, Floats]:  # fmt: skip
    """Pairs (rows, sorted within the pair) at or above the threshold, with their ratios.

    ``gate`` is threshold, km, seconds, squared distance, variances of place and time, and
    whether place and time count together. ``owned`` is empty where every pair counts.
    """
    size = len(left[1]) + 256
    ends, ratios = np.empty((size, 2), np.int64), np.empty(size)
    scratch, place = np.empty(arrays.shares.shape[1]), np.zeros(2, np.int64)
    rooms = (ends, ratios, scratch)
    while not _met_in(arrays, terms, left, right, shape, gate, owned, same, rooms, place):
        ends, ratios = _grown(ends, ratios)
        rooms = (ends, ratios, scratch)
    return ends[: place[1]].copy(), ratios[: place[1]].copy()


@inner
def _westmost(arrays: Arrays, pair: Ints) -> int:
    """The end of a pair with the smaller first coordinate; the smaller row if equal."""
    if arrays.place[pair[1], 0] < arrays.place[pair[0], 0]:
        return int(pair[1])
    return int(pair[0])


def _cells(
    groups: Groups, which: tuple[int, int], gate: Gate, seconds: float
) -> tuple[Floats, Floats, Ints]:
    """Corner, widths (frame units) and number of cells along both axes for two groups."""
    a, b = which
    low = np.minimum(groups.low[a], groups.low[b])
    high = np.maximum(groups.high[a], groups.high[b])
    sizes = [int(groups.start[one + 1] - groups.start[one]) for one in which]
    reach = np.minimum(groups.reach[a], groups.reach[b])
    # A millionth more: a place on the edge of a cell may be counted into either.
    least = gate.space_km * (1.0 + 1e-6) / reach + 1e-12
    room = np.maximum(np.floor((high - low) / least), 1.0)
    share = min(1.0, 2.0 * gate.time_s / max(seconds, 1e-9))
    columns = min(room[0], float(sum(sizes)))
    crowd = sizes[1] * share * min(1.0, 3.0 / columns) / _CROWD
    rows = min(room[1], max(1.0, math.ceil(crowd * 3.0)), max(1.0, 2.0 * sum(sizes) / columns))
    shape = np.array([columns, rows]).astype(np.int64)
    return low, np.maximum((high - low) / shape, least) * (1.0 + 1e-12), shape


def linked(
    arrays: Arrays,
    groups: Groups,
    which: tuple[int, int],
    gate: Gate,
    terms: tuple[Floats, Floats],
    tau: float,
    owned: Flags,
) -> tuple[Ints, Floats]:
    """All pairs of two groups with a ratio of at least ``tau``: rows (m, 2) and ratios.

    ``terms`` are of ``ratio.own_terms`` and ``ratio.watch_totals``.
    """
    parts = [slice(groups.start[one], groups.start[one + 1]) for one in which]
    times = [groups.rows[part, 0] for part in parts]
    seconds = max(one[-1] for one in times) - min(one[0] for one in times)
    corner, width, shape = _cells(groups, which, gate, seconds)
    left = _binned(groups.order[parts[0]], groups.rows[parts[0]], corner, width, shape)
    same = which[0] == which[1]
    right = left
    if not same:
        right = _binned(groups.order[parts[1]], groups.rows[parts[1]], corner, width, shape)
    numbers = np.array([
        tau, gate.space_km, gate.time_s, gate.squared, gate.wide_km2, gate.wide_s2,
        1.0 if gate.normal else 0.0,
    ])  # fmt: skip
    return _met(arrays, terms, left, right, shape, numbers, owned, same)
