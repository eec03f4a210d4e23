"""Fusion over partitions: the same bits as on one machine, wherever the parts are computed.

A strip of space finds the links whose western end it owns, looking as far beside itself as
any link reaches; components are made from all links at once; the strip that owns the first
member of a component solves it. Each link is found once and each component is solved once,
by the same operations in the same order, however the strips are laid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from holdfire.incidents.joining import roots_of
from holdfire.incidents.linking import find_links, largest_gate_km, with_crowding
from holdfire.incidents.solution import Links, Solution
from holdfire.incidents.solving import solve
from holdfire.incidents.witness_table import WitnessTable
from holdfire.scale.piece import Choice, Piece, Portion, Whole
from holdfire.scale.port import Executor, Progress, Stop, never, silent
from holdfire.scale.strip import Strips, strips_of

__all__ = ["fuse", "fuse_linked"]

Codes = npt.NDArray[np.int16]

CELLS = ("size", "exists", "number", "classes", "place", "spread", "time", "flags")
"""The arrays of a solution with a row for each cell, but for those that name a row."""


class _Carrier(Protocol):
    def portion(self) -> Portion: ...


def fuse(
    table: WitnessTable,
    tau: float,
    executor: Executor,
    *,
    partitions: int | None = None,
    progress: Progress = silent,
    stop: Stop = never,
) -> Solution:
    """As ``incidents.fusing.fuse``, bit for bit, computed by ``executor`` in strips.

    ``tau`` in nats. ``partitions``: how many strips; ``None`` chooses. ``progress`` counts
    strips, first for the links and then for the solves. Raises what ``Executor.run`` does.
    """
    return fuse_linked(
        table, tau, executor, partitions=partitions, progress=progress, stop=stop
    )[1]


def fuse_linked(
    table: WitnessTable,
    tau: float,
    executor: Executor,
    *,
    partitions: int | None = None,
    progress: Progress = silent,
    stop: Stop = never,
) -> tuple[Links, Solution]:
    """As :func:`fuse`, with the links between the witnesses, which ``associate`` needs."""
    table = with_crowding(table)
    if not len(table) or (executor.width == 1 and partitions is None):
        return _here(table, tau)
    reach_km = largest_gate_km(table, tau)
    strips = strips_of(table, reach_km, executor.width, partitions)
    if len(strips) == 1 and partitions is None:
        return _here(table, tau)
    whole, count = Whole.shared(table, executor.folder), len(strips)
    found = executor.run(
        partial(_links, tau),
        [Piece(whole, partial(_seen, strips, number)) for number in range(count)],
        progress=lambda done, _: progress(done, 2 * count),
        stop=stop,
    )
    links = _joined(found, table)
    root = roots_of(len(table), links.left, links.right)
    owner = strips.owners(table).astype(np.int16)[root]
    solved = executor.run(
        partial(_solution, tau),
        [Piece(whole, partial(_own, owner, links, number)) for number in range(count)],
        progress=lambda done, _: progress(count + done, 2 * count),
        stop=stop,
    )
    return links, _assembled(owner, solved)


def _here(table: WitnessTable, tau: float) -> tuple[Links, Solution]:
    links = find_links(table, tau)
    return links, solve(table, links, tau)


def _seen(strips: Strips, number: int, table: WitnessTable) -> Choice:
    rows, owned = strips.seen(table, number)
    return Choice(rows, owned=owned)


def _links(tau: float, carrier: _Carrier) -> Links:
    """The links that a strip finds, in rows of the whole table."""
    portion = carrier.portion()
    rows = portion.choice.rows
    found = find_links(portion.table, tau, owned=portion.choice.owned)
    return replace(found, left=rows[found.left], right=rows[found.right])


def _joined(found: Sequence[Links], table: WitnessTable) -> Links:
    """The links of all strips in the order of one machine."""
    left = np.concatenate([one.left for one in found])
    right = np.concatenate([one.right for one in found])
    llr = np.concatenate([one.llr for one in found])
    order = np.argsort(left * len(table) + right, kind="stable")
    crowded = np.zeros(len(table), np.bool_) if table.crowded is None else table.crowded
    return Links(left[order], right[order], llr[order], crowded)


def _own(owner: Codes, links: Links, number: int, _: WitnessTable) -> Choice:
    """The components whose first member the strip owns, and their links."""
    rows = np.flatnonzero(owner == number)
    mine = np.flatnonzero(owner[links.left] == number)
    # Every end of these links is one of the rows, so its place among them is found.
    local = Links(
        np.searchsorted(rows, links.left[mine]),
        np.searchsorted(rows, links.right[mine]),
        links.llr[mine],
        links.crowded[rows],
    )
    return Choice(rows, links=local)


def _solution(tau: float, carrier: _Carrier) -> Solution:
    """The solution of the components of a strip, in places of its own rows."""
    portion = carrier.portion()
    if portion.choice.links is None:
        raise ValueError("a piece without links cannot be solved")
    return solve(portion.table, portion.choice.links, tau)


def _assembled(owner: Codes, solved: Sequence[Solution]) -> Solution:
    """The solutions of all strips as one; cells in the order of their first members."""
    rows = [np.flatnonzero(owner == number) for number in range(len(solved))]
    begins = np.zeros(len(owner), np.bool_)
    for mine, one in zip(rows, solved, strict=True):
        begins[mine[one.first]] = True
    number_at = np.cumsum(begins) - 1
    total = int(number_at[-1]) + 1
    cell, llr = np.empty(len(owner), np.int64), np.empty(len(owner))
    cells = {name: _room(getattr(solved[0], name), total) for name in CELLS}
    for mine, one in zip(rows, solved, strict=True):
        numbers = number_at[mine[one.first]]
        cell[mine] = numbers[one.cell]
        llr[mine] = one.llr
        for name, values in cells.items():
            values[numbers] = getattr(one, name)
    first, kinds = np.flatnonzero(begins), solved[0].kinds
    return Solution(cell=cell, first=first, kinds=kinds, llr=llr, **cells)


def _room(like: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
    """An array of ``count`` rows such as these."""
    return np.empty((count, *like.shape[1:]), like.dtype)
