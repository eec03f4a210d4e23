"""Linked witnesses into cells: each component solved alone, in bounded pieces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.incidents.joining import roots_of
from holdfire.incidents.partition.arrays import Arrays, arrays_of
from holdfire.incidents.partition.flood import solve_flood
from holdfire.incidents.partition.near import link_list
from holdfire.incidents.partition.piece import Found, found_for, solve_pieces
from holdfire.incidents.partition.scratch import LARGEST, scratch_for
from holdfire.incidents.partition.single import solve_singles
from holdfire.incidents.solution import DENSE, Links, Solution
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["solve"]

Ints = npt.NDArray[np.int64]

_HIGHEST = 4.0


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Pieces of two or more witnesses.

    ``order`` from ``start`` to the next one; the number
    of the first that is too dense to be solved fully.
    """

    order: Ints
    start: Ints
    dense: int


def _grouped(label: Ints, rows: Ints) -> list[Ints]:
    """The rows by their labels, groups in the order of the labels, rows rising in each."""
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    return [rows[part] for part in np.split(order, cuts)]


def _split(
    members: Ints, links: Links, which: Ints, tau: float
) -> tuple[list[Ints], list[Ints]]:
    """A component too large cut at a rising threshold: pieces that fit, and those too dense."""
    kept = which[links.llr[which] >= tau]
    left = np.searchsorted(members, links.left[kept])
    right = np.searchsorted(members, links.right[kept])
    fit, dense = [], []
    label = roots_of(len(members), left, right)
    for part in _grouped(label, members):
        if len(part) <= LARGEST:
            fit.append(part)
        elif tau >= _HIGHEST:
            dense.append(part)
        else:
            inside = kept[np.isin(links.left[kept], part)]
            more_fit, more_dense = _split(part, links, inside, tau + 1.0)
            fit += more_fit
            dense += more_dense
    return fit, dense


def _pieces(count: int, links: Links, tau: float) -> _Pieces:
    """The pieces to solve, in the order of their first members, the dense ones last."""
    label = roots_of(count, links.left, links.right)
    size = np.bincount(label, minlength=count)
    linked = np.flatnonzero(size[label] > 1)
    order = linked[np.argsort(label[linked], kind="stable")]
    first, length = np.unique(label[order], return_counts=True)
    large = first[length > LARGEST]
    dense: list[Ints] = []
    if len(large):
        fit: list[Ints] = []
        for root in large.tolist():
            members = np.flatnonzero(label == root)
            which = np.flatnonzero(label[links.left] == root)
            more_fit, more_dense = _split(members, links, which, tau + 1.0)
            fit += [part for part in more_fit if len(part) > 1]
            dense += more_dense
        order = order[size[label[order]] <= LARGEST]
        length = length[length <= LARGEST]
        order = np.concatenate([order, *fit, *dense])
        length = np.concatenate([length, [len(part) for part in (*fit, *dense)]])
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(length)]).astype(np.int64)
    return _Pieces(order.astype(np.int64), start, len(length) - len(dense))


def _found(arrays: Arrays, links: Links, pieces: _Pieces, count: int) -> tuple[Found, int]:
    """The cells of all pieces, and how many there are."""
    classes = arrays.shares.shape[1]
    found = found_for(len(pieces.order), count, classes)
    scratch = scratch_for(classes)
    start = pieces.start[: pieces.dense + 1]
    lists = link_list(count, links.left, links.right)
    cells = int(solve_pieces(arrays, pieces.order, start, lists, scratch, found))
    for piece in range(pieces.dense, len(pieces.start) - 1):
        members = pieces.order[pieces.start[piece] : pieces.start[piece + 1]]
        cells = solve_flood(arrays, members, links, scratch, found, cells)
    return found, cells


def solve(table: WitnessTable, links: Links, tau: float) -> Solution:
    """The cells of the table's witnesses, given all links between them.

    Each component of linked witnesses is solved by itself: the same members give the same
    bits in any company. ``links`` are of :func:`find_links` at the threshold ``tau``. A
    component of more than 64 is linked anew at a rising threshold until its pieces fit; a
    piece that never does is merged along its links only and flagged as dense.
    """
    count = len(table)
    arrays = arrays_of(table)
    found, cells = _found(arrays, links, _pieces(count, links, tau), count)
    alone = np.ones(count, np.bool_)
    alone[found.first[:cells]] = False
    first = np.flatnonzero(found.label == np.arange(count))
    number = np.empty(count, np.int64)
    number[first] = np.arange(len(first))
    singles = first[alone[first]]
    made = solve_singles(arrays, singles)
    whole = found_for(len(first), 0, arrays.shares.shape[1])
    for name in ("size", "exists", "number", "classes", "place", "spread", "time", "flags"):
        into, own = getattr(whole, name), getattr(found, name)
        into[number[found.first[:cells]]] = own[:cells]
        into[number[singles]] = getattr(made, name)
    if links.crowded.any():
        whole.flags[number[found.label[np.flatnonzero(links.crowded)]]] |= DENSE
    return Solution(
        number[found.label], first, whole.size, whole.exists, whole.number, whole.classes,
        arrays.used, whole.place, whole.spread, whole.time, whole.flags, found.llr,
    )  # fmt: skip
