"""Witnesses that nothing is linked to: no partition to sum over."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.block import log_weight
from holdfire.incidents.partition.moment import agreed_time
from holdfire.incidents.partition.piece import Found, found_for

__all__ = ["solve_singles"]

Ints = npt.NDArray[np.int64]


@compiled
def _fill(arrays: Arrays, rows: Ints, found: Found) -> None:
    """Write each row's cell."""
    causes = np.empty(arrays.shares.shape[1])
    member = np.empty(1, np.int64)
    for at in range(len(rows)):
        one = rows[at]
        member[0] = one
        found.first[at], found.size[at], found.number[at] = one, 1, 1.0
        leads = arrays.leads[arrays.kind[one]]
        for end in range(3):
            known = end if arrays.ends == 3 else 0
            if end > known:
                found.exists[at, end] = found.exists[at, 0]
                continue
            log_weight(arrays, member, 0.0, end, causes)
            led = rest = 0.0
            for kind in range(len(causes)):
                share = np.exp(causes[kind])
                if leads[kind]:
                    led += share
                else:
                    rest += share
                if end < 2:
                    found.classes[at, kind] = share
            exists = arrays.exists[one, end]
            found.exists[at, end] = exists * led / (1.0 - exists + exists * (led + rest))
        whole = found.classes[at].sum()
        if whole > 0.0:
            found.classes[at] /= whole
        found.place[at] = arrays.place[one]
        found.spread[at] = arrays.spread[one]
        agreed_time(arrays.time, member, found.time[at])


def solve_singles(arrays: Arrays, rows: Ints) -> Found:
    """The cells of witnesses that stand alone, in the order of ``rows``."""
    found = found_for(len(rows), 0, arrays.shares.shape[1])
    _fill(arrays, rows, found)
    return found
