"""The standard of proof of a clause, spent over the conditions of a match.

Each condition holds with a lowest probability. All of them are *true* when their product
reaches the standard; else the fewest and most doubtful are *unknown*, so that the others
together reach it. The level of every set of possible values is chosen by this: together
they have the level that the clause asks for.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from holdfire.agreement.clause import Standard
from holdfire.verification.factor import Factor
from holdfire.verification.matching import Tally, at_least_one

__all__ = ["doubtful_of_all", "doubtful_of_one", "is_possible", "lifted"]


def is_possible(high: float, standard: Standard) -> bool:
    """Does a match remain possible, at the highest end of every doubt?

    It does when it could have more than the probability that the standard itself leaves
    open when it calls a clause violated.
    """
    return high > 1.0 - standard.violated_at


def doubtful_of_one(lows: Sequence[float], standard: Standard) -> tuple[int, ...]:
    """The conditions of one incident to leave unknown: the fewest, the most doubtful."""
    order = sorted(range(len(lows)), key=lambda index: (lows[index], index))
    left: list[int] = []
    product = float(np.prod(np.array(lows, np.float64)))
    for index in order:
        if product >= standard.violated_at:
            break
        left.append(index)
        rest = [low for number, low in enumerate(lows) if number not in left]
        product = float(np.prod(np.array(rest, np.float64)))
    return tuple(sorted(left))


def lifted(found: Tally, known: Sequence[Factor]) -> float:
    """The lowest probability of a match if these conditions were known to hold."""
    each = np.where(found.each.high > 0.0, 1.0, 0.0)
    for factor in found.factors:
        if factor not in known:
            each = each * factor.low
    return at_least_one(each)


def doubtful_of_all(found: Tally, standard: Standard) -> tuple[Factor, ...]:
    """The conditions of all incidents together to leave unknown, as for one of them.

    None where the incidents would do if they did not rest on one source.
    """
    if at_least_one(found.each.low) >= standard.violated_at:
        return ()
    left: list[Factor] = []
    rest = list(found.factors)
    while rest:
        best = max(rest, key=lambda factor: lifted(found, [*left, factor]))
        left.append(best)
        rest.remove(best)
        if lifted(found, left) >= standard.violated_at:
            break
    return tuple(factor for factor in found.factors if factor in left)
