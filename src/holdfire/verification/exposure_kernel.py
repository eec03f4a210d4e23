"""The sweep over time at one group of places after another, compiled.

Spells of a group come sorted by source and sensor. Between two changes each sensor has its best
active record and nothing where it was blind; sensors are joined as the best of them and as
independent ones. A chance is kept as whole 2⁻⁴⁰ nats, so that the order of the sensors does
not change the product.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from holdfire.base.compiled import compiled

__all__ = ["sweep_groups"]

_NATS = float(2**40)
_SURE = 60.0
"""More nats than this are certainty: what is left, 10⁻²⁶, is below any rounding here."""

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


@compiled
def _nats(chance: float) -> int:
    """The negative logarithm of the chance to miss, in whole 2⁻⁴⁰ nats."""
    if chance >= 1.0:
        return int(_SURE * _NATS)
    return int(round(min(-math.log1p(-chance), _SURE) * _NATS))  # noqa: RUF046 - numba's is a float


@compiled
def _joined_state(have: IntArray) -> int:
    """The state of several sensors together: the best of theirs."""
    if have[0] > 0:
        return 0
    return 1 if have[1] > 0 else 2


@compiled
def _add(chances: FloatArray, nats: IntArray, out: FloatArray, length: int) -> None:
    """Time times chance: three by the best sensor, three by independent ones."""
    for end in range(3):
        out[end] += chances[end] * length
        if nats[end] > 0:
            out[3 + end] += -math.expm1(-nats[end] / _NATS) * length


@compiled
def sweep_groups(
    lists: tuple[IntArray, IntArray],
    spans: IntArray,
    marks: IntArray,
    chances: FloatArray,
    edges: IntArray,
    changes: tuple[IntArray, IntArray],
    outcome: tuple[IntArray, FloatArray, IntArray, FloatArray, IntArray],
) -> None:
    """Fill ``outcome`` group by group.

    ``lists`` are ``first`` and ``members``: group ``g`` has the spells
    ``members[first[g]:first[g + 1]]``, sorted by source and sensor. ``spans`` are start and
    end (µs), ``marks`` source, sensor, state (0 measured, 1 unmeasured, 2 blind) and number
    of the reason, ``chances`` the low and high end of each spell. ``changes`` are
    ``cuts_from`` and ``cuts``: ``cuts[cuts_from[g]:cuts_from[g + 1]]`` are the instants at
    which something changes for the group, every border of a bin among them. ``outcome``:
    state (3, groups, bins), seen (6, groups, bins), by source the same without bins
    (sources, 3 or 6, groups), and blind (reasons, groups); all µs.
    """
    (first, members), (cuts_from, cuts) = lists, changes
    state, seen, source_state, source_seen, blind = outcome
    active = np.empty(len(members), np.int64)
    part = (np.zeros(3, np.int64), np.zeros(3), np.zeros(3, np.int64))
    whole = (np.zeros(3, np.int64), np.zeros(3), np.zeros(3, np.int64))
    for group in range(len(first) - 1):
        at = 0
        for step in range(cuts_from[group], cuts_from[group + 1] - 1):
            begin, length = cuts[step], cuts[step + 1] - cuts[step]
            while begin >= edges[at + 1]:
                at += 1
            count = 0
            for place in range(first[group], first[group + 1]):
                member = members[place]
                if spans[member, 0] <= begin < spans[member, 1]:
                    active[count] = member
                    count += 1
            if count:
                by_source = (source_state[:, :, group], source_seen[:, :, group])
                _one_step(active[:count], marks, chances, length, by_source, part, whole)
                state[_joined_state(whole[0]), group, at] += length
                _add(whole[1], whole[2], seen[:, group, at], length)
                _add_blind(active[:count], marks, blind[:, group], length)


@compiled
def _sensor_at(
    active: IntArray, number: int, marks: IntArray, chances: FloatArray
) -> tuple[int, int, float, float]:
    """One sensor from spell ``number`` on: where the next one begins, its state, its chance.

    The state is 0 measured, 1 unmeasured, 2 blind; the best of its records counts, and
    nothing where one says that it was blind.
    """
    low, high, looked, blind = -1.0, -1.0, False, False
    sensor = marks[active[number], 1]
    while number < len(active) and marks[active[number], 1] == sensor:
        spell = active[number]
        kind = marks[spell, 2]
        if kind == 0:
            low, high = max(low, chances[spell, 0]), max(high, chances[spell, 1])
        looked = looked or kind == 1
        blind = blind or kind == 2
        number += 1
    if blind:
        return number, 2, low, high
    return number, 0 if low >= 0.0 else 1, low, high


@compiled
def _one_source(
    active: IntArray,
    number: int,
    marks: IntArray,
    chances: FloatArray,
    part: tuple[IntArray, FloatArray, IntArray],
) -> int:
    """The sensors of one source from spell ``number`` on; where the next source begins."""
    states, best, nats = part
    source = marks[active[number], 0]
    while number < len(active) and marks[active[number], 0] == source:
        number, now, low, high = _sensor_at(active, number, marks, chances)
        states[now] += 1
        if now == 0:
            for end, chance in enumerate((low, (low + high) / 2.0, high)):
                best[end] = max(best[end], chance)
                nats[end] += _nats(chance)
    return number


@compiled
def _one_step(
    active: IntArray,
    marks: IntArray,
    chances: FloatArray,
    length: int,
    by_source: tuple[IntArray, FloatArray],
    part: tuple[IntArray, FloatArray, IntArray],
    whole: tuple[IntArray, FloatArray, IntArray],
) -> None:
    """The spells that hold between two changes: source by source, then all in ``whole``."""
    source_state, source_seen = by_source
    for end in range(3):
        whole[0][end], whole[1][end], whole[2][end] = 0, 0.0, 0
    number = 0
    while number < len(active):
        for end in range(3):
            part[0][end], part[1][end], part[2][end] = 0, 0.0, 0
        source = marks[active[number], 0]
        number = _one_source(active, number, marks, chances, part)
        source_state[source, _joined_state(part[0])] += length
        _add(part[1], part[2], source_seen[source], length)
        for end in range(3):
            whole[0][end] += part[0][end]
            whole[1][end] = max(whole[1][end], part[1][end])
            whole[2][end] += part[2][end]


@compiled
def _add_blind(active: IntArray, marks: IntArray, blind: IntArray, length: int) -> None:
    """The time in which sensors were blind, by reason, each sensor once for each reason."""
    for number in range(len(active)):
        spell = active[number]
        if marks[spell, 2] == 2 and _first_of_reason(active, marks, number):
            blind[marks[spell, 3]] += length


@compiled
def _first_of_reason(active: IntArray, marks: IntArray, number: int) -> bool:
    """Is this the first active spell of its sensor that is blind for its reason?"""
    spell = active[number]
    for before in range(number):
        other = active[before]
        if (
            marks[other, 0] == marks[spell, 0]
            and marks[other, 1] == marks[spell, 1]
            and marks[other, 2] == marks[spell, 2]
            and marks[other, 3] == marks[spell, 3]
        ):
            return False
    return True
