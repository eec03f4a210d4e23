"""One part under watch: its plan, the rows of its keys, and where they need another look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.agreement.accord.compiled import Part
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.history import RowKey
from holdfire.agreement.accord.timeline.node import Node, sort_key
from holdfire.agreement.accord.timeline.pieces import Pieces, cut
from holdfire.agreement.accord.timeline.plan import planned
from holdfire.agreement.accord.timeline.statement import Statement
from holdfire.agreement.accord.timeline.touched import Touched, touched
from holdfire.agreement.accord.timeline.view import Env
from holdfire.base.truth import Truth

__all__ = ["Dirty", "Watched", "dirty_of", "rising", "stands"]


class Watched:
    """One part: its plan and the verdicts of the keys that differ from what is not listed."""

    def __init__(self, part: Part, low: int) -> None:
        self.part = part
        self.node: Node = planned(part.violation)
        self.other: RowKey = tuple(None for _ in part.key)
        self.rows: dict[RowKey, Pieces] = {}
        self.named: dict[RowKey, int] = {}
        self._by_value: dict[tuple[int, Value | None], dict[RowKey, None]] = {}
        self.clear(((low, Truth.FALSE),))

    def count(self, statement: Statement, by: int) -> list[Touched]:
        """What a statement touches; the keys that it names are counted."""
        found = touched(self.node, statement)
        names = self.part.key
        full = {
            tuple(bound[name] for name in names)
            for bound in (dict(one.bound) for one in found)
            if all(name in bound for name in names)
        }
        for key in full:
            left = self.named.get(key, 0) + by
            if left:
                self.named[key] = left
            else:
                del self.named[key]
        return found

    def put(self, key: RowKey, pieces: Pieces) -> None:
        """Keep the row of a key, and under which values it is found."""
        if key not in self.rows:
            for pair in enumerate(key):
                self._by_value.setdefault(pair, {})[key] = None
        self.rows[key] = pieces

    def drop(self, key: RowKey) -> None:
        """Forget the row of a key."""
        del self.rows[key]
        for pair in enumerate(key):
            del self._by_value[pair][key]

    def clear(self, pieces: Pieces) -> None:
        """Forget all rows; only what is not listed has one."""
        self._by_value = {}
        self.rows = {}
        self.put(self.other, pieces)

    def fitting(self, bound: Mapping[str, Value]) -> list[RowKey]:
        """The keys of rows with these values."""
        pairs = [(place, bound[n]) for place, n in enumerate(self.part.key) if n in bound]
        if not pairs:
            return list(self.rows)
        few = min((self._by_value.get(pair, {}) for pair in pairs), key=len)
        return [key for key in few if all(key[place] == value for place, value in pairs)]

    def env(self, key: RowKey) -> Env:
        """The key as an environment."""
        return dict(zip(self.part.key, key, strict=True))


@dataclass(slots=True)
class Dirty:
    """The stretches of a key to look at again, and the statements that ask for it."""

    stretches: list[tuple[int, int]]
    because: set[str]


def stands(pieces: Pieces, stretch: tuple[int, int]) -> bool:
    """Is the value other than false somewhere in the stretch?"""
    return cut(pieces, *stretch) != ((stretch[0], Truth.FALSE),)


def dirty_of(found: dict[RowKey, Dirty], key: RowKey) -> Dirty:
    """The mark of a key, new where there was none."""
    return found.setdefault(key, Dirty([], set()))


def rising(key: RowKey) -> list[tuple[int, int, str]]:
    """The order of keys; what is not listed comes last."""
    return [sort_key(value) for value in key]
