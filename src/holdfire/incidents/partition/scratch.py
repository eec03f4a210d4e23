"""Room for the blocks and states of one piece, made once and used for every piece."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["BLOCKS", "EDGES", "LARGEST", "STATES", "TRIED", "Scratch", "scratch_for"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Masks = npt.NDArray[np.uint64]

LARGEST = 64
"""The most witnesses of a piece: one bit of a mask each."""

BLOCKS, STATES, EDGES = 2_048, 16_384, 131_072
_SLOTS = 1 << 16
TRIED = 1 << 15


class Scratch(NamedTuple):
    """What the loops of one piece write to.

    Members: ``alone`` (n, 3) log weight of each by itself, ``real`` (n, 3) the chance that
    it is a happening if it is by itself, ``kinds`` (n, classes, 3) its class shares then,
    ``near`` (n,) the others it is linked to, ``free``
    (n,) the others it may share a block with, as bits; ``own`` (n,) rows of one block.
    Blocks of two or more by lowest member: ``start`` (n + 1,), ``mask`` (b,) members as
    bits, ``gain`` (b, 3) log weight over that of the members apart, ``moments`` (b, 5) mean
    and covariance in km about the piece's first member, ``shares`` (b, classes, 3) class
    shares, ``cell`` (b,) the cell that accounts for it, ``weight`` and ``chance`` (b,).
    States (sets of members still to be divided) and edges (a block or single taken from
    one): ``state`` (s,) as bits, ``visit`` (s,) an order in which edges lead onward,
    ``first`` and ``last`` (s,) edges of each, ``edge`` (e,) block or −1, ``child`` (e,);
    ``sums`` and ``paths`` (s,), ``choice`` (s,) best edge; ``slot`` a hash table, ``chain``
    and ``level`` the states by their lowest member.
    ``tried`` a set of masks, ``best`` (n,) the largest gain per member of a block with
    it, ``seed`` blocks to begin with.
    ``single`` and ``lone`` (n,) weight and chance of each member by itself; ``causes`` and
    ``five`` hold classes and moments for a moment.
    """

    alone: Floats
    real: Floats
    kinds: Floats
    near: Masks
    free: Masks
    own: Ints
    start: Ints
    mask: Masks
    gain: Floats
    moments: Floats
    shares: Floats
    cell: Codes
    weight: Floats
    chance: Floats
    state: Masks
    visit: Codes
    first: Codes
    last: Codes
    edge: Codes
    child: Codes
    sums: Floats
    paths: Floats
    choice: Codes
    slot: Codes
    chain: Codes
    level: Codes
    tried: Masks
    best: Floats
    seed: Masks
    single: Floats
    lone: Floats
    pairs: Floats
    causes: Floats
    five: Floats


def scratch_for(classes: int) -> Scratch:
    """Room for pieces with so many classes."""
    code, mask = np.int32, np.uint64
    return Scratch(
        np.zeros((LARGEST, 3)), np.zeros((LARGEST, 3)), np.zeros((LARGEST, classes, 3)),
        np.zeros(LARGEST, mask), np.zeros(LARGEST, mask), np.zeros(LARGEST, np.int64),
        np.zeros(LARGEST + 1, np.int64),
        np.zeros(BLOCKS, mask), np.zeros((BLOCKS, 3)), np.zeros((BLOCKS, 5)),
        np.zeros((BLOCKS, classes, 3)), np.zeros(BLOCKS, code), np.zeros(BLOCKS),
        np.zeros(BLOCKS), np.zeros(STATES, mask), np.zeros(STATES, code),
        np.zeros(STATES, code), np.zeros(STATES, code),
        np.zeros(EDGES, code), np.zeros(EDGES, code), np.zeros(STATES), np.zeros(STATES),
        np.zeros(STATES, code), np.full(_SLOTS, -1, code), np.zeros(STATES, code),
        np.zeros(LARGEST + 1, code), np.zeros(TRIED, mask), np.zeros(LARGEST),
        np.zeros(4 * LARGEST, mask),
        np.zeros(LARGEST), np.zeros(LARGEST),
        np.zeros((LARGEST, LARGEST)), np.zeros(classes), np.zeros(5),
    )  # fmt: skip
