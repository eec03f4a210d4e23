"""Groups from pairs: connected components named by their smallest member."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = ["components"]

Ints = npt.NDArray[np.int64]


def components(size: int, left: Ints, right: Ints) -> list[list[int]]:
    """The members of each component, in rising order; components by smallest member.

    ``left``/``right`` are the ends of the links, numbers below ``size``. The result does
    not depend on the order of the links.
    """
    if not size:
        return []
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    parts = [part.tolist() for part in np.split(order, cuts)]
    return sorted(parts, key=lambda part: part[0])
