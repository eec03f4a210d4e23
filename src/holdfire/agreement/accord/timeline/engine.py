"""Verdicts kept up to date while statements arrive late, out of order or are withdrawn.

The table of verdicts depends on the set of statements held, not on the order in which they
came. Each step finds the keys and the stretches that its statements can touch, evaluates
those again, and reports what changed and because of what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfire.agreement.accord.compiled import Part
from holdfire.agreement.accord.fact_trace import Declared
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.answer import Answer, answer_of
from holdfire.agreement.accord.timeline.exists_node import bindings
from holdfire.agreement.accord.timeline.history import (
    History,
    RowKey,
    Said,
    VerdictChange,
    as_rows,
    differences,
)
from holdfire.agreement.accord.timeline.pieces import Pieces, ends, joined, spliced
from holdfire.agreement.accord.timeline.statement import (
    Added,
    Claimed,
    Delta,
    Quiet,
    Supposed,
)
from holdfire.agreement.accord.timeline.steps import Steps
from holdfire.agreement.accord.timeline.store import Store
from holdfire.agreement.accord.timeline.view import Env, View
from holdfire.agreement.accord.timeline.watched import (
    Dirty,
    Watched,
    dirty_of,
    rising,
    stands,
)
from holdfire.agreement.accord.trace import Lack, LackKind, Possible
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.truth import Truth

__all__ = ["Budget", "TimelineEngine"]


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one part may take: keys, pieces for each key, microseconds a claim may be late.

    A part that takes more is degraded: it answers unknown for every key from then on.
    """

    keys: int = 200_000
    pieces: int = 20_000
    late: int | None = None


class TimelineEngine:
    """The verdicts of parts over ``[start, end]``, as of the statements received so far.

    ``declared`` and ``sets`` are as in :class:`Store`. ``degraded`` names the parts that ran
    over their budget, with the reason. Every part has one row for what the trace does not
    list and one for each key whose verdicts differ from it.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        span: tuple[int, int],
        *,
        declared: Mapping[str, Declared] | None = None,
        sets: Mapping[str, Possible] | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.span = span
        self.budget = budget or Budget()
        self.store = Store(declared, sets)
        self.history = History()
        self.degraded: dict[str, str] = {}
        self.k: int | None = None
        self.latest: int | None = None
        self._view = View(self.store)
        self._watched = {part.name: Watched(part, span[0]) for part in parts}

    def step(self, deltas: Iterable[Delta], k: int) -> list[VerdictChange]:
        """Take statements in or back at the transaction time ``k``; say what changed.

        The changes are of one part after the other, what is not listed first, then the keys
        in rising order. Raises :class:`BadInput` where ``k`` is before the last step's.
        """
        if self.k is not None and k < self.k:
            raise BadInput(
                Code.LOG_UNREADABLE,
                f"the transaction time runs back from {self.k} to {k}",
                next_step="Give steps in the order of their transaction times.",
            )
        changed = [delta for delta in deltas if self._applied(delta)]
        late = self._too_late(changed)
        changes: list[VerdictChange] = []
        for name in sorted(self._watched):
            if name in self.degraded:
                continue
            watched = self._watched[name]
            if late:
                changes += self._degrade(watched, late, k)
            else:
                changes += self._renew(watched, changed, k)
        self.k = k
        return changes

    def value(self, part: str, key: RowKey, at: int, k: int) -> Truth:
        """The verdict at an instant, as known at ``k``; false before the first step."""
        watched = self._watched[part]
        found = self.history.value(part, key, at, k)
        if found is None:
            found = self.history.value(part, watched.other, at, k)
        return Truth.FALSE if found is None else found

    def steps(self, part: str, key: RowKey) -> Steps:
        """The verdicts on a key over the span, as known now."""
        rows = self._watched[part].rows
        return Steps(rows.get(key, rows[self._watched[part].other]), self.span[1])

    def table(self) -> list[tuple[str, RowKey, list[tuple[int, int, int]]]]:
        """All verdicts as known now: part, key, and start, end and value of each piece.

        Two engines that hold the same statements give the same table.
        """
        return [
            (name, key, as_rows(watched.rows[key], self.span[1]))
            for name, watched in sorted(self._watched.items())
            for key in sorted(watched.rows, key=rising)
            if key == watched.other or watched.rows[key] != watched.rows[watched.other]
        ]

    def over(self, part: str, key: RowKey) -> Answer:
        """The answer on a key for the whole span, with its cone or its statements."""
        if part in self.degraded:
            lack = Lack(LackKind.LATE, part, (), self.degraded[part], "the operator")
            return Answer(Truth.UNKNOWN, (lack,), at=self.span[0])
        watched = self._watched[part]
        return answer_of(watched.node, self._view, watched.env(key), *self.span)

    def recall(self) -> None:
        """Read the verdicts as known now back from what was said."""
        low, high = self.span
        for (part, key), said in self.history.rows.items():
            if part not in self._watched:
                continue
            pieces: Pieces = ((low, Truth.FALSE),)
            apart = False
            for row in said:
                apart = row.value is not None
                if row.value is not None:
                    inner = ((row.start, row.value),)
                    pieces = spliced(pieces, row.start, row.end, inner, high)
            if apart:
                self._watched[part].put(key, pieces)
        for watched in self._watched.values():
            for statement in self.store.present:
                watched.count(statement, 1)

    def _applied(self, delta: Delta) -> bool:
        statement = delta.statement
        add = isinstance(delta, Added)
        if not (self.store.add(statement) if add else self.store.withdraw(statement)):
            return False
        match statement:
            case Claimed(predicate, key):
                self._view.forget(predicate, key)
            case Quiet(predicate, about):
                self._view.forget(predicate, about)
            case Supposed():
                self._view.forget(None, None)
        return True

    def _too_late(self, deltas: Sequence[Delta]) -> str:
        """Why a claim is later than the budget allows; empty if none is."""
        told = [delta.statement for delta in deltas]
        starts = [one.claim.start for one in told if isinstance(one, Claimed)]
        if self.budget.late is None or not starts:
            return ""
        self.latest = max([*starts, *([] if self.latest is None else [self.latest])])
        late = self.latest - min(starts)
        return f"a claim is {late} microseconds late" if late > self.budget.late else ""

    def _renew(self, watched: Watched, deltas: Sequence[Delta], k: int) -> list[VerdictChange]:
        dirty = self._dirty(watched, deltas)
        if self.k is None:
            whole = dirty_of(dirty, watched.other)
            whole.stretches.append(self.span)
            for key in self._listed(watched, {}, self.span):
                dirty_of(dirty, key).stretches.append(self.span)
        before = watched.rows[watched.other]
        changes: list[VerdictChange] = []
        for key in sorted(dirty, key=lambda one: (one != watched.other, rising(one))):
            changes += self._rewrite(watched, key, dirty[key], before, k)
            if len(watched.rows) > self.budget.keys + 1:
                return changes + self._degrade(watched, "more keys than its budget", k)
            if len(watched.rows.get(key, ())) > self.budget.pieces:
                return changes + self._degrade(watched, "more pieces than its budget", k)
        return changes

    def _dirty(self, watched: Watched, deltas: Sequence[Delta]) -> dict[RowKey, Dirty]:
        """The keys and stretches that statements may have changed."""
        found: dict[RowKey, Dirty] = {}
        names = watched.part.key
        for delta in deltas:
            statement = delta.statement
            for one in watched.count(statement, 1 if isinstance(delta, Added) else -1):
                stretch = max(one.start, self.span[0]), min(one.end, self.span[1])
                if stretch[0] > stretch[1]:
                    continue
                bound = {name: value for name, value in one.bound if name in names}
                for key in self._meant(watched, bound, stretch):
                    mark = dirty_of(found, key)
                    mark.stretches.append(stretch)
                    mark.because.update(statement.ids)
        return found

    def _meant(
        self, watched: Watched, bound: Mapping[str, Value], stretch: tuple[int, int]
    ) -> list[RowKey]:
        """The keys with these values that may have another value over the stretch than false.

        Where nothing unlisted may be, those are the keys that a join finds and the rows that
        were not false; else every row.
        """
        names = watched.part.key
        if len(bound) == len(names):
            return [tuple(bound[name] for name in names)]
        found = self._listed(watched, bound, stretch)
        closed = not any(value is None for key in found for value in key)
        rows = [
            key
            for key in watched.fitting(bound)
            if not closed or key == watched.other or stands(watched.rows[key], stretch)
        ]
        return list(dict.fromkeys([*rows, *found]))

    def _listed(
        self, watched: Watched, bound: Mapping[str, Value], stretch: tuple[int, int]
    ) -> list[RowKey]:
        env: Env = dict(bound)
        names = watched.part.key
        found = bindings(watched.node, names, self._view, env, *stretch)
        return [tuple(one.get(name) for name in names) for one in found]

    def _rewrite(
        self, watched: Watched, key: RowKey, dirty: Dirty, before: Pieces, k: int
    ) -> list[VerdictChange]:
        """Evaluate one key where it was touched; ``before`` is of what is not listed."""
        low, high = self.span
        name, env = watched.part.name, watched.env(key)
        own = watched.rows.get(key)
        because = tuple(sorted(dirty.because))
        if own is None:
            new = watched.node.pieces(self._view, env, low, high)
        else:
            new = own
            for start, end in joined(dirty.stretches, low, high):
                inner = watched.node.pieces(self._view, env, start, end)
                new = spliced(new, start, end, inner, high)
        old = before if own is None else own
        found = differences(old, new, high)
        alike = key != watched.other and new == watched.rows[watched.other]
        if alike and key not in watched.named:
            if own is not None:
                watched.drop(key)
                self.history.say(name, key, Said(k, low, high, None, because))
        else:
            watched.put(key, new)
            told = ends(new, high) if own is None else [(s, e, v) for s, e, _, v in found]
            for start, end, value in told:
                self.history.say(name, key, Said(k, start, end, value, because))
        return [VerdictChange(name, key, *change, because) for change in found]

    def _degrade(self, watched: Watched, reason: str, k: int) -> list[VerdictChange]:
        """Answer unknown for every key from now on, and say so."""
        low, high = self.span
        name = watched.part.name
        self.degraded[name] = reason
        unknown: Pieces = ((low, Truth.UNKNOWN),)
        changes = [
            VerdictChange(name, key, *change, (f"degraded: {reason}",))
            for key in sorted(watched.rows, key=rising)
            for change in differences(watched.rows[key], unknown, high)
        ]
        for key in watched.rows:
            self.history.say(name, key, Said(k, low, high, None, ()))
        self.history.say(name, watched.other, Said(k, low, high, Truth.UNKNOWN, (reason,)))
        watched.clear(unknown)
        return changes
