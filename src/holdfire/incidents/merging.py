"""From linked witnesses to cells: greedy merges with ties by content, in bounded parts."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.incidents.claim import Claim
from holdfire.incidents.cluster import Cluster, cluster_of, log_cell
from holdfire.incidents.joining import components
from holdfire.incidents.link import Links
from holdfire.incidents.witness import Witness

__all__ = ["GAIN_DIGITS", "LARGEST", "Piece", "merged", "pieces_of"]

LARGEST = 64
"""Linked witnesses beyond this number are linked again at a higher threshold."""

GAIN_DIGITS = 6
"""Gains are compared to a millionth of a nat: below that they differ by rounding only."""

_HIGHEST = 4.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Witnesses to be solved together: places in the list, links inside, and density.

    ``dense`` marks a piece too large to be solved fully: only its links are weighed.
    """

    places: tuple[int, ...]
    links: tuple[tuple[int, int, float], ...]
    dense: bool


def _split(places: list[int], links: Links, rows: list[int], tau: float) -> list[Piece]:
    """The parts of a component at a threshold raised until each is small enough."""
    kept = [row for row in rows if links.llr[row] >= tau]
    at = {place: number for number, place in enumerate(places)}
    left = np.array([at[int(links.left[row])] for row in kept], dtype=np.int64)
    right = np.array([at[int(links.right[row])] for row in kept], dtype=np.int64)
    by_part: dict[int, list[int]] = defaultdict(list)
    parts = components(len(places), left, right)
    of = {member: number for number, part in enumerate(parts) for member in part}
    for row, one in zip(kept, left.tolist(), strict=True):
        by_part[of[one]].append(row)
    found: list[Piece] = []
    for number, part in enumerate(parts):
        own = [places[member] for member in part]
        inside = by_part[number]
        if len(own) > LARGEST and tau < _HIGHEST:
            found.extend(_split(own, links, inside, tau + 1.0))
            continue
        ends = ((int(links.left[r]), int(links.right[r]), float(links.llr[r])) for r in inside)
        found.append(Piece(tuple(own), tuple(ends), dense=len(own) > LARGEST))
    return found


def pieces_of(size: int, links: Links, tau: float) -> list[Piece]:
    """The connected pieces of ``size`` witnesses, each at most :data:`LARGEST` large.

    A piece still larger at a threshold of +4 (a flood of coincident rows) stays whole and
    is marked dense. The rule reads content only.
    """
    return sorted(
        _split(list(range(size)), links, list(range(len(links.llr))), tau),
        key=lambda piece: piece.places[0],
    )


def _gain(cluster: Cluster, left: tuple[int, ...], right: tuple[int, ...]) -> float:
    """The log-likelihood ratio of one happening against two."""
    whole = log_cell(cluster, tuple(sorted((*left, *right))))
    if whole == -math.inf:
        return whole
    return whole - log_cell(cluster, left) - log_cell(cluster, right)


def _greedy(cluster: Cluster, near: dict[int, set[int]]) -> list[tuple[int, ...]]:
    """Merge the best pair of neighbouring cells until none gains."""
    cells: dict[int, tuple[int, ...]] = {at: (at,) for at in range(len(cluster.witnesses))}
    version = dict.fromkeys(cells, 0)
    heap: list[tuple[float, int, int, int, int]] = []

    def push(a: int, b: int) -> None:
        low, high = min(a, b), max(a, b)
        gain = _gain(cluster, cells[low], cells[high])
        if gain > 0.0:
            rounded = -round(gain, GAIN_DIGITS)
            heapq.heappush(heap, (rounded, low, high, version[low], version[high]))

    for a in sorted(near):
        for b in sorted(near[a]):
            if a < b:
                push(a, b)
    while heap:
        _, low, high, old_low, old_high = heapq.heappop(heap)
        if version.get(low) != old_low or version.get(high) != old_high:
            continue
        cells[low] = tuple(sorted((*cells[low], *cells.pop(high))))
        del version[high]
        version[low] += 1
        near[low] |= near.pop(high)
        near[low] -= {low, high}
        for other in sorted(near[low]):
            near[other].discard(high)
            near[other].add(low)
            push(low, other)
    return [cells[at] for at in sorted(cells)]


def merged(
    piece: Piece, witnesses: Sequence[Witness], claims: Sequence[Claim]
) -> tuple[Cluster, list[tuple[int, ...]]]:
    """The piece as a cluster, and its cells as places in the cluster.

    Every compatible pair is scored, in a dense piece only the linked ones. Cells are named
    by their first member, and equal gains are decided by it, never by arrival.
    """
    cluster = cluster_of(
        [witnesses[at] for at in piece.places], [claims[at] for at in piece.places]
    )
    size = len(piece.places)
    if piece.dense:
        at = {place: number for number, place in enumerate(piece.places)}
        near: dict[int, set[int]] = {number: set() for number in range(size)}
        for left, right, _ in piece.links:
            near[at[left]].add(at[right])
            near[at[right]].add(at[left])
    else:
        near = {number: set(range(size)) - {number} for number in range(size)}
    return cluster, _greedy(cluster, near)
