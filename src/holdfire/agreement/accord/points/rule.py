"""A formula ready to run: its rows at a position, when they are settled, what touches them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

from holdfire.agreement.accord.formula import Atom, Compare, Formula
from holdfire.agreement.accord.free import free_variables
from holdfire.agreement.accord.points.ahead import count_next, furthest, inner, reach_ahead
from holdfire.agreement.accord.points.edges import Pair, drop_broken, partners
from holdfire.agreement.accord.points.expiry import kept
from holdfire.agreement.accord.points.facts import Args, packer
from holdfire.agreement.accord.points.join import row_collector, setter
from holdfire.agreement.accord.points.memo import Candidates, all_points
from holdfire.agreement.accord.points.normal import normal
from holdfire.agreement.accord.points.plan import Collect, Planner
from holdfire.agreement.accord.points.position import BEFORE, SHIFT
from holdfire.agreement.accord.points.support import supporting_atoms
from holdfire.agreement.accord.points.touch import Occurrence, occurrences, sensitive_places
from holdfire.agreement.accord.points.world import World
from holdfire.agreement.accord.term import Constant, Value

__all__ = ["Change", "Rows", "Rule"]

Rows = dict[tuple[Value, ...], int]
"""Values of the free variables, in order of first appearance, with 1 unknown or 2 true."""
Dirty = dict[int, Any]
"""Positions to look at again: ``None`` for all rows, or ``(restriction, keys)``."""


class Change(NamedTuple):
    """A fact that was added or taken away at a position."""

    predicate: str
    args: Args
    at: int


class _Restriction:
    """The formula with some of its free variables given: what one fact can change."""

    def __init__(
        self,
        names: tuple[str, ...],
        root: Formula,
        variables: tuple[str, ...],
        planner: Planner,
    ) -> None:
        world = planner.world
        bound = frozenset(names)
        slots = tuple(world.slot(name) for name in variables)
        self.rows: Collect = row_collector(planner.generate(root, bound), slots, world)
        self.put = setter([world.slot(name) for name in names], world.env)


class _Place:
    """An occurrence with the positions at which a change of it can show in the root."""

    def __init__(self, found: Occurrence, planner: Planner, *, ordered: bool) -> None:
        world = planner.world
        names = tuple(name for name, _ in found.columns)
        self.found = found
        candidates = None if ordered else planner.candidates(found.part, frozenset(names))
        self.candidates: Candidates = candidates or all_points(world)
        self.put = setter([world.slot(name) for name in names], world.env)
        self.pack = packer(tuple(column for _, column in found.columns))
        columns = dict(found.columns)
        self.shared = () if ordered else found.shared
        self.key = packer(tuple(columns[name] for name in self.shared))


class Rule:
    """A compiled formula over a world.

    ``ordered`` says that hardly anything comes late: then no index is kept for it.
    """

    def __init__(self, formula: Formula, world: World, *, ordered: bool = False) -> None:
        root = normal(formula)
        self.variables = tuple(free_variables(formula))
        self.world = world
        self._planner = Planner(world)
        self.rows: Collect = self._planner.collector(root, self.variables)
        self._ordered = ordered
        self._restrictions: dict[tuple[str, ...], _Restriction] = {}
        self._by_predicate: dict[str, list[_Place]] = {}
        self._restrict((), root)
        if not ordered:
            for names in sorted({o.shared for o in occurrences(root, self._planner)}):
                self._restrict(names, root)  # before the ways are, so that memos are on them
        for found in occurrences(root, self._planner):
            if found.shape is not None:
                place = _Place(found, self._planner, ordered=ordered)
                self._by_predicate.setdefault(found.shape.predicate, []).append(place)
        self._sensitive = [
            _Place(found, self._planner, ordered=ordered)
            for found in sensitive_places(root, self._planner)
        ]
        self._root = root
        self._reach = reach_ahead(root)
        self._nexts = count_next(root)
        self.immediate = not self._nexts and self._reach == -1
        self._columns = {name: i for i, name in enumerate(self.variables)}

    def _restrict(self, names: tuple[str, ...], root: Formula) -> None:
        if names not in self._restrictions:
            self._restrictions[names] = _Restriction(names, root, self.variables, self._planner)

    def is_settled(self, at: int) -> bool:
        """Can nothing that comes in order change the value at this position?"""
        if self.immediate:
            return True
        if self._nexts:
            return furthest(self._root, at, self.world) is not None
        if self._reach is None:
            return False
        return (self.world.points[-1] >> SHIFT) > (at >> SHIFT) + self._reach

    def touched(
        self,
        changes: Sequence[Change],
        new_point: int | None = None,
        known: Dirty | None = None,
    ) -> Dirty:
        """The positions that the changes can change, added to those known already.

        Memos on the way are cut.
        """
        dirty: Dirty = {} if known is None else known
        if new_point is not None:
            for place in self._sensitive:
                self._spread(place, (), new_point, dirty)
        for predicate, args, at in changes:
            for place in self._by_predicate.get(predicate, ()):
                if place.found.shape is not None and place.found.shape.fits(args):
                    self._spread(place, args, at, dirty)
        return dirty

    def _spread(self, place: _Place, args: Args, at: int, dirty: Dirty) -> None:
        low, high = place.found.span(args, at)
        names, key = place.shared, place.key(args)
        place.put(place.pack(args))
        for position in place.candidates(low, high):
            if position not in dirty:
                dirty[position] = {(names, key)} if names else None
            elif not names:
                dirty[position] = None
            elif dirty[position] is not None:
                dirty[position].add((names, key))

    @property
    def needs_points(self) -> bool:
        """Do points matter on which nothing happens?"""
        return bool(self._sensitive) or supporting_atoms(self._root) is None

    def needed(self, changes: Sequence[Change] | None) -> list[tuple[str, dict[int, Value]]]:
        """The facts that the rows touched by the changes rest on: predicates, given columns.

        ``None`` asks for all of them.
        """
        if changes is None:
            return [(name, {}) for name in self._by_predicate]
        every = [place for found in self._by_predicate.values() for place in found]
        wanted: dict[str, tuple[str, dict[int, Value]]] = {}
        for predicate, args, _ in changes:
            for place in self._by_predicate.get(predicate, ()):
                if place.found.shape is None or not place.found.shape.fits(args):
                    continue
                columns = dict(place.found.columns)
                values = {name: args[columns[name]] for name in place.shared}
                for other in every:
                    if other.found.shape is not None:
                        given = {
                            column: values[name]
                            for name, column in other.found.columns
                            if name in values
                        }
                        name = other.found.shape.predicate
                        wanted[repr((name, sorted(given.items())))] = (name, given)
        return list(wanted.values())

    def rows_again(self, at: int, old: Rows, restricted: Any) -> Rows:
        """The rows at a position, looking again only where the changes reach."""
        if restricted is None:
            return self.rows(at)
        new = dict(old)
        for names, key in sorted(restricted, key=repr):
            columns = packer(tuple(self._columns[name] for name in names))
            for row in [row for row in new if columns(row) == key]:
                del new[row]
            restriction = self._restrictions[names]
            restriction.put(key)
            new.update(restriction.rows(at))
        return new

    def open_end(self) -> None:
        """From now on what follows the last point is unknown, and memos are wrong."""
        named = {term.value for term in _constants(self._root)}
        world = self.world
        world.open_end = True
        found = world.facts.values() | named
        world.domain = tuple(sorted(found, key=lambda v: (isinstance(v, str), v)))
        self.forget()

    def forget(self) -> None:
        """Drop what memos remember."""
        for memos in self._planner.memos.values():
            for memo in memos:
                memo.clear()

    def earliest_touched(self, at: int) -> int:
        """The first position whose verdict a change at ``at`` or later can change."""
        if self._reach is None:
            return BEFORE
        for _ in range(self._nexts):
            at = self.world.before(at)
        if self._reach > 0 and at > BEFORE:
            at = ((at >> SHIFT) - self._reach) << SHIFT
        for _ in range(self._nexts):
            at = self.world.before(at)
        return at

    def forget_before(self, start: int) -> tuple[int, int]:
        """Forget what verdicts from ``start`` on do not rest on.

        Returns how many points went, and the position before which they did.
        """
        world = self.world
        keep = kept(self._root, start, world)
        for pair in partners(keep.pairs, keep.single):
            names = (pair.right.predicate, pair.broken.predicate)
            drop_broken(pair, min(keep.facts[name] for name in names), world.facts)
        for predicate, places in world.facts.kept.items():
            first, edge = keep.facts.get(predicate, start), predicate in keep.edges
            for place in places:
                place.drop_before(first, edge=edge)
        for operand, memos in self._planner.memos.items():
            for memo in memos:
                memo.drop_before(keep.operands.get(operand, start))
        first = min(keep.points, world.points[-1])
        gone = bisect_left(world.points, first)
        del world.points[:gone]
        world.gone += gone
        return gone, first

    def pairs(self) -> list[Pair]:
        """The facts of which one makes the other forgotten."""
        found = kept(self._root, BEFORE, self.world)
        return partners(found.pairs, found.single)

    def size(self) -> int:
        """How many tracks, rows and remembered keys there are."""
        places = [place for found in self.world.facts.kept.values() for place in found]
        memos = [memo for found in self._planner.memos.values() for memo in found]
        return sum(place.size() for place in places) + sum(memo.size() for memo in memos)


def _constants(f: Formula) -> list[Constant]:
    """The constants that atoms and comparisons name."""
    match f:
        case Atom(_, terms):
            return [term for term in terms if isinstance(term, Constant)]
        case Compare(_, left, right):
            return [term for term in (left, right) if isinstance(term, Constant)]
    return [term for part in inner(f) for term in _constants(part)]
