"""The engine over event logs: points go in, in any order, settled verdicts come out.

A verdict of a time point is settled, and published, once nothing that comes in order can
change it. A point or fact that comes late, or is withdrawn, re-evaluates only the positions
and keys it can touch; each published verdict that is another one then is told as a change.
The verdicts are those of the sorted whole, whatever the order of arrival.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.points.facts import Args
from holdfire.agreement.accord.points.journal import Journal
from holdfire.agreement.accord.points.position import BEFORE, SHIFT, first_at, last_at, position
from holdfire.agreement.accord.points.reopen import differences, refresh
from holdfire.agreement.accord.points.rule import Change, Rows, Rule
from holdfire.agreement.accord.points.verdict import VerdictChange
from holdfire.agreement.accord.points.world import Budget, World
from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.agreement.accord.syntax.refusal import BadLog, NotMonitorable
from holdfire.base.truth import Truth

__all__ = ["PointEngine"]

_SWEEP = 4096  # points between two sweeps at least; more where more is kept


class PointEngine:
    """One formula over one log.

    ``variables`` are its free variables in order of first appearance. ``verdicts`` are the
    rows published and kept, by position. ``lateness`` is how many ticks behind the newest
    stamp a fact may come or go: what cannot matter any more is forgotten, and a later one is
    refused, or answered from the ``journal`` where there is one. ``None`` keeps everything.
    ``every`` publishes points without rows too.
    """

    def __init__(
        self,
        formula: Formula,
        *,
        budget: Budget | None = None,
        lateness: int | None = None,
        every: bool = False,
        journal: Journal | None = None,
    ) -> None:
        self.formula = formula
        self.journal = journal
        self.world = World(budget or Budget())
        self.rule = Rule(formula, self.world, ordered=lateness == 0 and journal is None)
        self.variables = self.rule.variables
        self._points = self.world.points
        self._immediate = self.rule.immediate
        self.verdicts: dict[int, Rows] = {}
        self.ledger: dict[int, tuple[LogFact, ...]] = {}
        self.lateness = lateness
        self.next_number = 0
        self.every = every
        self._sweep_at = _SWEEP
        self.swept = (BEFORE, BEFORE)  # points before are gone, and: before are settled
        self._open = 0  # index of the first point whose verdict is not settled
        self._published: list[tuple[int, Rows]] = []
        self._changes: list[VerdictChange] = []

    def add(self, stamp: int, facts: Sequence[LogFact] = (), number: int | None = None) -> None:
        """Take in a time point. ``number`` says how it arrived among equal stamps."""
        points = self._points
        if len(points) >= self._sweep_at and self.lateness is not None:
            self.sweep()
        if number is None:
            number = self.next_number
        if number >= self.next_number:
            self.next_number = number + 1
        at = (stamp << SHIFT) | number
        if points and at <= points[-1]:
            if self._is_too_late(at):
                self._reopen(at, added=tuple(facts), new_point=True)
                return
            self._late_point(at, tuple(facts))
        else:
            points.append(at)
            self._keep(at, facts)
            if self._immediate and self._open == len(points) - 1:
                self._publish(at, self.rule.rows(at))
                self._open += 1
            else:
                self._settle()
        if self.journal is not None:
            self.journal.record(at, facts)

    def late(self, stamp: int, facts: Sequence[LogFact], number: int) -> None:
        """Add facts to a time point that is there already."""
        at = position(stamp, number)
        if self._is_too_late(at):
            self._reopen(at, added=tuple(facts))
            return
        self._known_point(at)
        self._amend(at, added=tuple(facts))
        if self.journal is not None:
            self.journal.record(at, facts)

    def withdraw(self, stamp: int, facts: Iterable[LogFact], line: int = 0) -> None:
        """Take facts back from the latest points with this stamp that have them."""
        for fact in facts:
            if self._is_too_late(first_at(stamp) + line):
                found = self.journal.holder(stamp, fact) if self.journal else None
                if found is None:
                    raise _never_said(fact, line)
                self._reopen(found[0], removed=(found[1],))
                continue
            at = self._where(stamp, fact, line)
            had = next(f for f in self.ledger[at] if f[1:] == fact[1:])
            self._amend(at, removed=(had,))
            if self.journal is not None:
                self.journal.retract(at, (had,))

    def finish(self, *, complete: bool = True) -> None:
        """Settle all points. ``complete``: nothing follows; otherwise what follows is unknown.

        A log can go on after ``complete=False`` only in another engine.
        """
        if not complete:
            self.rule.open_end()
        self._settle(every=True)

    def final_before(self) -> int:
        """Verdicts before this position cannot change any more, whatever still comes."""
        points = self.world.points
        if self.lateness is None or not points:
            return BEFORE
        start = self.rule.earliest_touched(first_at((points[-1] >> SHIFT) - self.lateness))
        return min(start, points[self._open]) if self._open < len(points) else start

    @property
    def due(self) -> bool:
        """Will the next point have what is final forgotten? Take what is wanted before."""
        return self.lateness is not None and len(self.world.points) >= self._sweep_at

    def sweep(self) -> None:
        """Forget what no verdict to come, or to change, rests on."""
        points = self.world.points
        if self.lateness is None or not points:
            return
        newest = first_at((points[-1] >> SHIFT) - self.lateness)
        start = self.final_before()
        gone, first = self.rule.forget_before(start)
        self.swept = max(self.swept, (first, start))
        self._open -= gone
        for old in [at for at in self.ledger if at < newest]:
            del self.ledger[old]
        for old in [at for at in self.verdicts if at < start]:
            del self.verdicts[old]
        self._sweep_at = len(points) + max(_SWEEP, len(points), self.rule.size())

    def take(self) -> list[tuple[int, Rows]]:
        """The points published since the last call that have rows, as (position, rows)."""
        taken, self._published = self._published, []
        return taken

    def changes(self) -> list[VerdictChange]:
        """The changes of published verdicts since the last call."""
        taken, self._changes = self._changes, []
        return taken

    def index_of(self, at: int) -> int:
        """The number of a time point in the sorted whole, from 0."""
        return self.world.gone + bisect_left(self.world.points, at)

    @property
    def settled_points(self) -> int:
        """How many points have settled verdicts."""
        return self.world.gone + self._open

    def _keep(self, at: int, facts: Sequence[LogFact]) -> None:
        """Put the facts of a point where plans look for them."""
        kept, arity = self.world.facts.kept, self.world.facts.arity
        for value, predicate, args in facts:
            places = kept.get(predicate)
            if places is None:
                continue
            if len(args) != arity[predicate]:
                raise BadLog(
                    f"{predicate} has {len(args)} arguments, the rule says {arity[predicate]}",
                    line=at & ((1 << SHIFT) - 1),
                )
            for place in places:
                place.add(args, at, value)
        if facts:
            self.ledger[at] = tuple(facts)

    def _settle(self, *, every: bool = False) -> None:
        """Publish the points whose verdicts nothing in order can change any more."""
        points, rule = self.world.points, self.rule
        index, last = self._open, len(points)
        if last - index > self.world.budget.waiting:
            raise NotMonitorable(
                f"more than {self.world.budget.waiting:,} time points wait for the future",
                next_step="Narrow the bounds of until and eventually, or raise the budget.",
            )
        while index < last:
            at = points[index]
            if not every and not rule.is_settled(at):
                break
            self._publish(at, rule.rows(at))
            index += 1
            self._open = index

    def _publish(self, at: int, rows: Rows) -> None:
        if rows:
            self.verdicts[at] = rows
            self._published.append((at, rows))
        elif self.every:
            self._published.append((at, rows))

    def _late_point(self, at: int, facts: tuple[LogFact, ...]) -> None:
        """A point that stands before others."""
        world = self.world
        index = bisect_left(world.points, at)
        if world.points[index] == at:
            raise BadLog("two points have one stamp and one number", line=at % (1 << SHIFT))
        was_settled = index < self._open
        world.points.insert(index, at)
        self._keep(at, facts)
        changes = [Change(fact[1], fact[2], at) for fact in facts]
        dirty = self.rule.touched(changes, new_point=at)
        if was_settled:
            self._open += 1
            dirty[at] = None
            if self.every:
                self._published.append((at, {}))
        self._again(dirty, facts)
        self._settle()

    def _amend(
        self, at: int, added: tuple[LogFact, ...] = (), removed: tuple[LogFact, ...] = ()
    ) -> None:
        """Change the facts of a point; look again at what that touches."""
        changes = [Change(fact[1], fact[2], at) for fact in (*added, *removed)]
        dirty = self.rule.touched(changes) if removed else {}
        kept = self.world.facts.kept
        before = self.ledger.get(at, ())
        for value, predicate, args in removed:
            for place in kept.get(predicate, ()):
                place.remove(args, at, value)
        left = list(before)
        for fact in removed:
            left.remove(fact)
        if added:
            self._keep(at, added)
            dirty = self.rule.touched(changes, known=dirty)
        self.ledger[at] = (*left, *added)
        self._again(dirty, (*added, *removed))

    def _again(self, dirty: dict[int, Any], because: tuple[LogFact, ...]) -> None:
        """Evaluate settled positions again and tell what changed."""
        points, rule = self.world.points, self.rule
        edge = points[self._open - 1] if self._open else None
        for at in sorted(dirty):
            if edge is None or at > edge:
                break
            old = self.verdicts.get(at, {})
            new = rule.rows_again(at, old, dirty[at])
            if new == old:
                continue
            if new:
                self.verdicts[at] = new
            else:
                self.verdicts.pop(at, None)
            self._tell(at, old, new, because)

    def _tell(self, at: int, old: Rows, new: Rows, because: tuple[LogFact, ...]) -> None:
        stamp, number = at >> SHIFT, at & ((1 << SHIFT) - 1)
        for key in dict.fromkeys((*old, *new)):
            was, now = old.get(key, 0), new.get(key, 0)
            if was != now:
                self._changes.append(
                    VerdictChange(stamp, number, key, Truth(was), Truth(now), because)
                )

    def _reopen(
        self,
        at: int,
        added: tuple[LogFact, ...] = (),
        removed: tuple[LogFact, ...] = (),
        *,
        new_point: bool = False,
    ) -> None:
        """A change older than what is kept: its keys are read back from the journal."""
        world, journal = self.world, self.journal
        if journal is None:
            return
        new = [(at, fact.predicate, fact.args, int(fact.value)) for fact in added]
        old = [(at, fact.predicate, fact.args, int(fact.value)) for fact in removed]
        aside = Rule(self.formula, World(world.budget))
        edge = max(world.points[self._open - 1] if self._open else BEFORE, self.swept[1] - 1)
        told = differences(aside, journal, at, new, old, edge=edge)
        if new_point:
            self._old_point(at)
        if added or new_point:
            journal.record(at, added)
        journal.retract(at, removed)
        refresh(self.rule, journal, new, old)
        changes = [Change(kept[1], kept[2], at) for kept in (*new, *old)]
        self.rule.touched(changes, new_point=at if new_point else None)
        for where, before, after in told:
            rows = {k: v for k, v in self.verdicts.get(where, {}).items() if k not in before}
            if where in self.verdicts or where >= world.points[0]:
                self.verdicts[where] = {**rows, **after}
            self._tell(where, before, after, (*added, *removed))
        self._settle()

    def _old_point(self, at: int) -> None:
        """Make room for a point among or before those kept."""
        points = self.world.points
        index = bisect_left(points, at)
        if at < self.swept[0]:
            self.world.gone += 1
            return
        points.insert(index, at)
        self._open += index < self._open or at < self.swept[1]

    def resume(self, settled: int, next_number: int, swept: tuple[int, int]) -> None:
        """Go on where a snapshot was taken."""
        self._open, self.next_number, self.swept = settled, next_number, swept

    def _is_too_late(self, at: int) -> bool:
        """Is it older than what is kept? Refused, unless a journal can answer."""
        if self.lateness is None or not self.world.points:
            return False
        stamp, newest = at >> SHIFT, self.world.points[-1] >> SHIFT
        late = stamp < newest - self.lateness
        if late and self.journal is None:
            raise BadLog(
                f"the stamp {stamp} is more than {self.lateness} behind {newest}; what it"
                " would change is no longer kept",
                line=at & ((1 << SHIFT) - 1),
                next_step="Allow more lateness, or give the whole log again.",
            )
        return late

    def _known_point(self, at: int) -> None:
        points = self.world.points
        index = bisect_left(points, at)
        if index == len(points) or points[index] != at:
            raise BadLog("no time point has this stamp and number", line=at % (1 << SHIFT))

    def _where(self, stamp: int, fact: LogFact, line: int) -> int:
        """The latest point with the stamp that has the fact, with whichever value."""
        points = self.world.points
        first = bisect_left(points, first_at(stamp))
        for index in range(bisect_right(points, last_at(stamp)) - 1, first - 1, -1):
            at = points[index]
            if any(had[1:] == fact[1:] for had in self.ledger.get(at, ())):
                return at
        raise _never_said(fact, line)


def _never_said(fact: LogFact, line: int) -> BadLog:
    return BadLog(
        f"{fact.predicate}{_shown(fact.args)} is withdrawn, but no earlier line says it",
        line=line,
        next_step="Withdraw a fact at the stamp at which it was said, after it was said.",
    )


def _shown(args: Args) -> str:
    return "(" + ",".join(repr(value) for value in args) + ")"
