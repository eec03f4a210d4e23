"""A trace being read: indexes and remembered results, valid while the trace does not change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.leaf import Leaf, leaf_of, silent
from holdfire.agreement.accord.timeline.pieces import Pieces
from holdfire.agreement.accord.timeline.sweep import Occurrence
from holdfire.agreement.accord.trace import Claim, Possible, Silence, Trace
from holdfire.base.truth import Truth

__all__ = ["Course", "Env", "View"]

Env = dict[str, Value | None]
"""Values of variables; ``None`` stands for some value that the trace does not list."""

Course = tuple[Pieces, tuple[Occurrence, ...]]
"""A formula over a window: what holds at an instant, and occurrences known to an interval."""

MOST_REMEMBERED = 20_000
MOST_LEAVES = 200_000


class View:
    """A reader of one trace that remembers; itself a trace.

    Give one view to many calls where many formulas are asked of the same trace. Make a new
    one whenever the trace has changed. ``other`` is the value of a comparison of a thing
    that the trace does not list: unknown, except where the witness tries what would settle.
    """

    __slots__ = ("_index", "_keys", "_leaves", "_unlisted", "other", "remembered", "trace")

    def __init__(self, trace: Trace, other: Truth = Truth.UNKNOWN) -> None:
        self.trace = trace
        self.other = other
        self._leaves: dict[tuple[str, tuple[Value, ...]], Leaf] = {}
        self._unlisted: dict[str, Pieces] = {}
        self._keys: dict[str, frozenset[tuple[Value, ...]]] = {}
        self._index: dict[
            tuple[str, tuple[int, ...]], dict[tuple[Value, ...], list[tuple[Value, ...]]]
        ] = {}
        self.remembered: dict[object, Course] = {}

    def keys(self, predicate: str) -> Iterable[tuple[Value, ...]]:
        """As of the trace."""
        return self.trace.keys(predicate)

    def claims(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Claim]:
        """As of the trace."""
        return self.trace.claims(predicate, key)

    def silence(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Silence]:
        """As of the trace."""
        return self.trace.silence(predicate, key)

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """As of the trace."""
        return self.trace.unlisted(predicate)

    def possible(self, function: str, terms: tuple[Value, ...], at: int) -> Possible:
        """As of the trace."""
        return self.trace.possible(function, terms, at)

    def changes(self, function: str, terms: tuple[Value, ...]) -> Sequence[int]:
        """The instants from which a function has other values; none where nobody says."""
        asked = getattr(self.trace, "changes", None)
        return () if asked is None else tuple(asked(function, terms))

    def instant(self, name: str) -> Possible:
        """As of the trace."""
        return self.trace.instant(name)

    def members(self, name: str) -> Possible:
        """As of the trace."""
        return self.trace.members(name)

    def leaf(self, predicate: str, key: tuple[Value, ...]) -> Leaf:
        """One fact over all time."""
        found = self._leaves.get((predicate, key))
        if found is None:
            trace = self.trace
            found = leaf_of(
                predicate, key, trace.claims(predicate, key), trace.silence(predicate, key)
            )
            if len(self._leaves) >= MOST_LEAVES:
                self._leaves.clear()
            self._leaves[predicate, key] = found
        return found

    def unlisted_pieces(self, predicate: str) -> Pieces:
        """What holds of things that the trace does not list, over all time."""
        found = self._unlisted.get(predicate)
        if found is None:
            found = silent(self.trace.unlisted(predicate))
            self._unlisted[predicate] = found
        return found

    def listed(self, predicate: str, key: tuple[Value, ...]) -> bool:
        """Does any claim speak of the fact?"""
        asked = getattr(self.trace, "listed", None)
        if asked is not None:
            return bool(asked(predicate, key))
        found = self._keys.get(predicate)
        if found is None:
            found = frozenset(self.trace.keys(predicate))
            self._keys[predicate] = found
        return key in found

    def matching(
        self,
        predicate: str,
        places: tuple[int, ...],
        values: tuple[Value, ...],
        window: tuple[int, int] | None = None,
    ) -> Sequence[tuple[Value, ...]]:
        """The keys with the given values at the given places.

        With a window, those without a claim in it may be left out.
        """
        asked = getattr(self.trace, "matching", None)
        if asked is not None:
            return tuple(asked(predicate, places, values, window))
        index = self._index.get((predicate, places))
        if index is None:
            index = {}
            for key in self.trace.keys(predicate):
                if not places or len(key) > places[-1]:
                    index.setdefault(tuple(key[place] for place in places), []).append(key)
            self._index[predicate, places] = index
        return index.get(values, ())

    def forget(self, predicate: str | None, key: tuple[Value, ...] | None) -> None:
        """The trace changed: of one fact, of a whole predicate (``None``), of anything."""
        self.remembered.clear()
        if predicate is None:
            return
        if key is not None:
            self._leaves.pop((predicate, key), None)
            return
        self._unlisted.pop(predicate, None)
        for name in [name for name in self._leaves if name[0] == predicate]:
            del self._leaves[name]

    def remember(self, name: object, course: Course) -> Course:
        """Keep a result; forget everything when there is too much of it."""
        if len(self.remembered) >= MOST_REMEMBERED:
            self.remembered.clear()
        self.remembered[name] = course
        return course
