"""Groups from pairs: connected components named by their smallest member."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled

__all__ = ["components", "roots_of"]

Ints = npt.NDArray[np.int64]


@compiled
def _root(parent: Ints, one: int) -> int:
    """The root of a member; the path to it is halved on the way."""
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


@compiled
def _joined(parent: Ints, left: Ints, right: Ints) -> None:
    """Join the ends of every pair; the smaller root stays."""
    for at in range(len(left)):
        a, b = _root(parent, left[at]), _root(parent, right[at])
        if a < b:
            parent[b] = a
        elif b < a:
            parent[a] = b
    for one in range(len(parent)):
        parent[one] = _root(parent, one)


def roots_of(count: int, left: Ints, right: Ints) -> Ints:
    """The smallest member of each one's component, shape (count,).

    ``left``/``right`` are the ends of the links, numbers below ``count``. The result does
    not depend on the order of the links.
    """
    parent = np.arange(count, dtype=np.int64)
    _joined(parent, np.asarray(left, np.int64), np.asarray(right, np.int64))
    return parent


def components(size: int, left: Ints, right: Ints) -> list[list[int]]:
    """The members of each component, in rising order; components by smallest member."""
    if not size:
        return []
    label = roots_of(size, left, right)
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    return [part.tolist() for part in np.split(order, cuts)]
