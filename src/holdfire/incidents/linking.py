"""Candidate links: all pairs of witnesses whose log-likelihood ratio reaches a threshold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.partition.arrays import Arrays, arrays_of
from holdfire.incidents.partition.crowding import crowded_rows
from holdfire.incidents.partition.gating import gates_of, widest_km
from holdfire.incidents.partition.grouping import groups_of
from holdfire.incidents.partition.moment import log_peak
from holdfire.incidents.partition.place import log_pair
from holdfire.incidents.partition.ratio import own_terms, pair_causes, watch_totals
from holdfire.incidents.partition.sweep import linked
from holdfire.incidents.solution import Links
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["best_ratios", "find_links", "largest_gate_km", "with_crowding"]

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def with_crowding(table: WitnessTable) -> WitnessTable:
    """The table with its crowded witnesses marked; a part of it then keeps the marks.

    Must be called on the whole before it is cut into parts, for a crowd lies in several.
    """
    return table.marked(crowded_rows(table)) if table.crowded is None else table


def find_links(table: WitnessTable, tau: float, *, owned: Flags | None = None) -> Links:
    """All pairs of witnesses with a ratio of at least ``tau`` nats that may be one happening.

    Pairs farther apart than the cap of 25 (squared Mahalanobis distance of normal places,
    and of normal times) are left out; so are pairs with a common mark or of two lanes.
    ``owned`` (n,): only pairs whose end with the smaller first coordinate (if equal: the
    smaller row) is owned. The result depends on the witnesses only, not on their groups.
    """
    whole = with_crowding(table)
    crowded = np.zeros(0, np.bool_) if whole.crowded is None else whole.crowded
    calm = np.flatnonzero(~crowded)
    part = whole if len(calm) == len(whole) else whole.take(calm)
    nothing = np.zeros(0, np.int64)
    if len(part) < 2:
        return Links(nothing, nothing, np.zeros(0), crowded)
    arrays = arrays_of(part)
    own = own_terms(arrays)
    groups = groups_of(arrays, own, table.shapes.limits)
    terms = (own, watch_totals(arrays))
    mine = np.zeros(0, np.bool_) if owned is None else np.ascontiguousarray(owned[calm])
    found = [(np.zeros((0, 2), np.int64), np.zeros(0))]
    for a, b, gate in gates_of(groups, tau):
        found.append(linked(arrays, groups, (a, b), gate, terms, tau, mine))
    ends = np.concatenate([pairs for pairs, _ in found])
    llr = np.concatenate([ratios for _, ratios in found])
    order = np.argsort(ends[:, 0] * len(part) + ends[:, 1], kind="stable")
    return Links(calm[ends[order, 0]], calm[ends[order, 1]], llr[order], crowded)


def largest_gate_km(table: WitnessTable, tau: float) -> float:
    """The largest distance at which any pair of these witnesses can be linked, km."""
    if len(table) < 2:
        return 0.0
    arrays = arrays_of(table)
    return widest_km(groups_of(arrays, own_terms(arrays), table.shapes.limits), tau)


@compiled
def _best(arrays: Arrays, own: Floats, totals: Floats, left: Ints, right: Ints) -> Floats:
    """The ratios of pairs whose times agree as well as they can."""
    found = np.empty(len(left))
    pair = np.empty(2, np.int64)
    scratch = np.empty(arrays.shares.shape[1])
    for at in range(len(left)):
        one, other = left[at], right[at]
        pair[0], pair[1] = one, other
        peak = min(log_peak(arrays.time[one]), log_peak(arrays.time[other]))
        place = log_pair(arrays, pair)
        causes = pair_causes(arrays, totals, one, other, scratch)
        lanes = 0.0 if arrays.lane[one] == arrays.lane[other] else -np.inf
        found[at] = own[one] + own[other] + place + peak + causes + lanes
    return found


def best_ratios(table: WitnessTable, left: Ints, right: Ints) -> Floats:
    """The ratio that pairs of witnesses could reach if their times agreed, shape (m,)."""
    arrays = arrays_of(table)
    return _best(arrays, own_terms(arrays), watch_totals(arrays), left, right)
