"""A formula compiled into functions: its value at a position, or the values it binds there.

A plan reads the facts through indexes keyed by the variables that already have values, so
its cost follows what the keys have in common, not the length of the log or of a window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Compare,
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
    Verum,
)
from holdfire.agreement.accord.points import sources, temporal
from holdfire.agreement.accord.points.binding import binds, join_order, refuse_unbound
from holdfire.agreement.accord.points.compare import compare_check
from holdfire.agreement.accord.points.join import (
    conjunction,
    disjunction,
    fact_collector,
    row_collector,
    rows_with,
)
from holdfire.agreement.accord.points.memo import Candidates, Memo, all_points
from holdfire.agreement.accord.points.normal import free
from holdfire.agreement.accord.points.support import negation, supporting_atoms
from holdfire.agreement.accord.points.track import Gap
from holdfire.agreement.accord.points.world import FRESH, World
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Value

__all__ = ["Check", "Collect", "Generate", "Planner"]

Check = Callable[[int], int]
"""The value at a position, all free variables having theirs: 0 false, 1 unknown, 2 true."""
Generate = Callable[[int], Iterator[int]]
"""Gives the free variables their values in ``env``, one row after the other, and yields each
row's value, never false. A row may come twice, with the same or another value."""
Collect = Callable[[int], dict[tuple[Value, ...], int]]
"""Rows at a position with their greatest values, none of them false."""
Names = frozenset[str]


class Planner:
    """Compiles the parts of one formula over one world. ``memos`` by the operand they serve."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.memos: dict[Formula, list[Memo]] = {}
        self._known: dict[tuple[Formula, Names], Memo] = {}

    def check(self, f: Formula, bound: Names) -> Check:  # noqa: PLR0911 - one return a kind of formula
        """The value of a formula whose free variables are all bound."""
        world = self.world
        missing = free(f) - bound
        if missing:
            raise refuse_unbound(min(missing))
        match f:
            case Verum(value):
                fixed = 2 if value else 0
                return lambda _at: fixed
            case Compare():
                return compare_check(f, world)
            case Atom():
                return sources.atom_check(f, world)
            case Not(body):
                inner = self.check(body, bound)
                return lambda at: 2 - inner(at)
            case And(parts):
                return _least([self.check(part, bound) for part in join_order(parts, bound)])
            case Or(parts):
                return _greatest([self.check(part, bound) for part in parts])
            case Exists(variables, body):
                return self._exists(variables, body, bound - frozenset(variables))
        return self._temporal_check(f, bound)

    def _temporal_check(self, f: Formula, bound: Names) -> Check:  # noqa: PLR0911 - one return a kind of formula
        world = self.world
        match f:
            case Once(when, body):
                check = temporal.once(when, self.operand(body))
                if isinstance(body, Atom):
                    return temporal.once_fact(when, sources.atom_find(body, world), check)
                return check
            case Eventually(when, body):
                return temporal.eventually(when, self.operand(body), world)
            case Since(when, left, right):
                broken = negation(left)
                check = temporal.since(when, self.operand(broken, left), self.operand(right))
                if isinstance(broken, Atom) and isinstance(right, Atom):
                    finds = sources.atom_find(broken, world), sources.atom_find(right, world)
                    return temporal.since_fact(when, *finds, check)
                return check
            case Until(when, left, right):
                sides = self.operand(negation(left), left), self.operand(right)
                return temporal.until(when, *sides, world)
            case Previous(when, body):
                return temporal.previous(when, self.check(body, bound), world)
            case Next(when, body):
                return temporal.next_point(when, self.check(body, bound), world)
        raise NotMonitorable(f"{type(f).__name__.lower()} is not part of the language")

    def _exists(self, variables: tuple[str, ...], body: Formula, bound: Names) -> Check:
        """The greatest value over all rows.

        Behind an open end any value may come: then those that the log names, and one that it
        does not, are tried.
        """
        rows = self.generate(body, bound)
        world = self.world
        if not _looks_ahead(body):
            return lambda at: _top(rows(at))
        slots = [world.slot(name) for name in variables]
        one = self.check(body, bound | frozenset(variables))

        def check(at: int) -> int:
            found = _top(rows(at))
            if found or not world.open_end:
                return found
            for values in product((FRESH, *world.domain), repeat=len(slots)):
                world.step()
                for slot, value in zip(slots, values, strict=True):
                    world.env[slot] = value
                if _may_hold(one, at):
                    return 1
            return 0

        return check

    def generate(self, f: Formula, bound: Names) -> Generate:  # noqa: PLR0911 - one return a kind of formula
        """The rows of a formula at a position. Refuses a variable that no fact binds."""
        world = self.world
        if free(f) <= bound:
            return rows_with(self.check(f, bound))
        match f:
            case Atom():
                return sources.atom_rows(f, bound, world)
            case Compare():
                return sources.assigned_rows(f, bound, world)
            case And(parts):
                return self._join(parts, bound)
            case Or(parts):
                if not binds(f, bound):
                    raise refuse_unbound(_loose(parts, bound))
                each = [self.generate(part, bound) for part in parts]
                return disjunction(each, _slots(world, free(f) - bound), world)
            case Exists(variables, body):
                inner = self.generate(body, bound - frozenset(variables))
                return disjunction([inner], _slots(world, free(f) - bound), world)
            case Previous(when, body):
                return sources.previous_rows(when, self.generate(body, bound), world)
            case Next(when, body):
                return sources.next_rows(when, self.generate(body, bound), world)
        return self._temporal_rows(f, bound)

    def _temporal_rows(self, f: Formula, bound: Names) -> Generate:
        world = self.world
        match f:
            case Once(when, body):
                rest = _rest(body, bound)
                return sources.once_rows(when, self._under(body, bound), rest, world)
            case Eventually(when, body):
                rest = _rest(body, bound)
                return sources.eventually_rows(when, self._under(body, bound), rest, world)
            case Since(when, left, right) | Until(when, left, right):
                rest = _rest(right, bound)
                if not free(left) <= bound | free(right):
                    raise refuse_unbound(min(free(left) - bound - free(right)))
                check = self.check(f, bound | free(f))
                broken = negation(left)
                if _endless(f) and isinstance(right, Atom) and isinstance(broken, Atom):
                    return sources.since_fact_rows(right, broken, bound, check, world)
                under = self._under(right, bound)
                ahead = isinstance(f, Until)
                return sources.since_rows(when, under, rest, check, world, ahead=ahead)
        raise refuse_unbound(min(free(f) - bound))

    def collector(self, f: Formula, variables: tuple[str, ...]) -> Collect:
        """All rows of a formula at a position, by the values of its variables."""
        world = self.world
        slots = tuple(world.slot(name) for name in variables)
        parts = join_order(f.parts, frozenset()) if isinstance(f, And) else [f]
        bound = free(parts[0])
        if isinstance(parts[0], Atom) and all(free(part) <= bound for part in parts):
            tests = [self.check(part, bound) for part in parts[1:]]
            return fact_collector(*sources.atom_reader(parts[0], world), tests, slots, world)
        return row_collector(self.generate(f, frozenset()), slots, world)

    def _join(self, parts: tuple[Formula, ...], bound: Names) -> Generate:
        steps: list[tuple[bool, Check | Generate]] = []
        for part in join_order(parts, bound):
            tested = free(part) <= bound
            steps.append(
                (tested, self.check(part, bound) if tested else self.generate(part, bound))
            )
            bound |= free(part)
        return conjunction(steps, self.world)

    def operand(self, f: Formula, known_as: Formula | None = None) -> temporal.Operand:
        """The side of an operand whose variables all have values."""
        world = self.world
        if isinstance(f, Atom):
            return sources.atom_side(f, world)
        if isinstance(f, Not) and isinstance(f.body, Atom):
            of = sources.atom_side(f.body, world)
            return lambda low, high: Gap(of(low, high), world.points)
        served = known_as or f
        if supporting_atoms(f) is None and supporting_atoms(other := negation(f)) is not None:
            memo = self._memo(other, free(f), served)
            return lambda low, high: Gap(memo.side(low, high), world.points)
        return self._memo(f, free(f), served).side

    def _under(self, f: Formula, bound: Names) -> sources.Under:
        """The tracks by rest of an operand with variables that have no value yet."""
        if isinstance(f, Atom):
            return sources.atom_under(f, bound, self.world)
        return self._memo(f, bound & free(f), f).under

    def _memo(self, f: Formula, inputs: Names, served: Formula) -> Memo:
        found = self._known.get((f, inputs))
        if found is None:
            rest = free(f) - inputs
            found = self._known[f, inputs] = Memo(
                self.world,
                tuple(sorted(inputs)),
                _rest(f, inputs),
                self.generate(f, inputs) if rest else rows_with(self.check(f, inputs)),
                self.candidates(f, inputs) or all_points(self.world),
            )
        serving = self.memos.setdefault(served, [])
        if found not in serving:
            serving.append(found)
        return found

    def candidates(self, f: Formula, bound: Names) -> Candidates | None:
        """Where the formula can be other than false; ``None`` if that can be anywhere."""
        atoms = supporting_atoms(f)
        if atoms is None:
            return None
        return sources.positions_of(atoms, bound & free(f), self.world)


def _endless(f: Formula) -> bool:
    """Is it ``since[0,*)``?"""
    return isinstance(f, Since) and not f.bound.low and f.bound.high is None


def _rest(f: Formula, bound: Names) -> tuple[str, ...]:
    return tuple(sorted(free(f) - bound))


def _slots(world: World, names: Names) -> tuple[int, ...]:
    return tuple(world.slot(name) for name in sorted(names))


def _loose(parts: tuple[Formula, ...], bound: Names) -> str:
    """A variable that not every part of a disjunction binds."""
    wanted = frozenset[str]().union(*(free(part) for part in parts)) - bound
    for part in parts:
        if missing := wanted - free(part):
            return min(missing)
    bad = next(part for part in parts if not binds(part, bound))
    return min(free(bad) - bound)


def _looks_ahead(f: Formula) -> bool:
    match f:
        case Eventually() | Until() | Next():
            return True
        case And(parts) | Or(parts):
            return any(_looks_ahead(part) for part in parts)
        case Not(body) | Exists(_, body) | Once(_, body) | Previous(_, body):
            return _looks_ahead(body)
        case Since(_, left, right):
            return _looks_ahead(left) or _looks_ahead(right)
    return False


def _may_hold(check: Check, at: int) -> bool:
    """Is it not false for the values tried? Values of the wrong type are none of its."""
    try:
        return check(at) > 0
    except NotMonitorable:
        return False


def _top(rows: Iterator[int]) -> int:
    best = 0
    for value in rows:
        if value == 2:
            return 2
        best = value
    return best


def _least(checks: list[Check]) -> Check:
    def check(at: int) -> int:
        least = 2
        for each in checks:
            value = each(at)
            if value < least:
                if not value:
                    return 0
                least = value
        return least

    return check


def _greatest(checks: list[Check]) -> Check:
    def check(at: int) -> int:
        greatest = 0
        for each in checks:
            value = each(at)
            if value > greatest:
                if value == 2:
                    return 2
                greatest = value
        return greatest

    return check
