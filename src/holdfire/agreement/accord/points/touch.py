"""What a late or withdrawn fact can change: which memos, which verdicts, over which span.

A change of an operand on a span of positions changes its operator on another span only; the
spans add up along the way from the fact to the root. The variables that the fact gives
values to and the verdict names narrow the change to the keys they share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
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
from holdfire.agreement.accord.points.ahead import inner
from holdfire.agreement.accord.points.facts import Args, Shape
from holdfire.agreement.accord.points.memo import Memo
from holdfire.agreement.accord.points.normal import free
from holdfire.agreement.accord.points.plan import Planner
from holdfire.agreement.accord.points.position import AFTER, BEFORE, SHIFT
from holdfire.agreement.accord.points.sources import shape_of
from holdfire.agreement.accord.points.support import negation, supporting_atoms
from holdfire.agreement.accord.points.world import World

__all__ = ["Occurrence", "Reach", "occurrences", "sensitive_places"]

Span = tuple[int, int]
Spread = Callable[[int, int], Span]
"""From the span of an operand to the span of its operator."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One step from an operand to what contains it; memos of the operand are cut first."""

    spread: Spread | None
    memos: tuple[Memo, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An atom (or, without ``shape``, a place where the points themselves count).

    ``columns`` are the variables the fact gives values to, with their columns; ``shared``
    those among them that are free in the root. ``part`` is the part of the formula whose
    positions say where the root can change: it stands on the way, and nothing between it and
    the root looks elsewhere.
    """

    shape: Shape | None
    columns: tuple[tuple[str, int], ...]
    shared: tuple[str, ...]
    part: Formula
    way: tuple[Reach, ...]

    def span(self, args: Args, at: int) -> Span:
        """Cut the memos on the way; returns the positions of the root that may change."""
        values = {name: args[column] for name, column in self.columns}
        low = high = at
        for reach in self.way:
            for memo in reach.memos:
                names = memo.inputs
                if all(name in values for name in names):
                    key = tuple(values[name] for name in names)
                    memo.cut_key(key[0] if len(key) == 1 else key, low)
                else:
                    memo.cut_all(low)
            if reach.spread is not None:
                low, high = reach.spread(low, high)
        return low, high


def occurrences(root: Formula, planner: Planner) -> list[Occurrence]:
    """Every atom of a compiled formula with its way to the root."""
    found = []
    for atom, way, above in _walk(root, (), (), planner):
        if isinstance(atom, Atom):
            names = free(atom)
            shape, keys = shape_of(atom, names, rest=False, world=planner.world)
            columns = tuple(zip(keys, shape.key, strict=True))
            shared = tuple(sorted(names & free(root)))
            part = _telling(above or (root,), names)
            found.append(Occurrence(shape, columns, shared, part, way))
    return found


def _telling(chain: tuple[Formula, ...], names: frozenset[str]) -> Formula:
    """The part of the chain whose own facts share most variables with ``names``."""

    def shared(part: Formula) -> int:
        atoms = supporting_atoms(part)
        if atoms is None:
            return -1
        known = names & free(part)
        return min((len(free(atom) & known) for atom in atoms), default=99)

    return max(chain, key=shared)


def sensitive_places(root: Formula, planner: Planner) -> list[Occurrence]:
    """Where a new point changes a value by merely being there."""
    found = []
    for part, way, _ in _walk(root, (), (), planner):
        match part:
            case Once(_, body) | Eventually(_, body):
                operands = [(body, body)]
            case Since(_, left, right) | Until(_, left, right):
                operands = [(left, negation(left)), (right, right)]
            case Previous(_, body) | Next(_, body):
                spread = _around(planner.world, ahead=isinstance(part, Next))
                found.append(Occurrence(None, (), (), root, (Reach(spread, ()), *way)))
                continue
            case _:
                continue
        found += [
            Occurrence(None, (), (), root, (_reach(part, operand, planner), *way))
            for operand, support in operands
            if supporting_atoms(support) is None
        ]
    return found


def _walk(
    f: Formula, way: tuple[Reach, ...], above: tuple[Formula, ...], planner: Planner
) -> Iterator[tuple[Formula, tuple[Reach, ...], tuple[Formula, ...]]]:
    """Every part with its way to the root and the parts above it that look nowhere else."""
    if not above and not way:
        above = (f,)
    yield f, way, above
    for part in inner(f):
        chain = above
        if isinstance(f, And | Or | Not | Exists) and above[-1] is f:
            chain = (*above, part)
        yield from _walk(part, (_reach(f, part, planner), *way), chain, planner)


def _reach(f: Formula, operand: Formula, planner: Planner) -> Reach:  # noqa: PLR0911 - one return a kind of formula
    """The step from an operand to its operator."""
    memos = tuple(planner.memos.get(operand, ()))
    match f:
        case Once(bound, _):
            return Reach(_later(bound, bound.low), memos)
        case Since(bound, left, right):
            if left == right:
                return Reach(_later(bound, 0), memos)
            return Reach(_later(bound, 0 if operand == left else bound.low), memos)
        case Eventually(bound, _):
            return Reach(_earlier(bound, bound.low), memos)
        case Until(bound, left, right):
            if left == right:
                return Reach(_earlier(bound, 0), memos)
            return Reach(_earlier(bound, 0 if operand == left else bound.low), memos)
        case Previous():
            world = planner.world
            return Reach(lambda low, high: (world.after(low), world.after(high)), memos)
        case Next():
            world = planner.world
            return Reach(lambda low, high: (world.before(low), world.before(high)), memos)
    return Reach(None, ())


def _later(bound: Bound, least: int) -> Spread:
    """The span of an operator that looks back at least ``least`` and at most the bound."""
    most = bound.high

    def spread(low: int, high: int) -> Span:
        if low > BEFORE and least:
            low = ((low >> SHIFT) + least) << SHIFT
        if most is None:
            high = AFTER
        elif high < AFTER:
            high = (((high >> SHIFT) + most + 1) << SHIFT) - 1
        return low, high

    return spread


def _earlier(bound: Bound, least: int) -> Spread:
    """The mirror image of :func:`_later`."""
    most = bound.high

    def spread(low: int, high: int) -> Span:
        if high < AFTER and least:
            high = (((high >> SHIFT) - least + 1) << SHIFT) - 1
        if most is None:
            low = BEFORE
        elif low > BEFORE:
            low = ((low >> SHIFT) - most) << SHIFT
        return low, high

    return spread


def _around(world: World, *, ahead: bool) -> Spread:
    """A new point beside which ``previous`` or ``next`` sees another neighbour."""

    def spread(low: int, high: int) -> Span:
        return (world.before(low), high) if ahead else (low, world.after(high))

    return spread
