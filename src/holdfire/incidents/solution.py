"""What solving found: the cells of witnesses and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["APPROXIMATE", "DENSE", "Links", "Solution"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DENSE = 1
"""Bit of ``Solution.flags``: too many witnesses stand here to tell them apart."""

APPROXIMATE = 2
"""Bit of ``Solution.flags``: too many ways to divide the witnesses; not all were weighed."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs ``left < right`` of rows of a table with their log-likelihood ratio (nats).

    Sorted by left, then right. ``crowded`` (n,) marks witnesses that stand too dense to be
    told apart; they have no links.
    """

    left: Ints
    right: Ints
    llr: Floats
    crowded: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Solution:
    """``n`` witnesses in ``c`` cells; cells in the order of their first members.

    ``cell`` (n,) number of the cell of each witness. Per cell: ``first`` (c,) its first
    member; ``size`` (c,) members; ``exists`` (c, 3) low, value, high probability that it
    is a happening of the leading classes, and no part of one that another cell accounts for
    better; ``number`` (c,) expected happenings among its members given at least one;
    ``classes`` (c, k) shares, summing to one, of the classes numbered in ``kinds`` (k,);
    all others have none. ``place`` (c, 2) mean in frame units and
    ``spread`` (c, 3) covariance in km²; ``time`` (c, 3) start, end and sigma in seconds
    (sigma NaN for an interval); ``flags`` (c,) bits. ``llr`` (n,): what each witness adds to
    its cell, in nats: the log ratio of the cell with it to the cell without it and it alone.
    """

    cell: Ints
    first: Ints
    size: Ints
    exists: Floats
    number: Floats
    classes: Floats
    kinds: Ints
    place: Floats
    spread: Floats
    time: Floats
    flags: npt.NDArray[np.uint8]
    llr: Floats
