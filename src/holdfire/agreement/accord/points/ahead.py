"""How far a formula looks ahead: when its value at a position cannot change any more."""

from __future__ import annotations

from bisect import bisect_right

from holdfire.agreement.accord.formula import (
    And,
    Eventually,
    Exists,
    Formula,
    Next,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
)
from holdfire.agreement.accord.points.position import AFTER, SHIFT, last_at
from holdfire.agreement.accord.points.world import World

__all__ = ["count_next", "furthest", "inner", "reach_ahead"]


def inner(f: Formula) -> tuple[Formula, ...]:
    """The direct parts of a formula in normal form."""
    match f:
        case And(parts) | Or(parts):
            return parts
        case Not(body) | Exists(_, body) | Once(_, body) | Eventually(_, body):
            return (body,)
        case Previous(_, body) | Next(_, body):
            return (body,)
        case Since(_, left, right) | Until(_, left, right):
            return (left, right)
    return ()


def count_next(f: Formula) -> int:
    """How many points after one another the formula asks for."""
    return isinstance(f, Next) + max((count_next(part) for part in inner(f)), default=0)


def reach_ahead(f: Formula) -> int | None:
    """How many ticks ahead the formula looks; -1: not even at points of the same stamp.

    ``None`` where it looks ahead without end.
    """
    reaches = [reach_ahead(part) for part in inner(f)]
    if any(reach is None for reach in reaches):
        return None
    most = max((reach for reach in reaches if reach is not None), default=-1)
    match f:
        case Eventually(bound, _) | Until(bound, _, _):
            return None if bound.high is None else max(most, 0) + bound.high
    return most


def furthest(f: Formula, at: int, world: World) -> int | None:
    """The last point that the value at a position can depend on; ``None``: not there yet."""
    points = world.points
    match f:
        case Eventually(bound, _) | Until(bound, _, _):
            end = AFTER if bound.high is None else last_at((at >> SHIFT) + bound.high)
            if points[-1] <= end:
                return None
            at = points[bisect_right(points, end) - 1]
        case Next():
            at = world.after(at)
            if at == AFTER:
                return None
    most = at
    for part in inner(f):
        found = furthest(part, at, world)
        if found is None:
            return None
        most = max(most, found)
    return most
