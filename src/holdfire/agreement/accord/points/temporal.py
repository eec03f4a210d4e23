"""The temporal operators over the points of a log, as functions of a position.

``once[a,b] f`` at *i* is the greatest value of *f* at points *j <= i* with
*a <= stamp(i) - stamp(j) <= b*; ``left since[a,b] right`` the greatest, over the same *j*, of
the least of *right(j)* and *left* at the points after *j* up to *i*; ``eventually`` and
``until`` the mirror images (D. Basin, F. Klaedtke, S. Mueller, E. Zalinescu: Monitoring metric
first-order temporal properties, J. ACM 62(2), 2015), lifted to strong Kleene logic. What lies
behind an open end is unknown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from holdfire.agreement.accord.formula import Bound
from holdfire.agreement.accord.points.position import AFTER, BEFORE, SHIFT
from holdfire.agreement.accord.points.track import Side, Track
from holdfire.agreement.accord.points.window import future, past
from holdfire.agreement.accord.points.world import World

__all__ = [
    "Operand",
    "eventually",
    "next_point",
    "once",
    "once_fact",
    "previous",
    "since",
    "since_fact",
    "until",
]

Operand = Callable[[int, int], Side]
"""Hands out the side of an operand under the current values, right on the window given."""
Check = Callable[[int], int]
Find = Callable[[], Track | None]
"""The track of a fact under the current values, never empty; ``None`` where there is none."""


def once(bound: Bound, operand: Operand) -> Check:
    """``once[a,b]``."""
    window = past(bound)

    def check(at: int) -> int:
        low, high = window(at)
        side = operand(low, high)
        if side.last_true(low, high) > BEFORE:
            return 2
        return 1 if side.last_maybe(low, high) > BEFORE else 0

    return check


def eventually(bound: Bound, operand: Operand, world: World) -> Check:
    """``eventually[a,b]``."""
    window = future(bound)

    def check(at: int) -> int:
        low, high = window(at)
        side = operand(low, high)
        if side.first_true(low, high) < AFTER:
            return 2
        if world.open_end and high > world.points[-1]:
            return 1
        return 1 if side.first_maybe(low, high) < AFTER else 0

    return check


def since(bound: Bound, broken: Operand, right: Operand) -> Check:
    """``left since[a,b] right``; ``broken`` is the negation of ``left``."""
    window = past(bound)

    def check(at: int) -> int:
        low, high = window(at)
        side = right(low, high)
        last = side.last_maybe(low, high)
        if last == BEFORE:
            return 0
        breaks = broken(low, at)
        false_at = breaks.last_true(last + 1, at)  # left is false there: nothing before counts
        if false_at > BEFORE:
            return 0
        doubt_at = breaks.last_maybe(low, at)
        if side.last_true(max(low, doubt_at), high) > BEFORE:
            return 2
        return 1

    return check


def once_fact(bound: Bound, find: Find, slow: Check) -> Check:
    """``once`` of a fact: a look at the last position of its key up to this one."""
    window = past(bound)
    if bound.low:
        return slow

    def check(at: int) -> int:
        track = find()
        if track is None:
            return 0
        if track.unknown:
            return slow(at)
        last = track.true[-1]
        if last > at:
            index = bisect_right(track.true, at)
            if not index:
                return 0
            last = track.true[index - 1]
        return 2 if last >= window(at)[0] else 0

    return check


def since_fact(bound: Bound, find_broken: Find, find_right: Find, slow: Check) -> Check:  # noqa: C901 - one pass, made for speed
    """``not fact since fact``: two last positions are compared."""
    window = past(bound)
    if bound.low:
        return slow
    endless = bound.high is None

    def check(at: int) -> int:  # noqa: PLR0911 - one pass, made for speed
        track = find_right()
        if track is None:
            return 0
        broken = find_broken()
        if track.unknown or (broken is not None and broken.unknown):
            return slow(at)
        last = track.true[-1]
        if last > at:
            index = bisect_right(track.true, at)
            if not index:
                return 0
            last = track.true[index - 1]
        if not endless and last < window(at)[0]:
            return 0
        if broken is None:
            return 2
        false_at = broken.true[-1]
        if false_at > at:
            index = bisect_right(broken.true, at)
            if not index:
                return 2
            false_at = broken.true[index - 1]
        return 0 if false_at > last else 2

    return check


def until(bound: Bound, broken: Operand, right: Operand, world: World) -> Check:
    """``left until[a,b] right``; ``broken`` is the negation of ``left``."""
    window = future(bound)

    def check(at: int) -> int:
        low, high = window(at)
        side, breaks = right(low, high), broken(at, high)
        false_at = breaks.first_true(at, high)
        doubt_at = breaks.first_maybe(at, high)
        if side.first_true(low, min(high, doubt_at)) < AFTER:
            return 2
        if side.first_maybe(low, min(high, false_at)) < AFTER:
            return 1
        return 1 if world.open_end and high > world.points[-1] and false_at == AFTER else 0

    return check


def previous(bound: Bound, body: Check, world: World) -> Check:
    """``previous[a,b]``: false at the first point."""

    def check(at: int) -> int:
        other = world.before(at)
        if other == BEFORE or not _apart(bound, other, at):
            return 0
        return body(other)

    return check


def next_point(bound: Bound, body: Check, world: World) -> Check:
    """``next[a,b]``: false at the last point, unknown there if the end is open."""

    def check(at: int) -> int:
        other = world.after(at)
        if other == AFTER:
            return 1 if world.open_end else 0
        return body(other) if _apart(bound, at, other) else 0

    return check


def _apart(bound: Bound, one: int, other: int) -> bool:
    """Do the stamps differ by the bound?"""
    gap = (other >> SHIFT) - (one >> SHIFT)
    return gap >= bound.low and (bound.high is None or gap <= bound.high)
