"""The ceiling of statements: one channel's words never add more than three nats.

Media, lists compiled from media, maps and alarms repeat each other's errors in ways that
shared addresses and wording do not show. What each such channel adds to the rest is capped,
so that no amount of statements of one channel confirms anything. A single statement whose
existence was measured to be surer than the cap keeps it.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled, inner, making
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.dividing import sum_all, weigh_end
from holdfire.incidents.partition.laying import laid_out
from holdfire.incidents.partition.listing import meet
from holdfire.incidents.partition.scratch import Scratch

__all__ = ["CAP_NATS", "capped", "some_event", "spoken"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

CAP_NATS = 3.0
"""Odds of twenty to one, a probability of 0.953 from even odds."""

_LEAST = 1e-15
_MANY = 12


@inner
def _nats(probability: float) -> float:
    """The log odds of a probability, finite."""
    inside = min(max(probability, _LEAST), 1.0 - _LEAST)
    return math.log(inside) - math.log1p(-inside)


@making
def _surest(arrays: Arrays, members: Ints) -> Ints:
    """At most twelve members, the surest, in their order."""
    if len(members) <= _MANY:
        return members
    chosen = members[:_MANY].copy()
    taken = np.zeros(len(members), np.bool_)
    for _ in range(_MANY):
        best = -1
        for at in range(len(members)):
            if not taken[at] and (
                best < 0 or arrays.exists[members[at], 1] > arrays.exists[members[best], 1]
            ):
                best = at
        taken[best] = True
    count = 0
    for at in range(len(members)):
        if taken[at]:
            chosen[count] = members[at]
            count += 1
    return chosen


@compiled
def some_event(arrays: Arrays, members: Ints, scratch: Scratch, out: Floats) -> None:
    """The chance, at each end, that at least one of the members is a happening.

    Summed over the partitions of the twelve surest of them: a lower bound beyond that.
    """
    chosen = _surest(arrays, members)
    size = len(chosen)
    meet(arrays, chosen, scratch)
    states, _ = laid_out(arrays, chosen, scratch)
    for end in range(arrays.ends):
        weigh_end(size, end, scratch)
        whole = sum_all(states, scratch)
        none = 1.0
        for member in range(size):
            none *= scratch.single[member] * (1.0 - scratch.real[member, end])
        out[end] = min(max(1.0 - none / whole, 0.0), 1.0)


@inner
def spoken(statement: Codes, members: Ints) -> int:
    """How many of the members are statements."""
    count = 0
    for one in members:
        count += 1 if statement[one] >= 0 else 0
    return count


@compiled
def capped(arrays: Arrays, members: Ints, scratch: Scratch, exists: Floats) -> None:
    """Cap what the statements of a cell add to its existence (3,), in place.

    Existence without the statements counts as no less than even odds, so a further
    instrument never lowers the ceiling. Overwrites the scratch.
    """
    said = spoken(arrays.statement, members)
    if not said:
        return
    # The members may lie in the scratch that is now overwritten.
    members = members.copy()
    base = np.zeros(3)
    if said < len(members):
        others = np.empty(len(members) - said, np.int64)
        count = 0
        for one in members:
            if arrays.statement[one] < 0:
                others[count] = one
                count += 1
        some_event(arrays, others, scratch, base)
    for end in range(3):
        known = end if arrays.ends == 3 else 0
        most = max(0.0, _nats(base[known])) if said < len(members) else 0.0
        for at in range(len(members)):
            one = members[at]
            if arrays.statement[one] < 0:
                continue
            first, surest = True, arrays.exists[one, end]
            for other in range(len(members)):
                if arrays.statement[members[other]] == arrays.statement[one]:
                    first &= other >= at
                    surest = max(surest, arrays.exists[members[other], end])
            if first:
                most += max(CAP_NATS, _nats(surest))
        exists[end] = min(exists[end], 1.0 / (1.0 + math.exp(-most)))
