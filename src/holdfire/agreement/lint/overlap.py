"""May two clauses bind the same object of the same party at the same time?"""

from __future__ import annotations

from holdfire.agreement.clause import Clause
from holdfire.agreement.weapon import Bound, ObjectClass, ObjectPredicate

__all__ = ["at_one_time", "bind_together", "may_share", "range_of"]

_NONE, _MOST = 0, 10**6
"""Calibres in tenths of a millimetre: none is smaller, none larger."""


def may_share(one: ObjectPredicate, two: ObjectPredicate) -> bool:
    """Can one object be meant by both? An undefined word is only met by itself."""
    if one.anything or two.anything:
        return True
    if not one.classes or not two.classes:
        return one.term == two.term
    return any(_classes_meet(a, b) for a in one.classes for b in two.classes)


def _classes_meet(one: ObjectClass, two: ObjectClass) -> bool:
    """No condition of one class excludes the other."""
    kinds = not one.kinds or not two.kinds or set(one.kinds) & set(two.kinds)
    systems = not one.systems or not two.systems or set(one.systems) & set(two.systems)
    if not kinds or not systems:
        return False
    (low1, high1), (low2, high2) = range_of(one), range_of(two)
    return max(low1, low2) <= min(high1, high2)


def range_of(wanted: ObjectClass) -> tuple[int, int]:
    """The smallest and the largest calibre of a class, in tenths of a millimetre."""
    low, high = _NONE, _MOST
    for bound, limit in wanted.calibre:
        if bound is Bound.GT:
            low = max(low, limit + 1)
        elif bound is Bound.GE:
            low = max(low, limit)
        elif bound is Bound.LT:
            high = min(high, limit - 1)
        else:
            high = min(high, limit)
    return low, high


def bind_together(one: Clause, two: Clause) -> bool:
    """Is there a party and an instant that both clauses bind?"""
    parties = not one.actors or not two.actors or bool(set(one.actors) & set(two.actors))
    return parties and at_one_time(one, two)


def at_one_time(one: Clause, two: Clause) -> bool:
    """Do the times of the clauses meet? An open end meets everything."""
    starts = [clause.starts for clause in (one, two) if clause.starts is not None]
    ends = [clause.ends for clause in (one, two) if clause.ends is not None]
    return not starts or not ends or max(starts) < min(ends)
