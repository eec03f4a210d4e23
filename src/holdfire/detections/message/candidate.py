"""Which messages of one block are worth comparing: those that share rare keys.

Each message asks for its heaviest keys; a key that too many messages of the block have asks
nothing. So the work is bounded by the number of messages times two constants. Messages
whose heavy keys are all too common (a flood of one template) are compared with their
neighbours in the order of those keys. Every bound cuts by content, never by the order in
which messages came.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["ASKED", "COMMON", "candidates"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ASKED = 6
"""How many of its heaviest keys a message asks for."""

COMMON = 64
"""A key of more messages of the block than this asks nothing."""

_NEIGHBOURS = 4
_BEST = 24
_AT_ONCE = 1 << 16  # keys asked for at a time; 64 times as many answers at most
_LEAST = 4.0
_NONE: Ints = np.zeros((0, 2), dtype=np.int64)


def _ranks(rows: Ints) -> Ints:
    """The place of each entry among those of its row; ``rows`` are in order."""
    ranks: Ints = np.arange(len(rows)) - np.searchsorted(rows, rows, side="left")
    return ranks


def _answers(rows: Ints, codes: Ints, heavy: Floats) -> Iterator[Ints]:
    """Pairs that share a key one of them asks for, each message with its best.

    ``rows`` are in order, each row's entries heaviest first.
    """
    order = np.argsort(codes, kind="stable")
    owners = rows[order]
    bounds = np.searchsorted(codes[order], np.arange(len(heavy) + 1))
    asked = np.flatnonzero(_ranks(rows) < ASKED)
    cuts = range(_AT_ONCE, len(asked), _AT_ONCE)
    # A message is never cut in two: a part ends where a message ends.
    cuts_at = [int(np.searchsorted(rows[asked], rows[asked[cut]])) for cut in cuts]
    for part in np.split(asked, sorted(set(cuts_at) - {0})):
        first, many = bounds[codes[part]], np.diff(bounds)[codes[part]]
        left = np.repeat(rows[part], many)
        begin = np.repeat(np.cumsum(many) - many, many)
        right = owners[np.repeat(first, many) + np.arange(len(left)) - begin]
        weight = np.repeat(heavy[codes[part]], many)
        yield _best(left[left != right], right[left != right], weight[left != right])


def _best(left: Ints, right: Ints, weight: Floats) -> Ints:
    """Of each ``left`` the pairs with the largest sums of weights."""
    order = np.lexsort((right, left))
    left, right, weight = left[order], right[order], weight[order]
    if not len(left):
        return _NONE
    new = np.flatnonzero(np.diff(left, prepend=-1) | np.diff(right, prepend=-1))
    score = np.add.reduceat(weight, new)
    left, right = left[new], right[new]
    kept = score >= _LEAST
    left, right, score = left[kept], right[kept], score[kept]
    order = np.lexsort((right, -score, left))
    chosen = order[_ranks(left[order]) < _BEST]
    return np.column_stack((left[chosen], right[chosen]))


def _flooded(rows: Ints, codes: Ints, common: npt.NDArray[np.bool_]) -> Ints:
    """Neighbours in the order of their heaviest keys, among messages with common ones."""
    heavy = _ranks(rows) < _NEIGHBOURS
    rows, codes = rows[heavy], codes[heavy]
    members = np.unique(rows[common[codes]])
    if len(members) < 2:
        return _NONE
    table = np.full((len(members), _NEIGHBOURS), -1, dtype=np.int64)
    inside = np.isin(rows, members)
    at = np.searchsorted(members, rows[inside])
    table[at, _ranks(rows[inside])] = codes[inside]
    order = members[np.lexsort((members, *table.T[::-1]))]
    pairs = [
        np.column_stack((order[:-step], order[step:]))
        for step in range(1, min(_NEIGHBOURS, len(order) - 1) + 1)
    ]
    return np.concatenate(pairs)


def candidates(rows: Ints, blocks: Ints, marks: Ints, weights: Floats) -> Ints:
    """Pairs ``(i, j)``, ``i < j``, of messages that may be copies, each once, shape (n, 2).

    One entry for each message, block and key: ``rows`` the message, ``blocks`` the block it
    is in, ``marks`` the number of the key, ``weights`` its weight; any order. Only messages
    of one block are paired.
    """
    if len(rows) < 2:
        return _NONE
    order = np.lexsort((marks, blocks))
    rows, blocks, marks = (one[order] for one in (rows, blocks, marks))
    weights = weights[order]
    new = (np.diff(blocks, prepend=-1) != 0) | (np.diff(marks, prepend=-1) != 0)
    codes = np.cumsum(new) - 1
    heavy = weights[new]
    count = np.bincount(codes)
    order = np.lexsort((codes, -weights, blocks, rows))
    order = order[count[codes[order]] > 1]
    rows, blocks, codes = rows[order], blocks[order], codes[order]
    # A message asks anew in each of its blocks.
    asking = np.cumsum((np.diff(rows, prepend=-1) != 0) | (np.diff(blocks, prepend=-1) != 0))
    common = count > COMMON
    rare = ~common[codes]
    found = [_flooded(asking, codes, common), *_answers(asking[rare], codes[rare], heavy)]
    _, first = np.unique(asking, return_index=True)
    message = np.concatenate([np.zeros(1, np.int64), rows[first]])
    pairs = np.sort(message[np.concatenate(found)], axis=1)
    unique: Ints = np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0)
    return unique
