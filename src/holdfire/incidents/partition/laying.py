"""A piece laid out: the blocks that matter weighed, and all ways to divide it into them."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.dividing import lay_states
from holdfire.incidents.partition.listing import list_blocks, weigh_alone
from holdfire.incidents.partition.regret import drop_regretted, less
from holdfire.incidents.partition.scratch import Scratch

__all__ = ["laid_out"]

Ints = npt.NDArray[np.int64]

_CUT, _NEARER, _NEAREST = -14.0, -9.0, -5.0
_FEW, _SOME = 6, 10


@inner
def laid_out(arrays: Arrays, members: Ints, scratch: Scratch) -> tuple[int, bool]:
    """Blocks and states of a piece in the scratch, after ``meet`` or ``near_only``.

    How many states, and whether every block that matters was weighed. Blocks far less likely
    than their members apart are left out; where blocks or states outnumber their room, those
    also that their members have least use for.
    """
    size = len(members)
    middle = 1 if arrays.ends == 3 else 0
    weigh_alone(arrays, members, scratch)
    cut = _CUT if size <= _FEW else (_NEARER if size <= _SOME else _NEAREST)
    bound = list_blocks(arrays, members, cut, scratch)
    states = lay_states(size, scratch)
    while states < 0:
        scratch.best[:size] = 0.0
        bound = less(bound)
        drop_regretted(size, bound, middle, 0, scratch)
        states = lay_states(size, scratch)
    return states, bound == math.inf
